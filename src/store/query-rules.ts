import { Buffer } from 'node:buffer';
import { Fault } from '../base/fault.js';
import type { CollectionPlan, Condition, Document, Query, Scalar } from './store.js';

/** More values in one `in` than anybody should ask for; SQLite itself ends at 32,766. */
const MOST_IN_A_SET = 16_384;

const NAME_FORM = /^[A-Za-z]\w*$/;

/** The fields that may be asked by, `id` aside, which always may. A name that is none is a Fault `store-bad-plan`. */
export function declaredFields(plan: CollectionPlan): Set<string> {
  const fields = new Set([...(plan.unique ?? []), ...(plan.indexes ?? []).flat()]);
  const wrong = [plan.name, ...fields].find(name => !NAME_FORM.test(name));
  if (wrong !== undefined) {
    throw new Fault('store-bad-plan', `"${wrong}" cannot be the name of a collection or of an indexed field`);
  }
  fields.delete('id');
  return fields;
}

/** The fault of asking by a field that the plan does not declare. */
export function undeclared(collection: string, field: string): Fault {
  return new Fault(
    'store-field-undeclared',
    `${collection} is asked by ${field}, which its plan does not declare as unique or indexed`,
  );
}

/** The fault of a declared field that holds a list or an object. */
export function notScalar(field: string): Fault {
  return new Fault('store-field-not-scalar', `the declared field ${field} holds what no index can hold`);
}

/** A field of a document; absent reads as null. */
export function fieldOf(value: Document, field: string): unknown {
  return (value as unknown as Record<string, unknown>)[field] ?? null;
}

/** A Fault `store-bad-query` unless it is a whole number from 1 to 1,000. */
export function checkLimit(limit: number): void {
  if (Number.isInteger(limit) && limit >= 1 && limit <= 1_000) return;
  throw new Fault('store-bad-query', `limit must be 1 to 1,000, not ${limit}`);
}

/** The fields to order by, ended by the id; a Fault where no declared index begins with them. */
export function orderOf(plan: CollectionPlan, orderBy: readonly string[]): string[] {
  const { name, unique = [], indexes = [] } = plan;
  const orders = [...indexes, ...unique.map(field => [field]), ['id']];
  if (!orders.some(index => orderBy.every((field, at) => index[at] === field))) {
    throw new Fault('store-bad-query', `${name} has no index that begins with ${orderBy.join(', ')}`);
  }
  return [...orderBy.filter(field => field !== 'id'), 'id'];
}

/** Where a page ended: the ordering values of its last document. */
export function cursorAt(last: Document, query: Query): string {
  const position = [...(query.orderBy ?? []).filter(field => field !== 'id'), 'id'].map(field =>
    fieldOf(last, field),
  );
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** The ordering values that a cursor stands for; one that belongs to another order is a Fault `store-bad-cursor`. */
export function readCursor(cursor: string, fields: readonly string[]): Scalar[] {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(position) && position.length === fields.length) {
      return position.map((value, at) => scalarOr(value, fields[at] ?? 'id'));
    }
  } catch (error) {
    throw badCursor(error);
  }
  throw badCursor();
}

function badCursor(cause?: unknown): Fault {
  return new Fault('store-bad-cursor', 'the cursor does not belong to this query', { cause });
}

function scalarOr(value: unknown, field: string): Scalar {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as Scalar;
  throw notScalar(field);
}

/** What a condition comes to, after its bad forms were refused. A range holds values of the type of its ends only. */
export type Wanted =
  | { readonly kind: 'equal'; readonly value: Scalar }
  | { readonly kind: 'one-of'; readonly set: readonly Scalar[] }
  | { readonly kind: 'range'; readonly from?: Scalar; readonly below?: Scalar }
  | { readonly kind: 'present' }
  | { readonly kind: 'nothing' };

/** Reads a condition as every engine must; an undefined one and a set of too many values are Faults `store-bad-query`. */
export function wantedBy(condition: Condition | undefined, field: string): Wanted {
  if (condition === undefined) {
    throw new Fault(
      'store-bad-query',
      `the condition on ${field} is undefined; null asks for what is absent`,
    );
  }
  if (condition === null || typeof condition !== 'object') return { kind: 'equal', value: condition };
  if ('in' in condition) {
    const set = condition.in;
    if (set.length <= MOST_IN_A_SET) return set.length === 0 ? { kind: 'nothing' } : { kind: 'one-of', set };
    throw new Fault('store-bad-query', `a set of ${set.length} values is too large for ${field}`);
  }
  const { below } = condition;
  const from = condition.from ?? undefined;
  if (below === null) return { kind: 'nothing' };
  if (from === undefined && below === undefined) return { kind: 'present' };
  if (from !== undefined && below !== undefined && typeof from !== typeof below) return { kind: 'nothing' };
  return {
    kind: 'range',
    ...(from === undefined ? {} : { from }),
    ...(below === undefined ? {} : { below }),
  };
}
