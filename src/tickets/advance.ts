import type { Moment } from '../base/clock.js';
import type { MessageId, PersonId } from '../base/ids.js';
import { after, workingBetween, addWorking } from '../base/working-time.js';
import { nextDueAt, type DueRules } from './due.js';
import type { EventBody, Offer, TicketEvent } from './ticket-event.js';
import type { Detail, Raiser, Stage, Ticket, TicketState } from './ticket.js';
import { transitions, type Standing } from './transitions.js';

/** Who acts, in which relation to the ticket, and through which message. */
export interface Doer {
  readonly by: PersonId | 'bot';
  readonly standings: readonly Standing[];
  readonly at: Moment;
  readonly cause?: MessageId;
  /** Where a raiser spoke, for events that make somebody a raiser. */
  readonly raiser?: Raiser;
}

/**
 * What came of it. `again`: this message has brought about this event already, nothing to do; `not-now`: the state does
 * not allow it; `not-yours`: somebody else may.
 */
export type Advanced =
  | { readonly done: true; readonly ticket: Ticket; readonly event: TicketEvent }
  | { readonly done: false; readonly why: 'again' | 'not-now' | 'not-yours' };

/** The one function through which a ticket changes. Pure: the ticket as it is, what happens, who does it → the ticket after. */
export function advance(ticket: Ticket, body: EventBody, doer: Doer, rules: DueRules): Advanced {
  const row = transitions[body.type];
  const done = ticket.history.some(
    event => event.cause === doer.cause && event.type === body.type && event.by === doer.by,
  );
  if (doer.cause !== undefined && done) return { done: false, why: 'again' };
  if (!row.from.includes(ticket.state)) return { done: false, why: 'not-now' };
  if (!doer.standings.some(standing => row.by.includes(standing))) return { done: false, why: 'not-yours' };
  const changed = withFields(ticket, body, doer);
  const stage = stageAfter(changed, ticket.stage, body, doer.at, rules);
  return recorded({ ...changed, stage, state: stage.state }, body, doer, ticket.state);
}

/** Appends the event to the history and sets what follows from the rest. */
function recorded(ticket: Ticket, body: EventBody, doer: Doer, from: TicketState | null): Advanced {
  const event: TicketEvent = {
    ...body,
    seq: ticket.history.length + 1,
    at: doer.at,
    by: doer.by,
    from,
    to: ticket.state,
    automatic: doer.by === 'bot',
    ...(doer.cause === undefined ? {} : { cause: doer.cause }),
  };
  const history = [...ticket.history, event];
  return {
    done: true,
    event,
    ticket: { ...ticket, history, hasNews: true, nextDueAt: nextDueAt(ticket.stage) },
  };
}

/** A new ticket's first line of history. */
export function opened(ticket: Ticket, doer: Doer): Ticket {
  const first = recorded(ticket, { type: 'ticket-opened' }, doer, null);
  return first.done ? first.ticket : ticket;
}

function offeredStage(ticket: Ticket, at: Moment, rules: DueRules): Stage {
  return {
    state: 'offered',
    acceptBy: rules.dueAt('accept', ticket, at),
    handleBy: rules.dueAt('handle', ticket, at),
  };
}

function handlingStage(acceptedAt: Moment, from: Moment, handleBy: Moment): Stage {
  const warnAt = from + Math.round((handleBy - from) * 0.8);
  return { state: 'handling', acceptedAt, handleBy, ...(warnAt > from ? { warnAt } : {}) };
}

