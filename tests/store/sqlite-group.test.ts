import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'libsql';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { together } from '../../src/store/change.js';
import { SqliteFile } from '../../src/store/sqlite-file.js';
import { SqliteGroup } from '../../src/store/sqlite-group.js';
import { openSqliteStore, STORE_FILE } from '../../src/store/sqlite-store.js';
import type { Collection, Document, Store } from '../../src/store/store.js';
import { temporaryFolder } from './temporary-folder.js';

interface Thing extends Document {
  readonly kind: string;
}

const folder = temporaryFolder();
let count = 0;
let store: Store;
let things: Collection<Thing>;
let stranger: InstanceType<typeof Database>;

beforeEach(async () => {
  const place = path.join(folder, `${(count += 1)}`);
  store = await openSqliteStore(place);
  things = await store.collection<Thing>({ name: 'things', unique: ['kind'] });
  stranger = new Database(path.join(place, STORE_FILE));
});

afterEach(async () => {
  stranger.close();
  await store.close();
});

/** What another program finds in the file, which is all that has been committed. */
function onDisk(): string[] {
  const rows = stranger.prepare('SELECT id FROM c_things ORDER BY rowid').raw(true).all() as [string][];
  return rows.map(([id]) => id);
}

/** A promise that is fulfilled when it is told so. */
function gate(): { readonly isOpen: Promise<void>; readonly open: () => void } {
  const opening: { open?: () => void } = {};
  const isOpen = new Promise<void>(resolve => {
    opening.open = resolve;
  });
  return { isOpen, open: () => opening.open?.() };
}

/** Whether the promise has been fulfilled by now. */
function watched(promise: Promise<unknown>): () => boolean {
  let isDone = false;
  void promise.then(() => (isDone = true));
  return () => isDone;
}

test('nobody is told of a change before it is on the disk, nor of a change that others have made', async () => {
  const inserting = ['a', 'b', 'c'].map(id => things.insert({ id, kind: id }));
  const taken = things.insert({ id: 'd', kind: 'a' });
  const reading = things.get('a');
  const isTold = [...inserting, taken, reading].map(watched);
  for (let spin = 0; spin < 20; spin += 1) await Promise.resolve();
  expect(onDisk()).toEqual([]);
  expect(isTold.map(told => told())).toEqual([false, false, false, false, false]);

  expect(await inserting[0]).toEqual({ done: true });
  expect(onDisk()).toEqual(['a', 'b', 'c']);
  expect(await taken).toEqual({ done: false, taken: 'kind' });
  expect((await reading)?.value).toEqual({ id: 'a', kind: 'a' });
});

test('a piece of work goes on without the disk and is on it when it ends; others wait all the same', async () => {
  const seen: string[][] = [];
  const others: { readonly writing: Promise<unknown>; readonly areTold: () => boolean }[] = [];
  const work = async (): Promise<string> => {
    await things.insert({ id: 'a', kind: 'a' });
    expect((await things.get('a'))?.version).toBe(1);
    expect(await things.replace({ id: 'a', kind: 'b' }, 1)).toEqual({ done: true, version: 2 });
    seen.push(onDisk());
    expect(others.map(({ areTold }) => areTold())).toEqual([false]);
    return 'result';
  };
  const working = together(store, work);
  const writing = things.insert({ id: 'z', kind: 'z' });
  others.push({ writing, areTold: watched(writing) });
  expect(await working).toBe('result');
  expect(seen).toEqual([[]]);
  await writing;
  expect(onDisk()).toEqual(['a', 'z']);
});

test('others who change something are not kept waiting until a long piece of work ends', async () => {
  const pause = gate();
  const working = together(store, async () => {
    await things.insert({ id: 'a', kind: 'a' });
    await pause.isOpen;
    await things.insert({ id: 'b', kind: 'b' });
  });
  await things.insert({ id: 'z', kind: 'z' });
  expect(onDisk()).toEqual(['a', 'z']);
  pause.open();
  await working;
  expect(onDisk()).toEqual(['a', 'z', 'b']);
});

test('what goes on after a piece of work has ended waits for the disk again', async () => {
  let late: Promise<unknown> = Promise.resolve();
  const end = gate();
  await together(store, async () => {
    await things.insert({ id: 'a', kind: 'a' });
    late = end.isOpen.then(() => things.insert({ id: 'late', kind: 'late' }));
  });
  end.open();
  await late;
  expect(onDisk()).toEqual(['a', 'late']);
});

test('a piece of work that fails keeps what it did until then, and says why it failed', async () => {
  const failing = together(store, async () => {
    await things.insert({ id: 'a', kind: 'a' });
    throw new Error('the lift is out');
  });
  await expect(failing).rejects.toThrow('the lift is out');
  expect(onDisk()).toEqual(['a']);
});

test('closing, scrubbing and opening a collection take up what is under way', async () => {
  const first = things.insert({ id: 'a', kind: 'a' });
  await store.scrub();
  expect(onDisk()).toEqual(['a']);
  const second = things.insert({ id: 'b', kind: 'b' });
  await store.collection<Thing>({ name: 'others' });
  expect(onDisk()).toEqual(['a', 'b']);
  const third = things.insert({ id: 'c', kind: 'c' });
  await store.close();
  expect(onDisk()).toEqual(['a', 'b', 'c']);
  await Promise.all([first, second, third]);
});

test('on a full disk everybody whose change is lost is told, and it goes on when there is room', async () => {
  const file = new SqliteFile(path.join(folder, 'full.db'), 1_000);
  file.exec('CREATE TABLE t (id TEXT PRIMARY KEY, body TEXT)');
  const most = Number(file.ask('PRAGMA page_count')[0]?.[0]) + 2;
  file.ask(`PRAGMA max_page_count = ${most}`);
  const group = new SqliteGroup(file);
  const put = (id: string, length: number) =>
    group.write({ sql: 'INSERT INTO t VALUES (?, ?)', values: [id, 'x'.repeat(length)] });
  const small = put('small', 10);
  const large = put('large', 100_000);
  const outcomes = await Promise.allSettled([small, large]);
  expect(outcomes.map(({ status }) => status)).toContain('rejected');
  const kept = file.ask('SELECT id FROM t').map(([id]) => id);
  for (const [at, id] of ['small', 'large'].entries())
    expect(kept.includes(id)).toBe(outcomes[at]?.status === 'fulfilled');

  const working = group.together(async () => {
    await put('first', 10);
    await put('second', 100_000).catch(() => {});
  });
  const whole = await working.then(
    () => 'kept',
    () => 'told',
  );
  expect(whole).toBe(file.ask(`SELECT id FROM t WHERE id = 'first'`).length === 1 ? 'kept' : 'told');
  file.ask('PRAGMA max_page_count = 10000');
  await put('later', 100_000);
  await nextTurn();
  expect(file.ask(`SELECT count(*) FROM t WHERE id = 'later'`)).toEqual([[1]]);
  file.close();
});
