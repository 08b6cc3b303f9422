import { Fault } from '../base/fault.js';
import { pathOf, type Shelf } from './mongo-plan.js';
import { checkLimit, orderOf, readCursor, undeclared, wantedBy, type Wanted } from './query-rules.js';
import type { Query, Scalar, Where } from './store.js';

/** A condition in MongoDB's language. */
export type Filter = Readonly<Record<string, unknown>>;

/** What a page is asked by. */
export interface Asked {
  /** To be asked for in this order until the page is full. */
  readonly ranges: readonly Filter[];
  readonly sort: Readonly<Record<string, 1 | -1>>;
}

/** Matches no document, and costs nothing to find out. */
const NOTHING: Filter = { _id: { $in: [] } };

/** The types of values in the order in which the server sorts them, behind null; each with the server's name of it. */
const TYPES = [
  { type: 'number', name: 'number' },
  { type: 'string', name: 'string' },
  { type: 'boolean', name: 'bool' },
] as const;

/** The place of a declared field; anything else is a Fault `store-field-undeclared`. */
export function declaredPath({ plan, fields }: Shelf, field: string): string {
  if (field === 'id' || fields.has(field)) return pathOf(field);
  throw undeclared(plan.name, field);
}

export function filterOf(shelf: Shelf, where: Where = {}): Filter {
  return allOf(
    Object.entries(where).map(([field, condition]) =>
      meets(declaredPath(shelf, field), wantedBy(condition, field)),
    ),
  );
}

/**
 * What lies behind a cursor is asked for range by range, each of them a plain walk along one index: one question that covers
 * all ranges may be answered by walking the index from its beginning. Most pages are full after the first two.
 */
export function pageOf(shelf: Shelf, query: Query): Asked {
  checkLimit(query.limit);
  for (const field of query.orderBy ?? []) declaredPath(shelf, field);
  const fields = orderOf(shelf.plan, query.orderBy ?? []);
  const isDescending = query.descending ?? false;
  const matching = filterOf(shelf, query.where);
  const behind =
    query.after === undefined
      ? [{}]
      : rangesBehind(fields, readCursor(query.after, fields), isDescending, query.where ?? {});
  return {
    ranges: behind.map(range => allOf([matching, range])),
    sort: Object.fromEntries(fields.map(field => [pathOf(field), isDescending ? -1 : 1])),
  };
}

/** The ranges behind a position, nearest first: those that share all fields but the last with it, then all but two, … */
function rangesBehind(
  fields: readonly string[],
  position: readonly Scalar[],
  isDescending: boolean,
  where: Where,
): Filter[] {
  const ranges: Filter[] = [];
  for (let depth = fields.length - 1; depth >= 0; depth -= 1) {
    const field = fields[depth] ?? 'id';
    const shared = fields.slice(0, depth).map((name, at) => ({ [pathOf(name)]: position[at] ?? null }));
    const wanted = field in where ? wantedBy(where[field], field).kind : undefined;
    // What must be equal to one value has nothing behind it, and a range holds values of one type only.
    if (wanted === 'equal') continue;
    const isOneType = field === 'id' || wanted === 'range';
    for (const beyond of beyondOf(position[depth] ?? null, isDescending, isOneType))
      ranges.push(allOf([...shared, { [pathOf(field)]: beyond }]));
  }
  return ranges;
}

/** The server compares within a type only, so the types behind the one of the value are a condition of their own. */
function beyondOf(value: Scalar, isDescending: boolean, isOneType: boolean): unknown[] {
  const own = value === null ? [] : [isDescending ? { $lt: value } : { $gt: value }];
  if (isOneType) return own;
  const rank = TYPES.findIndex(({ type }) => type === typeof value);
  const others = (isDescending ? TYPES.slice(0, Math.max(rank, 0)) : TYPES.slice(rank + 1)).map(
    ({ name }) => name,
  );
  const ofOthers = others.length === 0 ? [] : [{ $type: others }];
  return [...own, ...ofOthers, ...(isDescending && value !== null ? [null] : [])];
}

function meets(path: string, wanted: Wanted): Filter {
  switch (wanted.kind) {
    case 'equal':
      return { [path]: wanted.value };
    case 'one-of':
      return isOneOf(path, wanted.set);
    case 'range':
      return {
        [path]: {
          ...(wanted.from === undefined ? {} : { $gte: wanted.from }),
          ...(wanted.below === undefined ? {} : { $lt: wanted.below }),
        },
      };
    case 'present':
      return { [path]: { $ne: null } };
    case 'nothing':
      return NOTHING;
    default:
      return wanted satisfies never;
  }
}

/** What is absent is asked for apart: a unique index leaves it out, and must not be taken for the whole answer. */
function isOneOf(path: string, set: readonly Scalar[]): Filter {
  const present = set.filter(value => value !== null);
  const listed = { [path]: { $in: present } };
  if (present.length === set.length) return listed;
  return present.length === 0 ? { [path]: null } : { $or: [{ [path]: null }, listed] };
}

function allOf(parts: readonly Filter[]): Filter {
  const said = parts.filter(part => Object.keys(part).length > 0);
  if (said.length === 0) return {};
  const [only] = said;
  return only && said.length === 1 ? only : { $and: said };
}

/** Values of one field grouped; a Fault where it holds what no index can hold. */
export function scalarKey(key: unknown, field: string): Scalar {
  if (key === null || key === undefined) return null;
  if (typeof key === 'string' || typeof key === 'number' || typeof key === 'boolean') return key;
  throw new Fault('store-field-not-scalar', `the declared field ${field} holds what no index can hold`);
}
