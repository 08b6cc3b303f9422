import { expect, test } from '@jest/globals';
import { everyOne } from '../../src/store/change.js';
import { openSqliteStore } from '../../src/store/sqlite-store.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();

test('while very many documents are read, others have their turn', async () => {
  const store = await openSqliteStore(folder);
  const notes = await store.collection<{ id: string }>({ name: 'notes' });
  await Promise.all(Array.from({ length: 1_700 }, (_, nth) => notes.insert({ id: String(nth) })));
  let turns = 0;
  let isReading = true;
  const takeTurns = (): void => {
    turns += 1;
    if (isReading) setImmediate(takeTurns);
  };
  setImmediate(takeTurns);
  expect(await everyOne(notes)).toHaveLength(1_700);
  isReading = false;
  expect(turns).toBeGreaterThanOrEqual(3);
  await store.close();
});
