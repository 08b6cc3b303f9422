import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  dayOf,
  daysLater,
  parseTimeOfDay,
  sayMoment,
  startOf,
  timeOfDay,
  weekdayOf,
} from '../../src/base/china-time.js';
import { DAY, HOUR, MINUTE, MovableClock } from '../../src/base/clock.js';

const now = Date.parse('2026-11-21T10:00:00+08:00');

test.each([
  ['2026-11-21T18:05:00+08:00', '今天 18:05'],
  ['2026-11-21T00:00:00+08:00', '今天 00:00'],
  ['2026-11-22T12:00:00+08:00', '明天 12:00'],
  ['2026-11-23T18:00:00+08:00', '周一（11月23日）18:00'],
  ['2026-11-27T18:00:00+08:00', '周五（11月27日）18:00'],
  ['2026-11-28T18:00:00+08:00', '11月28日 18:00'],
  ['2026-11-20T09:30:00+08:00', '11月20日 09:30'],
  ['2027-01-05T09:30:00+08:00', '1月5日 09:30'],
])('%s is called %s', (moment, said) => {
  expect(sayMoment(Date.parse(moment), now)).toBe(said);
});

describe('days of China', () => {
  test('begin at midnight there, whatever the machine’s time zone', () => {
    expect(dayOf(Date.parse('2026-11-20T16:00:00Z'))).toBe('2026-11-21');
    expect(dayOf(Date.parse('2026-11-20T15:59:59Z'))).toBe('2026-11-20');
    expect(weekdayOf(now)).toBe(6);
  });

  test('follow each other over months, years and leap days', () => {
    expect(daysLater('2026-12-31', 1)).toBe('2027-01-01');
    expect(daysLater('2028-02-28', 1)).toBe('2028-02-29');
    expect(daysLater('2026-03-01', -1)).toBe('2026-02-28');
  });

  test('a moment is its day and its time of day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), at => {
        expect(startOf(dayOf(at)) + timeOfDay(at)).toBe(at);
        expect(timeOfDay(at)).toBeGreaterThanOrEqual(0);
        expect(timeOfDay(at)).toBeLessThan(DAY);
      }),
    );
  });
});

test('a time of day is hours and minutes', () => {
  expect(parseTimeOfDay('08:30')).toBe(8 * HOUR + 30 * MINUTE);
  expect(parseTimeOfDay('8:30')).toBe(8 * HOUR + 30 * MINUTE);
  expect(parseTimeOfDay('24:00')).toBe(DAY);
  for (const wrong of ['24:30', '25:00', '8', '08:60', '', '08:30:00'])
    expect(() => parseTimeOfDay(wrong)).toThrow(RangeError);
});

test('a clock that was moved runs on, and never goes back', () => {
  let real = 1_000;
  const clock = new MovableClock({ now: () => real });
  clock.moveTo(5_000);
  real += 10;
  expect(clock.now()).toBe(5_010);
  clock.moveTo(2_000);
  expect(clock.now()).toBe(5_010);
  expect(clock.aheadMs).toBe(4_000);
});
