import type { Moment } from '../base/clock.js';

/** Where something is said: in a group, or in a contact's private chat with the bot. Ids are the network's own. */
export type Conversation =
  | { readonly kind: 'room'; readonly roomId: string }
  | { readonly kind: 'direct'; readonly contactId: string };

/** Somebody on the network, as the network names them. */
export interface Contact {
  readonly id: string;
  readonly name: string;
}

/** What the message is made of besides text. Photos and voice are read; the others are known by their kind. */
export type Attachment = 'photo' | 'voice' | 'video' | 'location' | 'file' | 'link' | 'other';

/** A message somebody sent, already free of the network's types. */
export interface IncomingMessage {
  /** The network account (the bot's own id) that received it; with `id` the key of the journal. */
  readonly account: string;
  readonly id: string;
  readonly at: Moment;
  readonly from: Contact;
  readonly conversation: Conversation;
  /** The group's topic at the time, '' in a private chat. */
  readonly topic: string;
  /** What was written, without the quoted part; '' for a bare photo. The bot's own @mention is already taken out. */
  readonly text: string;
  readonly attachment?: Attachment;
  /** Fetches the photo's bytes; present when `attachment` is 'photo'. Rejects when the network cannot give them. */
  readonly readPhoto?: () => Promise<Uint8Array>;
  /** Fetches a voice message's bytes; present when `attachment` is 'voice'. Rejects as `readPhoto` does. */
  readonly readVoice?: () => Promise<Uint8Array>;
  readonly mentionsBot: boolean;
  /** Contacts mentioned besides the bot. */
  readonly mentionedIds: readonly string[];
  /** The words this message answers to, when it quotes an earlier one. */
  readonly quote?: { readonly name: string; readonly text: string };
}

/** A message the bot says. */
export interface OutgoingMessage {
  readonly conversation: Conversation;
  readonly text?: string;
  readonly picture?: { readonly bytes: Uint8Array; readonly fileName: string };
  /** Contacts to mention; the network puts their @names before the text. */
  readonly mentionIds: readonly string[];
}

/** What the gateway tells the house. Each promise is awaited; a rejection is logged by the gateway and harms nothing else. */
export interface ChatListener {
  messageArrived(message: IncomingMessage): Promise<void>;
  messageRecalled(recall: { account: string; messageId: string; at: Moment }): Promise<void>;
  peopleJoined(join: {
    account: string;
    roomId: string;
    topic: string;
    people: readonly Contact[];
  }): Promise<void>;
  peopleLeft(leave: { account: string; roomId: string; people: readonly Contact[] }): Promise<void>;
  /** The group has another name. */
  topicChanged?(change: { account: string; roomId: string; topic: string }): Promise<void>;
  /** The account itself is in the group no more. */
  removedFromRoom?(removal: { account: string; roomId: string }): Promise<void>;
  /** The network says in the conversation, in its own words, that it did not take what the account said there. */
  sayingRefused?(refusal: { account: string; conversation: Conversation; text: string }): Promise<void>;
  /** The account is on the network; `mayHaveMissed` when what was said while it was away may never come. */
  connected?(login: { account: string; mayHaveMissed: boolean }): Promise<void>;
  /** The account is not on the network any more; `isMeant`: because the gateway was stopped. May be told several times. */
  disconnected?(loss: { account: string; isMeant?: boolean }): Promise<void>;
}

/** What the network made of a message that it took. */
export interface Said {
  /** The network's id of it, if it gives one. */
  readonly messageId?: string;
  /** Who was to be mentioned and is not in the group. */
  readonly absentIds?: readonly string[];
}

/** One account on one network. */
export interface ChatGateway {
  /** Logs in and begins to listen; resolves when messages flow. */
  start(listener: ChatListener): Promise<void>;
  stop(): Promise<void>;
  /** The account's own contact id, known after start. */
  readonly account: string;
  /** Resolves once the network has taken the message; rejects otherwise, see refusalOf. */
  say(message: OutgoingMessage): Promise<Said>;
  /**
   * Whether the network shows that the bot has said exactly this there since the moment; undefined when the network
   * cannot tell. Asked only when a crash left doubt.
   */
  hasSaid(message: OutgoingMessage, since: Moment): Promise<boolean | undefined>;
}
