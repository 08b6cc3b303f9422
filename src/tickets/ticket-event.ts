import type { Moment } from '../base/clock.js';
import type { MediaId, MessageId, PersonId, TicketId } from '../base/ids.js';
import type { Urgency } from '../classify/understanding.js';
import type { Level } from '../roster/unit.js';
import type { Whereabouts } from '../roster/whereabouts.js';
import type { QuestionAbout, Rating, TicketState, TriageReason } from './ticket.js';

/** Who is asked to act next. */
export interface Offer {
  readonly level: Level;
  readonly assigneeId: PersonId | null;
  readonly department?: string;
}

interface Said {
  readonly text: string;
  readonly mediaIds: readonly MediaId[];
}

/** What happened, with what only that has. Past tense: each is a line of the ticket's history. */
export type EventBody =
  | { readonly type: 'ticket-opened' }
  /** `wordBy` when a language model may put the question in words until then. */
  | { readonly type: 'reporter-asked'; readonly about: QuestionAbout; readonly wordBy?: Moment }
  /** `outcome` is `answered`, or why the bot's own words serve. */
  | { readonly type: 'question-worded'; readonly outcome: string; readonly question?: string }
  | ({ readonly type: 'question-answered'; readonly whereabouts?: Whereabouts } & Said)
  | ({ readonly type: 'detail-added'; readonly whereabouts?: Whereabouts } & Said)
  | { readonly type: 'triage-asked'; readonly reason: TriageReason }
  | ({ readonly type: 'ticket-offered' } & Offer)
  | ({ readonly type: 'ticket-handed-over'; readonly reason?: string } & Offer)
  /** A colleague goes on with it as it stands (交接): same level, same deadline. */
  | ({ readonly type: 'ticket-taken-over' } & Offer)
  | ({ readonly type: 'ticket-escalated'; readonly reason: string } & Offer)
  | ({ readonly type: 'ticket-returned'; readonly reason: string } & Offer)
  /** `handleBy` when whoever passed it on said until when. */
  | ({ readonly type: 'ticket-transferred'; readonly reason?: string; readonly handleBy?: Moment } & Offer)
  /** `level` when somebody below those who were asked last was first on the spot. */
  | { readonly type: 'ticket-accepted'; readonly level?: Level }
  | { readonly type: 'team-formed'; readonly memberIds: readonly PersonId[] }
  | ({ readonly type: 'progress-noted' } & Said)
  | ({ readonly type: 'news-published' } & Said)
  | { readonly type: 'extension-asked'; readonly until: Moment; readonly reason: string }
  | { readonly type: 'extension-granted'; readonly until: Moment; readonly reason: string }
  | { readonly type: 'extension-refused' }
  | { readonly type: 'ticket-suspended'; readonly until: Moment; readonly reason: string }
  | { readonly type: 'ticket-resumed' }
  | ({ readonly type: 'ticket-finished' } & Said)
  | { readonly type: 'verifier-named'; readonly verifierId: PersonId }
  | ({ readonly type: 'verification-passed' } & Said)
  | ({ readonly type: 'verification-failed'; readonly reason: string } & Offer)
  | { readonly type: 'result-rated'; readonly rating: Rating; readonly comment: string }
  | { readonly type: 'callback-repeated' }
  | ({ readonly type: 'redo-ordered'; readonly reason: string; readonly supervisorId?: PersonId } & Offer)
  | { readonly type: 'ticket-closed' }
  | ({ readonly type: 'ticket-reopened'; readonly reason: string; readonly supervisorId?: PersonId } & Offer)
  | { readonly type: 'ticket-declined'; readonly reason: string }
  | { readonly type: 'objection-raised'; readonly reason: string }
  | { readonly type: 'ticket-withdrawn' }
  | { readonly type: 'ticket-merged'; readonly intoId: TicketId }
  | { readonly type: 'ticket-supported'; readonly text: string }
  | { readonly type: 'support-taken-back' }
  | { readonly type: 'ticket-urged'; readonly text: string }
  | { readonly type: 'urgency-raised'; readonly urgency: Urgency; readonly reason: string }
  | { readonly type: 'category-corrected'; readonly category: string; readonly item: string }
  | {
      readonly type: 'model-consulted';
      /** `answered`, or why it gave no answer. */
      readonly outcome: string;
      readonly category?: string;
      readonly item?: string;
      readonly confidence?: number;
    }
  | {
      readonly type: 'photo-looked-at';
      readonly mediaId: MediaId;
      /** `answered`, or why there is nothing to say of it. */
      readonly outcome: string;
      readonly shows?: string;
      /** Whether it goes with the words, as far as it can be seen. */
      readonly fits?: 'yes' | 'no' | 'unsure';
    }
  | {
      readonly type: 'summary-noted';
      /** The event by which the ticket was passed on. */
      readonly of: number;
      /** `answered`, or why there is none. */
      readonly outcome: string;
      readonly summary?: string;
      readonly needs?: string;
    }
  | { readonly type: 'supervision-started'; readonly supervisorId: PersonId; readonly reason: string }
  | { readonly type: 'deadline-near' }
  | { readonly type: 'step-overdue'; readonly step: 'triage' | 'accept' | 'handle' | 'verify' };

export type EventType = EventBody['type'];

/** One line of a ticket's history. */
export type TicketEvent = EventBody & {
  /** 1, 2, 3 … within the ticket. */
  readonly seq: number;
  readonly at: Moment;
  /** Who did it; `bot` for what the rules and the clock do. */
  readonly by: PersonId | 'bot';
  /** The state before; null for the opening. */
  readonly from: TicketState | null;
  readonly to: TicketState;
  /** True for what nobody decided in person. */
  readonly automatic: boolean;
  /** The message that brought it about; the same message never brings about the same event twice. */
  readonly cause?: MessageId;
};
