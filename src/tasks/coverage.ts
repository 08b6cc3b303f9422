import { dayOf, startOf } from '../base/china-time.js';
import type { Moment } from '../base/clock.js';
import type { UnitId } from '../base/ids.js';
import type { RosterBook } from '../roster/roster-book.js';
import type { Span } from './deed-book.js';
import type { Deed } from './deed.js';

/** How many households of a unit were visited as often as is due. */
export interface Coverage {
  readonly unitId: UnitId;
  readonly part: number;
  /** Households of the unit; 0 when the roster does not know. */
  readonly whole: number;
  /** 0 to 1; null when the number of households is not known. */
  readonly share: number | null;
}

/** Half a year, and what people call it: 2026年下半年. */
export interface HalfYear extends Span {
  readonly name: string;
}

/** The half of the year that the moment lies in, by China's calendar. */
export function halfYearOf(at: Moment): HalfYear {
  const day = dayOf(at);
  const year = Number(day.slice(0, 4));
  const isFirst = Number(day.slice(5, 7)) <= 6;
  return {
    from: startOf(isFirst ? `${year}-01-01` : `${year}-07-01`),
    below: startOf(isFirst ? `${year}-07-01` : `${year + 1}-01-01`),
    name: `${year}年${isFirst ? '上' : '下'}半年`,
  };
}

/**
 * The households of the unit that were visited at least `times` times. Two visits to one household on the same day are one.
 *
 * @param visits deeds of the half-year; others, incomplete ones and those without a household are left out
 */
export function coverageOf(unitId: UnitId, visits: readonly Deed[], book: RosterBook, times = 1): Coverage {
  const days = new Map<string, Set<string>>();
  for (const { kind, isComplete, household, at } of visits) {
    if (kind !== 'visit' || !isComplete || household === undefined) continue;
    if (!book.isWithin(unitOfHousehold(household), unitId)) continue;
    days.set(household, (days.get(household) ?? new Set()).add(dayOf(at)));
  }
  const visited = [...days.values()].filter(({ size }) => size >= times).length;
  const whole = book.householdsOf(unitId) ?? 0;
  const part = whole === 0 ? visited : Math.min(visited, whole);
  return { unitId, part, whole, share: whole === 0 ? null : part / whole };
}

/** The same for the unit and everything below it, from the top down. */
export function coverageWithin(
  unitId: UnitId,
  visits: readonly Deed[],
  book: RosterBook,
  times = 1,
): readonly Coverage[] {
  return book.within(unitId).map(({ id }) => coverageOf(id, visits, book, times));
}

/** A household's key: the unit and the door, `jgy-6|2-301`. */
export function householdKey(unitId: UnitId, door: string): string {
  return `${unitId}|${door}`;
}

/** The unit in a household's key. */
export function unitOfHousehold(household: string): UnitId {
  return household.slice(0, household.lastIndexOf('|'));
}
