import * as fc from 'fast-check';
import type { CollectionPlan, Condition, Document, Query, Scalar, Where } from '../../src/store/store.js';

/** What the contract keeps: fields of every type an index can hold, each of them sometimes absent. */
export interface Thing extends Document {
  readonly number?: string | null;
  readonly seal?: number | null;
  readonly state?: string | null;
  readonly dueAt?: number | null;
  readonly isUrgent?: boolean | null;
  readonly place?: string | null;
  readonly note: string;
}

type Field = 'id' | 'number' | 'seal' | 'state' | 'dueAt' | 'isUrgent' | 'place';

const unique = ['number', 'seal'] as const;

/** The same collection as an older and as a newer program declares it; only the newer one knows of places. */
export const plans: readonly Omit<CollectionPlan, 'name'>[] = [
  { unique, indexes: [['state', 'dueAt'], ['isUrgent']] },
  { unique, indexes: [['state', 'dueAt', 'isUrgent'], ['dueAt'], ['isUrgent', 'dueAt'], ['place', 'dueAt']] },
];

const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('offered', 'handling', 'closed', '待接单', '') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
);
const number = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -3, max: 5 }) },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map(value => value + 0) },
);
const id = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'B', '楼', '😀', '\uffee') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 5 }) },
);
const valuesOf = {
  id,
  number: word,
  seal: number,
  state: word,
  dueAt: number,
  isUrgent: fc.boolean(),
  place: word,
} as const satisfies Record<Field, fc.Arbitrary<Scalar>>;

const note = fc.oneof(
  { weight: 5, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  { weight: 1, arbitrary: fc.constantFrom('长'.repeat(3_000), 'long '.repeat(900)) },
);

export const thing: fc.Arbitrary<Thing> = fc.record(
  {
    id,
    note,
    number: fc.option(valuesOf.number, { freq: 2 }),
    seal: fc.option(valuesOf.seal, { freq: 2 }),
    state: fc.option(valuesOf.state, { freq: 6 }),
    dueAt: fc.option(valuesOf.dueAt, { freq: 3 }),
    isUrgent: fc.option(valuesOf.isUrgent, { freq: 4 }),
    place: fc.option(valuesOf.place, { freq: 4 }),
  },
  { requiredKeys: ['id', 'note'] },
);

function conditionOn(field: Field): fc.Arbitrary<Condition> {
  const value: fc.Arbitrary<Scalar> = valuesOf[field];
  const end = fc.record({ from: value, below: value }, { requiredKeys: [] });
  return fc.oneof(
    value,
    fc.constant(null),
    fc.array(fc.option(value), { maxLength: 5 }).map(set => ({ in: set })),
    end,
  );
}

const fields = Object.keys(valuesOf) as Field[];
const field = fc.constantFrom(...fields);

/** Conditions on none to three declared fields. */
export const where: fc.Arbitrary<Where> = fc
  .uniqueArray(field, { maxLength: 3 })
  .chain(chosen =>
    fc.tuple(...chosen.map(one => conditionOn(one).map(condition => [one, condition] as const))),
  )
  .map(entries => Object.fromEntries(entries));

/** A query for the newer plan; but for places, the older plan has all that it asks for. */
export const query: fc.Arbitrary<Query> = fc.record(
  {
    where,
    orderBy: fc.constantFrom(
      ['state', 'dueAt'],
      ['state'],
      ['place'],
      ['isUrgent'],
      ['number'],
      ['seal'],
      ['id'],
      [],
    ),
    descending: fc.boolean(),
    limit: fc.constantFrom(1, 2, 3, 7, 1_000),
  },
  { requiredKeys: ['limit'] },
);

/** One thing that a program does to a collection. */
export type Step =
  | { readonly kind: 'insert' | 'change'; readonly thing: Thing }
  | { readonly kind: 'change-stale'; readonly thing: Thing; readonly off: number }
  | { readonly kind: 'get' | 'remove'; readonly id: string }
  | { readonly kind: 'find'; readonly query: Query }
  | { readonly kind: 'count'; readonly where: Where }
  | { readonly kind: 'count-by'; readonly field: string; readonly where: Where }
  | { readonly kind: 'scrub' }
  | { readonly kind: 'start-again'; readonly plan: number };

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('insert' as const), thing }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('change' as const), thing }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('change-stale' as const), thing, off: fc.constantFrom(-1, 1) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('get' as const), id }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), id }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('find' as const), query }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('count' as const), where }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('count-by' as const), field, where }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('scrub' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('start-again' as const), plan: fc.constantFrom(0, 1) }),
  },
);
