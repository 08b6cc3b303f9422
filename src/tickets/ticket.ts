import type { Moment } from '../base/clock.js';
import type { MediaId, MessageId, PersonId, TicketId, UnitId } from '../base/ids.js';
import type { Conversation } from '../chat/chat-gateway.js';
import type { Urgency } from '../classify/understanding.js';
import type { Level } from '../roster/unit.js';
import type { Whereabouts } from '../roster/whereabouts.js';
import type { TicketEvent } from './ticket-event.js';

export const ticketStates = [
  'collecting',
  'triage',
  'offered',
  'handling',
  'suspended',
  'handled',
  'verified',
  'closed',
  'declined',
  'withdrawn',
  'merged',
] as const;

export type TicketState = (typeof ticketStates)[number];

/** States in which the matter still asks something of somebody. */
export const openStates: readonly TicketState[] = [
  'collecting',
  'triage',
  'offered',
  'handling',
  'suspended',
  'handled',
  'verified',
];

/** What the bot asked the reporter before it goes on; one question at most. */
export type QuestionAbout = 'place' | 'danger' | 'matter';

/** How a raiser rated the result; 还行 is fair. No answer is no rating, and never counts as satisfied. */
export type Rating = 'satisfied' | 'fair' | 'unsatisfied';

/** Where the ticket stands, with what only that state has. Moments are epoch milliseconds. */
export type Stage =
  | {
      readonly state: 'collecting';
      readonly about: QuestionAbout;
      readonly submitAt: Moment;
      /** Until when a language model may put the question in words; nothing was said to the reporter before that. */
      readonly wordBy?: Moment;
    }
  | { readonly state: 'triage'; readonly reason: TriageReason; readonly decideBy: Moment }
  | { readonly state: 'offered'; readonly acceptBy: Moment; readonly handleBy: Moment }
  | {
      readonly state: 'handling';
      readonly acceptedAt: Moment;
      readonly handleBy: Moment;
      readonly warnAt?: Moment;
    }
  | {
      readonly state: 'suspended';
      readonly until: Moment;
      readonly reason: string;
      /** What is left of the handling time: working time for a normal matter, else time on the wall clock. */
      readonly leftMs: number;
    }
  | {
      readonly state: 'handled';
      readonly finishedAt: Moment;
      readonly verifyBy: Moment;
      readonly verifierId?: PersonId;
    }
  | {
      readonly state: 'verified';
      readonly verifiedAt: Moment;
      readonly remindAt?: Moment;
      readonly closeAt: Moment;
    }
  | { readonly state: 'closed'; readonly closedAt: Moment }
  | { readonly state: 'declined'; readonly reason: string }
  | { readonly state: 'withdrawn' }
  | { readonly state: 'merged'; readonly intoId: TicketId };

/** Why a report waits: a moment for the language model, then for a person's decision. */
export type TriageReason = 'model' | 'unsure' | 'out-of-scope' | 'objection' | 'operator';

/** Somebody who raised the matter or joined it; each is asked how it went. */
export interface Raiser {
  readonly personId: PersonId;
  /** Where this person spoke, so that answers find them. */
  readonly conversation: Conversation;
  readonly at: Moment;
  readonly rating?: Rating;
  readonly comment?: string;
}

/** What was said of the matter after it was opened. */
export interface Detail {
  readonly at: Moment;
  readonly personId: PersonId;
  readonly text: string;
  readonly mediaIds: readonly MediaId[];
}

/** How the bot came to its decision; kept so that calibration can be refitted with the outcome. */
export interface DecisionRecord {
  readonly decidedBy: string;
  readonly category: string;
  readonly item: string;
  readonly confidence: number;
  readonly abstained: boolean;
  /** The embedded model's own confidence, before it was fitted to outcomes, and which model that was. */
  readonly score?: number;
  readonly model?: string;
  /** What came of asking the language model, if it was asked: `answered`, or why it gave no answer. */
  readonly consulted?: string;
  /** What the bot had decided by itself, where the language model's answer took its place. */
  readonly before?: DecisionRecord;
}

/** One matter on its way to being settled. The document is the truth: every change replaces it whole. */
export interface Ticket {
  readonly id: TicketId;
  /** `WG-20261121-0007`, unique. */
  readonly number: string;
  /** What it was opened from, unique: the first message and the matter's place in it. */
  readonly origin: string;
  readonly stage: Stage;
  /** The same as `stage.state`, as an indexed field. */
  readonly state: TicketState;
  readonly category: string;
  readonly item: string;
  readonly urgency: Urgency;
  readonly level: Level;
  readonly whereabouts: Whereabouts;
  /** The same as `whereabouts.unitId`, as an indexed field. */
  readonly unitId: UnitId;
  /** The deed on which whoever raised it found it; what is said of the deed names the ticket, too. */
  readonly deedId?: string;
  /** What was reported, phone and identity numbers masked. */
  readonly text: string;
  readonly mediaIds: readonly MediaId[];
  readonly details: readonly Detail[];
  /** The messages this ticket was made of; they are kept from the journal's erasing. */
  readonly messageIds: readonly MessageId[];
  /** The first is the reporter. */
  readonly raisers: readonly Raiser[];
  /** Who must act now; null while nobody is named. */
  readonly assigneeId: PersonId | null;
  /** The department asked to act, when the level is `department`. */
  readonly department?: string;
  /** Who handles besides the assignee (组团). */
  readonly teamIds: readonly PersonId[];
  /** Whoever handles it, and everybody who ever finished it; none of them may verify. */
  readonly handlerIds: readonly PersonId[];
  /** Whoever asked for more time, and until when. */
  readonly extensionAsked?: { readonly until: Moment; readonly reason: string };
  /** Unsatisfied answers so far. */
  readonly redoCount: number;
  readonly supervisorId?: PersonId;
  /** How often a step ran over its time. */
  readonly overdueCount: number;
  readonly decision: DecisionRecord;
  readonly openedAt: Moment;
  /** When the last line of the history was written, as an indexed field. */
  readonly changedAt?: Moment;
  readonly history: readonly TicketEvent[];
  /** The last event whose reactions are done; see flow/on-ticket-event. */
  readonly reactedSeq: number;
  /** True while events wait for their reactions, as an indexed field. */
  readonly hasNews: boolean;
  /** When the clock has something to do with it; null when nothing is due. */
  readonly nextDueAt: Moment | null;
}
