import { daysLater, dayOf, startOf, weekdayOf } from '../base/china-time.js';
import type { Moment } from '../base/clock.js';
import type { UnitId } from '../base/ids.js';
import type { RosterBook } from '../roster/roster-book.js';
import type { Level, Unit } from '../roster/unit.js';
import { openStates, type Ticket } from '../tickets/ticket.js';

/** How a unit's tickets stand. */
export interface BoardLine {
  readonly unit: Unit;
  /** Steps below the unit that the board is of. */
  readonly depth: number;
  readonly open: number;
  /** Of the open ones: a step ran over its time, and nothing has come of it yet. */
  readonly overdue: number;
  /** Of the open ones: with a level above the unit. */
  readonly waiting: number;
  /** Closed this week. */
  readonly closed: number;
}

/** The beginning of the week in China, a Monday. */
export function weekStart(now: Moment): Moment {
  return startOf(daysLater(dayOf(now), -((weekdayOf(now) + 6) % 7)));
}

/**
 * The unit and the two levels below it, from the top down, each unit one line.
 *
 * @param tickets open ones, and those that something happened to this week
 */
export function boardOf(
  rootId: UnitId,
  tickets: readonly Ticket[],
  book: RosterBook,
  now: Moment,
): readonly BoardLine[] {
  const lines: BoardLine[] = [];
  const walk = (unit: Unit, depth: number): void => {
    lines.push(lineOf(unit, depth, tickets, book, now));
    const isLowest = unit.level === 'grid' && depth > 0;
    if (depth < 2 && !isLowest) for (const below of book.childrenOf(unit.id)) walk(below, depth + 1);
  };
  const root = book.unit(rootId);
  if (root) walk(root, 0);
  return lines;
}

function lineOf(
  unit: Unit,
  depth: number,
  tickets: readonly Ticket[],
  book: RosterBook,
  now: Moment,
): BoardLine {
  const own = tickets.filter(ticket => book.isWithin(ticket.unitId, unit.id));
  const open = own.filter(({ state }) => openStates.includes(state));
  const from = weekStart(now);
  return {
    unit,
    depth,
    open: open.length,
    overdue: open.filter(isOverdue).length,
    waiting: open.filter(ticket => isWithHigher(ticket, unit.level)).length,
    closed: own.filter(({ stage }) => stage.state === 'closed' && stage.closedAt >= from).length,
  };
}

/** Whether the step that somebody is at has run over its time. */
export function isOverdue({ history }: Ticket): boolean {
  const begun = history.findLastIndex(
    event => event.from !== event.to || 'assigneeId' in event || event.type === 'extension-granted',
  );
  return history.slice(begun + 1).some(event => event.type === 'step-overdue');
}

/** A department stands beside the street: for whoever is below, it is higher. */
const ranks: Readonly<Record<Level, number>> = {
  microgrid: 1,
  grid: 1,
  community: 2,
  department: 2.5,
  street: 3,
  district: 4,
};

/** Whether a level above has to act. What nobody has decided on yet lies with the street's desk. */
export function isWithHigher(ticket: Ticket, level: Unit['level']): boolean {
  const { stage } = ticket;
  const isAtDesk = stage.state === 'triage' && stage.reason !== 'model';
  const isInHands = ['offered', 'handling', 'suspended'].includes(ticket.state);
  if (!isAtDesk && !isInHands) return false;
  return (isAtDesk ? ranks.street : ranks[ticket.level]) > ranks[level];
}
