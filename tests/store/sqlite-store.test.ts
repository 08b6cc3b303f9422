import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSqliteStore } from '../../src/store/sqlite-store.js';
import { storeContract } from './store-contract.js';

storeContract('SQLite engine', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'qunliban-store-'));
  return {
    open: async () => await openSqliteStore(folder),
    discard: async () => {
      await rm(folder, { recursive: true });
    },
  };
});
