import type { MediaId, MessageId } from '../base/ids.js';
import type { Moment } from '../base/clock.js';
import type { MediaType } from '../store/media-store.js';
import type { Contact, Conversation } from './chat-gateway.js';

/** A message on the pretended network. `seq` grows strictly with every entry, across restarts, too. */
export interface LocalMessage {
  readonly kind: 'message';
  readonly id: MessageId;
  readonly seq: number;
  readonly at: Moment;
  readonly from: Contact;
  readonly conversation: Conversation;
  /** As it was written: neither the quoted words nor the bot's @name are put in. */
  readonly text?: string;
  readonly photo?: LocalPhoto;
  readonly mentionIds: readonly string[];
  readonly quote?: { readonly id: MessageId; readonly name: string; readonly text: string };
  readonly isRecalled: boolean;
}

/** A photo as it was posted; `digest` is the SHA-256 of its bytes in hexadecimal. */
export interface LocalPhoto {
  readonly id: MediaId;
  readonly type: MediaType;
  readonly digest: string;
}

/** Somebody took back a message of theirs. To the bot it comes as a message of its own, as on the real network. */
export interface LocalRecall {
  readonly kind: 'recall';
  readonly id: MessageId;
  readonly seq: number;
  readonly at: Moment;
  readonly from: Contact;
  readonly conversation: Conversation;
  readonly messageId: MessageId;
}

export type LocalEntry = LocalMessage | LocalRecall;

/** What a quotation of the message shows. */
export function quotableText(message: LocalMessage): string {
  return message.text ?? '[图片]';
}
