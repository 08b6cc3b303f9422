import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { DAY, HOUR, MINUTE, type Moment } from '../../src/base/clock.js';
import { nextRun, readCron, type Cron } from '../../src/reminders/cron.js';

function cronOf(text: string): Cron {
  const read = readCron(text);
  if ('fault' in read) throw new Error(read.fault);
  return read;
}

function at(text: string): Moment {
  return Date.parse(`${text}+08:00`);
}

/** Whether a field as it is written stands for the number; read anew from the text, part by part. */
function stands(field: string, number: number, from: number, to: number): boolean {
  return field.split(',').some(part => {
    const [range = '', every] = part.split('/');
    const [first = '', last] = range.split('-');
    const begin = range === '*' ? from : Number(first);
    let end = Number(last ?? first);
    if (range === '*' || (last === undefined && every !== undefined)) end = to;
    return number >= begin && number <= end && (number - begin) % Number(every ?? 1) === 0;
  });
}

function numbersOf(field: string, from: number, to: number): ReadonlySet<number> {
  const all = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  return new Set(all.filter(number => stands(field, number, from, to)));
}

/** The next minute that fits, looked for minute by minute. */
function bruteForce(text: string, after: Moment, within: number): Moment | undefined {
  const [m = '', h = '', days = '', mon = '', weekdays = ''] = text.split(' ');
  const [minutes, hours, months] = [numbersOf(m, 0, 59), numbersOf(h, 0, 23), numbersOf(mon, 1, 12)];
  const [ofMonth, ofWeek] = [numbersOf(days, 1, 31), numbersOf(weekdays, 0, 7)];
  const isEither = !days.startsWith('*') && !weekdays.startsWith('*');
  for (
    let moment = Math.floor(after / MINUTE) * MINUTE + MINUTE;
    moment <= after + within;
    moment += MINUTE
  ) {
    const china = new Date(moment + 8 * HOUR);
    if (!minutes.has(china.getUTCMinutes()) || !hours.has(china.getUTCHours())) continue;
    const isDay = ofMonth.has(china.getUTCDate());
    const weekday = china.getUTCDay();
    const isWeekday = ofWeek.has(weekday) || (weekday === 0 && ofWeek.has(7));
    const isIts = isEither ? isDay || isWeekday : isDay && isWeekday;
    if (isIts && months.has(china.getUTCMonth() + 1)) return moment;
  }
  return undefined;
}

function field(from: number, to: number, stars: number): fc.Arbitrary<string> {
  const number = fc.integer({ min: from, max: to });
  const range = fc.tuple(number, number).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const step = fc.integer({ min: 1, max: 20 });
  const part = fc.oneof(
    number.map(String),
    range,
    fc
      .tuple(fc.oneof(fc.constant('*'), range, number.map(String)), step)
      .map(([of, every]) => `${of}/${every}`),
  );
  return fc.oneof(
    { weight: stars, arbitrary: fc.constant('*') },
    { weight: 3, arbitrary: fc.array(part, { minLength: 1, maxLength: 3 }).map(parts => parts.join(',')) },
  );
}

const anyCron = fc
  .tuple(field(0, 59, 2), field(0, 23, 2), field(1, 31, 6), field(1, 12, 12), field(0, 7, 6))
  .map(fields => fields.join(' '));

const WITHIN = 45 * DAY;

test('the next time is the same that looking at every minute finds', () => {
  const from = at('2026-01-01T00:00:00');
  fc.assert(
    fc.property(anyCron, fc.integer({ min: 0, max: 3 * 365 * DAY }), (text, later) => {
      const after = from + later;
      const expected = bruteForce(text, after, WITHIN);
      const found = nextRun(cronOf(text), after);
      if (expected === undefined) expect(found === undefined || found > after + WITHIN).toBe(true);
      else expect(found).toBe(expected);
    }),
    { numRuns: 120 },
  );
});

test('going from time to time leaves none out', () => {
  fc.assert(
    fc.property(anyCron, fc.integer({ min: 0, max: 365 * DAY }), (text, later) => {
      const cron = cronOf(text);
      let moment = at('2026-02-20T00:00:00') + later;
      for (let round = 0; round < 5; round += 1) {
        const next = nextRun(cron, moment);
        if (next === undefined) return;
        expect(next).toBeGreaterThan(moment);
        // Whatever lies between leads to the same one.
        expect(nextRun(cron, Math.floor((moment + next) / 2))).toBe(next);
        expect(nextRun(cron, next - 1)).toBe(next);
        moment = next;
      }
    }),
    { numRuns: 200 },
  );
});

describe('times as people write them', () => {
  test.each([
    ['10 8 * * *', '2026-11-23T08:09:59', '2026-11-23T08:10:00'],
    ['10 8 * * *', '2026-11-23T08:10:00', '2026-11-24T08:10:00'],
    ['30 13 * * 1', '2026-11-23T13:30:01', '2026-11-30T13:30:00'],
    ['0 9 * * 7', '2026-11-23T00:00:00', '2026-11-29T09:00:00'],
    ['*/15 8-9 * * 1-5', '2026-11-27T09:45:00', '2026-11-30T08:00:00'],
    ['0 0 29 2 *', '2026-11-23T00:00:00', '2028-02-29T00:00:00'],
    ['0 12 13 * 5', '2026-11-23T00:00:00', '2026-11-27T12:00:00'],
    ['59 23 31 12 *', '2026-12-31T23:59:30', '2027-12-31T23:59:00'],
  ])('%s after %s is %s', (text, after, expected) => {
    expect(nextRun(cronOf(text), at(after))).toBe(at(expected));
  });

  test('the thirtieth of February never comes', () => {
    expect(nextRun(cronOf('0 8 30 2 *'), at('2026-11-23T00:00:00'))).toBeUndefined();
  });
});

describe('what is no time is refused with what is allowed', () => {
  test.each([
    ['8:10', /has 1 fields; write five/],
    ['10 8 * * * *', /has 6 fields/],
    ['60 8 * * *', /0 to 59 \(minute\)/],
    ['10 24 * * *', /0 to 23 \(hour\)/],
    ['10 8 0 * *', /1 to 31 \(day of month\)/],
    ['10 8 * 13 *', /1 to 12 \(month\)/],
    ['10 8 * * 8', /0 to 7 \(day of week\)/],
    ['10 8 * * MON', /"MON" is no day of week; write a number/],
    ['5-3 8 * * *', /"5-3" does not lie in/],
    ['*/0 8 * * *', /steps of 0/],
    ['1,,2 8 * * *', /"" is no minute/],
    ['', /has 1 fields/],
  ])('%s', (text, fault) => {
    expect(readCron(text)).toEqual({ fault: expect.stringMatching(fault) });
  });
});
