import type { PersonId } from '../base/ids.js';
import { categoryName, itemName, nameOf, placeOf, type Scene } from '../flow/present.js';
import { stateNames } from '../words/states.js';
import { contactIdOf } from '../roster/roster-book.js';
import { satisfactionOf } from '../tickets/satisfaction.js';
import type { Ticket } from '../tickets/ticket.js';
import { isoOf, LOCAL_CHAT } from './local-chat-view.js';
import type { TicketView } from './ticket-view.js';

/** A ticket as the local chat shows it: people by their contact ids, no private place. */
export function viewTicket(ticket: Ticket, scene: Scene): TicketView {
  const contactOf = (id: PersonId): string => {
    const person = scene.book.person(id);
    return person ? contactIdOf(person.contactKey) : id;
  };
  const { number, state, level, category, item, urgency, unitId } = ticket;
  return {
    number,
    state,
    level,
    category,
    item,
    urgency,
    unit: unitId,
    assignee: ticket.assigneeId === null ? null : contactOf(ticket.assigneeId),
    supporters: ticket.raisers.slice(1).map(raiser => contactOf(raiser.personId)),
    satisfaction: satisfactionOf(ticket),
    history: ticket.history.map(({ type, at, by }) => ({ type, at: isoOf(at), by: contactOf(by) })),
    stateName: stateNames[state],
    categoryName: categoryName(ticket, scene),
    itemName: itemName(ticket, scene),
    unitName: placeOf(ticket, scene),
    assigneeName: nameOf(ticket.assigneeId, scene),
    summary: ticket.text,
    photos: ticket.mediaIds.map(id => `${LOCAL_CHAT}/media/${encodeURIComponent(id)}`),
  };
}
