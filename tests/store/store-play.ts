import { expect } from '@jest/globals';
import type { Collection, Query, Store, Stored, Where } from '../../src/store/store.js';
import { memoryStore, type MemoryDisk, type TextOrder } from '../support/memory-store.js';
import { plans, type Step, type Thing } from './store-arbitraries.js';

/** Where an engine keeps a store: it can be opened more than once, one after the other or at the same time. */
export interface StorePlace {
  open(): Promise<Store>;
  /** How the engine orders texts, when not by code point. */
  readonly texts?: TextOrder;
  /** Closes nothing, but removes everything. */
  discard(): Promise<void>;
}

let lastName = 0;

/** A name that no collection has had. */
export function freshName(): string {
  lastName += 1;
  return `things${lastName}`;
}

interface Side {
  readonly name: string;
  readonly open: () => Promise<Store>;
  store: Store;
  things: Collection<Thing>;
  knowsPlaces: boolean;
}

/** Plays the steps to the engine and to the model in memory, and compares every answer and what is left in the end. */
export async function playBoth(place: StorePlace, steps: readonly Step[]): Promise<void> {
  const name = freshName();
  const disk: MemoryDisk = new Map();
  const real = await begin(name, async () => await place.open());
  const model = await begin(name, async () => memoryStore(disk, place.texts));
  try {
    for (const step of steps) {
      const mayBeNamed = await takenKeys(model.things, step);
      const [answer, expected] = [await play(real, step), await play(model, step)];
      const { taken, rest } = withoutTaken(answer);
      expect(rest).toEqual(withoutTaken(expected).rest);
      if (taken !== undefined) expect(mayBeNamed).toContain(taken);
    }
    expect(await everyPage(real.things, { limit: 3 })).toEqual(await everyPage(model.things, { limit: 3 }));
  } finally {
    await real.store.close();
  }
}

async function begin(name: string, open: () => Promise<Store>): Promise<Side> {
  const store = await open();
  return {
    name,
    open,
    store,
    things: await store.collection<Thing>({ name, ...plans[0] }),
    knowsPlaces: false,
  };
}

async function play(side: Side, step: Step): Promise<unknown> {
  const { store, things, knowsPlaces } = side;
  switch (step.kind) {
    case 'insert':
      return await things.insert(step.thing);
    case 'change':
    case 'change-stale': {
      const off = 'off' in step ? step.off : 0;
      return await things.replace(step.thing, ((await things.get(step.thing.id))?.version ?? 1) + off);
    }
    case 'get':
      return await things.get(step.id);
    case 'remove':
      return await things.remove(step.id);
    case 'find':
      return await everyPage(things, knowsPlaces ? step.query : withoutPlaces(step.query));
    case 'count':
      return await things.count(knowsPlaces ? step.where : wherePlaceless(step.where));
    case 'count-by':
      if (knowsPlaces) return await things.countBy(step.field, step.where);
      return await things.countBy(step.field.replace('place', 'state'), wherePlaceless(step.where));
    case 'scrub':
      return await store.scrub();
    case 'start-again':
      await store.close();
      side.store = await side.open();
      side.things = await side.store.collection<Thing>({ name: side.name, ...plans[step.plan] });
      side.knowsPlaces = step.plan === 1;
      return undefined;
    default:
      return step satisfies never;
  }
}

function withoutPlaces({ orderBy = [], where = {}, ...query }: Query): Query {
  return { ...query, orderBy: orderBy.filter(field => field !== 'place'), where: wherePlaceless(where) };
}

function wherePlaceless(where: Where): Where {
  return Object.fromEntries(Object.entries(where).filter(([field]) => field !== 'place'));
}

/** All pages of a query; every page but the last is full. */
async function everyPage(things: Collection<Thing>, query: Query): Promise<Stored<Thing>[]> {
  const all: Stored<Thing>[] = [];
  let after: string | undefined;
  do {
    const page = await things.find({ ...query, ...(after === undefined ? {} : { after }) });
    all.push(...page.found);
    expect(page.found.length).toBeLessThanOrEqual(query.limit);
    if (page.cursor !== undefined) expect(page.found).toHaveLength(query.limit);
    after = page.cursor;
  } while (after !== undefined);
  return all;
}

/** When several keys are taken an engine may name any of them. */
async function takenKeys(things: Collection<Thing>, step: Step): Promise<string[]> {
  if (!('thing' in step)) return [];
  const taken = (await things.get(step.thing.id)) ? ['id'] : [];
  for (const field of ['number', 'seal'] as const) {
    const value = step.thing[field] ?? null;
    if (value === null) continue;
    const { found } = await things.find({ where: { [field]: value }, limit: 1 });
    if (found.some(other => step.kind === 'insert' || other.value.id !== step.thing.id)) taken.push(field);
  }
  return taken;
}

function withoutTaken(answer: unknown): { rest: unknown; taken: string | undefined } {
  if (answer === null || typeof answer !== 'object' || !('taken' in answer))
    return { rest: answer, taken: undefined };
  const { taken, ...rest } = answer;
  return { rest, taken: String(taken) };
}

/** Walks through all pages while documents come and go between them; no document is changed where it stands. */
export async function walkWhileChanging(
  things: Collection<Thing>,
  given: readonly Thing[],
  fates: readonly (readonly [string, number])[],
  query: Query,
): Promise<void> {
  const stays = new Set<string>();
  for (const thing of given) if ((await things.insert(thing)).done) stays.add(thing.id);
  const inOrder = (await everyPage(things, query)).map(({ value }) => value.id);
  const seen: string[] = [];
  let after: string | undefined;
  for (let pageNumber = 0; ; pageNumber += 1) {
    const page = await things.find({ ...query, ...(after === undefined ? {} : { after }) });
    seen.push(...page.found.map(({ value }) => value.id));
    after = page.cursor;
    if (after === undefined) break;
    const [fate, which] = fates[pageNumber] ?? ['stay', 0];
    const chosen = given[which % given.length];
    if (!chosen || fate === 'stay') continue;
    if (fate === 'go') {
      await things.remove(chosen.id);
      stays.delete(chosen.id);
    } else await things.insert({ ...chosen, id: `${chosen.id}${pageNumber}`, number: null, seal: null });
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.filter(id => stays.has(id))).toEqual(inOrder.filter(id => stays.has(id)));
}
