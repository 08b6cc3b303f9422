import { randomUUID } from 'node:crypto';

/** A string that says what it identifies; cast only in the store and at the border. */
export type Id<Kind extends string> = string & { readonly __kind?: Kind };

export type TicketId = Id<'ticket'>;
export type PersonId = Id<'person'>;
export type UnitId = Id<'unit'>;
export type MediaId = Id<'media'>;
export type MessageId = Id<'message'>;

/** The moment and the count within it of the id that was made last. */
const last = { at: 0, count: 0 };
const MOST_WITHIN = 0xfff;

/**
 * A fresh id: 36 characters, never seen before and not to be guessed (a UUID of version 7). Those of one process are in the
 * order in which they were made, so that what is kept by id lies beside what was kept just before. The machine's clock serves for
 * that order alone; no moment is read out of an id.
 */
export function newId<Kind extends string>(): Id<Kind> {
  const now = Date.now();
  const isSame = now <= last.at && last.count < MOST_WITHIN;
  Object.assign(last, isSame ? { count: last.count + 1 } : { at: Math.max(now, last.at + 1), count: 0 });
  const at = last.at.toString(16).padStart(12, '0');
  const count = last.count.toString(16).padStart(3, '0');
  return `${at.slice(0, 8)}-${at.slice(8)}-7${count}${randomUUID().slice('xxxxxxxx-xxxx-4xxx'.length)}`;
}
