import { emergencyOffer, firstOffer } from '../dispatch/route.js';
import type { EventBody } from '../tickets/ticket-event.js';
import type { Ticket } from '../tickets/ticket.js';
import type { House } from './house.js';

/**
 * Below this confidence nobody is sent before a person has looked. Between it and the classifier's own threshold the grid's
 * worker goes: whoever comes first is the same for most categories, and 改类 is one word.
 */
export const SENT_FROM_CONFIDENCE = 0.75;

/** Whether the words leave it too open what the matter is. */
export function isInDoubt(decision: { readonly abstained: boolean; readonly confidence: number }): boolean {
  return decision.abstained && decision.confidence < SENT_FROM_CONFIDENCE;
}

/** Nobody has said since what the bot was not sure of. */
function isUnsure(ticket: Ticket): boolean {
  return isInDoubt(ticket.decision) && !ticket.history.some(event => event.type === 'category-corrected');
}

/** Where a report goes that needs nothing more: to a person's look, or to whoever answers for it. People in danger never wait. */
export function submission(
  ticket: Ticket,
  house: Pick<House, 'roster' | 'catalogue' | 'consult' | 'consultsAlways'>,
): EventBody {
  const isEmergency = ticket.urgency === 'emergency';
  const mayConsult = house.consult !== undefined && ticket.decision.consulted === undefined;
  if (!isEmergency && mayConsult && (house.consultsAlways || isUnsure(ticket))) {
    return { type: 'triage-asked', reason: 'model' };
  }
  if (!isEmergency && isUnsure(ticket)) return { type: 'triage-asked', reason: 'unsure' };
  if (!isEmergency && ticket.category === '13') return { type: 'triage-asked', reason: 'out-of-scope' };
  const { book } = house.roster;
  const offer = isEmergency
    ? emergencyOffer(ticket.unitId, book)
    : firstOffer(ticket.unitId, ticket.item, book, house.catalogue);
  return { type: 'ticket-offered', ...offer };
}
