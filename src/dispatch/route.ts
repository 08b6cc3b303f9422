import type { PersonId, UnitId } from '../base/ids.js';
import type { Catalogue } from '../classify/catalogue.js';
import type { RosterBook } from '../roster/roster-book.js';
import { levels, type Level, type UnitLevel } from '../roster/unit.js';
import type { Offer, TicketEvent } from '../tickets/ticket-event.js';
import type { Ticket } from '../tickets/ticket.js';

const tower: readonly UnitLevel[] = levels.filter(level => level !== 'department');

/** Whoever answers for the unit from that level on upwards; when all of them are on leave, the lowest all the same. */
function offerFrom(unitId: UnitId, from: UnitLevel, book: RosterBook): Offer {
  for (const roster of [book, book.at()]) {
    for (const level of tower.slice(tower.indexOf(from))) {
      const person = roster.responsible(unitId, level);
      if (person) return { level, assigneeId: person.id };
    }
  }
  return { level: 'district', assigneeId: null };
}

/** Whoever stands in for somebody who is on leave; themselves when nobody does. */
function actingFor(personId: PersonId, book: RosterBook): PersonId {
  const person = book.person(personId);
  return (person && book.acting(person)?.id) ?? personId;
}

/**
 * Who is asked first: the full-time worker of the unit's grid, who looks at it on the spot, whoever has the power to mend it. An
 * item that is not admitted to grids and has no spot to look at goes straight to the street's operator.
 */
export function firstOffer(unitId: UnitId, itemCode: string, book: RosterBook, catalogue: Catalogue): Offer {
  const item = catalogue.item(itemCode);
  const isForStreet = item !== undefined && !item.admitted && item.place !== 'needed';
  return offerFrom(unitId, isForStreet ? 'street' : 'grid', book);
}

/** People in danger: the grid's worker is nearest, whatever the item. */
export function emergencyOffer(unitId: UnitId, book: RosterBook): Offer {
  return offerFrom(unitId, 'grid', book);
}

/** One level up from where the ticket is; undefined at the top. A department's ticket goes back up to the street. */
export function offerAbove(ticket: Ticket, book: RosterBook): Offer | undefined {
  const above = ticket.level === 'department' ? 'street' : tower[tower.indexOf(ticket.level) + 1];
  if (above === undefined) return undefined;
  const offer = offerFrom(ticket.unitId, above, book);
  return offer.assigneeId === null || offer.assigneeId === ticket.assigneeId ? undefined : offer;
}

/** Back to whoever had it before; without a former one, to the unit's own grid worker. */
export function offerBack(ticket: Ticket, book: RosterBook): Offer {
  const offers = ticket.history.flatMap(event => (hasOffer(event) ? [event] : []));
  const former = offers.findLast(
    event => event.assigneeId !== null && event.assigneeId !== ticket.assigneeId,
  );
  if (!former) return offerFrom(ticket.unitId, 'grid', book);
  return {
    level: former.level,
    assigneeId: former.assigneeId === null ? null : actingFor(former.assigneeId, book),
    ...(former.department === undefined ? {} : { department: former.department }),
  };
}

/** To be done again by whoever handled it last. */
export function offerAgain(ticket: Ticket, book: RosterBook): Offer {
  if (ticket.assigneeId === null) return offerFrom(ticket.unitId, 'grid', book);
  return {
    level: ticket.level,
    assigneeId: actingFor(ticket.assigneeId, book),
    ...(ticket.department === undefined ? {} : { department: ticket.department }),
  };
}

/** To a department that serves the unit; undefined when none of that name does. */
export function offerToDepartment(ticket: Ticket, department: string, book: RosterBook): Offer | undefined {
  const person = book.departmentPerson(ticket.unitId, department);
  return person && { level: 'department', assigneeId: person.id, department };
}

/** To a person of the roster, at the level at which they answer for the unit. */
export function offerToPerson(personId: PersonId, book: RosterBook): Offer | undefined {
  const person = book.person(personId);
  for (const held of person?.roles ?? []) {
    if (held.role === 'department' || held.role === 'specialist') {
      return {
        level: 'department',
        assigneeId: personId,
        ...(held.department ? { department: held.department } : {}),
      };
    }
    if (held.role === 'resident') continue;
    const level: Level | undefined = book.unit(held.unitId)?.level;
    if (level) return { level, assigneeId: personId };
  }
  return undefined;
}

/**
 * Who checks a finished ticket on site: never somebody who handled it. What a department or a higher level did is checked by
 * the grid's own worker; what the grid did, by its leader, then a neighbouring grid's worker, then an operator.
 */
export function verifierFor(
  ticket: Ticket,
  book: RosterBook,
  besides: readonly PersonId[] = [],
): PersonId | undefined {
  const community = book.unitAt(ticket.unitId, 'community');
  const worker = book.responsible(ticket.unitId, 'grid');
  const neighbours = (community ? book.childrenOf(community.id) : []).flatMap(unit =>
    book.holders(unit.id, 'grid-worker'),
  );
  const officers = book
    .lineage(ticket.unitId)
    .flatMap(unit => [...book.holders(unit.id, 'grid-leader'), ...book.holders(unit.id, 'operator')]);
  const order = [
    ...(worker ? [worker] : []),
    ...officers.filter(person => book.holdsAny(person, ['grid-leader'])),
    ...neighbours,
    ...officers,
  ];
  return order.find(person => !ticket.handlerIds.includes(person.id) && !besides.includes(person.id))?.id;
}

/** The street's second operator supervises where there is one, so that dispatching and supervising lie apart. */
export function supervisorFor(ticket: Ticket, book: RosterBook): PersonId | undefined {
  const street = book.unitAt(ticket.unitId, 'street');
  const operators = street ? book.holders(street.id, 'operator') : [];
  return (operators[1] ?? operators[0])?.id ?? book.responsible(ticket.unitId, 'district')?.id;
}

function hasOffer(event: TicketEvent): event is TicketEvent & Offer {
  return 'assigneeId' in event;
}
