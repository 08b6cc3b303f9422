import type { Weight } from '../outbox/outbox.js';
import type { Person } from '../roster/unit.js';
import { inPrivate } from './address.js';
import { say, type House } from './house.js';
import type { Spoken } from './spoken.js';

/** What somebody else is told because of a message, in private; nothing when there is nobody to tell. */
export async function tellBeside(
  house: House,
  { heard }: Pick<Spoken, 'heard'>,
  person: Person | undefined,
  words: { readonly purpose: string; readonly text: string; readonly weight?: Weight },
): Promise<void> {
  await tellPerson(house, person, { ...words, key: `${heard.account}|${heard.messageId}:${words.purpose}` });
}

/** Says something to a person in private, once for the key. */
export async function tellPerson(
  house: House,
  person: Person | undefined,
  { key, text, weight = 'notice' }: { readonly key: string; readonly text: string; readonly weight?: Weight },
): Promise<void> {
  if (!person) return;
  await say(house, { key, ...inPrivate(person), text, weight });
}
