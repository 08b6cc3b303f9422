import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { clockText, dayOf, daysLater, type Day } from '../../src/base/china-time.js';
import { DAY, HOUR, MINUTE, type Moment } from '../../src/base/clock.js';
import { statutoryCalendar } from '../../src/base/working-time.js';
import { readCron } from '../../src/reminders/cron.js';
import { nextOccasion, occasionDue, type Schedule } from '../../src/reminders/occasions.js';
import { dayRules, isRuleDay, lastWorkingWeek, type DayRule } from '../../src/reminders/rule-day.js';

const calendar = statutoryCalendar(['08:30-12:00', '13:30-18:00']);

function at(text: string): Moment {
  return Date.parse(`${text}+08:00`);
}

function schedule(cron: string, days: DayRule, catchUpMinutes = 60): Schedule {
  const read = readCron(cron);
  if ('fault' in read) throw new Error(read.fault);
  return { cron: read, days, catchUpMs: catchUpMinutes * MINUTE };
}

/** The days of a stretch on which the rule holds. */
function daysOf(rule: DayRule, from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to; day = daysLater(day, 1)) {
    if (isRuleDay(day, rule, calendar)) days.push(day);
  }
  return days;
}

describe('on which days a rule holds around the holidays of October 2026', () => {
  // Sunday 20 September and Saturday 10 October are worked; 25–27 September and 1–7 October are free.
  test.each<[DayRule, Day[]]>([
    ['workdays', ['2026-09-28', '2026-09-29', '2026-09-30', '2026-10-08', '2026-10-09', '2026-10-10']],
    ['first-workday-of-week', ['2026-09-28', '2026-10-08']],
    ['last-workday-of-week', ['2026-09-30', '2026-10-10']],
    ['first-workday-of-month', ['2026-10-08']],
    ['last-workday-of-month', ['2026-09-30']],
  ])('%s', (rule, expected) => {
    expect(daysOf(rule, '2026-09-28', '2026-10-11')).toEqual(expected);
  });

  test('a Sunday that is worked is the last working day of its week', () => {
    expect(daysOf('last-workday-of-week', '2026-09-14', '2026-09-20')).toEqual(['2026-09-20']);
    expect(daysOf('workdays', '2026-09-19', '2026-09-20')).toEqual(['2026-09-20']);
  });

  test('days off and working days share the year', () => {
    const all = daysOf('every-day', '2026-01-01', '2026-12-31');
    const both = [
      ...daysOf('workdays', '2026-01-01', '2026-12-31'),
      ...daysOf('days-off', '2026-01-01', '2026-12-31'),
    ];
    expect(all).toHaveLength(365);
    expect(both.toSorted()).toEqual(all);
  });

  test('a week or a month never has two first or last working days, and all lie on working days', () => {
    for (const rule of ['first-workday-of-month', 'last-workday-of-month'] as const) {
      const months = daysOf(rule, '2026-01-01', '2026-12-31').map(day => day.slice(0, 7));
      expect(new Set(months).size).toBe(12);
      expect(months).toHaveLength(12);
    }
    const weeks = daysOf('first-workday-of-week', '2026-01-05', '2026-12-27');
    for (const [nth, day] of weeks.entries()) {
      expect(calendar.isWorkingDay(day)).toBe(true);
      if (nth > 0) expect(Date.parse(day) - Date.parse(weeks[nth - 1] ?? '')).toBeGreaterThanOrEqual(3 * DAY);
    }
  });
});

test('a meeting after the holidays looks back on the week before them', () => {
  expect(lastWorkingWeek('2026-10-08', calendar)).toBe('2026-09-28');
  expect(lastWorkingWeek('2026-11-23', calendar)).toBe('2026-11-16');
  expect(lastWorkingWeek('2026-11-29', calendar)).toBe('2026-11-16');
});

test('the weekly meeting of a holiday week is called on its first working day', () => {
  const weekly = schedule('30 13 * * *', 'first-workday-of-week');
  expect(nextOccasion(weekly, at('2026-09-29T00:00:00'), calendar)).toBe(at('2026-10-08T13:30:00'));
});

test('a rule for days that never come together has no next time', () => {
  const never = schedule('0 8 28 * *', 'first-workday-of-month');
  expect(nextOccasion(never, at('2026-02-01T00:00:00'), calendar)).toBeUndefined();
});

const anySchedule = fc.record({
  minute: fc.constantFrom('0', '10', '30', '*/20'),
  hour: fc.constantFrom('8', '9', '13', '8-18', '23'),
  days: fc.constantFrom(...dayRules),
  catchUpMinutes: fc.constantFrom(1, 30, 180, 3 * 24 * 60),
});

test('what is due now is the latest time since then that is not too long ago, as counted one by one', () => {
  const start = at('2026-09-01T00:00:00');
  fc.assert(
    fc.property(
      anySchedule,
      fc.integer({ min: 0, max: 60 * DAY }),
      fc.integer({ min: 0, max: 12 * DAY }),
      ({ minute, hour, days, catchUpMinutes }, later, away) => {
        const plan = schedule(`${minute} ${hour} * * *`, days, catchUpMinutes);
        const doneUntil = start + later;
        const now = doneUntil + away;
        const all: Moment[] = [];
        for (let next = nextOccasion(plan, doneUntil, calendar); next !== undefined && next <= now;) {
          all.push(next);
          next = nextOccasion(plan, next, calendar);
        }
        const expected = all.findLast(occasion => now - occasion <= plan.catchUpMs);
        expect(occasionDue(plan, doneUntil, now, calendar)).toBe(expected);
      },
    ),
    { numRuns: 300 },
  );
});

test('going through a year one by one keeps to the days and the times', () => {
  const digest = schedule('10 8 * * *', 'workdays');
  const kept: Day[] = [];
  let moment = at('2026-01-01T00:00:00') - HOUR;
  for (;;) {
    const next = nextOccasion(digest, moment, calendar);
    if (next === undefined || dayOf(next) > '2026-12-31') break;
    expect(clockText(next)).toBe('08:10');
    kept.push(dayOf(next));
    moment = next;
  }
  expect(kept).toEqual(daysOf('workdays', '2026-01-01', '2026-12-31'));
});
