import type { Moment } from '../../src/base/clock.js';
import { opened } from '../../src/tickets/advance.js';
import type { EventBody, EventType } from '../../src/tickets/ticket-event.js';
import type { Stage, Ticket, TicketState } from '../../src/tickets/ticket.js';

/** A moment in China's time, e.g. `2026-11-20 10:00`. */
export function at(text: string): Moment {
  return Date.parse(`${text.replace(' ', 'T')}:00+08:00`);
}

/** A Friday morning within working hours. */
export const friday = at('2026-11-20 10:00');

const offer = { level: 'grid', assigneeId: 'w-zhao' } as const;
const said = { text: '换了灯泡', mediaIds: [] };

/** One stage of every state. */
export const stages: { readonly [State in TicketState]: Extract<Stage, { state: State }> } = {
  collecting: { state: 'collecting', about: 'place', submitAt: friday },
  triage: { state: 'triage', reason: 'unsure', decideBy: friday },
  offered: { state: 'offered', acceptBy: at('2026-11-20 15:30'), handleBy: at('2026-11-27 10:00') },
  handling: { state: 'handling', acceptedAt: friday, handleBy: at('2026-11-27 10:00') },
  suspended: { state: 'suspended', until: at('2026-11-25 09:00'), reason: '等备件', leftMs: 3_600_000 },
  handled: { state: 'handled', finishedAt: friday, verifyBy: at('2026-11-21 10:00'), verifierId: 'p-he' },
  verified: {
    state: 'verified',
    verifiedAt: friday,
    remindAt: at('2026-11-21 10:00'),
    closeAt: at('2026-11-23 10:00'),
  },
  closed: { state: 'closed', closedAt: friday },
  declined: { state: 'declined', reason: '私人纠纷' },
  withdrawn: { state: 'withdrawn' },
  merged: { state: 'merged', intoId: 'other' },
};

/** A ticket of 小棠 in building 6 that stands in the state; what matters to the test is given. */
export function ticketIn(state: TicketState, given: Partial<Ticket> = {}): Ticket {
  const stage = given.stage ?? stages[state];
  const base: Ticket = {
    id: 't1',
    number: 'WG-20261120-0001',
    origin: 'bot|m1#0',
    stage,
    category: '08',
    item: '08-01',
    urgency: 'normal',
    level: 'grid',
    whereabouts: { unitId: 'jgy-6', place: '2单元' },
    unitId: 'jgy-6',
    text: '楼道灯坏了',
    mediaIds: [],
    details: [],
    messageIds: ['m1'],
    raisers: [{ personId: 'xiaotang', conversation: { kind: 'room', roomId: 'jgy-6' }, at: friday }],
    assigneeId: 'w-chen',
    teamIds: [],
    handlerIds: ['w-chen'],
    redoCount: 0,
    overdueCount: 0,
    decision: { decidedBy: 'embedded', category: '08', item: '08-01', confidence: 0.9, abstained: false },
    openedAt: friday,
    history: [],
    reactedSeq: 0,
    hasNews: true,
    nextDueAt: null,
    ...given,
    state: stage.state,
  };
  return base.history.length > 0
    ? base
    : opened(base, { by: 'xiaotang', standings: ['bot'], at: friday, cause: 'm1' });
}

/** One body of every event. */
export const bodies: { readonly [Type in EventType]: Extract<EventBody, { type: Type }> } = {
  'ticket-opened': { type: 'ticket-opened' },
  'reporter-asked': { type: 'reporter-asked', about: 'danger' },
  'question-worded': { type: 'question-worded', outcome: 'answered', question: '请问在几单元？' },
  'question-answered': { type: 'question-answered', text: '在2单元', mediaIds: ['p1'] },
  'detail-added': { type: 'detail-added', text: '三楼也坏了', mediaIds: ['p1'] },
  'triage-asked': { type: 'triage-asked', reason: 'unsure' },
  'ticket-offered': { type: 'ticket-offered', ...offer },
  'ticket-taken-over': { type: 'ticket-taken-over', ...offer },
  'ticket-handed-over': { type: 'ticket-handed-over', ...offer },
  'ticket-escalated': { type: 'ticket-escalated', level: 'community', assigneeId: 'p-he', reason: '缺人手' },
  'ticket-returned': { type: 'ticket-returned', ...offer, reason: '缺照片' },
  'ticket-transferred': {
    type: 'ticket-transferred',
    level: 'department',
    assigneeId: 'd-wuye-jg',
    department: '物业公司',
  },
  'ticket-accepted': { type: 'ticket-accepted' },
  'team-formed': { type: 'team-formed', memberIds: ['w-li', 'w-li'] },
  'progress-noted': { type: 'progress-noted', ...said },
  'news-published': { type: 'news-published', ...said },
  'extension-asked': { type: 'extension-asked', until: at('2026-11-30 18:00'), reason: '等配件' },
  'extension-granted': { type: 'extension-granted', until: at('2026-11-30 18:00'), reason: '等配件' },
  'extension-refused': { type: 'extension-refused' },
  'ticket-suspended': { type: 'ticket-suspended', until: at('2026-11-25 09:00'), reason: '等备件' },
  'ticket-resumed': { type: 'ticket-resumed' },
  'ticket-finished': { type: 'ticket-finished', ...said },
  'verifier-named': { type: 'verifier-named', verifierId: 'o-meng' },
  'verification-passed': { type: 'verification-passed', ...said },
  'verification-failed': { type: 'verification-failed', reason: '还在漏', ...offer },
  'result-rated': { type: 'result-rated', rating: 'satisfied', comment: '' },
  'callback-repeated': { type: 'callback-repeated' },
  'redo-ordered': { type: 'redo-ordered', reason: '又坏了', ...offer },
  'ticket-closed': { type: 'ticket-closed' },
  'ticket-reopened': { type: 'ticket-reopened', reason: '又坏了', ...offer },
  'ticket-declined': { type: 'ticket-declined', reason: '私人纠纷' },
  'objection-raised': { type: 'objection-raised', reason: '要办' },
  'ticket-withdrawn': { type: 'ticket-withdrawn' },
  'ticket-merged': { type: 'ticket-merged', intoId: 'other' },
  'ticket-supported': { type: 'ticket-supported', text: '我家也是' },
  'support-taken-back': { type: 'support-taken-back' },
  'ticket-urged': { type: 'ticket-urged', text: '快点' },
  'urgency-raised': { type: 'urgency-raised', urgency: 'urgent', reason: '有老人' },
  'category-corrected': { type: 'category-corrected', category: '03', item: '03-02' },
  'supervision-started': { type: 'supervision-started', supervisorId: 'o-jin', reason: '拖太久' },
  'model-consulted': {
    type: 'model-consulted',
    outcome: 'answered',
    category: '03',
    item: '03-02',
    confidence: 0.9,
  },
  'photo-looked-at': {
    type: 'photo-looked-at',
    mediaId: 'p1',
    outcome: 'answered',
    shows: '楼道里没有灯光',
    fits: 'yes',
  },
  'summary-noted': { type: 'summary-noted', of: 1, outcome: 'answered', summary: '楼道灯坏了。', needs: '' },
  'deadline-near': { type: 'deadline-near' },
  'step-overdue': { type: 'step-overdue', step: 'handle' },
};
