import { startOf, timeOfDay } from '../base/china-time.js';
import type { Span } from '../tasks/deed-book.js';
import { meritKinds, type Merit, type MeritKind } from './merit.js';
import { isWithin } from './period.js';
import type { PointsSettings } from './points-settings.js';

/** What somebody has earned. */
export interface Score {
  readonly points: number;
  readonly byKind: Readonly<Record<MeritKind, { readonly count: number; readonly points: number }>>;
  /** Merits that bring no points until somebody has looked. */
  readonly doubted: number;
}

/** Adds up merits of one person by the rules: nothing for what is in doubt or repeated, nothing above a day's most. Never below zero. */
export function scoreOf(merits: readonly Merit[], span: Span, { events }: PointsSettings): Score {
  const byKind = Object.fromEntries(meritKinds.map(kind => [kind, { count: 0, points: 0 }])) as Record<
    MeritKind,
    { count: number; points: number }
  >;
  const ofDay = new Map<string, number>();
  let doubted = 0;
  for (const { kind, at, doubt, isRepeated } of merits) {
    if (!isWithin(at, span)) continue;
    if (doubt !== undefined) {
      doubted += 1;
      continue;
    }
    const { points, mostPerDay = Infinity } = events[kind];
    // The day by its midnight: there may be hundreds of thousands to count.
    const key = `${at - timeOfDay(at)} ${kind}`;
    const had = ofDay.get(key) ?? 0;
    const counted = isRepeated ? 0 : Math.min(points, mostPerDay - had);
    ofDay.set(key, had + counted);
    byKind[kind].count += 1;
    byKind[kind].points += counted;
  }
  const sum = Object.values(byKind).reduce((all, { points }) => all + points, 0);
  return { points: Math.max(0, sum), byKind, doubted };
}

/** From when on points count for stars and for changing them into things. */
export function countedSpan({ countsFrom }: PointsSettings, until: number): Span {
  return { from: startOf(countsFrom), below: until };
}

/** How many stars, and the points of the next one; undefined when there is none above. */
export function starsOf(
  points: number,
  { stars }: PointsSettings,
): { readonly stars: number; readonly nextAt?: number } {
  const reached = stars.filter(needed => points >= needed).length;
  const nextAt = stars[reached];
  return { stars: reached, ...(nextAt === undefined ? {} : { nextAt }) };
}
