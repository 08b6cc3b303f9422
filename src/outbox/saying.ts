import type { Moment } from '../base/clock.js';
import type { MediaId } from '../base/ids.js';
import type { Conversation } from '../chat/chat-gateway.js';

/**
 * How a message relates to the quiet hours and to doubt: `emergency` and `reply` go at once, `notice` waits for the morning.
 * When it is in doubt whether the network took it, `emergency` and `vital` (task cards, callbacks) are said again, the rest are
 * not.
 */
export type Weight = 'emergency' | 'reply' | 'vital' | 'notice';

/** Something to say. The key makes it unique: adding it twice says it once. */
export interface Saying {
  readonly key: string;
  readonly conversation: Conversation;
  /** Whose contact the person is, or who heard the group; the account that owns the conversation says it. */
  readonly account?: string;
  readonly text: string;
  readonly mentionIds?: readonly string[];
  readonly mediaId?: MediaId;
  readonly weight: Weight;
  /** True when somebody has just spoken there and waits for it: quiet hours do not apply. */
  readonly isAnswer?: boolean;
}

/**
 * Why a message is not tried any more. `refused`: as often as it may be; `barred`: the person takes nothing from us;
 * `removed`: we are not in the group; `too-old`: it could not be said in time.
 */
export type GivenUp = 'refused' | 'barred' | 'removed' | 'too-old';

/** A saying on its way: what the outbox keeps. */
export interface Entry {
  readonly id: string;
  /** The account that is to say it. */
  readonly account: string;
  readonly saying: Saying;
  readonly state: 'waiting' | 'sending' | 'sent' | 'given-up';
  readonly addedAt: Moment;
  /** Emergencies come first. */
  readonly rank: 0 | 1;
  /** Orders messages that are due at the same moment. */
  readonly order: number;
  /** When it is due. A refusal does not change it, so that a message keeps its place in its conversation. */
  readonly sendAfter: Moment;
  /** Refused before, and not to be tried again earlier. */
  readonly retryAt?: Moment;
  readonly attempts: number;
  /** The text was taken, the picture not yet. */
  readonly isTextSaid?: true;
  readonly sendingSince?: Moment;
  /** When it was tried before that; a restart must not forget what was asked of the network. */
  readonly triedBefore?: readonly Moment[];
  /** When it was said or given up. */
  readonly sentAt?: Moment;
  readonly why?: GivenUp;
  /** Given up, and nobody has been told yet. */
  readonly isUntold?: boolean;
}

/** Whether it is said again when it may or may not have arrived. */
export function isRepeatedInDoubt({ weight }: Saying): boolean {
  return weight === 'emergency' || weight === 'vital';
}
