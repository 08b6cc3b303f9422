import type { Conversation } from './chat-gateway.js';
import { conversationKey } from './conversation-key.js';
import type { LocalEntry, LocalMessage } from './local-message.js';

const MOST_PER_CONVERSATION = 10_000;

/** What was said, in memory: the newest messages of each conversation, oldest first. */
export class LocalTimeline {
  readonly #byConversation = new Map<string, LocalMessage[]>();
  readonly #entries = new Map<string, LocalEntry>();
  #lastSeq = 0;

  /** The number of the newest entry, 0 when nothing was said yet. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  add(entry: LocalEntry): void {
    this.#entries.set(entry.id, entry);
    this.#lastSeq = Math.max(this.#lastSeq, entry.seq);
    if (entry.kind !== 'message') return;
    const key = conversationKey(entry.conversation);
    const messages = this.#byConversation.get(key) ?? [];
    messages.push(entry);
    this.#byConversation.set(key, messages);
    if (messages.length <= MOST_PER_CONVERSATION) return;
    for (const old of messages.splice(0, messages.length - MOST_PER_CONVERSATION))
      this.#entries.delete(old.id);
  }

  entry(id: string): LocalEntry | undefined {
    return this.#entries.get(id);
  }

  message(id: string): LocalMessage | undefined {
    const entry = this.#entries.get(id);
    return entry?.kind === 'message' ? entry : undefined;
  }

  /** Puts a changed message in the place of the one with its id. */
  amend(message: LocalMessage): void {
    const messages = this.#byConversation.get(conversationKey(message.conversation)) ?? [];
    const place = firstAfter(messages, message.seq - 1);
    if (messages[place]?.id !== message.id) return;
    messages[place] = message;
    this.#entries.set(message.id, message);
  }

  /** At most `limit` messages of the conversation with a number greater than `afterSeq`. */
  messagesOf(conversation: Conversation, afterSeq: number, limit: number): LocalMessage[] {
    const messages = this.#byConversation.get(conversationKey(conversation)) ?? [];
    const start = firstAfter(messages, afterSeq);
    return messages.slice(start, start + limit);
  }

  /** Messages and recalls of all conversations with a number greater than `afterSeq`, in the order they came. */
  entriesAfter(afterSeq: number): LocalEntry[] {
    return [...this.#entries.values()].filter(({ seq }) => seq > afterSeq).sort((a, b) => a.seq - b.seq);
  }

  /** The messages of a conversation from the newest back. */
  *newestFirst(conversation: Conversation): Generator<LocalMessage> {
    const messages = this.#byConversation.get(conversationKey(conversation)) ?? [];
    for (let at = messages.length - 1; at >= 0; at -= 1) {
      const message = messages[at];
      if (message) yield message;
    }
  }
}

/** Where the first message with a greater number is; messages are ordered by it. */
function firstAfter(messages: readonly LocalMessage[], seq: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((messages[middle]?.seq ?? Infinity) <= seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
