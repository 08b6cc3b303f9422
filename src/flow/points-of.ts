import { dayOf } from '../base/china-time.js';
import type { PersonId, UnitId } from '../base/ids.js';
import { meritsOfDeeds, type Merit } from '../insight/merit.js';
import { monthOf, spanOf, type Period } from '../insight/period.js';
import { countedSpan, scoreOf, starsOf, type Score } from '../insight/score.js';
import { meritOfTask } from '../insight/task-sheets.js';
import type { Person, RoleName } from '../roster/unit.js';
import type { Span } from '../tasks/deed-book.js';
import type { BookRooms } from './gather.js';
import type { House } from './house.js';

/** Everything a person earned in the span, from tickets and from deeds. */
export async function meritsOf(
  { insight, deeds, tasks }: BookRooms,
  personId: PersonId,
  span: Span,
): Promise<readonly Merit[]> {
  const done = await deeds.ofPerson(personId, span);
  const pushed = await tasks.ofRecipient(personId, span.from);
  return [
    ...(await insight.merits.ofPerson(personId, span)),
    ...meritsOfDeeds(done),
    ...pushed.flatMap(task => meritOfTask(task, personId) ?? []),
  ];
}

/** Where somebody stands. */
export interface Standing {
  /** Since points began to count. */
  readonly total: Score;
  readonly month: Score;
  /** Points that can be changed into things. */
  readonly left: number;
  readonly stars: number;
  /** Points for the next star; 0 when there is none above. */
  readonly nextAt: number;
}

/** A person's points and stars now. */
export async function standingOf(house: House, personId: PersonId): Promise<Standing> {
  const now = house.clock.now();
  const { points: settings, rewards } = house.insight;
  const counted = countedSpan(settings, now + 1);
  const merits = await meritsOf(house, personId, counted);
  const total = scoreOf(merits, counted, settings);
  const spent = await rewards.spent(personId, counted.from);
  const { stars, nextAt = 0 } = starsOf(total.points, settings);
  const month = scoreOf(merits, spanOf(monthOf(dayOf(now))), settings);
  return { total, month, left: Math.max(0, total.points - spent), stars, nextAt };
}

/** Somebody's place in a ranking. */
export interface Ranked {
  readonly person: Person;
  readonly unitId: UnitId;
  readonly score: Score;
  readonly stars: number;
}

/** Who is ranked: those who work in the grids; neighbours are thanked otherwise. */
const rankedRoles: readonly RoleName[] = ['grid-worker'];

/**
 * The workers of a unit by the points of the period, best first, at most `show` and none without points; names decide between
 * equals. Stars are looked up only for those who are shown.
 */
export async function rankingOf(
  rooms: BookRooms & Pick<House, 'clock'>,
  unitId: UnitId,
  period: Period,
): Promise<readonly Ranked[]> {
  const { points: settings } = rooms.insight;
  const span = spanOf(period);
  const scored: Omit<Ranked, 'stars'>[] = [];
  for (const { person, at } of workersWithin(rooms.roster.book.at(), unitId)) {
    const score = scoreOf(await meritsOf(rooms, person.id, span), span, settings);
    if (score.points > 0) scored.push({ person, unitId: at, score });
  }
  scored.sort((a, b) => b.score.points - a.score.points || (a.person.name < b.person.name ? -1 : 1));
  const counted = countedSpan(settings, Math.min(span.below, rooms.clock.now() + 1));
  const ranked: Ranked[] = [];
  for (const one of scored.slice(0, settings.ranking.show)) {
    const total = scoreOf(await meritsOf(rooms, one.person.id, counted), counted, settings);
    ranked.push({ ...one, stars: starsOf(total.points, settings).stars });
  }
  return ranked;
}

function workersWithin(
  book: House['roster']['book'],
  unitId: UnitId,
): readonly { readonly person: Person; readonly at: UnitId }[] {
  const seen = new Set<PersonId>();
  const workers: { person: Person; at: UnitId }[] = [];
  for (const unit of book.within(unitId)) {
    for (const role of rankedRoles) {
      for (const person of book.appointed(unit.id, role)) {
        if (seen.has(person.id)) continue;
        seen.add(person.id);
        workers.push({ person, at: unit.id });
      }
    }
  }
  return workers;
}

/** Whether the unit, or one above it, wants its ranking to be seen. */
export function publishesRanking({ roster, insight }: BookRooms, unitId: UnitId): boolean {
  const wanted = insight.points.ranking.publishIn;
  return roster.book.lineage(unitId).some(unit => wanted.includes(unit.id));
}
