import type { Moment } from '../base/clock.js';
import type { Conversation } from '../chat/chat-gateway.js';
import type { LocalMessage } from '../chat/local-message.js';
import type { LocalNetwork } from '../chat/local-network.js';
import type { LocalContact } from '../chat/local-world.js';

/** Where the page is and everything below it. */
export const LOCAL_CHAT = '/local-chat';

interface Person {
  readonly id: string;
  readonly name: string;
  readonly isBot: boolean;
}

/** A message as the interface shows it. What was taken back has neither words nor picture any more. */
export interface MessageView {
  readonly id: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly from: Person;
  readonly text?: string;
  readonly imageUrl?: string;
  readonly mentions: readonly string[];
  readonly recalled?: true;
  readonly quote?: { readonly id: string; readonly name: string; readonly text: string };
}

export function viewMessage(message: LocalMessage, botId: string): MessageView {
  const { id, from, text, photo, quote, isRecalled } = message;
  const common = { id, at: isoOf(message.at), from: { ...from, isBot: from.id === botId } };
  if (isRecalled) return { ...common, mentions: [], recalled: true };
  return {
    ...common,
    ...(text === undefined ? {} : { text }),
    ...(photo ? { imageUrl: `${LOCAL_CHAT}/media/${photo.id}` } : {}),
    mentions: message.mentionIds,
    ...(quote ? { quote } : {}),
  };
}

/** Rooms with their members, everybody there is, and the present moment. */
export function viewWorld({ world }: LocalNetwork, now: Moment): object {
  const view = ({ id, name, role }: LocalContact) => ({ id, name, role, isBot: id === world.bot.id });
  return {
    rooms: world.rooms().map(({ memberIds, ...room }) => ({
      ...room,
      members: memberIds.flatMap(id => {
        const contact = world.contact(id);
        return contact ? [view(contact)] : [];
      }),
    })),
    contacts: world.contacts().map(view),
    now: isoOf(now),
  };
}

/** The conversation as fields of an event: `roomId` or `contactId`. */
export function viewConversation(conversation: Conversation): { roomId: string } | { contactId: string } {
  return conversation.kind === 'room'
    ? { roomId: conversation.roomId }
    : { contactId: conversation.contactId };
}

export function isoOf(moment: Moment): string {
  return new Date(moment).toISOString();
}
