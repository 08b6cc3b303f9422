import type { UnitId } from '../base/ids.js';
import type { RosterBook } from '../roster/roster-book.js';
import type { Share, PushedTask } from '../tasks/task.js';
import type { Ticket } from '../tickets/ticket.js';
import { ownTasks } from './find-task.js';
import type { House } from './house.js';
import type { News } from './recipients.js';
import { actOnTask } from './task-desk.js';

/**
 * A hazard that somebody reports while working on a pushed task was found on the way: the task keeps it, so that its pusher
 * hears what becomes of it. The ticket goes its own way.
 */
export async function linkHazard({ ticket, event }: News, house: House): Promise<void> {
  const finderId = ticket.raisers[0]?.personId;
  if (event.type !== 'ticket-opened' || finderId === undefined) return;
  const { book } = house.roster;
  const meant = (await ownTasks(house, finderId))
    .filter(({ task }) => isHazardFor(task, ticket, house))
    .flatMap(({ task, shares }) => {
      const share = nearestShare(shares, ticket.unitId, book);
      return share ? [{ task, share }] : [];
    });
  const found =
    meant.find(({ task }) => ticket.text.includes(task.number)) ??
    meant.toSorted((a, b) => lastTouched(b.task, finderId) - lastTouched(a.task, finderId))[0];
  if (!found) return;
  const { id: ticketId, number } = ticket;
  const body = { type: 'hazard-linked', ticketId, number, unitId: found.share.unitId } as const;
  await actOnTask(house, found.task.id, body, { by: 'bot', as: 'bot', cause: `ticket:${ticketId}` });
}

function isHazardFor(task: PushedTask, ticket: Ticket, { taskRules }: House): boolean {
  const own = task.plan.itemCode?.slice(0, 2);
  return ticket.category === own || taskRules.settings.hazards.includes(ticket.category);
}

/** The share of the very unit, else one in the same grid: whoever goes from house to house names the grid, too. */
function nearestShare(shares: readonly Share[], unitId: UnitId, book: RosterBook): Share | undefined {
  const grid = book.unitAt(unitId, 'grid')?.id;
  return (
    shares.find(share => book.isWithin(unitId, share.unitId)) ??
    shares.find(share => book.isWithin(share.unitId, unitId)) ??
    shares.find(share => grid !== undefined && book.unitAt(share.unitId, 'grid')?.id === grid)
  );
}

function lastTouched(task: PushedTask, personId: string): number {
  return task.history.findLast(event => event.by === personId)?.at ?? task.submittedAt;
}
