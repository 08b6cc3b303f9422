import { expect, test } from '@jest/globals';
import type { Document } from '../../src/store/store.js';
import { openSqliteStore } from '../../src/store/sqlite-store.js';
import { startChild } from './children/child.js';
import { temporaryFolder } from './temporary-folder.js';

const forKilled = temporaryFolder();
const forTwo = temporaryFolder();

/** Each of thousands of writes waits for the disk. */
const SLOW_DISK_MS = 240_000;

test(
  'a process killed in the middle of writing loses nothing that it was told is kept',
  async () => {
    for (const round of ['first', 'second', 'third']) {
      const writer = startChild('endless-writer', forKilled, round);
      await writer.said(150);
      writer.kill('SIGKILL');
      expect(await writer.ended).toBeNull();

      const store = await openSqliteStore(forKilled);
      const things = await store.collection({
        name: 'things',
        unique: ['number'],
        indexes: [['state', 'dueAt']],
      });
      const acknowledged = Number(writer.lines.at(-1));
      for (let written = 1; written <= acknowledged; written += 1) {
        expect(await things.get(`${round}-${written}`)).toMatchObject({ version: 1 });
      }
      expect((await things.get(round))?.version).toBeGreaterThanOrEqual(acknowledged + 1);
      expect(await things.count({ state: 'offered', number: `${round}/1` })).toBe(1);
      await store.close();
    }
  },
  SLOW_DISK_MS,
);

test(
  'two processes that change the same document lose no change of each other',
  async () => {
    const times = 200;
    const store = await openSqliteStore(forTwo);
    const counters = await store.collection<Document & { raisedBy: string[] }>({
      name: 'counters',
      unique: ['number'],
    });
    await counters.insert({ id: 'one', raisedBy: [] });

    const both = ['a', 'b'].map(name => startChild('raiser', forTwo, name, `${times}`));
    for (const child of both) await child.said(1);
    for (const child of both) child.tell('go');
    expect(await Promise.all(both.map(async child => await child.ended))).toEqual([0, 0]);

    const raised = (await counters.get('one'))!;
    expect(raised.version).toBe(1 + 2 * times);
    expect(new Set(raised.value.raisedBy).size).toBe(2 * times);
    const won = both.map(child => Number(child.lines.at(-1)));
    expect(won.reduce((sum, each) => sum + each, 0)).toBe(times);
    expect(await counters.count()).toBe(1 + times);
    await store.close();
  },
  SLOW_DISK_MS,
);
