import type { Urgency } from '../classify/understanding.js';
import type { Level } from '../roster/unit.js';
import type { Satisfaction } from '../tickets/satisfaction.js';
import type { EventType } from '../tickets/ticket-event.js';
import type { TicketState } from '../tickets/ticket.js';

/**
 * A ticket as the local chat shows it. People are the ids of contacts as `GET /local-chat/api/world` lists them, units
 * the ids that rooms have there; moments are ISO 8601 in UTC.
 */
export interface TicketView {
  /** `WG-20261121-0007` */
  readonly number: string;
  readonly state: TicketState;
  readonly level: Level;
  readonly category: string;
  readonly item: string;
  readonly urgency: Urgency;
  readonly unit: string;
  /** Who must act now; null while nobody is named. */
  readonly assignee: string | null;
  /** Who joined the matter besides the reporter. */
  readonly supporters: readonly string[];
  readonly satisfaction: Satisfaction;
  readonly history: readonly { readonly type: EventType; readonly at: string; readonly by: string }[];
  /** For people to read, beside the words above. */
  readonly stateName: string;
  readonly categoryName: string;
  readonly itemName: string;
  readonly unitName: string;
  readonly assigneeName: string;
  /** What was reported, private matters masked. */
  readonly summary: string;
  /** Where its photos can be fetched. */
  readonly photos: readonly string[];
}
