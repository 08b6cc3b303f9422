import type { PersonId, TicketId } from '../base/ids.js';
import { closedInMinutes, likeEarlier, samePhoto, type SignalKind } from '../insight/integrity.js';
import { meritsOfTicket } from '../insight/merit.js';
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

/** Why it may be made up; undefined when nothing is conspicuous. */
export async function doubtOf(house: House, ticket: Ticket): Promise<SignalKind | undefined> {
  const rules = house.insight.points.integrity;
  if (closedInMinutes(ticket, rules)) return 'closed-in-minutes';
  const opener = ticket.history[0]?.by;
  if (opener === undefined || opener === 'bot') return undefined;
  if (samePhoto(ticket, await withSamePhotos(house, ticket, opener))) return 'same-photo';
  const own = await house.tickets.ofRaiser(opener);
  return likeEarlier(ticket, own, rules)?.kind;
}

/** Other tickets with a photo that was sent by whoever raised this one, or by whoever said it was finished. */
async function withSamePhotos(house: House, ticket: Ticket, opener: PersonId): Promise<readonly Ticket[]> {
  const later = ticket.history.flatMap(event =>
    'mediaIds' in event && (event.by === opener || event.type === 'ticket-finished') ? event.mediaIds : [],
  );
  const ids = new Set<TicketId>();
  for (const mediaId of new Set([...ticket.mediaIds, ...later])) {
    for (const id of await house.tickets.photos.ticketsWithSamePhoto(mediaId)) ids.add(id);
  }
  const found = await Promise.all([...ids].map(id => house.tickets.get(id)));
  return found.filter(other => other !== undefined).filter(({ id }) => id !== ticket.id);
}
