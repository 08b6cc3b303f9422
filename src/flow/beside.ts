import type { TicketId } from '../base/ids.js';
import type { Ticket } from '../tickets/ticket.js';
import type { Danger } from '../words/emergency-advice.js';

/** What a reaction may look up beyond its own ticket. */
export interface Beside {
  /** Tickets opened from the same message, this one included, in order. */
  readonly siblings: readonly Ticket[];
  readonly dangerOf: (text: string) => Danger | undefined;
  readonly numberOf: (id: TicketId) => string;
}
