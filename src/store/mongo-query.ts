import { Fault } from '../base/fault.js';
import { pathOf, type Shelf } from './mongo-plan.js';
import { checkLimit, orderOf, readCursor, undeclared, wantedBy, type Wanted } from './query-rules.js';
import type { Query, Scalar, Where } from './store.js';

/** A condition in MongoDB's language. */
export type Filter = Readonly<Record<string, unknown>>;

/** What a page is asked by. */
export interface Asked {
  readonly filter: Filter;
  readonly sort: Readonly<Record<string, 1 | -1>>;
}

/** Matches no document, and costs nothing to find out. */
const NOTHING: Filter = { _id: { $in: [] } };

/** Values of these types in the order in which the server sorts them, behind null; each with what the least one is. */
const TYPES = [
  { type: 'number', least: -Infinity },
  { type: 'string', least: '' },
  { type: 'boolean', least: false },
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

/** The whole page in one question: what matches, and lies behind the cursor. */
export function pageOf(shelf: Shelf, query: Query): Asked {
  checkLimit(query.limit);
  const paths = (query.orderBy ?? []).map(field => declaredPath(shelf, field));
  const fields = orderOf(shelf.plan, query.orderBy ?? []);
  const ordered = [...paths.filter(path => path !== '_id'), '_id'];
  const isDescending = query.descending ?? false;
  const matching = filterOf(shelf, query.where);
  const filter =
    query.after === undefined
      ? matching
      : allOf([matching, behind(ordered, readCursor(query.after, fields), isDescending)]);
  return { filter, sort: Object.fromEntries(ordered.map(path => [path, isDescending ? -1 : 1])) };
}

/** What shares all fields but the last with the position and lies behind it there, or all but the last two, … */
function behind(paths: readonly string[], position: readonly Scalar[], isDescending: boolean): Filter {
  const parts: Filter[] = [];
  for (let depth = paths.length - 1; depth >= 0; depth -= 1) {
    const shared = paths.slice(0, depth).map((path, at) => ({ [path]: position[at] ?? null }));
    const path = paths[depth] ?? '_id';
    for (const beyond of beyondOf(path, position[depth] ?? null, isDescending))
      parts.push(allOf([...shared, beyond]));
  }
  const [first = NOTHING, ...others] = parts;
  return others.length === 0 ? first : { $or: parts };
}

/** The server compares within a type only, so every type behind the one of the value is a condition of its own. */
function beyondOf(path: string, value: Scalar, isDescending: boolean): Filter[] {
  const rank = TYPES.findIndex(({ type }) => type === typeof value);
  const own = value === null ? [] : [{ [path]: isDescending ? { $lt: value } : { $gt: value } }];
  // An id is always a text.
  if (path === '_id') return own;
  const types = isDescending ? TYPES.slice(0, Math.max(rank, 0)) : TYPES.slice(rank + 1);
  const others = types.map(({ least }) => ({ [path]: { $gte: least } }));
  return [...own, ...others, ...(isDescending && value !== null ? [{ [path]: null }] : [])];
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
