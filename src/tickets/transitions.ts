import type { EventType } from './ticket-event.js';
import type { TicketState } from './ticket.js';

/**
 * In what relation somebody stands to a ticket when acting on it. `officer` is an operator, or the grid leader of the
 * ticket's community; `called` a grid worker of the community in an emergency, whoever was asked meanwhile; `clock` is a rule that came due, `bot` a rule that follows from what was said.
 */
export const standings = [
  'reporter',
  'raiser',
  'resident',
  'assignee',
  'team',
  'worker',
  'called',
  'verifier',
  'officer',
  'bot',
  'clock',
] as const;
export type Standing = (typeof standings)[number];

/** One row of the life of a ticket: from which states an event may happen, where it leads, and who may make it. */
export interface Transition {
  readonly from: readonly TicketState[];
  /** `same`: the ticket stays where it is. */
  readonly to: TicketState | 'same';
  readonly by: readonly Standing[];
}

const beforeHandled = ['collecting', 'triage', 'offered', 'handling', 'suspended'] as const;
const inHands = ['offered', 'handling'] as const;
const alive = [...beforeHandled, 'handled', 'verified'] as const;

/** The life of a ticket, as data. docs/states.md is generated from it. */
export const transitions: Readonly<Record<EventType, Transition>> = {
  'ticket-opened': { from: [], to: 'collecting', by: ['bot'] },
  'reporter-asked': { from: ['collecting'], to: 'same', by: ['bot'] },
  'question-worded': { from: ['collecting'], to: 'same', by: ['bot', 'clock'] },
  'question-answered': { from: ['collecting'], to: 'same', by: ['reporter'] },
  'detail-added': {
    from: alive,
    to: 'same',
    by: ['reporter', 'raiser', 'assignee', 'team', 'worker', 'officer'],
  },
  'triage-asked': {
    from: ['collecting', 'triage', 'offered', 'handling'],
    to: 'triage',
    by: ['bot', 'clock', 'officer'],
  },
  'ticket-offered': { from: ['collecting', 'triage'], to: 'offered', by: ['bot', 'clock', 'officer'] },
  'ticket-taken-over': { from: [...inHands, 'suspended'], to: 'same', by: ['assignee', 'officer'] },
  'ticket-handed-over': { from: inHands, to: 'offered', by: ['assignee', 'officer'] },
  'ticket-escalated': { from: inHands, to: 'offered', by: ['assignee', 'team', 'officer', 'clock'] },
  'ticket-returned': { from: inHands, to: 'offered', by: ['assignee', 'officer'] },
  'ticket-transferred': { from: ['triage', ...inHands], to: 'offered', by: ['assignee', 'officer'] },
  'ticket-accepted': { from: ['offered'], to: 'handling', by: ['assignee', 'team', 'called', 'officer'] },
  'team-formed': { from: inHands, to: 'same', by: ['assignee', 'officer'] },
  'progress-noted': {
    from: [...inHands, 'suspended'],
    to: 'same',
    by: ['assignee', 'team', 'worker', 'officer'],
  },
  'news-published': { from: alive, to: 'same', by: ['assignee', 'team', 'officer'] },
  'extension-asked': { from: inHands, to: 'same', by: ['assignee', 'team'] },
  'extension-granted': { from: inHands, to: 'same', by: ['officer'] },
  'extension-refused': { from: inHands, to: 'same', by: ['officer'] },
  'ticket-suspended': { from: ['handling'], to: 'suspended', by: ['assignee', 'officer'] },
  'ticket-resumed': { from: ['suspended'], to: 'handling', by: ['assignee', 'team', 'officer', 'clock'] },
  'ticket-finished': { from: ['handling'], to: 'handled', by: ['assignee', 'team'] },
  'verifier-named': { from: ['handled'], to: 'same', by: ['bot', 'clock', 'officer'] },
  'verification-passed': { from: ['handled'], to: 'verified', by: ['verifier', 'worker', 'officer'] },
  'verification-failed': { from: ['handled'], to: 'offered', by: ['verifier', 'worker', 'officer'] },
  'result-rated': { from: ['verified'], to: 'same', by: ['reporter', 'raiser'] },
  'callback-repeated': { from: ['verified'], to: 'same', by: ['clock'] },
  'redo-ordered': { from: ['verified'], to: 'offered', by: ['bot'] },
  'ticket-closed': { from: ['verified'], to: 'closed', by: ['bot', 'clock'] },
  'ticket-reopened': { from: ['closed'], to: 'offered', by: ['reporter', 'raiser'] },
  'ticket-declined': { from: ['triage'], to: 'declined', by: ['officer'] },
  'objection-raised': { from: ['declined'], to: 'triage', by: ['reporter'] },
  'ticket-withdrawn': {
    from: ['collecting', 'triage', 'offered', 'handling'],
    to: 'withdrawn',
    by: ['reporter'],
  },
  'ticket-merged': { from: ['triage', 'offered'], to: 'merged', by: ['officer'] },
  'ticket-supported': { from: alive, to: 'same', by: ['resident', 'raiser', 'worker', 'bot', 'officer'] },
  'support-taken-back': { from: alive, to: 'same', by: ['raiser'] },
  'ticket-urged': { from: alive, to: 'same', by: ['reporter', 'raiser', 'officer'] },
  'urgency-raised': { from: beforeHandled, to: 'same', by: ['bot', 'assignee', 'officer'] },
  'category-corrected': { from: beforeHandled, to: 'same', by: ['officer', 'assignee', 'reporter'] },
  'model-consulted': { from: ['triage'], to: 'same', by: ['bot', 'clock'] },
  'photo-looked-at': { from: alive, to: 'same', by: ['bot'] },
  'summary-noted': { from: alive, to: 'same', by: ['bot'] },
  'supervision-started': { from: beforeHandled, to: 'same', by: ['officer', 'bot'] },
  'deadline-near': { from: ['handling'], to: 'same', by: ['clock'] },
  'step-overdue': { from: ['triage', 'offered', 'handling', 'handled'], to: 'same', by: ['clock'] },
};
