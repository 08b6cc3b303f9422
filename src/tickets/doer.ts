import type { Moment } from '../base/clock.js';
import type { MessageId, PersonId } from '../base/ids.js';
import type { Raiser } from './ticket.js';
import type { Standing } from './transitions.js';

/** Who acts, in which relation to the ticket, and through which message. */
export interface Doer {
  readonly by: PersonId | 'bot';
  readonly standings: readonly Standing[];
  readonly at: Moment;
  readonly cause?: MessageId;
  /** Where a raiser spoke, for events that make somebody a raiser. */
  readonly raiser?: Raiser;
}
