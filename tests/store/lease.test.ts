import { expect, test } from '@jest/globals';
import { Lease, LEASE_MS } from '../../src/store/lease.js';
import { memoryStore, type MemoryDisk } from '../support/memory-store.js';

interface Play {
  readonly disk: MemoryDisk;
  now: number;
  readonly gone: Set<number>;
}

function play(): Play {
  return { disk: new Map(), now: 1_000, gone: new Set() };
}

async function leaseOf(on: Play, name: string, pid: number, place = 'here'): Promise<Lease> {
  return Lease.open({
    store: memoryStore(on.disk),
    about: 'account|bot',
    holder: { id: name, place, pid },
    elapsed: () => on.now,
    isGone: number => on.gone.has(number),
  });
}

test('one of two processes holds it, for as long as it shows that it lives', async () => {
  const on = play();
  const [one, other] = [await leaseOf(on, 'one', 1), await leaseOf(on, 'other', 2, 'elsewhere')];
  expect(await one.tend()).toBe('taken');
  for (let beats = 0; beats < 20; beats += 1) {
    on.now += 3_000;
    expect(await one.tend()).toBe('kept');
    expect(await other.tend()).toBe('elsewhere');
  }
  expect([one.isHeld, other.isHeld]).toEqual([true, false]);
});

test('who shows no life is succeeded only after they have stopped believing in it themselves', async () => {
  const on = play();
  const [one, other] = [await leaseOf(on, 'one', 1), await leaseOf(on, 'other', 2, 'elsewhere')];
  await one.tend();
  expect(await other.tend()).toBe('elsewhere');
  on.now += LEASE_MS - 1;
  expect(await other.tend()).toBe('elsewhere');
  expect(one.isHeld).toBe(true);
  on.now += 1;
  expect(one.isHeld).toBe(false);
  expect(await other.tend()).toBe('taken');
  expect(await one.tend()).toBe('elsewhere');
  expect([one.isHeld, other.isHeld]).toEqual([false, true]);
});

test('who was only held up goes on as before when nobody succeeded them', async () => {
  const on = play();
  const one = await leaseOf(on, 'one', 1);
  await one.tend();
  on.now += 10 * LEASE_MS;
  expect(one.isHeld).toBe(false);
  expect(await one.tend()).toBe('kept');
  expect(one.isHeld).toBe(true);
});

test('who is known to be gone, or was what this process is now, is succeeded at once', async () => {
  const on = play();
  await (await leaseOf(on, 'one', 1)).tend();
  const other = await leaseOf(on, 'other', 2);
  expect(await other.tend()).toBe('elsewhere');
  on.gone.add(1);
  expect(await other.tend()).toBe('taken');
  expect(await (await leaseOf(on, 'again', 2)).tend()).toBe('taken');
  expect(await (await leaseOf(on, 'far', 2, 'elsewhere')).tend()).toBe('elsewhere');
});

test('what was given back is free at once, and only its holder gives it back', async () => {
  const on = play();
  const [one, other] = [await leaseOf(on, 'one', 1), await leaseOf(on, 'other', 2, 'elsewhere')];
  await one.tend();
  await other.release();
  expect(await other.tend()).toBe('elsewhere');
  await one.release();
  expect(one.isHeld).toBe(false);
  expect(await other.tend()).toBe('taken');
});

test('of several that reach for it at the same moment one gets it', async () => {
  const on = play();
  const leases = await Promise.all(
    ['a', 'b', 'c', 'd'].map((name, pid) => leaseOf(on, name, pid, `place of ${name}`)),
  );
  for (let round = 0; round < 3; round += 1) {
    const outcomes = await Promise.all(leases.map(lease => lease.tend()));
    expect(outcomes.filter(outcome => outcome !== 'elsewhere')).toHaveLength(1);
    on.now += LEASE_MS;
    await Promise.all(leases.filter(lease => !lease.isHeld).map(lease => lease.tend()));
    on.now += 1;
  }
});
