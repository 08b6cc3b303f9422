import type { Contact, Conversation } from './chat-gateway.js';
import type { LocalMessage } from './local-message.js';
import { putInMentions } from './mention.js';
import { writeQuote } from './quote.js';

/** The text of a message as the real network would hand it to Wechaty: quotation and @names are part of it. */
export function networkText(message: LocalMessage, nameOf: (contactId: string) => string): string {
  const isRoom = message.conversation.kind === 'room';
  const named = isRoom
    ? putInMentions(message.text ?? '', message.mentionIds.map(nameOf))
    : (message.text ?? '');
  return message.quote ? writeQuote(message.quote, named) : named;
}

/** Where an entry was said and to whom: a room, or the other end of a private chat. */
export function addressOf(
  { conversation, from }: { readonly conversation: Conversation; readonly from: Contact },
  bot: Contact,
): { roomId: string } | { listenerId: string } {
  if (conversation.kind === 'room') return { roomId: conversation.roomId };
  return { listenerId: from.id === bot.id ? conversation.contactId : bot.id };
}

/** What a photo is called when it is fetched as a file. */
export function photoFileName(message: LocalMessage): string {
  const endings = {
    'image/jpeg': 'jpg',
    'image/png': 'png',
    'image/webp': 'webp',
    'application/octet-stream': 'bin',
  } as const;
  return `${message.id}.${endings[message.photo?.type ?? 'application/octet-stream']}`;
}
