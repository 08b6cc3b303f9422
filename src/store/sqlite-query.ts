import { Buffer } from 'node:buffer';
import { Fault } from '../base/fault.js';
import type { Sql, SqlValue } from './sqlite-file.js';
import type { CollectionPlan, Condition, Document, Query, Scalar, Where } from './store.js';

/** More values in one `in` than anybody should ask for; the engine itself ends at 32,766. */
const MOST_IN_A_SET = 16_384;

const EVERYTHING: Sql = { sql: '1', values: [] };
const NOTHING: Sql = { sql: '0', values: [] };

/** A collection as a table: its quoted name and the fields that have a column. */
export interface Table {
  readonly plan: CollectionPlan;
  readonly name: string;
  readonly fields: ReadonlySet<string>;
}

/** The declared fields that need a column; `id` has its own. */
export function declaredFields(plan: CollectionPlan): Set<string> {
  const fields = new Set([...(plan.unique ?? []), ...(plan.indexes ?? []).flat()]);
  fields.delete('id');
  return fields;
}

/** The quoted column of a declared field; anything else is a Fault `store-field-undeclared`. */
export function columnOf(table: Table, field: string): string {
  if (field === 'id') return 'id';
  if (table.fields.has(field)) return `"f_${field}"`;
  throw new Fault(
    'store-field-undeclared',
    `${table.plan.name} is asked by ${field}, which its plan does not declare as unique or indexed`,
  );
}

/** A field of a document; absent reads as null. */
export function fieldOf(value: Document, field: string): unknown {
  return (value as unknown as Record<string, unknown>)[field] ?? null;
}

/** How a scalar lies in its column: booleans as 0 and 1, numbers that JSON cannot hold as null, as JSON does. */
export function toSql(scalar: unknown, field: string): SqlValue {
  if (scalar === null || typeof scalar === 'string') return scalar;
  if (typeof scalar === 'number') return Number.isFinite(scalar) ? scalar : null;
  if (typeof scalar === 'boolean') return scalar ? 1 : 0;
  throw new Fault('store-field-not-scalar', `the declared field ${field} holds what no index can hold`);
}

/** The condition as SQL after WHERE. */
export function whereSql(table: Table, where: Where = {}): Sql {
  return allOf(
    Object.entries(where).map(([field, condition]) => meets(columnOf(table, field), field, condition)),
  );
}

/**
 * The statements that together give a page, to be run in this order until it is full; each lacks its last value, the limit.
 * What follows a cursor is asked for range by range, because one statement that covers all of them would walk the index
 * from its very beginning. Rows are `body, version`.
 */
export function pageSql(table: Table, query: Query): Sql[] {
  checkLimit(query.limit);
  const fields = orderOf(table, query.orderBy ?? []);
  const columns = fields.map(field => columnOf(table, field));
  const direction = query.descending ? 'DESC' : 'ASC';
  const order = columns.map(column => `${column} ${direction}`).join(', ');
  const matching = whereSql(table, query.where);
  const ranges =
    query.after === undefined
      ? [matching]
      : rangesAfter(columns, readCursor(query.after, fields), query.descending ?? false).map(range =>
          allOf([matching, range]),
        );
  return ranges.map(({ sql, values }) => ({
    sql: `SELECT body, version FROM ${table.name} WHERE ${sql} ORDER BY ${order} LIMIT ?`,
    values,
  }));
}

/** Where a page ended: the ordering values of its last document. */
export function cursorAt(last: Document, query: Query): string {
  const position = [...(query.orderBy ?? []).filter(field => field !== 'id'), 'id'].map(field =>
    fieldOf(last, field),
  );
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function readCursor(cursor: string, fields: readonly string[]): SqlValue[] {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(position) && position.length === fields.length) {
      return fields.map((field, at) => toSql(position[at], field));
    }
  } catch (error) {
    throw badCursor(error);
  }
  throw badCursor();
}

function badCursor(cause?: unknown): Fault {
  return new Fault('store-bad-cursor', 'the cursor does not belong to this query', { cause });
}

function checkLimit(limit: number): void {
  if (Number.isInteger(limit) && limit >= 1 && limit <= 1_000) return;
  throw new Fault('store-bad-query', `limit must be 1 to 1,000, not ${limit}`);
}

/** The fields to order by, ended by the id; a Fault where no declared index begins with them. */
function orderOf(table: Table, orderBy: readonly string[]): string[] {
  const { name, unique = [], indexes = [] } = table.plan;
  for (const field of orderBy) columnOf(table, field);
  const orders = [...indexes, ...unique.map(field => [field]), ['id']];
  if (!orders.some(index => orderBy.every((field, at) => index[at] === field))) {
    throw new Fault('store-bad-query', `${name} has no index that begins with ${orderBy.join(', ')}`);
  }
  return [...orderBy.filter(field => field !== 'id'), 'id'];
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

function meets(column: string, field: string, condition: Condition | undefined): Sql {
  if (condition === undefined) {
    throw new Fault(
      'store-bad-query',
      `the condition on ${field} is undefined; null asks for what is absent`,
    );
  }
  if (condition === null || typeof condition !== 'object') return equals(column, toSql(condition, field));
  if ('in' in condition) return isOneOf(column, field, condition.in);
  return isInRange(column, field, condition.from ?? undefined, condition.below);
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
  if (set.length > MOST_IN_A_SET) {
    throw new Fault('store-bad-query', `a set of ${set.length} values is too large for ${field}`);
  }
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
  if (below === null) return NOTHING;
  const end = from ?? below;
  if (end === undefined) return isPresent(column);
  if (from !== undefined && below !== undefined && typeof from !== typeof below) return NOTHING;
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
