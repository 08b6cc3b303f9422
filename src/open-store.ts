import { existsSync } from 'node:fs';
import { access, constants, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Fault, reasonOf } from './base/fault.js';
import type { Settings } from './settings.js';
import { claimDataFolder } from './store/data-folder.js';
import { openFolderMediaStore } from './store/folder-media-store.js';
import type { MediaStore } from './store/media-store.js';
import { isHalfMade, openSqliteStore, STORE_FILE } from './store/sqlite-store.js';
import type { Store } from './store/store.js';

/** Where everything is kept that outlives a restart. */
export interface OpenedStore {
  readonly store: Store;
  readonly media: MediaStore;
  /** Closes the store and lets go of the data folder. */
  close(): Promise<void>;
}

type Whereabouts = Pick<Settings, 'dataDir' | 'mongoUri'>;

/**
 * Opens the store that the settings name: the MongoDB database of MONGODB_URI, which any number of processes may share, or
 * else SQLite in the data folder, which is claimed for this process alone (Fault `data-folder-in-use`).
 */
export async function openStore({ dataDir, mongoUri }: Whereabouts): Promise<OpenedStore> {
  if (mongoUri !== undefined) {
    await usableFolder(dataDir);
    return await openMongo(mongoUri);
  }
  const folder = await claimDataFolder(dataDir);
  const open: (() => Promise<void>)[] = [async () => await folder.release()];
  const close = async () => {
    for (const part of open.toReversed()) await part();
  };
  try {
    const store = await openSqliteStore(dataDir);
    open.push(async () => await store.close());
    return { store, media: await openFolderMediaStore(dataDir), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Opens the store for reading beside a running program, and claims nothing; undefined when there is none yet. With MongoDB
 * there is one as soon as the server answers. Where restoring a backup was broken off it is a Fault `store-half-restored`.
 */
export async function openStoreBeside({
  dataDir,
  mongoUri,
}: Whereabouts): Promise<Pick<OpenedStore, 'store' | 'close'> | undefined> {
  if (mongoUri !== undefined) return await openMongo(mongoUri);
  if (!existsSync(path.join(dataDir, STORE_FILE)) && !isHalfMade(dataDir)) return undefined;
  const store = await openSqliteStore(dataDir);
  return { store, close: async () => await store.close() };
}

/** mongoose is loaded when it is needed only: half a second of every start without it. */
async function openMongo(uri: string): Promise<OpenedStore> {
  const { openMongoStore } = await import('./open-mongo-store.js');
  return await openMongoStore(uri);
}

/**
 * Makes the data folder where it is missing; the chat network keeps its session there, whatever the database is. A folder
 * that cannot be written is a Fault `data-folder-unusable`.
 */
export async function usableFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new Fault(
      'data-folder-unusable',
      `the data folder ${folder} cannot be created or written (${reasonOf(error)}); check its path, owner and rights, or set DATA_DIR`,
      { cause: error },
    );
  }
}
