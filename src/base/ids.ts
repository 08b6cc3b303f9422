import { randomUUID } from 'node:crypto';

/** A string that says what it identifies; cast only in the store and at the border. */
export type Id<Kind extends string> = string & { readonly __kind?: Kind };

export type TicketId = Id<'ticket'>;
export type PersonId = Id<'person'>;
export type UnitId = Id<'unit'>;
export type MediaId = Id<'media'>;
export type MessageId = Id<'message'>;

/** A fresh id: 36 characters, never seen before. */
export function newId<Kind extends string>(): Id<Kind> {
  return randomUUID();
}
