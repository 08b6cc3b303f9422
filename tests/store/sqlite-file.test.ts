import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'libsql';
import { expect, test } from '@jest/globals';
import { openSqliteStore, STORE_FILE } from '../../src/store/sqlite-store.js';
import type { Document } from '../../src/store/store.js';
import { faultOf } from './store-contract.js';
import { temporaryFolder } from './temporary-folder.js';

interface Ticket extends Document {
  readonly state: string;
  readonly isUrgent?: boolean;
  readonly unit?: string;
}

const folder = temporaryFolder();
const older = { name: 'tickets', indexes: [['state']] };
const newer = { name: 'tickets', unique: ['number'], indexes: [['unit', 'isUrgent'], ['state']] };

function ask(place: string, sql: string): unknown[] {
  const database = new Database(path.join(place, STORE_FILE));
  const rows = database.prepare(sql).raw(true).all();
  database.close();
  return rows;
}

test('a newer program that declares more fields finds the old documents by them', async () => {
  const place = path.join(folder, 'newer');
  const before = await openSqliteStore(place);
  const old = await before.collection<Ticket>(older);
  const total = 1_203;
  for (let at = 0; at < total; at += 1) {
    await old.insert({ id: `${at}`, state: 'offered', isUrgent: at % 3 === 0, unit: `单元${at % 2}` });
  }
  await before.close();

  const after = await openSqliteStore(place);
  const tickets = await after.collection<Ticket>(newer);
  expect(await tickets.count({ unit: '单元1', isUrgent: true })).toBe(200);
  expect(await tickets.countBy('isUrgent')).toEqual(
    new Map([
      [true, total / 3],
      [false, (total / 3) * 2],
    ]),
  );
  expect(await tickets.get('7')).toMatchObject({ version: 1, value: { unit: '单元1', isUrgent: false } });
  await after.close();
  expect(ask(place, `SELECT key FROM meta ORDER BY key`)).toEqual([['plan:tickets'], ['schema']]);
  expect(ask(place, `SELECT json_extract(value, '$.version') FROM meta WHERE key = 'plan:tickets'`)).toEqual([
    [2],
  ]);
});

test('opening with the same plan changes nothing in the file', async () => {
  const place = path.join(folder, 'same');
  for (let time = 0; time < 3; time += 1) {
    const store = await openSqliteStore(place);
    await store.collection(newer);
    await store.collection(newer);
    await store.close();
  }
  expect(ask(place, `SELECT json_extract(value, '$.version') FROM meta WHERE key = 'plan:tickets'`)).toEqual([
    [1],
  ]);
});

test('a field that became unique but is not is a fault, and the file stays as the older program left it', async () => {
  const place = path.join(folder, 'not-unique');
  const store = await openSqliteStore(place);
  const tickets = await store.collection<Ticket>(older);
  for (const id of ['a', 'b']) await tickets.insert({ id, state: 'offered' });
  await store.close();

  const next = await openSqliteStore(place);
  const fault = await faultOf(async () => await next.collection({ name: 'tickets', unique: ['state'] }));
  expect(fault.code).toBe('store-not-unique');
  expect(fault.message).toContain('same state');
  await next.close();

  const again = await openSqliteStore(place);
  expect(await (await again.collection<Ticket>(older)).count({ state: 'offered' })).toBe(2);
  await again.close();
});

test('a declared field that holds a list is a fault that names it', async () => {
  const store = await openSqliteStore(path.join(folder, 'list'));
  const tickets = await store.collection<Document & { state: unknown }>(older);
  const fault = await faultOf(async () => await tickets.insert({ id: 'a', state: ['offered'] }));
  expect(fault).toMatchObject({ code: 'store-field-not-scalar', message: expect.stringContaining('state') });
  await store.close();
});

test('names that could break out of a statement, and one name for two plans, are faults', async () => {
  const store = await openSqliteStore(path.join(folder, 'names'));
  const strange = [
    { name: 'a"; DROP TABLE meta; --' },
    { name: 'tickets', unique: ['a"b'] },
    { name: 'tickets', indexes: [['a.b']] },
  ];
  for (const plan of strange) {
    expect((await faultOf(async () => await store.collection(plan))).code).toBe('store-bad-plan');
  }
  await store.collection(older);
  expect((await faultOf(async () => await store.collection(newer))).code).toBe('store-bad-plan');
  await store.close();
});

test('the file of a newer program is refused and left alone', async () => {
  const place = path.join(folder, 'too-new');
  const store = await openSqliteStore(place);
  await store.collection(older);
  await store.close();
  ask(place, `UPDATE meta SET value = '2' WHERE key = 'schema' RETURNING value`);
  const file = path.join(place, STORE_FILE);
  ask(place, 'PRAGMA wal_checkpoint(TRUNCATE)');
  const before = readFileSync(file);
  const fault = await faultOf(async () => await openSqliteStore(place));
  expect(fault.code).toBe('store-too-new');
  expect(fault.message).toContain(file);
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a file that is no store, or the store of another program, is refused by name', async () => {
  const garbage = path.join(folder, 'garbage');
  mkdirSync(garbage);
  writeFileSync(
    path.join(garbage, STORE_FILE),
    'this is not a database, whatever its name says. '.repeat(99),
  );
  const foreign = path.join(folder, 'foreign');
  mkdirSync(foreign);
  const database = new Database(path.join(foreign, STORE_FILE));
  database.exec('CREATE TABLE something (x)');
  database.close();
  for (const place of [garbage, foreign]) {
    const fault = await faultOf(async () => await openSqliteStore(place));
    expect(fault).toMatchObject({ code: 'store-damaged', message: expect.stringContaining(place) });
  }
  const occupied = path.join(garbage, STORE_FILE);
  expect((await faultOf(async () => await openSqliteStore(occupied))).code).toBe('store-unwritable');
});
