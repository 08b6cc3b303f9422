import { daysLater, startOf, weekdayOf, type Day } from '../base/china-time.js';
import type { WorkingCalendar } from '../base/working-time.js';

/** On which days a rule holds, by the statutory calendar with its shifted working days (调休). Weeks begin on Monday. */
export const dayRules = [
  'every-day',
  'workdays',
  'days-off',
  'first-workday-of-week',
  'last-workday-of-week',
  'first-workday-of-month',
  'last-workday-of-month',
] as const;
export type DayRule = (typeof dayRules)[number];

/** Whether the rule holds on the day. */
export function isRuleDay(day: Day, rule: DayRule, calendar: WorkingCalendar): boolean {
  switch (rule) {
    case 'every-day':
      return true;
    case 'workdays':
      return calendar.isWorkingDay(day);
    case 'days-off':
      return !calendar.isWorkingDay(day);
    case 'first-workday-of-week':
      return isOutermost(day, -1, inSameWeek, calendar);
    case 'last-workday-of-week':
      return isOutermost(day, 1, inSameWeek, calendar);
    case 'first-workday-of-month':
      return isOutermost(day, -1, inSameMonth, calendar);
    case 'last-workday-of-month':
      return isOutermost(day, 1, inSameMonth, calendar);
    default:
      return rule satisfies never;
  }
}

/** The Monday of the last week before the day's own in which somebody worked; a week ago where nobody works at all. */
export function lastWorkingWeek(day: Day, calendar: WorkingCalendar): Day {
  const thisMonday = mondayOf(day);
  for (let back = 1; back <= 31; back += 1) {
    const earlier = daysLater(thisMonday, -back);
    if (calendar.isWorkingDay(earlier)) return mondayOf(earlier);
  }
  return daysLater(thisMonday, -7);
}

/** The next day after this one on which people work; tomorrow where nobody works at all. */
export function nextWorkday(day: Day, calendar: WorkingCalendar): Day {
  for (let ahead = 1; ahead <= 31; ahead += 1) {
    const later = daysLater(day, ahead);
    if (calendar.isWorkingDay(later)) return later;
  }
  return daysLater(day, 1);
}

/** A working day with none before it (`step` −1) or after it (1) in the same stretch. */
function isOutermost(
  day: Day,
  step: 1 | -1,
  isSame: (day: Day, other: Day) => boolean,
  calendar: WorkingCalendar,
): boolean {
  if (!calendar.isWorkingDay(day)) return false;
  for (let other = daysLater(day, step); isSame(day, other); other = daysLater(other, step)) {
    if (calendar.isWorkingDay(other)) return false;
  }
  return true;
}

function inSameMonth(day: Day, other: Day): boolean {
  return day.slice(0, 7) === other.slice(0, 7);
}

function inSameWeek(day: Day, other: Day): boolean {
  return mondayOf(day) === mondayOf(other);
}

function mondayOf(day: Day): Day {
  return daysLater(day, -((weekdayOf(startOf(day)) + 6) % 7));
}
