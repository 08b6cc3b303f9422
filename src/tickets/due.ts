import type { Moment } from '../base/clock.js';
import type { Urgency } from '../classify/understanding.js';
import type { Deadlines, Step } from './deadlines.js';
import type { EventBody } from './ticket-event.js';
import type { Stage, Ticket } from './ticket.js';

/**
 * Causes of what either the language model's answer or the clock brings about, whichever is first: the second is refused
 * like a message that is delivered twice.
 */
export const WORDING = 'model:wording';
export const OPINION = 'model:opinion';

/** What the life of a ticket needs to know of time. */
export interface DueRules {
  readonly deadlines: Deadlines;
  dueAt(step: Step, ticket: { readonly item: string; readonly urgency: Urgency }, from: Moment): Moment;
}

/** When the clock must look at a ticket in this stage; null when it need not. */
export function nextDueAt(stage: Stage): Moment | null {
  switch (stage.state) {
    case 'collecting':
      return Math.min(stage.wordBy ?? stage.submitAt, stage.submitAt);
    case 'triage':
      return stage.decideBy;
    case 'offered':
      return stage.acceptBy;
    case 'handling':
      return stage.warnAt ?? stage.handleBy;
    case 'suspended':
      return stage.until;
    case 'handled':
      return stage.verifyBy;
    case 'verified':
      return stage.remindAt ?? stage.closeAt;
    case 'closed':
    case 'declined':
    case 'withdrawn':
    case 'merged':
      return null;
    default:
      return stage satisfies never;
  }
}

/** What the clock finds to do with a due ticket: an event that needs nothing else, or a step that a room decides on. */
export type DueWork =
  /** `cause` where somebody else may be about to bring the same about. */
  | { readonly kind: 'event'; readonly body: EventBody; readonly cause?: string }
  | { readonly kind: 'submit' }
  | { readonly kind: 'unaccepted' }
  | { readonly kind: 'unverified' };

/** What is due at the moment; undefined when the ticket's time has not come. */
export function whatIsDue(ticket: Ticket, now: Moment): DueWork | undefined {
  if (ticket.nextDueAt === null || ticket.nextDueAt > now) return undefined;
  const { stage } = ticket;
  switch (stage.state) {
    case 'collecting':
      return stage.wordBy === undefined
        ? { kind: 'submit' }
        : { kind: 'event', body: { type: 'question-worded', outcome: 'late' }, cause: WORDING };
    case 'triage':
      if (stage.reason !== 'model') return { kind: 'event', body: { type: 'step-overdue', step: 'triage' } };
      return ticket.decision.consulted === undefined
        ? { kind: 'event', body: { type: 'model-consulted', outcome: 'late' }, cause: OPINION }
        : { kind: 'submit' };
    case 'offered':
      return { kind: 'unaccepted' };
    case 'handling':
      return stage.warnAt === undefined
        ? { kind: 'event', body: { type: 'step-overdue', step: 'handle' } }
        : { kind: 'event', body: { type: 'deadline-near' } };
    case 'suspended':
      return { kind: 'event', body: { type: 'ticket-resumed' } };
    case 'handled':
      return { kind: 'unverified' };
    case 'verified':
      return {
        kind: 'event',
        body: stage.remindAt === undefined ? { type: 'ticket-closed' } : { type: 'callback-repeated' },
      };
    case 'closed':
    case 'declined':
    case 'withdrawn':
    case 'merged':
      return undefined;
    default:
      return stage satisfies never;
  }
}
