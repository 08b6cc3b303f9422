import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Fault, reasonOf } from '../base/fault.js';
import { SqliteCollection } from './sqlite-collection.js';
import { SqliteFile } from './sqlite-file.js';
import { SqliteGroup } from './sqlite-group.js';
import { prepareTable } from './sqlite-plan.js';
import { prepareFile } from './sqlite-schema.js';
import { keepLogShort, scrubFile } from './sqlite-scrub.js';
import type { Collection, CollectionPlan, Document, Store } from './store.js';

/** The one file of the store within the data folder; beside it lie `-wal` and `-shm` while it is open. */
export const STORE_FILE = 'qunliban.db';

/** Within the data folder, where a backup is restored; as long as there is no store file beside it the store is not whole. */
export const MAKING_FOLDER = 'restoring';

const BUSY_MS = 10_000;

/**
 * Opens the store in `qunliban.db` of the folder, creating both where they are missing. The engine works synchronously:
 * an operation takes some hundredths of a millisecond, a write waits for the disk.
 *
 * Throws `store-too-new` for the file of a newer program, `store-half-restored` where restoring a backup was broken off,
 * `store-damaged`, `store-unwritable`, `store-busy`, `store-failed`.
 */
export async function openSqliteStore(folder: string): Promise<Store> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw new Fault('store-unwritable', `${folder} cannot be created (${reasonOf(error)})`, { cause: error });
  });
  if (isHalfMade(folder)) {
    throw new Fault(
      'store-half-restored',
      `restoring a backup into ${folder} was broken off; restore it again`,
    );
  }
  const file = new SqliteFile(path.join(folder, STORE_FILE), BUSY_MS);
  const group = new SqliteGroup(file, keepLogShort(file));
  try {
    group.flush();
    prepareFile(file);
    settle(file);
  } catch (error) {
    file.close();
    throw error;
  }
  return storeOver(file, group);
}

/** Whether restoring was broken off in this data folder: what lies in it is no whole store. */
export function isHalfMade(folder: string): boolean {
  return existsSync(path.join(folder, MAKING_FOLDER)) && !existsSync(path.join(folder, STORE_FILE));
}

/**
 * A commit is on the disk when it returns (FULL), removed rows are overwritten, readers do not wait for writers (WAL). The log
 * is cut by keepLogShort, never by the engine.
 */
function settle(file: SqliteFile): void {
  if (file.ask('PRAGMA journal_mode')[0]?.[0] !== 'wal') file.ask('PRAGMA journal_mode = WAL');
  file.ask('PRAGMA synchronous = FULL');
  file.ask('PRAGMA secure_delete = ON');
  file.ask('PRAGMA wal_autocheckpoint = 0');
  file.ask('PRAGMA cache_size = -16000');
}

function storeOver(file: SqliteFile, group: SqliteGroup): Store {
  const plans = new Map<string, string>();
  let isClosed = false;
  return {
    async collection<T extends Document>(plan: CollectionPlan): Promise<Collection<T>> {
      const declared = JSON.stringify([plan.unique ?? [], plan.indexes ?? []]);
      if ((plans.get(plan.name) ?? declared) !== declared) {
        throw new Fault('store-bad-plan', `${plan.name} is declared twice, and not in the same way`);
      }
      group.flush();
      const table = prepareTable(file, plan);
      plans.set(plan.name, declared);
      return new SqliteCollection<T>(group, table);
    },
    together: work => group.together(work),
    async scrub() {
      group.flush();
      scrubFile(file);
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      group.flush();
      // The log goes into the file, so that a copy of this one file is a whole backup; it is no fault if others still read.
      file.ask('PRAGMA wal_checkpoint(TRUNCATE)');
      file.close();
    },
  };
}
