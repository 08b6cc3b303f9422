import type { Sql, SqlValue } from './sqlite-file.js';
import {
  checkLimit,
  notScalar,
  orderOf,
  readCursor,
  undeclared,
  wantedBy,
  type Wanted,
} from './query-rules.js';
import type { CollectionPlan, Query, Scalar, Where } from './store.js';

const EVERYTHING: Sql = { sql: '1', values: [] };
const NOTHING: Sql = { sql: '0', values: [] };

/** A collection as a table: its quoted name and the fields that have a column. */
export interface Table {
  readonly plan: CollectionPlan;
  readonly name: string;
  readonly fields: ReadonlySet<string>;
}

/** The quoted column of a declared field; anything else is a Fault `store-field-undeclared`. */
export function columnOf(table: Table, field: string): string {
  if (field === 'id') return 'id';
  if (table.fields.has(field)) return `"f_${field}"`;
  throw undeclared(table.plan.name, field);
}

/** How a scalar lies in its column: booleans as 0 and 1, numbers that JSON cannot hold as null, as JSON does. */
export function toSql(scalar: unknown, field: string): SqlValue {
  if (scalar === null || typeof scalar === 'string') return scalar;
  if (typeof scalar === 'number') return Number.isFinite(scalar) ? scalar : null;
  if (typeof scalar === 'boolean') return scalar ? 1 : 0;
  throw notScalar(field);
}

/** The condition as SQL after WHERE. */
export function whereSql(table: Table, where: Where = {}): Sql {
  return allOf(
    Object.entries(where).map(([field, condition]) =>
      meets(columnOf(table, field), field, wantedBy(condition, field)),
    ),
  );
}

/**
 * The statements that together give a page, to be run in this order until it is full; each lacks its last value, the limit.
 * What follows a cursor is asked for range by range, because one statement that covers all of them would walk the index
 * from its very beginning. Rows are `body, version`.
 */
export function pageSql(table: Table, query: Query): Sql[] {
  checkLimit(query.limit);
  for (const field of query.orderBy ?? []) columnOf(table, field);
  const fields = orderOf(table.plan, query.orderBy ?? []);
  const columns = fields.map(field => columnOf(table, field));
  const direction = query.descending ? 'DESC' : 'ASC';
  const order = columns.map(column => `${column} ${direction}`).join(', ');
  const matching = whereSql(table, query.where);
  const ranges =
    query.after === undefined
      ? [matching]
      : rangesAfter(columns, positionAfter(query.after, fields), query.descending ?? false).map(range =>
          allOf([matching, range]),
        );
  return ranges.map(({ sql, values }) => ({
    sql: `SELECT body, version FROM ${table.name} WHERE ${sql} ORDER BY ${order} LIMIT ?`,
    values,
  }));
}

function positionAfter(cursor: string, fields: readonly string[]): SqlValue[] {
  return readCursor(cursor, fields).map((value, at) => toSql(value, fields[at] ?? 'id'));
}

/** The ranges behind a position, nearest first: those that share all fields but the last with it, then all but two, … */
function rangesAfter(columns: readonly string[], position: readonly SqlValue[], descending: boolean): Sql[] {
  const ranges: Sql[] = [];
  for (let depth = columns.length - 1; depth >= 0; depth -= 1) {
    const shared = columns.slice(0, depth).map((column, at) => equals(column, position[at] ?? null));
    const column = columns[depth] ?? 'id';
    for (const beyond of beyondOf(column, position[depth] ?? null, descending)) {
      ranges.push(allOf([...shared, beyond]));
    }
  }
  return ranges;
}

/** null comes first, so it is what is left at the end of a descending walk. */
function beyondOf(column: string, value: SqlValue, descending: boolean): Sql[] {
  if (!descending) return [value === null ? isPresent(column) : { sql: `${column} > ?`, values: [value] }];
  if (value === null) return [];
  const lower = { sql: `${column} < ?`, values: [value] };
  return column === 'id' ? [lower] : [lower, equals(column, null)];
}

function meets(column: string, field: string, wanted: Wanted): Sql {
  switch (wanted.kind) {
    case 'equal':
      return equals(column, toSql(wanted.value, field));
    case 'one-of':
      return isOneOf(column, field, wanted.set);
    case 'range':
      return isInRange(column, field, wanted.from, wanted.below);
    case 'present':
      return isPresent(column);
    case 'nothing':
      return NOTHING;
    default:
      return wanted satisfies never;
  }
}

function equals(column: string, value: SqlValue): Sql {
  return value === null
    ? { sql: `${column} IS NULL`, values: [] }
    : { sql: `${column} = ?`, values: [value] };
}

/** Said as a comparison, because the planner does not walk an index for IS NOT NULL; everything present is ≥ −∞. */
function isPresent(column: string): Sql {
  return { sql: `${column} >= ?`, values: [-Infinity] };
}

function isOneOf(column: string, field: string, set: readonly Scalar[]): Sql {
  const values = set.filter(value => value !== null).map(value => toSql(value, field));
  const orNull = set.includes(null) ? [equals(column, null)] : [];
  const [first] = values;
  if (first === undefined) return orNull[0] ?? NOTHING;
  // Filled up to a power of two, so that sets of all sizes share a handful of prepared statements.
  while (Math.log2(values.length) % 1 !== 0) values.push(first);
  const listed = { sql: `${column} IN (${values.map(() => '?').join(', ')})`, values };
  return orNull[0] ? { sql: `(${listed.sql} OR ${orNull[0].sql})`, values } : listed;
}

/** A range holds values of the type of its ends only: numbers lie below all texts in the engine. */
function isInRange(column: string, field: string, from: Scalar | undefined, below: Scalar | undefined): Sql {
  const end = from ?? below;
  const [least, beyond] = typeof end === 'string' ? ['', undefined] : [-Infinity, ''];
  const lower = from === undefined ? least : toSql(from, field);
  const upper = below === undefined ? beyond : toSql(below, field);
  return allOf([
    { sql: `${column} >= ?`, values: [lower] },
    upper === undefined ? EVERYTHING : { sql: `${column} < ?`, values: [upper] },
  ]);
}

function allOf(parts: readonly Sql[]): Sql {
  const said = parts.filter(part => part !== EVERYTHING);
  if (said.length === 0) return EVERYTHING;
  return { sql: said.map(({ sql }) => sql).join(' AND '), values: said.flatMap(({ values }) => values) };
}
