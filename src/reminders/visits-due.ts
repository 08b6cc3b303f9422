import { DAY, type Moment } from '../base/clock.js';
import { halfYearOf } from '../tasks/coverage.js';
import { visitsCoverage } from '../words/reminders.js';

/** Whose households they are, how many, and how many of them were visited as often as is due since the half-year began. */
export interface Visited {
  readonly name: string;
  readonly households: number;
  readonly visited: number;
}

/** How far the visits of the half-year are, in counts; undefined when everybody is through. @param each how often is due */
export function visitsDue(people: readonly Visited[], each: number, now: Moment): string | undefined {
  const behind = people.filter(({ households, visited }) => visited < households);
  if (behind.length === 0) return undefined;
  const half = halfYearOf(now);
  return visitsCoverage(half.name, each, Math.ceil((half.below - now) / DAY), behind);
}
