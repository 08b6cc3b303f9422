import type { MediaId, TicketId } from '../base/ids.js';
import { closedInMinutes, likeEarlier, samePhoto } from '../insight/integrity.js';
import { meritsOfTicket, type Doubt } from '../insight/merit.js';
import type { TicketEvent } from '../tickets/ticket-event.js';
import type { Ticket } from '../tickets/ticket.js';
import { judgingOf } from './gather.js';
import type { House } from './house.js';

/** After these somebody may have earned something. */
const telling: readonly TicketEvent['type'][] = [
  'verification-passed',
  'verification-failed',
  'ticket-closed',
  'redo-ordered',
  'ticket-reopened',
];

/** Writes down what people earned by the ticket; again and again, if need be, without doubling anything. */
export async function noteMerits(house: House, ticket: Ticket, fresh: readonly TicketEvent[]): Promise<void> {
  if (!fresh.some(({ type }) => telling.includes(type))) return;
  const { isStaff } = judgingOf(house);
  await house.insight.merits.note(meritsOfTicket(ticket, isStaff, await doubtOf(house, ticket)));
}

/**
 * Why it may be made up; undefined when nothing is conspicuous. What staff found themselves is looked at as a whole. A resident
 * who tells the same again, as one does of what happens every evening, only brings themselves no points by it.
 */
export async function doubtOf(house: House, ticket: Ticket): Promise<Doubt | undefined> {
  const rules = house.insight.points.integrity;
  if (closedInMinutes(ticket, rules)) return { kind: 'closed-in-minutes', of: 'everybody' };
  const opener = ticket.history[0]?.by;
  if (opener === undefined || opener === 'bot') return undefined;
  const ofOpener = judgingOf(house).isStaff(opener) ? 'everybody' : 'opener';
  const finished = ticket.history.flatMap(event => (event.type === 'ticket-finished' ? event.mediaIds : []));
  if (samePhoto(ticket, await withSamePhotos(house, ticket, finished)))
    return { kind: 'same-photo', of: ofOpener === 'opener' ? 'handler' : 'everybody' };
  const raised = ticket.mediaIds.filter(id => !finished.includes(id));
  if (samePhoto(ticket, await withSamePhotos(house, ticket, raised)))
    return { kind: 'same-photo', of: ofOpener };
  const own = await house.tickets.ofRaiser(opener);
  return likeEarlier(ticket, own, rules) ? { kind: 'near-identical-text', of: ofOpener } : undefined;
}

/** Other tickets that hold one of the photos. */
async function withSamePhotos(
  house: House,
  ticket: Ticket,
  mediaIds: readonly MediaId[],
): Promise<readonly Ticket[]> {
  const ids = new Set<TicketId>();
  for (const mediaId of new Set(mediaIds)) {
    for (const id of await house.tickets.photos.ticketsWithSamePhoto(mediaId)) ids.add(id);
  }
  const found = await Promise.all([...ids].map(id => house.tickets.get(id)));
  return found.filter(other => other !== undefined).filter(({ id }) => id !== ticket.id);
}
