import type { Saying } from '../outbox/outbox.js';
import { accountOf, contactIdOf, contactKeyOf, type RosterBook } from '../roster/roster-book.js';
import type { Room } from '../roster/unit.js';

/** Where something is said, and by which of our accounts. */
export type Address = Pick<Saying, 'conversation' | 'account'>;

/** In private: by the account that knows the person. */
export function inPrivate({ contactKey }: { readonly contactKey: string }): Address {
  const conversation = { kind: 'direct', contactId: contactIdOf(contactKey) } as const;
  return { conversation, account: accountOf(contactKey) };
}

/** In a bound group: by the account that owns it. */
export function inRoom({ id, roomId }: Pick<Room, 'id' | 'roomId'>): Address {
  return { conversation: { kind: 'room', roomId }, account: accountOf(id) };
}

/** The account that says it: a group's owner, also when that has changed; in private whose contact the person is. */
export function ownerOf({ conversation, account }: Address, book: RosterBook): string | undefined {
  if (conversation.kind === 'direct') {
    if (account === undefined) return undefined;
    const reachedBy = book.reachedBy(contactKeyOf(account, conversation.contactId));
    // What can reach nobody is given up by any account, and told to whoever leads.
    const anyRoom = book.rooms[0];
    return reachedBy === undefined ? anyRoom && accountOf(anyRoom.id) : accountOf(reachedBy);
  }
  const bound = book.roomsOn(book.roomNow(conversation.roomId));
  const owned = bound.find(({ id }) => accountOf(id) === account) ?? bound[0];
  return owned ? accountOf(owned.id) : account;
}