// eslint-disable-next-line max-lines-per-function -- one case per event, each a line: splitting would hide the table
function stageAfter(ticket: Ticket, stage: Stage, body: EventBody, at: Moment, rules: DueRules): Stage {
  switch (body.type) {
    case 'reporter-asked':
      return {
        state: 'collecting',
        about: body.about,
        submitAt: after(at, rules.deadlines.collecting, rules.deadlines.calendar),
      };
    case 'triage-asked':
      return {
        state: 'triage',
        reason: body.reason,
        decideBy: after(at, rules.deadlines.triage, rules.deadlines.calendar),
      };
    case 'ticket-offered':
    case 'ticket-handed-over':
    case 'ticket-escalated':
    case 'ticket-returned':
    case 'ticket-transferred':
    case 'verification-failed':
    case 'redo-ordered':
    case 'ticket-reopened':
      return offeredStage(ticket, at, rules);
    case 'ticket-accepted':
      return handlingStage(
        at,
        at,
        stage.state === 'offered' ? stage.handleBy : rules.dueAt('handle', ticket, at),
      );
    case 'extension-granted':
      if (stage.state === 'handling') return handlingStage(stage.acceptedAt, at, body.until);
      return stage.state === 'offered' ? { ...stage, handleBy: body.until } : stage;
    case 'ticket-suspended': {
      const left =
        stage.state === 'handling' ? workingBetween(at, stage.handleBy, rules.deadlines.calendar) : 0;
      return { state: 'suspended', until: body.until, reason: body.reason, leftWorkingMs: left };
    }
    case 'ticket-resumed': {
      const left = stage.state === 'suspended' ? stage.leftWorkingMs : 0;
      return handlingStage(at, at, addWorking(at, left, rules.deadlines.calendar));
    }
    case 'ticket-finished':
      return { state: 'handled', finishedAt: at, verifyBy: rules.dueAt('verify', ticket, at) };
    case 'verifier-named': {
      if (stage.state !== 'handled') return stage;
      const again = stage.verifierId !== undefined;
      return {
        ...stage,
        verifierId: body.verifierId,
        verifyBy: again ? rules.dueAt('verify', ticket, at) : stage.verifyBy,
      };
    }
    case 'verification-passed': {
      const { remindAfter, closeAfter } = rules.deadlines.callback;
      const { calendar } = rules.deadlines;
      return {
        state: 'verified',
        verifiedAt: at,
        remindAt: after(at, remindAfter, calendar),
        closeAt: after(at, closeAfter, calendar),
      };
    }
    case 'callback-repeated':
      return stage.state === 'verified'
        ? { state: 'verified', verifiedAt: stage.verifiedAt, closeAt: stage.closeAt }
        : stage;
    case 'ticket-closed':
      return { state: 'closed', closedAt: at };
    case 'ticket-declined':
      return { state: 'declined', reason: body.reason };
    case 'objection-raised':
      return {
        state: 'triage',
        reason: 'objection',
        decideBy: after(at, rules.deadlines.triage, rules.deadlines.calendar),
      };
    case 'ticket-withdrawn':
      return { state: 'withdrawn' };
    case 'ticket-merged':
      return { state: 'merged', intoId: body.intoId };
    case 'urgency-raised':
      return hastened(ticket, stage, at, rules);
    case 'deadline-near':
      return stage.state === 'handling'
        ? { state: 'handling', acceptedAt: stage.acceptedAt, handleBy: stage.handleBy }
        : stage;
    case 'step-overdue':
      return postponed(ticket, stage, at, rules);
    default:
      return stage;
  }
}

/** A raised urgency never gives more time than there was. */
function hastened(ticket: Ticket, stage: Stage, at: Moment, rules: DueRules): Stage {
  const handleBy = rules.dueAt('handle', ticket, at);
  if (stage.state === 'offered') {
    const acceptBy = Math.min(stage.acceptBy, rules.dueAt('accept', ticket, at));
    return { ...stage, acceptBy, handleBy: Math.min(stage.handleBy, handleBy) };
  }
  return stage.state === 'handling'
    ? handlingStage(stage.acceptedAt, at, Math.min(stage.handleBy, handleBy))
    : stage;
}

/** After a step ran over, the clock looks again one working day later (an emergency: one accept span later). */
function postponed(ticket: Ticket, stage: Stage, at: Moment, rules: DueRules): Stage {
  const again =
    ticket.urgency === 'emergency'
      ? rules.dueAt('accept', ticket, at)
      : after(at, { kind: 'days', days: 1 }, rules.deadlines.calendar);
  if (stage.state === 'triage') return { ...stage, decideBy: again };
  if (stage.state === 'offered') return { ...stage, acceptBy: again };
  if (stage.state === 'handling') return { state: 'handling', acceptedAt: stage.acceptedAt, handleBy: again };
  return stage.state === 'handled' ? { ...stage, verifyBy: again } : stage;
}

