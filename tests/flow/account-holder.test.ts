import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { silentLog } from '../../src/base/log.js';
import { AccountHolder } from '../../src/flow/account-holder.js';
import { BEAT_MS, Lease, LEASE_MS } from '../../src/store/lease.js';
import type { CollectionPlan, Document, Store } from '../../src/store/store.js';
import { memoryStore } from '../support/memory-store.js';

beforeEach(() => void jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] }));
afterEach(() => void jest.useRealTimers());

test('a process that ends while it shows that it lives gives the account back all the same', async () => {
  const inner = memoryStore();
  let held: Promise<void> | undefined;
  const store: Store = {
    ...inner,
    async collection<T extends Document>(plan: CollectionPlan) {
      const collection = await inner.collection<T>(plan);
      const get = async (id: string) => {
        const wait = held;
        held = undefined;
        await wait;
        return collection.get(id);
      };
      return { ...collection, get };
    },
  };
  const holder = new AccountHolder({
    account: () => 'bot',
    openLease: about =>
      Lease.open({
        store,
        about,
        holder: { id: 'one', place: 'here', pid: 1 },
        elapsed: () => 0,
        isGone: () => false,
      }),
    takeUp: async () => {},
    log: silentLog,
  });
  await holder.begin();
  const gate: { open?: () => void } = {};
  held = new Promise(resolve => (gate.open = resolve));
  jest.advanceTimersByTime(BEAT_MS);
  const ending = holder.end();
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
  gate.open?.();
  await ending;
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
  const leases = await inner.collection({ name: 'leases' });
  expect((await leases.get('account|bot'))?.value).toMatchObject({ holder: null });
});

test('who lost the account while taking it up, and has it again, takes it up once more', async () => {
  const store = memoryStore();
  let now = 0;
  const openLease = (id: string, pid: number) => (about: string) =>
    Lease.open({
      store,
      about,
      holder: { id, place: 'here', pid },
      elapsed: () => now,
      isGone: () => false,
    });
  const gates: (() => void)[] = [];
  const holder = new AccountHolder({
    account: () => 'bot',
    openLease: openLease('one', 1),
    takeUp: () => new Promise(resolve => gates.push(resolve)),
    log: silentLog,
  });
  const other = await openLease('other', 2)('account|bot');
  await holder.beat();
  await other.tend();
  now += LEASE_MS;
  expect(await other.tend()).toBe('taken');
  await holder.beat();
  await other.release();
  await holder.beat();
  gates[0]?.();
  await new Promise(setImmediate);
  expect(holder.hasAccount()).toBe(false);
  await holder.beat();
  gates[1]?.();
  await new Promise(setImmediate);
  expect(holder.hasAccount()).toBe(true);
});
