import type { Conversation } from './chat-gateway.js';

/** One word per conversation, to compare and to file by. */
export function conversationKey(conversation: Conversation): string {
  return conversation.kind === 'room' ? `room:${conversation.roomId}` : `direct:${conversation.contactId}`;
}
