import { hideForGroup } from '../intake/privacy.js';
import type { Ticket } from '../tickets/ticket.js';
import type { TicketEvent } from '../tickets/ticket-event.js';

/** A photo that a model has seen, and what it says of it. */
export type Seen = Extract<TicketEvent, { type: 'photo-looked-at' }> & { readonly shows: string };

/** What the photos of a ticket show, as far as a model has said so of photos that go with the words. */
export function seenOf(ticket: Ticket): readonly Seen[] {
  return ticket.history.filter(
    (event): event is Seen =>
      event.type === 'photo-looked-at' && event.shows !== undefined && event.fits !== 'no',
  );
}

/**
 * Everything that was said of the matter, as it may leave the house: numbers were masked when it was heard, and room
 * numbers are left out here.
 */
export function saidOf(ticket: Ticket): string {
  const said = [ticket.text, ...ticket.details.map(detail => detail.text)];
  const seen = seenOf(ticket).map(({ shows }) => `照片里：${shows}`);
  return hideForGroup([...said, ...seen].filter(text => text !== '').join('，'));
}
