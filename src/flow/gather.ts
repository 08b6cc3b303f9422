import type { PersonId, TicketId, UnitId } from '../base/ids.js';
import type { Judging } from '../insight/mark.js';
import { halfYearOf, periodBefore, spanOf, type Period } from '../insight/period.js';
import { reportOf, type Report } from '../insight/report.js';
import { workLogsOf, type WorkLog } from '../insight/work-log.js';
import { staffRoles } from '../roster/roster-book.js';
import type { Span } from '../tasks/deed-book.js';
import { deedKinds, type Deed, type DeedKind } from '../tasks/deed.js';
import { openStates, type Ticket } from '../tickets/ticket.js';
import type { House } from './house.js';
import { unitsSeenBy } from './units-seen.js';

/** What books are read from. */
export interface BookRooms extends Pick<House, 'roster' | 'tickets' | 'deeds' | 'tasks' | 'rules'> {
  readonly insight: Pick<House['insight'], 'points' | 'merits'>;
}

/** More units than this are not named one by one; everything is read and sorted out afterwards. */
const MOST_NAMED = 400;

/** Whose words count as staff's, and when a check is due. */
export function judgingOf({ rules, roster }: Pick<House, 'rules' | 'roster'>): Judging {
  const book = roster.book.at();
  return {
    dueAt: (step, ticket, from) => rules.dueAt(step, ticket, from),
    isStaff: id => book.holdsAny(book.person(id), staffRoles),
  };
}

/** Tickets of the unit to which something happened since the span began, and whatever is open there. */
export async function ticketsOfSpan(
  { roster, tickets }: BookRooms,
  unitId: UnitId,
  { from }: Pick<Span, 'from'>,
): Promise<readonly Ticket[]> {
  const { book } = roster;
  const units = book.within(unitId).map(({ id }) => id);
  const isFew = units.length <= MOST_NAMED;
  const changed = await tickets.changedSince(from, units);
  const open = isFew ? await tickets.ofUnits(units, openStates) : await tickets.inStates(openStates);
  const all = new Map<TicketId, Ticket>([...open, ...changed].map(ticket => [ticket.id, ticket]));
  return [...all.values()].filter(ticket => book.isWithin(ticket.unitId, unitId));
}

/** Deeds in the ledgers of the unit. */
export async function deedsOfSpan(
  { roster, deeds }: BookRooms,
  unitId: UnitId,
  span: Span,
  kinds: readonly DeedKind[] = deedKinds,
): Promise<readonly Deed[]> {
  const { book } = roster;
  const units = book.within(unitId).filter(({ level }) => level !== 'microgrid');
  const own = units.length === 0 ? [unitId] : units.map(({ id }) => id);
  const found: Deed[] = [];
  if (own.length <= MOST_NAMED) {
    for (const id of own) found.push(...(await deeds.ofGrid(id, span)));
    return found.filter(({ kind }) => kinds.includes(kind));
  }
  for (const kind of kinds) found.push(...(await deeds.ofKind(kind, span)));
  return found.filter(({ gridId }) => book.isWithin(gridId, unitId));
}

/** The logs of some people's days, person by person, one for each day on which something was done. */
export async function logsOf(
  rooms: BookRooms,
  people: readonly PersonId[],
  period: Pick<Period, 'from' | 'to'>,
): Promise<readonly WorkLog[]> {
  const { book } = rooms.roster;
  const span = spanOf(period);
  const roots = new Set(people.flatMap(id => unitsSeenBy(book, id)));
  const seen = roots.size === 0 ? book.units : [...roots].flatMap(root => book.within(root));
  const units = new Set(seen.map(({ id }) => id));
  const tickets = await rooms.tickets.changedSince(span.from, [...units]);
  const logs: WorkLog[] = [];
  for (const id of people) {
    logs.push(...workLogsOf(id, { tickets, deeds: await rooms.deeds.ofPerson(id, span) }, period));
  }
  return logs;
}

/** The report of a period, with everything that it is made from. */
export async function reportFor(rooms: BookRooms, unitId: UnitId, period: Period): Promise<Report> {
  const span = spanOf(period);
  const { from } = spanOf(periodBefore(period));
  const halfYear = spanOf(halfYearOf(period.to));
  return reportOf(unitId, period, {
    tickets: await ticketsOfSpan(rooms, unitId, { from }),
    deeds: await deedsOfSpan(rooms, unitId, { from, below: span.below }),
    visits: await deedsOfSpan(rooms, unitId, { from: halfYear.from, below: span.below }, ['visit']),
    doubted: await rooms.insight.merits.doubted(span),
    judging: judgingOf(rooms),
    integrity: rooms.insight.points.integrity,
    book: rooms.roster.book,
  });
}
