import { describe, expect, test } from '@jest/globals';
import { HeartWatch } from '../../src/chat/heart-watch.js';
import { Hand } from './host/a-hand.js';

const patience = { silentMs: 180_000, answerMs: 30_000 };

function watching(ask: () => void = () => {}) {
  const hand = new Hand();
  const told: string[] = [];
  const watch: HeartWatch = new HeartWatch({
    after: hand.after,
    patience,
    ask: () => {
      told.push('asked');
      ask();
    },
    died: () => told.push('died'),
    cannotAsk: () => told.push('cannot ask'),
  });
  return { hand, told, watch };
}

describe('a network that falls silent', () => {
  test('is asked first, and counts as dead when it does not answer', () => {
    const { hand, told } = watching();
    hand.pass(patience.silentMs);
    expect(told).toEqual(['asked']);
    hand.pass(patience.answerMs);
    expect(told).toEqual(['asked', 'died']);
    expect(hand.pass(patience.silentMs) + hand.pass(patience.answerMs)).toBe(0);
  });

  test('and answers is alive, and is asked again after the next silence', () => {
    const { hand, told, watch } = watching();
    hand.pass(patience.silentMs);
    watch.heard();
    expect(hand.pass(patience.answerMs)).toBe(0);
    hand.pass(patience.silentMs);
    expect(told).toEqual(['asked', 'asked']);
  });

  test('and answers at once is alive, too', () => {
    const { hand, told, watch } = watching(() => watch.heard());
    hand.pass(patience.silentMs);
    expect(hand.pass(patience.answerMs)).toBe(0);
    expect(told).toEqual(['asked']);
  });

  test('and cannot be asked is left alone, because a quiet night is no death', () => {
    const { hand, told } = watching(() => {
      throw new Error('unsupported');
    });
    hand.pass(patience.silentMs);
    expect(hand.pass(patience.answerMs) + hand.pass(patience.silentMs)).toBe(0);
    expect(told).toEqual(['asked', 'cannot ask']);
  });

  test('is not asked as long as something comes, nor after the end', () => {
    const { hand, told, watch } = watching();
    watch.heard();
    watch.stop();
    watch.heard();
    expect(hand.pass(patience.silentMs)).toBe(0);
    expect(told).toEqual([]);
  });
});
