import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Fault } from '../base/fault.js';
import type { MediaId } from '../base/ids.js';
import { folderMediaIds, readFolderMedia } from './folder-media-store.js';
import { SqliteFile } from './sqlite-file.js';
import { prepareFile } from './sqlite-schema.js';
import { STORE_FILE } from './sqlite-store.js';
import type { Document, Stored } from './store.js';
import type { WholeCollection, WholeStore } from './whole-store.js';

/** Where the copy lies in the data folder while it is made; what a killed process left there goes with the next one. */
const COPY_FILE = 'backing-up.db';

const BUSY_MS = 10_000;
const ROWS_AT_ONCE = 500;

/**
 * Opens the store of a data folder as it is at this moment, also beside a running program. The engine copies it (half a
 * second for 200 MB), so that the reading after it, however slow, keeps nobody from sweeping removed texts out of the file;
 * the copy has no name any more once it is open. Files are listed right after the copy is made, so that every file of a
 * document in it is listed.
 *
 * Throws `backup-nothing` when there is no store in the folder, and what opening a store throws.
 */
export async function openSqliteSnapshot(folder: string): Promise<WholeStore> {
  const name = path.join(folder, STORE_FILE);
  if (!existsSync(name)) {
    throw new Fault('backup-nothing', `${folder} holds no store; set DATA_DIR to the folder of the program`);
  }
  const copyName = path.join(folder, COPY_FILE);
  await rm(copyName, { force: true });
  try {
    copyFile(name, copyName);
    const mediaIds = await folderMediaIds(folder);
    return wholeOver(new SqliteFile(copyName, BUSY_MS), folder, mediaIds);
  } finally {
    // An open file cannot lose its name on Windows; there the next backup removes it.
    if (process.platform !== 'win32') await rm(copyName, { force: true });
  }
}

/** Opens a store that nobody else has open. */
export async function openSqliteWhole(folder: string): Promise<WholeStore> {
  const mediaIds = await folderMediaIds(folder);
  return wholeOver(new SqliteFile(path.join(folder, STORE_FILE), BUSY_MS), folder, mediaIds);
}

function copyFile(from: string, to: string): void {
  const file = new SqliteFile(from, BUSY_MS);
  try {
    prepareFile(file);
    file.write({ sql: 'VACUUM INTO ?', values: [to] });
  } finally {
    file.close();
  }
}

function wholeOver(file: SqliteFile, folder: string, mediaIds: readonly MediaId[]): WholeStore {
  const plans = file.ask(`SELECT key, value FROM meta WHERE key LIKE 'plan:%' ORDER BY key`);
  return {
    collections: plans.map(([key, value]) => {
      const { unique } = JSON.parse(String(value)) as WholeCollection;
      return { name: String(key).slice('plan:'.length), unique };
    }),
    documents: collection => rowsOf(file, collection),
    async mediaIds() {
      return mediaIds;
    },
    media: async id => await readFolderMedia(folder, id),
    async close() {
      file.close();
    },
  };
}

async function* rowsOf(file: SqliteFile, collection: string): AsyncGenerator<readonly Stored<Document>[]> {
  const sql = `SELECT rowid, version, body FROM "c_${collection}" WHERE rowid > ? ORDER BY rowid LIMIT ${ROWS_AT_ONCE}`;
  let after = 0;
  for (;;) {
    const rows = file.rows({ sql, values: [after] });
    yield rows.map(([, version, body]) => ({
      version: Number(version),
      value: JSON.parse(String(body)) as Document,
    }));
    if (rows.length < ROWS_AT_ONCE) return;
    after = Number(rows.at(-1)?.[0]);
  }
}
