import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Fault } from '../../src/base/fault.js';
import { change, everyOne } from '../../src/store/change.js';
import type { Collection, Query, Store } from '../../src/store/store.js';
import { plans, query, step, thing, type Thing } from './store-arbitraries.js';
import { freshName, playBoth, walkWhileChanging, type StorePlace } from './store-play.js';

/** Ends the search for a smaller example in time to report the one that was found. */
const WITHIN_TEST_TIME = { interruptAfterTimeLimit: 45_000 };

/** What every engine promises, tried out in a fresh place of the engine; the model is the store in memory. */
export function storeContract(engine: string, newPlace: () => Promise<StorePlace>): void {
  describe(`the ${engine} keeps the promises of the store`, () => {
    let place: StorePlace;
    let store: Store;
    beforeAll(async () => {
      place = await newPlace();
      store = await place.open();
    });
    afterAll(async () => {
      await store.close();
      await place.discard();
    });
    const fresh = async () => await store.collection<Thing>({ name: freshName(), ...plans[1] });

    test('whatever is done to it in whatever order, it answers like the model', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async steps => {
          await playBoth(place, steps);
        }),
        { numRuns: 120, ...WITHIN_TEST_TIME },
      );
    });

    test('pages show everything that stays just once, whatever comes and goes between them', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(thing, { selector: ({ id }) => id, maxLength: 20, size: 'max' }),
          fc.array(fc.tuple(fc.constantFrom('stay', 'go', 'come'), fc.nat()), {
            minLength: 20,
            maxLength: 20,
          }),
          query,
          async (things, fates, asked) => {
            await walkWhileChanging(await fresh(), things, fates, { ...asked, where: {}, limit: 2 });
          },
        ),
        { numRuns: 60, ...WITHIN_TEST_TIME },
      );
    });

    keysAndVersions(fresh, async () => await place.open());
    answers(fresh);
    faults(fresh, async () => await place.open());
  });
}

function keysAndVersions(fresh: () => Promise<Collection<Thing>>, open: () => Promise<Store>): void {
  test('a key that another document has is refused by its name', async () => {
    const things = await fresh();
    await things.insert({ id: 'a', number: '2026-0001', note: '' });
    expect(await things.insert({ id: 'a', note: '' })).toEqual({ done: false, taken: 'id' });
    expect(await things.insert({ id: 'b', number: '2026-0001', note: '' })).toEqual({
      done: false,
      taken: 'number',
    });
    await things.insert({ id: 'b', number: '2026-0002', note: '' });
    expect(await things.replace({ id: 'b', number: '2026-0001', note: '' }, 1)).toEqual({
      done: false,
      why: 'taken',
      taken: 'number',
    });
    expect(await things.replace({ id: 'b', number: '2026-0002', note: 'itself' }, 1)).toEqual({
      done: true,
      version: 2,
    });
  });

  test('documents without a key do not stand in the way of each other', async () => {
    const things = await fresh();
    for (const id of ['a', 'b'])
      expect(await things.insert({ id, number: null, note: '' })).toEqual({ done: true });
    for (const id of ['c', 'd']) expect(await things.insert({ id, note: '' })).toEqual({ done: true });
    expect(await things.count({ number: null })).toBe(4);
  });

  test('of several who replace the same version only one succeeds', async () => {
    const { sides, close } = await twoSides(open);
    await sides[0].insert({ id: 'a', note: 'first' });
    const outcomes = await Promise.all(
      Array.from(
        { length: 10 },
        async (_, at) => await sides[at % 2]!.replace({ id: 'a', note: `${at}` }, 1),
      ),
    );
    expect(outcomes.filter(({ done }) => done)).toEqual([{ done: true, version: 2 }]);
    const others = outcomes.filter(({ done }) => !done);
    expect(others).toEqual(Array.from({ length: 9 }, () => ({ done: false, why: 'stale' })));
    await close();
  });

  test('what many change at the same time is all there afterwards', async () => {
    const { sides, close } = await twoSides(open);
    await sides[0].insert({ id: 'a', dueAt: 0, note: '' });
    await Promise.all([sides[0], sides[1], sides[0], sides[1]].map(raiseTenTimes));
    expect((await sides[1].get('a'))?.value.dueAt).toBe(40);
    await close();
  });

  test('of two who insert the same key at the same time one succeeds', async () => {
    const { sides, close } = await twoSides(open);
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, async (_, at) => {
        return await sides[at % 2]!.insert({ id: `${at}`, number: 'only', note: '' });
      }),
    );
    expect(outcomes.filter(({ done }) => done)).toHaveLength(1);
    expect(await sides[0].count({ number: 'only' })).toBe(1);
    await close();
  });
}

