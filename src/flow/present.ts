import { dayOf, sayMoment } from '../base/china-time.js';
import type { Moment } from '../base/clock.js';
import type { PersonId } from '../base/ids.js';
import type { Catalogue } from '../classify/catalogue.js';
import type { Urgency } from '../classify/understanding.js';
import { LATE_FROM } from '../intake/journal.js';
import { sayPlace } from '../intake/locate.js';
import { hideRooms } from '../intake/privacy.js';
import type { RosterBook } from '../roster/roster-book.js';
import type { Ticket } from '../tickets/ticket.js';
import type { Card } from '../words/cards.js';
import type { NamedTicket } from '../words/receipts.js';

/** What the words are made from besides the ticket. */
export interface Scene {
  readonly book: RosterBook;
  readonly catalogue: Catalogue;
  readonly now: Moment;
}

const paces: Readonly<Record<Urgency, string>> = { emergency: '紧急', urgent: '当天办', normal: '按期办' };

export function itemName(ticket: Ticket, scene: Scene): string {
  return scene.catalogue.item(ticket.item)?.name ?? '事项';
}

export function categoryName(ticket: Ticket, scene: Scene): string {
  return scene.catalogue.category(ticket.category)?.name ?? '';
}

export function nameOf(personId: PersonId | null | undefined, scene: Scene): string {
  return personId ? (scene.book.person(personId)?.name ?? '') : '';
}

/** When the ticket must be settled, as long as somebody has it. */
export function handleBy(ticket: Ticket): Moment | undefined {
  const { stage } = ticket;
  return stage.state === 'offered' || stage.state === 'handling' ? stage.handleBy : undefined;
}

/** `今天 20:00 前` */
export function dueText(ticket: Ticket, scene: Scene): string {
  const due = handleBy(ticket);
  return due === undefined ? paces[ticket.urgency] : `${sayMoment(due, scene.now)}前`;
}

export function paceOf(urgency: Urgency): string {
  return paces[urgency];
}

export function placeOf(ticket: Ticket, scene: Scene): string {
  return sayPlace(ticket.whereabouts, scene.book);
}

/** A ticket as it is named to residents. */
export function namedTicket(ticket: Ticket, scene: Scene): NamedTicket {
  const due = handleBy(ticket);
  const isToday = due !== undefined && dayOf(due) === dayOf(ticket.openedAt);
  const isLong =
    due !== undefined && ticket.urgency !== 'emergency' && !(ticket.urgency === 'urgent' && isToday);
  return {
    number: ticket.number,
    category: categoryName(ticket, scene),
    item: itemName(ticket, scene),
    pace: isLong ? `${sayMoment(due, scene.now)}前办` : paces[ticket.urgency],
    who: nameOf(ticket.assigneeId, scene),
  };
}

/** What those who raised it said besides, each thing once. */
function addedBy(ticket: Ticket): readonly string[] {
  const raisers = new Set(ticket.raisers.map(({ personId }) => personId));
  const added = ticket.details.filter(
    ({ personId, text }) => text !== '' && personId !== 'bot' && raisers.has(personId),
  );
  return [...new Set(added.map(({ text }) => text))];
}

/** When a report was said that came a good while later; undefined for one that came at once. */
export function lateSince({ raisers, openedAt }: Ticket): Moment | undefined {
  const said = raisers[0]?.at;
  return said !== undefined && openedAt - said >= LATE_FROM ? said : undefined;
}

/** A ticket as a card for staff; safe for their group. */
export function cardOf(ticket: Ticket, scene: Scene): Card {
  const late = lateSince(ticket);
  const since = late === undefined ? '' : `（${sayMoment(late, ticket.openedAt)}说的，刚收到）`;
  const text = since + hideRooms([ticket.text, ...addedBy(ticket)].join('；'));
  return {
    number: ticket.number,
    item: itemName(ticket, scene),
    place: placeOf(ticket, scene),
    text: text.length > 80 ? `${text.slice(0, 79)}…` : text,
    due: dueText(ticket, scene),
    photos: ticket.mediaIds.length,
    supporters: ticket.raisers.length,
  };
}
