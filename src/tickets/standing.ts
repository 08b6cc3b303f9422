import type { PersonId } from '../base/ids.js';
import type { RosterBook } from '../roster/roster-book.js';
import type { Ticket } from './ticket.js';
import type { Standing } from './transitions.js';

/** In which relations somebody stands to a ticket. Everybody may be a resident to it. */
export function standingsOf(ticket: Ticket, personId: PersonId, book: RosterBook): readonly Standing[] {
  const standings: Standing[] = ['resident'];
  if (ticket.raisers[0]?.personId === personId) standings.push('reporter');
  if (ticket.raisers.some(raiser => raiser.personId === personId)) standings.push('raiser');
  if (ticket.assigneeId === personId) standings.push('assignee');
  if (ticket.teamIds.includes(personId)) standings.push('team');
  if (ticket.stage.state === 'handled' && ticket.stage.verifierId === personId) standings.push('verifier');
  if (ticket.supervisorId === personId || isOfficer(ticket, personId, book)) standings.push('officer');
  if (isWorkerHere(ticket, personId, book)) {
    standings.push('worker');
    if (ticket.urgency === 'emergency') standings.push('called');
  }
  return standings;
}

/** Operators above the ticket's unit, and the grid leader of its community; whoever stands in for one, too. */
function isOfficer(ticket: Ticket, personId: PersonId, book: RosterBook): boolean {
  return book
    .rolesOf(personId)
    .some(
      held =>
        (held.role === 'operator' || held.role === 'grid-leader') &&
        book.isWithin(ticket.unitId, held.unitId),
    );
}

/** Grid workers of the same community; they stand in for each other and may note what they see. */
function isWorkerHere(ticket: Ticket, personId: PersonId, book: RosterBook): boolean {
  const community = book.unitAt(ticket.unitId, 'community');
  return book
    .rolesOf(personId)
    .some(
      held =>
        held.role === 'grid-worker' && community !== undefined && book.isWithin(held.unitId, community.id),
    );
}

/** Whether somebody ever had the ticket in hand, even if it was passed on since. */
export function hasTakenPart(ticket: Ticket, personId: PersonId): boolean {
  return ticket.history.some(
    event =>
      (event.type === 'ticket-accepted' && event.by === personId) ||
      (event.type === 'team-formed' && event.memberIds.includes(personId)),
  );
}
