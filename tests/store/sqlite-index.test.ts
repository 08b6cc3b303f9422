import path from 'node:path';
import Database from 'libsql';
import { expect, test } from '@jest/globals';
import { cursorAt, declaredFields } from '../../src/store/query-rules.js';
import { pageSql, whereSql } from '../../src/store/sqlite-query.js';
import { openSqliteStore, STORE_FILE } from '../../src/store/sqlite-store.js';
import type { CollectionPlan, Document, Query } from '../../src/store/store.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
const plan: CollectionPlan = {
  name: 'tickets',
  unique: ['number'],
  indexes: [['state', 'dueAt'], ['dueAt']],
};
const table = { plan, name: '"c_tickets"', fields: declaredFields(plan) };

/** What the engine says it would do for each statement of a page. */
async function plansFor(query: Query): Promise<string[]> {
  const store = await openSqliteStore(folder);
  await store.collection(plan);
  const database = new Database(path.join(folder, STORE_FILE));
  const plans = pageSql(table, query).map(({ sql, values }) =>
    explain(database, sql, [...values, query.limit]),
  );
  database.close();
  await store.close();
  return plans;
}

function explain(database: InstanceType<typeof Database>, sql: string, values: unknown[]): string {
  const rows = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(values) as { detail: string }[];
  return rows.map(({ detail }) => detail).join('; ');
}

const last: Document = Object.assign({ id: 'x' }, { state: 'offered', dueAt: 5 });
const due = { state: 'offered', dueAt: { below: 9 } };

const walks: [string, Query, string[]][] = [
  [
    'equality',
    { where: { number: '2026-0001' }, limit: 1 },
    ['SEARCH c_tickets USING INDEX tickets!number (f_number=?)'],
  ],
  [
    'a range behind an equality, in order',
    { where: due, orderBy: ['state', 'dueAt'], limit: 10 },
    ['SEARCH c_tickets USING INDEX tickets:state+dueAt (f_state=? AND f_dueAt>? AND f_dueAt<?)'],
  ],
  [
    'a range, backwards',
    { where: { dueAt: { from: 1, below: 9 } }, orderBy: ['dueAt'], descending: true, limit: 10 },
    ['SEARCH c_tickets USING INDEX tickets:dueAt (f_dueAt>? AND f_dueAt<?)'],
  ],
  ['an order alone', { orderBy: ['dueAt'], limit: 10 }, ['SCAN c_tickets USING INDEX tickets:dueAt']],
  ['the order of ids', { limit: 10 }, ['SCAN c_tickets USING INDEX sqlite_autoindex_c_tickets_1']],
  [
    'what is absent',
    { where: { dueAt: null }, orderBy: ['dueAt'], limit: 10 },
    ['SEARCH c_tickets USING INDEX tickets:dueAt (f_dueAt=?)'],
  ],
];

test.each(walks)('%s is found by walking an index, without sorting', async (_, query, expected) => {
  expect(await plansFor(query)).toEqual(expected);
});

test('a set is looked up value by value', async () => {
  const [said] = await plansFor({ where: { state: { in: ['offered', 'handling', 'triage'] } }, limit: 10 });
  expect(said).toContain('SEARCH c_tickets USING INDEX tickets:state+dueAt (f_state=?)');
});

test('the next page begins where the last one ended, not at the beginning of the index', async () => {
  const query: Query = { orderBy: ['state', 'dueAt'], limit: 10 };
  for (const descending of [false, true]) {
    const after = cursorAt(last, query);
    const said = await plansFor({ ...query, descending, after });
    expect(said.length).toBeGreaterThanOrEqual(3);
    for (const one of said) {
      expect(one).toMatch(/^SEARCH c_tickets USING INDEX tickets:state\+dueAt \(f_state[=<>]\?/);
      expect(one).not.toContain('TEMP B-TREE');
    }
  }
});

test('counting by an indexed field reads the index alone', async () => {
  const store = await openSqliteStore(folder);
  await store.collection(plan);
  const database = new Database(path.join(folder, STORE_FILE));
  const { sql, values } = whereSql(table, due);
  expect(explain(database, `SELECT count(*) FROM c_tickets WHERE ${sql}`, [...values])).toContain(
    'USING COVERING INDEX tickets:state+dueAt',
  );
  database.close();
  await store.close();
});
