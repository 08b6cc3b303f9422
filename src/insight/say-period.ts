import { weekdayOf, startOf, type Day } from '../base/china-time.js';
import { daysOf, type Period } from './period.js';

/** `11月16日` */
export function sayDay(day: Day): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
}

/** `11月16日—22日`, `11月`, `2026年下半年`. */
export function sayPeriod({ kind, from, to }: Period): string {
  if (kind === 'month') return `${Number(from.slice(5, 7))}月`;
  if (kind === 'half-year') return `${from.slice(0, 4)}年${from.slice(5, 7) === '01' ? '上' : '下'}半年`;
  if (from === to) return sayDay(from);
  const end = from.slice(0, 7) === to.slice(0, 7) ? `${Number(to.slice(8, 10))}日` : sayDay(to);
  return `${sayDay(from)}—${end}`;
}

/** Under the days of a chart: 周一, or for longer than a week 11-16. */
export function sayDays(period: Period): readonly string[] {
  const days = daysOf(period);
  if (days.length > 7) return days.map(day => `${Number(day.slice(5, 7))}-${Number(day.slice(8, 10))}`);
  return days.map(day => `周${'日一二三四五六'[weekdayOf(startOf(day))] ?? ''}`);
}