function withOffer(ticket: Ticket, offer: Offer): Ticket {
  const { department: _former, ...rest } = ticket;
  return {
    ...rest,
    level: offer.level,
    assigneeId: offer.assigneeId,
    teamIds: [],
    ...(offer.department === undefined ? {} : { department: offer.department }),
  };
}

function withHandlers(ticket: Ticket, ids: readonly PersonId[]): readonly PersonId[] {
  return [...new Set([...ticket.handlerIds, ...ids])];
}

function detailOf(body: { text: string; mediaIds: Detail['mediaIds'] }, doer: Doer): Detail {
  return { at: doer.at, personId: doer.by, text: body.text, mediaIds: body.mediaIds };
}

/** Everything of the ticket that the event changes besides its stage. */
// eslint-disable-next-line max-lines-per-function -- one case per event, each a line: splitting would hide the table
function withFields(ticket: Ticket, body: EventBody, doer: Doer): Ticket {
  switch (body.type) {
    case 'question-answered':
    case 'detail-added': {
      const placed = body.whereabouts
        ? { whereabouts: body.whereabouts, unitId: body.whereabouts.unitId }
        : {};
      const mediaIds = [...ticket.mediaIds, ...body.mediaIds];
      return {
        ...kept(ticket, doer),
        ...placed,
        mediaIds,
        details: [...ticket.details, detailOf(body, doer)],
      };
    }
    case 'ticket-offered':
    case 'ticket-handed-over':
    case 'ticket-escalated':
    case 'ticket-returned':
    case 'ticket-transferred':
    case 'verification-failed':
      return withOffer(ticket, body);
    case 'redo-ordered':
    case 'ticket-reopened': {
      const raisers = ticket.raisers.map(({ rating: _rating, comment: _comment, ...raiser }) => raiser);
      const supervised = body.supervisorId === undefined ? {} : { supervisorId: body.supervisorId };
      return { ...withOffer(ticket, body), raisers, ...supervised, redoCount: ticket.redoCount + 1 };
    }
    case 'ticket-accepted':
      return { ...ticket, assigneeId: doer.by, handlerIds: withHandlers(ticket, [doer.by]) };
    case 'team-formed': {
      const teamIds = [...new Set([...ticket.teamIds, ...body.memberIds])];
      return { ...ticket, teamIds, handlerIds: withHandlers(ticket, body.memberIds) };
    }
    case 'progress-noted':
    case 'news-published':
      return { ...kept(ticket, doer), details: [...ticket.details, detailOf(body, doer)] };
    case 'extension-asked':
      return { ...ticket, extensionAsked: { until: body.until, reason: body.reason } };
    case 'extension-granted':
    case 'extension-refused': {
      const { extensionAsked: _asked, ...rest } = ticket;
      return rest;
    }
    case 'ticket-finished':
      return {
        ...kept(ticket, doer),
        handlerIds: withHandlers(ticket, [doer.by]),
        details: [...ticket.details, detailOf(body, doer)],
      };
    case 'result-rated':
      return {
        ...ticket,
        raisers: ticket.raisers.map(raiser =>
          raiser.personId === doer.by ? { ...raiser, rating: body.rating, comment: body.comment } : raiser,
        ),
      };
    case 'ticket-supported':
      return doer.raiser && !ticket.raisers.some(raiser => raiser.personId === doer.raiser?.personId)
        ? { ...kept(ticket, doer), raisers: [...ticket.raisers, doer.raiser] }
        : kept(ticket, doer);
    case 'support-taken-back':
      return {
        ...ticket,
        raisers: ticket.raisers.filter((raiser, place) => place === 0 || raiser.personId !== doer.by),
      };
    case 'urgency-raised':
      return { ...ticket, urgency: body.urgency };
    case 'category-corrected':
      return { ...ticket, category: body.category, item: body.item };
    case 'supervision-started':
      return { ...ticket, supervisorId: body.supervisorId };
    case 'step-overdue':
      return { ...ticket, overdueCount: ticket.overdueCount + 1 };
    default:
      return ticket;
  }
}

/** The message that brought the event about has become part of the ticket. */
function kept(ticket: Ticket, doer: Doer): Ticket {
  if (doer.cause === undefined || ticket.messageIds.includes(doer.cause)) return ticket;
  return { ...ticket, messageIds: [...ticket.messageIds, doer.cause] };
}
