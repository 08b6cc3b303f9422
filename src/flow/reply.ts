import type { Weight } from '../outbox/outbox.js';
import { inPrivate } from './address.js';
import { say, type House } from './house.js';
import type { Spoken } from './spoken.js';

/** Answers where the words were said, with a mention in a group; one answer per message and purpose. */
export async function reply(
  house: House,
  { heard, speaker }: Spoken,
  purpose: string,
  text: string,
  weight: Weight = 'reply',
): Promise<void> {
  const mentionIds = speaker.isPrivate ? [] : [speaker.contact.id];
  await say(house, {
    key: `${heard.account}|${heard.messageId}:${purpose}`,
    conversation: heard.conversation,
    account: heard.account,
    text,
    mentionIds,
    weight,
  });
}

/** Answers in private, whatever was said in the group. */
export async function replyPrivately(
  house: House,
  { heard, speaker }: Spoken,
  purpose: string,
  text: string,
): Promise<void> {
  await say(house, {
    key: `${heard.account}|${heard.messageId}:${purpose}`,
    ...inPrivate(speaker),
    text,
    weight: 'reply',
  });
}
