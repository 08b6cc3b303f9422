import type { Moment } from '../base/clock.js';
import type { MediaId, MessageId, PersonId, TicketId, UnitId } from '../base/ids.js';
import type { Conversation } from '../chat/chat-gateway.js';

/**
 * What people of the grid do besides tickets: the day's check-in (打卡), a patrol (巡查), a visit (走访), leave (请假), a
 * handover of the work (交接), being excused from a meeting (会议请假).
 */
export const deedKinds = ['check-in', 'patrol', 'visit', 'leave', 'hand-over', 'meeting-excuse'] as const;
export type DeedKind = (typeof deedKinds)[number];

/** One line of a grid's ledger and of a worker's log, written from what was said in chat; nobody fills in a form. */
export interface Deed {
  /** `account|messageId`, with `:n` for further deeds of one message: said twice, kept once. */
  readonly id: string;
  readonly kind: DeedKind;
  readonly personId: PersonId;
  /** The grid in whose ledger it stands; for those who serve a whole community or street, that unit. */
  readonly gridId: UnitId;
  /** Where it was done, as near as is known: a micro-grid or the grid itself. */
  readonly unitId: UnitId;
  readonly at: Moment;
  /** The words for the place, safe to say in a group: `3栋4栋`. */
  readonly place: string;
  /** What was said, numbers masked, without the word itself. */
  readonly text: string;
  readonly mediaIds: readonly MediaId[];
  readonly hasLocation: boolean;
  /** False while something is missing that the rules ask for; only complete deeds count. */
  readonly isComplete: boolean;
  /** Of a visit: which household, `unitId|301`. Never said in a group. */
  readonly household?: string;
  /** A matter that was found on the way and became a ticket. */
  readonly ticketId?: TicketId;
  /** What was found was handled on the spot (自办自结), and needs no ticket. */
  readonly isSettled?: true;
  /** Where it was said; what is still missing is looked for there and in private. */
  readonly saidIn?: Conversation;
  /** Further messages that completed it; each does so once. */
  readonly completedBy?: readonly MessageId[];
  /** The one of them with which nothing was missing any more. */
  readonly wholeWith?: MessageId;
  /** Of a leave: from when, until when, and who stands in. Of a handover: who takes over. */
  readonly from?: Moment;
  readonly until?: Moment;
  readonly standInId?: PersonId;
}
