import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ConfidenceBook, modelIdOf } from '../../src/classify/confidence-book.js';
import { calibrationError } from '../../src/classify/evaluate.js';
import { asLearned, refit, refitted, type Outcome } from '../../src/classify/refit.js';
import { memoryStore } from '../support/memory-store.js';

const night = Date.parse('2026-11-23T03:30:00+08:00');

/** So many outcomes of a model of which so sure decisions are right so often. Every seed is another set. */
function outcomes(count: number, seed: number, truth: (score: number) => number): Outcome[] {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: count }, () => {
    const score = 0.4 + 0.59 * next();
    return { score, isRight: next() < truth(score) };
  });
}

/** Far too sure of itself: where it says .95 it is right seven times in ten. */
const overconfident = (score: number): number => refitted({ slope: 0.5, offset: -0.7 }, score);

function errorOf(of: readonly Outcome[], believed: (score: number) => number): number {
  const decisions = of.map(({ score, isRight }) => ({
    confidence: believed(score),
    isRight,
    abstained: false,
  }));
  return calibrationError(decisions);
}

describe('confidence is fitted to what came of decisions', () => {
  test('a model that is too sure of itself can be believed afterwards, on decisions it was not fitted to', () => {
    const fit = refit(outcomes(500, 1, overconfident));
    const others = outcomes(4_000, 2, overconfident);
    expect(errorOf(others, score => score)).toBeGreaterThan(0.15);
    expect(errorOf(others, score => refitted(fit, score))).toBeLessThan(0.05);
  });

  test('a model that is right about itself stays as it is', () => {
    const fit = refit(outcomes(500, 3, score => score));
    for (const score of [0.5, 0.7, 0.83, 0.9, 0.97])
      expect(Math.abs(refitted(fit, score) - score)).toBeLessThan(0.06);
  });

  test('it may fall as far as it must, and rises to three times the odds at most', () => {
    const never = refit(outcomes(500, 4, () => 0.02));
    expect(refitted(never, 0.9)).toBeLessThan(0.1);
    const always = refit(Array.from({ length: 500 }, () => ({ score: 0.5, isRight: true })));
    expect(refitted(always, 0.5)).toBeLessThanOrEqual(0.75);
  });

  test('whatever came of them, it stays between 0 and 1 and keeps the order', () => {
    const outcome = fc.record({ score: fc.double({ min: 0, max: 1, noNaN: true }), isRight: fc.boolean() });
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 300 }), some => {
        const fit = refit(some);
        const confidences = [0, 0.2, 0.5, 0.83, 0.95, 1].map(score => refitted(fit, score));
        expect(confidences).toEqual(confidences.toSorted((a, b) => a - b));
        for (const confidence of confidences) {
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 100, seed: 3 },
    );
  });
});

describe('the fit is kept', () => {
  test('over a restart, and only for the model that it was made for', async () => {
    const disk = new Map();
    const book = await ConfidenceBook.open(memoryStore(disk), 'one');
    const learned = await book.learn(outcomes(300, 5, overconfident), night);
    expect(learned).toMatchObject({ changed: true, outcomes: 300 });
    expect(learned.errorAfter).toBeLessThan(learned.errorBefore / 2);
    const again = await ConfidenceBook.open(memoryStore(disk), 'one');
    expect(again.believed(0.95)).toBe(book.believed(0.95));
    expect(again.believed(0.95)).toBeLessThan(0.8);
    const another = await ConfidenceBook.open(memoryStore(disk), 'another');
    expect(another.believed(0.95)).toBe(0.95);
  });

  test('but not made from a handful of outcomes', async () => {
    const book = await ConfidenceBook.open(memoryStore(), 'one');
    const learned = await book.learn(outcomes(99, 6, overconfident), night);
    expect(learned).toMatchObject({ ...asLearned, changed: false, outcomes: 99 });
    expect(book.believed(0.95)).toBe(0.95);
  });

  test('and made once a night, also where two processes share the store', async () => {
    const disk = new Map();
    const one = await ConfidenceBook.open(memoryStore(disk), 'one');
    const other = await ConfidenceBook.open(memoryStore(disk), 'one');
    expect(await one.isDue(night)).toBe(true);
    await one.learn(outcomes(300, 7, overconfident), night);
    expect(await one.isDue(night + 1)).toBe(false);
    expect(await other.isDue(night + 1)).toBe(false);
    expect(other.believed(0.95)).toBe(one.believed(0.95));
    expect(one.nextAt).toBe(night + 24 * 3_600_000);
    expect(await other.isDue(night + 24 * 3_600_000)).toBe(true);
  });
});

test('two model files are told apart', () => {
  expect(modelIdOf(Uint8Array.of(1, 2))).not.toBe(modelIdOf(Uint8Array.of(1, 3)));
  expect(modelIdOf(Uint8Array.of(1, 2))).toMatch(/^[0-9a-f]{16}$/u);
});
