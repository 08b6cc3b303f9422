import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Fault } from '../base/fault.js';
import { MEDIA_FOLDER, folderMediaIds, openFolderMediaStore, syncFolder } from './folder-media-store.js';
import { SqliteFile } from './sqlite-file.js';
import { prepareTable } from './sqlite-plan.js';
import { prepareFile } from './sqlite-schema.js';
import { isHalfMade, MAKING_FOLDER, STORE_FILE } from './sqlite-store.js';
import { openSqliteWhole } from './sqlite-whole.js';
import type { Document, Stored } from './store.js';
import type { StoreInTheMaking, WholeCollection } from './whole-store.js';

const BUSY_MS = 10_000;

/**
 * Begins a store in `restoring/` of an empty data folder, which the caller has claimed. Finishing moves the files and, as
 * the last and deciding step, the store file out of it.
 *
 * Throws `restore-not-empty` when the folder holds a store or files.
 */
export async function beginSqliteStore(folder: string): Promise<StoreInTheMaking> {
  await clearHalfMade(folder);
  if (existsSync(path.join(folder, STORE_FILE)) || (await folderMediaIds(folder)).length > 0) {
    throw new Fault(
      'restore-not-empty',
      `${folder} holds a store already, and a backup is restored into an empty place only: set DATA_DIR to a new folder, ` +
        'or move the old one away',
    );
  }
  const making = path.join(folder, MAKING_FOLDER);
  await mkdir(making, { recursive: true, mode: 0o700 });
  const media = await openFolderMediaStore(making);
  const file = new SqliteFile(path.join(making, STORE_FILE), BUSY_MS);
  prepareFile(file);
  file.ask('PRAGMA journal_mode = WAL');
  return {
    async put(collection, documents) {
      putAll(file, collection, documents);
    },
    putMedia: async (id, kept) => await media.put(id, kept),
    async readBack() {
      file.ask('PRAGMA wal_checkpoint(TRUNCATE)');
      return await openSqliteWhole(making);
    },
    async finish() {
      file.ask('PRAGMA wal_checkpoint(TRUNCATE)');
      file.close();
      await moveIntoPlace(folder);
    },
    async discard() {
      file.close();
      await rm(making, { recursive: true, force: true });
    },
  };
}

/** The columns of the declared fields come when the program opens the collection with its plan. */
function putAll(
  file: SqliteFile,
  { name: collection }: WholeCollection,
  documents: readonly Stored<Document>[],
): void {
  const { name } = prepareTable(file, { name: collection });
  file.transact(() => {
    for (const { value, version } of documents) {
      const outcome = file.write({
        sql: `INSERT INTO ${name} (id, version, body) VALUES (?, ?, ?)`,
        values: [value.id, version, JSON.stringify(value)],
      });
      if ('changes' in outcome) continue;
      throw new Fault(
        'restore-twice',
        `a document of ${collection} is in the backup twice; take another one`,
      );
    }
  });
}

/** The store file comes last: with it the store is whole, without it the next one who begins clears everything away. */
async function moveIntoPlace(folder: string): Promise<void> {
  const making = path.join(folder, MAKING_FOLDER);
  await rm(path.join(folder, MEDIA_FOLDER), { recursive: true, force: true });
  await rename(path.join(making, MEDIA_FOLDER), path.join(folder, MEDIA_FOLDER));
  await rename(path.join(making, STORE_FILE), path.join(folder, STORE_FILE));
  await syncFolder(folder);
  await rm(making, { recursive: true, force: true });
}

/** Before the store file came, the files in the data folder could only be those of the restoring that was broken off. */
async function clearHalfMade(folder: string): Promise<void> {
  if (isHalfMade(folder)) await rm(path.join(folder, MEDIA_FOLDER), { recursive: true, force: true });
  await rm(path.join(folder, MAKING_FOLDER), { recursive: true, force: true });
}
