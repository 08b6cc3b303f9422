import type { Moment } from '../base/clock.js';
import type { OutgoingMessage } from './chat-gateway.js';

/** What a network that lives in our own process can tell and be told beyond Wechaty. */
export interface NetworkWitness {
  /** Whether a photo may have words of its own. On WeChat it has not: the text of a photo is a machine's. */
  readonly photosCarryText: boolean;
  /** Whether what is said while the account is away is lost; absent: it comes later. */
  readonly losesMessages?: boolean;
  /** The listener has taken the message (or recall) with this id; it need not come again. */
  handedOver(messageId: string): Promise<void>;
  /** The listener has failed on it; it may come again after a restart. */
  notHandedOver(messageId: string): void;
  /** Whether the bot has said exactly this there since the moment. */
  hasSaid(message: OutgoingMessage, since: Moment): Promise<boolean>;
}
