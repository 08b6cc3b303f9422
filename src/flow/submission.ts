import { firstOffer } from '../dispatch/route.js';
import type { EventBody } from '../tickets/ticket-event.js';
import type { Ticket } from '../tickets/ticket.js';
import type { House } from './house.js';

/** Nobody has said since what the bot was not sure of. */
function isUnsure(ticket: Ticket): boolean {
  return ticket.decision.abstained && !ticket.history.some(event => event.type === 'category-corrected');
}

/** Where a report goes that needs nothing more: to a person's look, or to whoever answers for it. People in danger never wait. */
export function submission(ticket: Ticket, house: Pick<House, 'roster' | 'catalogue'>): EventBody {
  const isEmergency = ticket.urgency === 'emergency';
  if (!isEmergency && isUnsure(ticket)) return { type: 'triage-asked', reason: 'unsure' };
  if (!isEmergency && ticket.category === '13') return { type: 'triage-asked', reason: 'out-of-scope' };
  const offer = firstOffer(ticket.unitId, ticket.item, house.roster.book, house.catalogue);
  return { type: 'ticket-offered', ...offer };
}
