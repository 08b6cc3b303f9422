import type { Saying } from '../outbox/outbox.js';
import { accountOf, contactIdOf } from '../roster/roster-book.js';
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
