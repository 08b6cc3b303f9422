import { Fault } from '../base/fault.js';
import type { SqliteFile } from './sqlite-file.js';
import { declaredFields, fieldOf } from './query-rules.js';
import { columnOf, toSql, type Table } from './sqlite-query.js';
import { readMeta, writeMeta } from './sqlite-schema.js';
import type { CollectionPlan, Document } from './store.js';

const ROWS_AT_ONCE = 500;

/** What the file notes of the plan it follows; `version` counts how often the plan has changed. */
interface KeptPlan {
  readonly version: number;
  readonly unique: readonly string[];
  readonly indexes: readonly (readonly string[])[];
}

/**
 * Brings the table of a collection to its plan: columns come and go, new ones are filled from the documents, indexes
 * follow. All or nothing. A column that the plan does not declare any more is dropped, because this program would not
 * keep it up to date for the next one that declares it again.
 *
 * Throws `store-bad-plan` for names that are none, `store-not-unique` when documents share a value that became unique.
 */
export function prepareTable(file: SqliteFile, plan: CollectionPlan): Table {
  const table: Table = { plan, name: `"c_${plan.name}"`, fields: declaredFields(plan) };
  if (!isKept(keptPlan(file, plan.name), plan)) file.transact(() => migrate(file, table));
  return table;
}

function migrate(file: SqliteFile, table: Table): void {
  const { name, unique = [], indexes = [] } = table.plan;
  const kept = keptPlan(file, name);
  if (isKept(kept, table.plan)) return;
  file.exec(
    `CREATE TABLE IF NOT EXISTS ${table.name} (id TEXT PRIMARY KEY NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL)`,
  );
  const hadIndexes = indexNamesOf(file, table);
  const wantedIndexes = indexesOf(table);
  for (const had of hadIndexes) if (!wantedIndexes.has(had)) file.exec(`DROP INDEX "${had}"`);
  bringColumns(file, table);
  for (const [wanted, sql] of wantedIndexes) if (!hadIndexes.has(wanted)) createIndex(file, wanted, sql);
  const next: KeptPlan = { version: (kept?.version ?? 0) + 1, unique, indexes };
  writeMeta(file, `plan:${name}`, JSON.stringify(next));
}

function keptPlan(file: SqliteFile, name: string): KeptPlan | undefined {
  const kept = readMeta(file, `plan:${name}`);
  return kept === undefined ? undefined : (JSON.parse(kept) as KeptPlan);
}

function isKept(kept: KeptPlan | undefined, { unique = [], indexes = [] }: CollectionPlan): boolean {
  if (!kept) return false;
  return JSON.stringify([kept.unique, kept.indexes]) === JSON.stringify([unique, indexes]);
}

function indexNamesOf(file: SqliteFile, table: Table): Set<string> {
  const rows = file.rows({
    sql: `SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?`,
    values: [`c_${table.plan.name}`],
  });
  return new Set(rows.map(([name]) => String(name)));
}

/** The statements that make the indexes, by name. Every index ends with the id, so that ties come in order, too. */
function indexesOf({ plan, name: table }: Table): Map<string, string> {
  const made = new Map<string, string>();
  for (const field of plan.unique ?? []) {
    if (field === 'id') continue;
    const name = `${plan.name}!${field}`;
    made.set(name, `CREATE UNIQUE INDEX "${name}" ON ${table} ("f_${field}")`);
  }
  for (const fields of plan.indexes ?? []) {
    const name = `${plan.name}:${fields.join('+')}`;
    const columns = fields.map(field => (field === 'id' ? 'id' : `"f_${field}"`));
    if (!fields.includes('id')) columns.push('id');
    made.set(name, `CREATE INDEX "${name}" ON ${table} (${columns.join(', ')})`);
  }
  return made;
}

function createIndex(file: SqliteFile, name: string, sql: string): void {
  const outcome = file.write({ sql, values: [] });
  if ('changes' in outcome) return;
  throw new Fault(
    'store-not-unique',
    `${name} cannot be made: several documents have the same ${outcome.takenColumn.replace(/^f_/, '')}`,
  );
}

function bringColumns(file: SqliteFile, table: Table): void {
  const rows = file.rows({
    sql: `SELECT name FROM pragma_table_info(?) WHERE name NOT IN ('id', 'version', 'body')`,
    values: [`c_${table.plan.name}`],
  });
  const had = new Set(rows.map(([name]) => String(name).slice('f_'.length)));
  for (const field of had) {
    if (!table.fields.has(field)) file.exec(`ALTER TABLE ${table.name} DROP COLUMN "f_${field}"`);
  }
  const added = [...table.fields].filter(field => !had.has(field));
  for (const field of added) file.exec(`ALTER TABLE ${table.name} ADD COLUMN ${columnOf(table, field)}`);
  if (added.length > 0) fillColumns(file, table, added);
}

function fillColumns(file: SqliteFile, table: Table, added: readonly string[]): void {
  const assignments = added.map(field => `${columnOf(table, field)} = ?`).join(', ');
  let after = 0;
  for (;;) {
    const rows = file.rows({
      sql: `SELECT rowid, body FROM ${table.name} WHERE rowid > ? ORDER BY rowid LIMIT ${ROWS_AT_ONCE}`,
      values: [after],
    });
    for (const [rowid, body] of rows) {
      const value = JSON.parse(String(body)) as Document;
      const filled = added.map(field => toSql(fieldOf(value, field), field));
      after = Number(rowid);
      file.write({
        sql: `UPDATE ${table.name} SET ${assignments} WHERE rowid = ?`,
        values: [...filled, after],
      });
    }
    if (rows.length < ROWS_AT_ONCE) return;
  }
}
