/** Raises one counter so many times, together with another process that does the same. */
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { change } from '../../../src/store/change.js';
import { openSqliteStore } from '../../../src/store/sqlite-store.js';
import type { Document } from '../../../src/store/store.js';

interface Counter extends Document {
  readonly raisedBy: readonly string[];
}

const [folder = '', name = '', times = ''] = process.argv.slice(2);
const store = await openSqliteStore(folder);
const counters = await store.collection<Counter>({ name: 'counters', unique: ['number'] });
writeSync(1, 'ready\n');
await once(process.stdin, 'data');

let won = 0;
for (let time = 0; time < Number(times); time += 1) {
  await change(counters, 'one', value => ({ ...value, raisedBy: [...value.raisedBy, `${name}${time}`] }));
  const outcome = await counters.insert(
    Object.assign({ id: `${name}${time}`, raisedBy: [] }, { number: time }),
  );
  if (outcome.done) won += 1;
}
await store.close();
writeSync(1, `${won}\n`);
process.stdin.destroy();
