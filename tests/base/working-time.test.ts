import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { dateTimeText } from '../../src/base/china-time.js';
import { HOUR, MINUTE } from '../../src/base/clock.js';
import {
  addWorking,
  after,
  isWorkingTime,
  parseSpan,
  statutoryCalendar,
  workingBetween,
  type Span,
} from '../../src/base/working-time.js';

const calendar = statutoryCalendar(['08:30-12:00', '13:30-18:00']);

function at(text: string): number {
  return Date.parse(`2026-${text.replace(' ', 'T')}:00+08:00`);
}

function span(text: string): Span {
  const parsed = parseSpan(text);
  if (!parsed) throw new Error(`${text} is no span`);
  return parsed;
}

describe('the statutory calendar of 2026', () => {
  test.each([
    ['元旦', '2026-01-01', false],
    ['元旦调休', '2026-01-04', true],
    ['春节前调休上班', '2026-02-14', true],
    ['除夕', '2026-02-16', false],
    ['春节', '2026-02-17', false],
    ['春节最后一天', '2026-02-23', false],
    ['春节后第一天', '2026-02-24', true],
    ['春节后调休上班', '2026-02-28', true],
    ['清明', '2026-04-06', false],
    ['劳动节', '2026-05-01', false],
    ['劳动节最后一天', '2026-05-05', false],
    ['劳动节调休上班', '2026-05-09', true],
    ['端午', '2026-06-19', false],
    ['国庆前调休上班', '2026-09-20', true],
    ['中秋', '2026-09-25', false],
    ['国庆', '2026-10-01', false],
    ['国庆最后一天', '2026-10-07', false],
    ['国庆后调休上班', '2026-10-10', true],
    ['an ordinary Saturday', '2026-11-21', false],
    ['an ordinary Monday', '2026-11-23', true],
  ])('%s (%s): a working day is %s', (_name, day, isWorking) => {
    expect(calendar.isWorkingDay(day)).toBe(isWorking);
  });

  test.each([
    ['11-20 08:29', false],
    ['11-20 08:30', true],
    ['11-20 11:59', true],
    ['11-20 12:00', false],
    ['11-20 13:30', true],
    ['11-20 18:00', false],
    ['11-21 10:00', false],
    ['10-10 10:00', true],
  ])('at %s somebody is at work: %s', (moment, isWorking) => {
    expect(isWorkingTime(at(moment), calendar)).toBe(isWorking);
  });
});

describe('a span', () => {
  test.each([
    ['30m', '11-20 17:45', '11-20 18:15'],
    ['24h', '11-20 17:45', '11-21 17:45'],
    ['7d', '11-20 17:45', '11-27 17:45'],
    ['1.5h', '11-20 10:00', '11-20 11:30'],
    ['4wh', '11-20 08:30', '11-20 14:00'],
    ['4wh', '11-20 10:00', '11-20 15:30'],
    ['3.5wh', '11-20 08:30', '11-20 12:00'],
    ['4wh', '11-20 16:00', '11-23 10:30'],
    ['4wh', '11-21 10:00', '11-23 14:00'],
    ['8wh', '09-30 17:00', '10-08 17:00'],
    ['4wh', '02-14 17:00', '02-24 11:30'],
    ['1wd', '11-20 10:00', '11-23 10:00'],
    ['5wd', '11-20 10:00', '11-27 10:00'],
    ['3wd', '09-29 10:00', '10-09 10:00'],
    ['1wd', '10-09 10:00', '10-10 10:00'],
    ['1wd', '11-20 03:00', '11-23 08:30'],
    ['1wd', '11-20 22:00', '11-23 18:00'],
    ['1wd', '11-21 03:00', '11-23 18:00'],
    ['1wd', '11-22 12:00', '11-23 18:00'],
    ['today', '11-20 09:00', '11-20 20:00'],
    ['today', '11-20 15:59', '11-20 20:00'],
    ['today', '11-20 16:00', '11-21 12:00'],
    ['today', '11-20 23:59', '11-21 12:00'],
    ['today', '12-31 20:00', '01-01 12:00'],
  ])('%s from %s ends at %s', (text, from, end) => {
    expect(dateTimeText(after(at(from), span(text), calendar))).toBe(end);
  });

  test.each(['', '30', 'm', '-1h', '1y', '1 h', '0m', '0wd', '1h30m', 'Today', '１h', '1e3h'])(
    '“%s” is none',
    text => {
      expect(parseSpan(text)).toBeUndefined();
    },
  );
});

describe('working time', () => {
  const moment = fc.integer({ min: at('01-01 00:00'), max: at('11-30 00:00') });

  test.each([
    ['11-20 08:00', '11-20 18:30', 8],
    ['11-20 11:00', '11-20 14:00', 1.5],
    ['11-20 17:00', '11-23 09:30', 2],
    ['11-21 00:00', '11-22 23:59', 0],
    ['11-20 10:00', '11-20 10:00', 0],
    ['11-20 10:00', '11-19 10:00', 0],
    ['10-01 00:00', '10-08 00:00', 0],
  ])('between %s and %s are %d hours', (from, to, hours) => {
    expect(workingBetween(at(from), at(to), calendar)).toBe(hours * HOUR);
  });

  test('what is added is what lies between', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 60 * 60 }), (from, minutes) => {
        const to = addWorking(from, minutes * MINUTE, calendar);
        expect(workingBetween(from, to, calendar)).toBe(minutes * MINUTE);
        expect(to).toBeGreaterThanOrEqual(from + minutes * MINUTE);
      }),
    );
  });

  test('two stretches make up the whole', () => {
    fc.assert(
      fc.property(fc.tuple(moment, moment, moment), times => {
        const [a, b, c] = times.toSorted((one, other) => one - other) as [number, number, number];
        expect(workingBetween(a, b, calendar) + workingBetween(b, c, calendar)).toBe(
          workingBetween(a, c, calendar),
        );
      }),
      { numRuns: 50 },
    );
  });

  test('no span ends before it begins, and a later beginning never ends earlier', () => {
    const spans = ['30m', '4wh', '5wd', '24h'].map(span);
    fc.assert(
      fc.property(moment, fc.nat(48 * HOUR), fc.constantFrom(...spans), (from, later, one) => {
        const end = after(from, one, calendar);
        expect(end).toBeGreaterThan(from);
        expect(after(from + later, one, calendar)).toBeGreaterThanOrEqual(end);
      }),
    );
  });

  test('a calendar on which nobody ever works is a fault, not an endless search', () => {
    const never = { ...calendar, isWorkingDay: () => false };
    expect(() => addWorking(0, 1, never)).toThrow(expect.objectContaining({ code: 'calendar-exhausted' }));
    expect(() => after(0, { kind: 'days', days: 1 }, never)).toThrow(
      expect.objectContaining({ code: 'calendar-exhausted' }),
    );
  });
});
