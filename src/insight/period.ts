import { dayOf, daysLater, startOf, weekdayOf, type Day } from '../base/china-time.js';
import type { Moment } from '../base/clock.js';
import type { Span } from '../tasks/deed-book.js';

export const periodKinds = ['day', 'week', 'month', 'half-year', 'days'] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** Whole days in China, the first and the last included. */
export interface Period {
  readonly kind: PeriodKind;
  readonly from: Day;
  readonly to: Day;
}

export function dayPeriod(day: Day): Period {
  return { kind: 'day', from: day, to: day };
}

/** Monday to Sunday. */
export function weekOf(day: Day): Period {
  const sinceMonday = (weekdayOf(startOf(day)) + 6) % 7;
  const from = daysLater(day, -sinceMonday);
  return { kind: 'week', from, to: daysLater(from, 6) };
}

export function monthOf(day: Day): Period {
  return { kind: 'month', from: `${day.slice(0, 7)}-01`, to: lastOfMonth(day) };
}

/** January to June, or July to December. */
export function halfYearOf(day: Day): Period {
  const year = day.slice(0, 4);
  const isFirst = Number(day.slice(5, 7)) <= 6;
  return isFirst
    ? { kind: 'half-year', from: `${year}-01-01`, to: `${year}-06-30` }
    : { kind: 'half-year', from: `${year}-07-01`, to: `${year}-12-31` };
}

/** The period of the same kind that ends the day before. */
export function periodBefore({ kind, from, to }: Period): Period {
  const day = daysLater(from, -1);
  switch (kind) {
    case 'day':
      return dayPeriod(day);
    case 'week':
      return weekOf(day);
    case 'month':
      return monthOf(day);
    case 'half-year':
      return halfYearOf(day);
    case 'days':
      return { kind, from: daysLater(from, -daysOf({ from, to }).length), to: day };
    default:
      return kind satisfies never;
  }
}

/** From the first day's midnight to the last day's. */
export function spanOf({ from, to }: Pick<Period, 'from' | 'to'>): Span {
  return { from: startOf(from), below: startOf(daysLater(to, 1)) };
}

/** Every day of it, in order. */
export function daysOf({ from, to }: Pick<Period, 'from' | 'to'>): readonly Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to; day = daysLater(day, 1)) days.push(day);
  return days;
}

export function isWithin(at: Moment, { from, below }: Span): boolean {
  return at >= from && at < below;
}

function lastOfMonth(day: Day): Day {
  let last = day;
  while (daysLater(last, 1).startsWith(day.slice(0, 7))) last = daysLater(last, 1);
  return last;
}

/** True for a day that exists, written like 2026-11-21. */
export function isDay(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
    dayOf(startOf(text)) === text
  );
}
