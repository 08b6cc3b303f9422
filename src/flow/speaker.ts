import type { UnitId } from '../base/ids.js';
import type { Contact, Conversation } from '../chat/chat-gateway.js';
import {
  contactIdOf,
  contactKeyOf,
  contactlessKeyOf,
  staffRoles,
  type RosterBook,
} from '../roster/roster-book.js';
import type { Person, Room } from '../roster/unit.js';

/** Who speaks, and as what: known from the group they speak in and from the roster. */
export interface Speaker {
  readonly contactKey: string;
  readonly contact: Contact;
  readonly conversation: Conversation;
  readonly isPrivate: boolean;
  /** Absent for somebody who was never met. */
  readonly person?: Person;
  /** The bound group, absent in private. */
  readonly room?: Room;
  /** Where the speaker's words are about, unless they say otherwise. */
  readonly homeId: UnitId;
  /** Grid workers, leaders, operators, departments: their words may move tickets. */
  readonly isStaff: boolean;
}

/** Undefined in a group that is not bound, where the bot is silent. */
export function whoSpeaks(
  said: { readonly account: string; readonly from: Contact; readonly conversation: Conversation },
  book: RosterBook,
): Speaker | undefined {
  const contactKey = contactKeyOf(said.account, said.from.id);
  const person = book.personByContact(contactKey);
  const room =
    said.conversation.kind === 'room'
      ? book.room(contactKeyOf(said.account, said.conversation.roomId))
      : undefined;
  if (said.conversation.kind === 'room' && !room) return undefined;
  const root = book.unitsOf('street')[0] ?? book.units[0];
  const homeId = homeOf(person, room, book) ?? room?.unitId ?? person?.roles[0]?.unitId ?? root?.id;
  if (homeId === undefined) return undefined;
  return {
    contactKey,
    contact: said.from,
    conversation: said.conversation,
    isPrivate: said.conversation.kind === 'direct',
    homeId,
    isStaff: book.holdsAny(person, staffRoles),
    ...(person ? { person } : {}),
    ...(room ? { room } : {}),
  };
}

/** In a building's group it is that building; elsewhere the micro-grid where the person lives. */
function homeOf(person: Person | undefined, room: Room | undefined, book: RosterBook): UnitId | undefined {
  if (room && book.unit(room.unitId)?.level === 'microgrid') return room.unitId;
  const living = person?.roles.find(held => held.role === 'resident' || held.role === 'microgrid-volunteer');
  return living?.unitId;
}

/**
 * Where a conversation goes on: a group whose unit was bound to another group since, in that one; a private chat with somebody who
 * turned out to be another person, with that one. Undefined for a group in which none of our accounts is any more, and for
 * somebody behind whom nobody is.
 */
export function whereNow(conversation: Conversation, book: RosterBook): Conversation | undefined {
  if (conversation.kind === 'direct') {
    const key = contactlessKeyOf(conversation.contactId);
    if (book.person(conversation.contactId)?.contactKey !== key) return conversation;
    const reachedBy = book.reachedBy(key);
    return reachedBy === undefined ? undefined : { kind: 'direct', contactId: contactIdOf(reachedBy) };
  }
  const roomId = book.roomNow(conversation.roomId);
  return book.isGone(roomId) ? undefined : { kind: 'room', roomId };
}