function answers(fresh: () => Promise<Collection<Thing>>): void {
  test('booleans are counted as booleans, and what is absent as null', async () => {
    const things = await fresh();
    const urgent = [true, true, false, null];
    for (const [at, isUrgent] of urgent.entries()) await things.insert({ id: `${at}`, isUrgent, note: '' });
    await things.insert({ id: 'absent', note: '' });
    const counts = await things.countBy('isUrgent');
    expect(counts).toEqual(
      new Map([
        [true, 2],
        [false, 1],
        [null, 2],
      ]),
    );
  });

  test('a range takes its beginning, leaves its end, and never holds what is absent', async () => {
    const things = await fresh();
    const dueAts = [1, 2, 3, null];
    for (const [at, dueAt] of dueAts.entries()) await things.insert({ id: `${at}`, dueAt, note: '' });
    const idsOf = async (where: Query['where'] & object) =>
      (await things.find({ where, limit: 9 })).found.map(({ value }) => value.id);
    expect(await idsOf({ dueAt: { from: 1, below: 3 } })).toEqual(['0', '1']);
    expect(await idsOf({ dueAt: { below: 3 } })).toEqual(['0', '1']);
    expect(await idsOf({ dueAt: { from: 2 } })).toEqual(['1', '2']);
    expect(await idsOf({ dueAt: {} })).toEqual(['0', '1', '2']);
    expect(await idsOf({ dueAt: { in: [null, 3] } })).toEqual(['2', '3']);
    expect(await idsOf({ dueAt: { in: [] } })).toEqual([]);
  });

  test('a set may hold a thousand values, and all pages together hold everything', async () => {
    const things = await fresh();
    const ids = Array.from({ length: 1_050 }, (_, at) => `${at}`.padStart(4, '0'));
    for (let at = 0; at < ids.length; at += 50)
      await Promise.all(ids.slice(at, at + 50).map(async id => await things.insert({ id, note: '' })));
    const asked = { id: { in: ids.slice(0, 1_001) } };
    expect(await things.count(asked)).toBe(1_001);
    expect((await everyOne(things)).map(({ id }) => id)).toEqual(ids);
  });

  test('what was given and what was got can be altered without touching the store', async () => {
    const things = await fresh();
    const given = { id: 'a', note: 'as given', deep: { list: [1] } };
    await things.insert(given);
    given.deep.list.push(2);
    const got = (await things.get('a'))!.value as unknown as typeof given;
    got.deep.list.push(3);
    expect((await things.get('a'))?.value).toEqual({ id: 'a', note: 'as given', deep: { list: [1] } });
  });
}

function faults(fresh: () => Promise<Collection<Thing>>, open: () => Promise<Store>): void {
  test('asking by a field that was not declared is a fault that names it', async () => {
    const things = await fresh();
    for (const ask of [
      async () => await things.find({ where: { note: 'x' }, limit: 1 }),
      async () => await things.find({ orderBy: ['note'], limit: 1 }),
      async () => await things.count({ note: { in: ['x'] } }),
      async () => await things.countBy('note'),
      async () => await things.countBy('state', { note: null }),
    ]) {
      const fault = await faultOf(ask);
      expect(fault).toMatchObject({
        code: 'store-field-undeclared',
        message: expect.stringContaining('note'),
      });
    }
  });

  test('a limit out of range and an order without an index are faults', async () => {
    const things = await fresh();
    for (const asked of [
      { limit: 0 },
      { limit: 1_001 },
      { limit: 1.5 },
      { orderBy: ['dueAt', 'state'], limit: 1 },
    ]) {
      expect(await faultOf(async () => await things.find(asked))).toMatchObject({ code: 'store-bad-query' });
    }
    const strange = async () => await things.find({ limit: 1, after: 'strange' });
    expect(await faultOf(strange)).toMatchObject({ code: 'store-bad-cursor' });
  });

  test('a store that was closed says so, and closing twice is harmless', async () => {
    const store = await open();
    const things = await store.collection<Thing>({ name: freshName(), ...plans[0] });
    await store.close();
    await store.close();
    for (const ask of [
      async () => await things.get('a'),
      async () => await things.insert({ id: 'a', note: '' }),
      async () => await store.scrub(),
      async () => await store.collection({ name: freshName() }),
    ]) {
      expect(await faultOf(ask)).toMatchObject({ code: 'store-closed' });
    }
  });
}

async function raiseTenTimes(things: Collection<Thing>): Promise<void> {
  for (let times = 0; times < 10; times += 1) {
    await change(things, 'a', value => ({ ...value, dueAt: (value.dueAt ?? 0) + 1 }));
  }
}

/** The fault that the work ends with; fails when it does not. */
export async function faultOf(work: () => Promise<unknown>): Promise<Fault> {
  const outcome = await work().then(
    () => 'no fault at all',
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(Fault);
  return outcome as Fault;
}

async function twoSides(open: () => Promise<Store>) {
  const name = freshName();
  const stores = [await open(), await open()] as const;
  const sides = [
    await stores[0].collection<Thing>({ name, ...plans[0] }),
    await stores[1].collection<Thing>({ name, ...plans[0] }),
  ] as const;
  const close = async () => {
    for (const store of stores) await store.close();
  };
  return { sides, close };
}
