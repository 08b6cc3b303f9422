import type { PersonId } from '../base/ids.js';
import type { Conversation } from '../chat/chat-gateway.js';
import type { Saying, Weight } from '../outbox/outbox.js';
import { accountOf, contactIdOf } from '../roster/roster-book.js';
import type { RoomKind } from '../roster/unit.js';
import type { TicketEvent } from '../tickets/ticket-event.js';
import type { Ticket, TicketState } from '../tickets/ticket.js';
import { inPrivate, inRoom } from './address.js';
import type { Scene } from './present.js';

/** One event of a ticket that has to be reacted to, with all one may look up. */
export interface News {
  readonly ticket: Ticket;
  readonly event: TicketEvent;
  readonly scene: Scene;
}

/** A message before it has its key: what for, and what it says. */
interface Words {
  readonly purpose: string;
  readonly text: string;
  readonly weight?: Weight;
}

/** When people are safe again, and the rest can wait for the morning. */
const isOver: readonly TicketState[] = ['handled', 'verified', 'closed', 'declined', 'withdrawn', 'merged'];

function keyed(news: News, recipient: string, words: Words): Pick<Saying, 'key' | 'text' | 'weight'> {
  const { ticket, event } = news;
  const isDanger = ticket.urgency === 'emergency' && !isOver.includes(event.to);
  const weight = words.weight ?? 'notice';
  return {
    key: `${ticket.id}:${event.seq}:${recipient}:${words.purpose}`,
    text: words.text,
    weight: isDanger && weight !== 'reply' ? 'emergency' : weight,
  };
}

/** In private; nothing when the person is gone from the roster. */
export function toPerson(news: News, personId: PersonId | null | undefined, words: Words): Saying[] {
  const person = personId ? news.scene.book.person(personId) : undefined;
  if (!person) return [];
  const isAnswer = news.event.by === personId && news.event.cause !== undefined;
  return [{ ...keyed(news, person.id, words), ...inPrivate(person), isAnswer }];
}

/** Where somebody spoke: with a mention in a group. */
export function toSpeaker(
  news: News,
  personId: PersonId,
  conversation: Conversation,
  words: Words,
): Saying[] {
  const person = news.scene.book.person(personId);
  const mentionIds = conversation.kind === 'room' && person ? [contactIdOf(person.contactKey)] : [];
  const account = person && accountOf(person.contactKey);
  const address = { conversation, ...(account === undefined ? {} : { account }) };
  return [{ ...keyed(news, personId, { weight: 'reply', ...words }), ...address, mentionIds }];
}

/** Whether somebody already had the ticket, so that they and the reporter must hear of it. */
export function isUnderWay({ event }: News): boolean {
  return event.to === 'offered' || event.to === 'handling' || event.to === 'suspended';
}

/** To the reporter in private. */
export function toReporter(news: News, words: Words): Saying[] {
  return toPerson(news, news.ticket.raisers[0]?.personId, words);
}

/** To everybody who raised it, in private. */
export function toRaisers(news: News, words: Words): Saying[] {
  return news.ticket.raisers.flatMap(raiser => toPerson(news, raiser.personId, words));
}

/** In the nearest bound group of a kind, with mentions; nothing when there is none, or another account knows who is meant. */
function toRoom(
  news: News,
  kinds: readonly RoomKind[],
  mentioned: readonly PersonId[],
  words: Words,
): Saying[] {
  const room = news.scene.book.nearestRoom(news.ticket.unitId, kinds);
  if (!room) return [];
  const mentionIds = mentioned.flatMap(id => {
    const person = news.scene.book.person(id);
    const isKnownThere = person && accountOf(person.contactKey) === accountOf(room.id);
    return isKnownThere ? [contactIdOf(person.contactKey)] : [];
  });
  if (mentioned.length > 0 && mentionIds.length === 0) return [];
  return [{ ...keyed(news, room.roomId, words), ...inRoom(room), mentionIds }];
}

/** In the building's group, once somebody raised it there. */
export function toNeighbours(news: News, words: Words): Saying[] {
  const wasPublic = news.ticket.raisers.some(raiser => raiser.conversation.kind === 'room');
  return wasPublic ? toRoom(news, ['building', 'microgrid'], [], words) : [];
}

/** Grid workers are told in their group with a mention; everybody else on the staff in private. */
export function toStaff(news: News, personId: PersonId | null | undefined, words: Words): Saying[] {
  const person = personId ? news.scene.book.person(personId) : undefined;
  if (!person) return [];
  const isWorker = person.roles.some(held => held.role === 'grid-worker');
  const inGroup = isWorker ? toRoom(news, ['workers'], [person.id], words) : [];
  return inGroup.length > 0 ? inGroup : toPerson(news, person.id, words);
}

/** In the workers' group for several at once. */
export function toWorkersRoom(news: News, mentioned: readonly PersonId[], words: Words): Saying[] {
  const inGroup = toRoom(news, ['workers'], mentioned, words);
  return inGroup.length > 0 ? inGroup : mentioned.flatMap(id => toPerson(news, id, words));
}
