import { statSync } from 'node:fs';
import path from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openSqliteStore, STORE_FILE } from '../../src/store/sqlite-store.js';
import type { Collection, Document, Store } from '../../src/store/store.js';
import { temporaryFolder } from './temporary-folder.js';

interface Thing extends Document {
  readonly number?: string;
  readonly state: string;
  readonly dueAt: number;
}

const folder = temporaryFolder();
const plan = { name: 'things', unique: ['number'], indexes: [['state', 'dueAt'], ['dueAt']] };
let count = 0;
let place: string;
let stores: readonly Store[];
let mine: Collection<Thing>;
let theirs: Collection<Thing>;

beforeEach(async () => {
  place = path.join(folder, `${(count += 1)}`);
  const [first, second] = [await openSqliteStore(place), await openSqliteStore(place)];
  stores = [first, second];
  mine = await first.collection<Thing>(plan);
  theirs = await second.collection<Thing>(plan);
});

afterEach(async () => {
  for (const store of stores) await store.close();
  const database = new Database(path.join(place, STORE_FILE));
  expect(database.prepare('PRAGMA integrity_check').raw(true).all()).toEqual([['ok']]);
  database.close();
});

/** How many pages the log holds, each with 24 bytes of its own behind the 32 of the log. */
function pagesInLog(): number {
  return (statSync(path.join(place, `${STORE_FILE}-wal`)).size - 32) / (24 + 4_096);
}

async function idsIn(things: Collection<Thing>, state: string): Promise<string[]> {
  const { found } = await things.find({ where: { state }, orderBy: ['state', 'dueAt'], limit: 10 });
  return found.map(({ value }) => `${value.id} ${value.dueAt}`);
}

test('a document is found by what it was replaced with, whether a field stayed or changed', async () => {
  await mine.insert({ id: 'a', number: '1', state: 'open', dueAt: 1 });
  expect(await mine.replace({ id: 'a', number: '1', state: 'open', dueAt: 2 }, 1)).toEqual({
    done: true,
    version: 2,
  });
  expect(await mine.replace({ id: 'a', state: 'over', dueAt: 2 }, 2)).toEqual({ done: true, version: 3 });
  expect([await idsIn(mine, 'open'), await idsIn(mine, 'over')]).toEqual([[], ['a 2']]);
  // The number is free again.
  expect(await mine.insert({ id: 'b', number: '1', state: 'open', dueAt: 1 })).toEqual({ done: true });
  expect(await mine.replace({ id: 'a', number: '1', state: 'over', dueAt: 2 }, 3)).toEqual({
    done: false,
    why: 'taken',
    taken: 'number',
  });
});

test('a document that another program removed and inserted anew is replaced with all of its fields', async () => {
  await mine.insert({ id: 'a', number: '1', state: 'open', dueAt: 1 });
  await theirs.remove('a');
  await theirs.insert({ id: 'a', number: '2', state: 'over', dueAt: 9 });
  // By the version alone nobody can tell that it is another one.
  expect(await mine.replace({ id: 'a', number: '1', state: 'open', dueAt: 3 }, 1)).toEqual({
    done: true,
    version: 2,
  });
  expect([await idsIn(mine, 'open'), await idsIn(mine, 'over')]).toEqual([['a 3'], []]);
  expect(await mine.count({ number: '2' })).toBe(0);
});

test('a document that another program has changed is stale, and stays as that one left it', async () => {
  await mine.insert({ id: 'a', state: 'open', dueAt: 1 });
  const seen = await theirs.get('a');
  expect(await theirs.replace({ id: 'a', state: 'over', dueAt: 1 }, seen?.version ?? 0)).toMatchObject({
    done: true,
  });
  expect(await mine.replace({ id: 'a', state: 'open', dueAt: 2 }, 1)).toEqual({ done: false, why: 'stale' });
  expect(await idsIn(mine, 'over')).toEqual(['a 1']);
});

test('an index is not written to when its fields stay as they are', async () => {
  await mine.insert({ id: 'a', state: 'open', dueAt: 1 });
  await mine.insert({ id: 'b', state: 'open', dueAt: 1 });
  await stores[0]?.scrub();
  await mine.replace({ id: 'a', state: 'open', dueAt: 1 }, 1);
  expect(pagesInLog()).toBe(1);
  await mine.replace({ id: 'a', state: 'over', dueAt: 1 }, 2);
  expect(pagesInLog()).toBe(3);
});
