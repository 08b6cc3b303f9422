import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { RewardDesk } from '../../src/insight/reward-desk.js';
import { memoryStore, type MemoryDisk } from '../support/memory-store.js';

const reward = { id: 'umbrella', name: '雨伞一把', points: 30, stock: 3 };
const other = { id: 'soap', name: '肥皂一块', points: 40, stock: 50 };

async function desk(): Promise<RewardDesk> {
  return RewardDesk.open(memoryStore());
}

function wish(id: string, personId: string, earned: number, of = reward) {
  return { id, personId, reward: of, earned, since: 0, at: 1_000 };
}

describe('changing points into things', () => {
  test('points are held back when somebody asks, and spent when it is handed out', async () => {
    const at = await desk();
    const asked = await at.ask(wish('m1', 'xu', 100));
    expect(asked).toMatchObject({ done: true, redemption: { number: 'DH0001', state: 'asked' } });
    expect([await at.spent('xu', 0), await at.left(reward)]).toEqual([30, 2]);
    expect(await at.decide('DH0001', { state: 'given', by: 'he', at: 2_000 })).toMatchObject({ done: true });
    expect([await at.spent('xu', 0), await at.left(reward)]).toEqual([30, 2]);
    expect(await at.waiting()).toEqual([]);
  });

  test('refused, the points come back and so does the piece', async () => {
    const at = await desk();
    await at.ask(wish('m1', 'xu', 100));
    await at.decide('DH0001', { state: 'refused', by: 'he', at: 2_000 });
    expect([await at.spent('xu', 0), await at.left(reward)]).toEqual([0, 3]);
    expect(await at.decide('DH0001', { state: 'given', by: 'he', at: 3_000 })).toEqual({
      done: false,
      why: 'settled',
    });
    expect(await at.decide('DH0099', { state: 'given', by: 'he', at: 3_000 })).toEqual({
      done: false,
      why: 'unknown',
    });
  });

  test('a message that is delivered twice asks once, a word said twice decides once', async () => {
    const at = await desk();
    expect(await at.ask(wish('m1', 'xu', 100))).toEqual(await at.ask(wish('m1', 'xu', 100)));
    expect(await at.of('xu')).toHaveLength(1);
    const decided = await at.decide('DH0001', { state: 'refused', by: 'he', at: 2_000 });
    expect(await at.decide('DH0001', { state: 'refused', by: 'he', at: 2_500 })).toEqual(decided);
    expect(await at.left(reward)).toBe(3);
    expect(await at.ask(wish('m1', 'xu', 100))).toEqual({ done: false, why: 'again' });
  });

  test('that none was left is said again to a message that comes again after a crash', async () => {
    const at = await desk();
    const rare = { ...reward, stock: 1 };
    await at.ask(wish('m1', 'wu', 100, rare));
    expect(await at.ask(wish('m2', 'xu', 100, rare))).toEqual({ done: false, why: 'gone' });
    expect(await at.ask(wish('m2', 'xu', 100, rare))).toEqual({ done: false, why: 'gone' });
    expect(await at.spent('xu', 0)).toBe(0);
  });

  test('too few points ask for nothing', async () => {
    const at = await desk();
    expect(await at.ask(wish('m1', 'xu', 29))).toEqual({ done: false, why: 'short' });
    expect([await at.of('xu'), await at.left(reward)]).toEqual([[], 3]);
  });
});

test('however many ask at once, from however many processes: the stock is never overdrawn, nor a purse', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ who: fc.nat(4), isOther: fc.boolean() }), { minLength: 1, maxLength: 24 }),
      fc.array(fc.record({ at: fc.nat(23), isGiven: fc.boolean() }), { maxLength: 10 }),
      async (wishes, decisions) => {
        const disk: MemoryDisk = new Map();
        const desks = [await RewardDesk.open(memoryStore(disk)), await RewardDesk.open(memoryStore(disk))];
        const [first, second] = desks;
        if (!first || !second) throw new Error('there are two');
        const outcomes = await Promise.all(
          wishes.map(({ who, isOther }, nth) =>
            (nth % 2 ? first : second).ask(wish(`m${nth}`, `p${who}`, 100, isOther ? other : reward)),
          ),
        );
        const numbers = outcomes.flatMap(outcome => (outcome.done ? [outcome.redemption.number] : []));
        expect(new Set(numbers).size).toBe(numbers.length);
        await Promise.all(
          decisions.map(async ({ at, isGiven }, nth) => {
            const number = numbers[at % Math.max(1, numbers.length)] ?? 'DH9999';
            const state = isGiven ? 'given' : 'refused';
            await (nth % 2 ? first : second).decide(number, { state, by: 'he', at: 2_000 });
          }),
        );
        let held = 0;
        for (const who of [0, 1, 2, 3, 4]) {
          expect(await first.spent(`p${who}`, 0)).toBeLessThanOrEqual(100);
          const mine = await first.of(`p${who}`);
          held += mine.filter(
            ({ state, rewardId }) => rewardId === 'umbrella' && ['asked', 'given'].includes(state),
          ).length;
        }
        expect(held).toBeLessThanOrEqual(reward.stock);
        expect(await first.left(reward)).toBe(reward.stock - held);
      },
    ),
    { numRuns: 60 },
  );
});
