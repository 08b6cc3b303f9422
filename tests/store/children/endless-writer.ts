/** Writes for ever, and says each document only after the store has said that it is kept. */
import { writeSync } from 'node:fs';
import { openSqliteStore } from '../../../src/store/sqlite-store.js';

const [folder = '', round = ''] = process.argv.slice(2);
const store = await openSqliteStore(folder);
const things = await store.collection({ name: 'things', unique: ['number'], indexes: [['state', 'dueAt']] });
await things.insert({ id: round });
for (let written = 1; ; written += 1) {
  await things.insert(
    Object.assign({ id: `${round}-${written}` }, { number: `${round}/${written}`, state: 'offered' }),
  );
  await things.replace({ id: round }, written);
  writeSync(1, `${written}\n`);
}
