import type { Conversation } from './chat-gateway.js';
import type { LocalTimeline } from './local-timeline.js';
import { conversationKey } from './conversation-key.js';
import type { LocalWorld } from './local-world.js';

/** Something to be said by a person or by the bot, in a room or in a person's private chat with the bot. */
export interface LocalDraft {
  readonly fromId: string;
  readonly conversation: Conversation;
  readonly text?: string;
  readonly photo?: Uint8Array;
  readonly mentionIds: readonly string[];
  readonly quoteId?: string;
}

/** Why the network does not take a draft. */
export type Refusal =
  | 'unknown-sender'
  | 'unknown-room'
  | 'unknown-contact'
  | 'not-a-member'
  | 'unknown-mention'
  | 'unknown-quote';

/** Undefined when the draft can be said as it is. */
export function refusalOf(
  draft: LocalDraft,
  world: LocalWorld,
  timeline: LocalTimeline,
): Refusal | undefined {
  const { conversation, fromId } = draft;
  if (!world.contact(fromId)) return 'unknown-sender';
  if (conversation.kind === 'room' && !world.room(conversation.roomId)) return 'unknown-room';
  if (conversation.kind === 'direct' && !isFriend(conversation.contactId, world)) return 'unknown-contact';
  const hears = (id: string) => takesPart(id, conversation, world);
  if (!hears(fromId)) return 'not-a-member';
  if (!draft.mentionIds.every(hears)) return 'unknown-mention';
  if (draft.quoteId === undefined) return undefined;
  const quoted = timeline.message(draft.quoteId);
  const isHere = quoted && conversationKey(quoted.conversation) === conversationKey(conversation);
  return isHere && !quoted.isRecalled ? undefined : 'unknown-quote';
}

/** Whether somebody reads and writes in the conversation. */
export function takesPart(id: string, conversation: Conversation, world: LocalWorld): boolean {
  if (conversation.kind === 'room') return world.isMember(conversation.roomId, id);
  return id === world.bot.id || id === conversation.contactId;
}

function isFriend(contactId: string, world: LocalWorld): boolean {
  return contactId !== world.bot.id && world.contact(contactId) !== undefined;
}
