import { HOUR } from '../base/clock.js';
import type { MessageId } from '../base/ids.js';

/** So long an answer is waited for; workers look at their phones between two visits. */
export const ANSWER_WITHIN = 4 * HOUR;

/** What the bot waits to hear about leave and about work that changes hands. */
export type RosterQuestion =
  /** 请假 without a day: what was said so far. */
  | { readonly about: 'days'; readonly said: string }
  /** A leave without a stand-in. */
  | { readonly about: 'stand-in'; readonly deedId: string }
  /** 交接 without a receiver: the numbers that were named. */
  | { readonly about: 'receiver'; readonly numbers: readonly string[] }
  /** Answered by this message: delivered again, it is heard as the answer that it was. */
  | { readonly about: 'settled'; readonly by: MessageId };
