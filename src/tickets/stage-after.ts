import { dayOf, daysLater, startOf, timeOfDay } from '../base/china-time.js';
import { HOUR, type Moment } from '../base/clock.js';
import type { PersonId } from '../base/ids.js';
import { addWorking, after, workingBetween } from '../base/working-time.js';
import type { DueRules } from './due.js';
import { partOfTime } from './part-of-time.js';
import type { EventBody } from './ticket-event.js';
import type { Stage, Ticket, TriageReason } from './ticket.js';

type HandledStage = Extract<Stage, { state: 'handled' }>;

/** What a new stage is made from: the ticket with the event's fields, the stage it leaves, and when. */
interface Change {
  readonly ticket: Ticket;
  readonly stage: Stage;
  readonly at: Moment;
  readonly rules: DueRules;
}

/** Where the ticket stands after the event, with the moments by which the next step is due. */
export function stageAfter(body: EventBody, change: Change): Stage {
  const { stage, at, rules } = change;
  switch (body.type) {
    case 'reporter-asked': {
      const submitAt = after(at, rules.deadlines.collecting, rules.deadlines.calendar);
      return {
        state: 'collecting',
        about: body.about,
        submitAt,
        ...(body.wordBy === undefined ? {} : { wordBy: body.wordBy }),
      };
    }
    case 'question-worded':
      return stage.state === 'collecting'
        ? { state: 'collecting', about: stage.about, submitAt: stage.submitAt }
        : stage;
    case 'triage-asked':
      return triageStage(body.reason, change);
    case 'objection-raised':
      return triageStage('objection', change);
    case 'ticket-offered':
    case 'ticket-handed-over':
    case 'ticket-escalated':
    case 'ticket-returned':
    case 'verification-failed':
    case 'redo-ordered':
    case 'ticket-reopened':
      return offeredStage(change);
    case 'ticket-transferred':
      return { ...offeredStage(change), ...(body.handleBy === undefined ? {} : { handleBy: body.handleBy }) };
    case 'urgency-raised':
      return hastened(change);
    case 'step-overdue':
      return postponed(change);
    case 'ticket-closed':
      return { state: 'closed', closedAt: at };
    case 'ticket-declined':
      return { state: 'declined', reason: body.reason };
    case 'ticket-withdrawn':
      return { state: 'withdrawn' };
    case 'ticket-merged':
      return { state: 'merged', intoId: body.intoId };
    default:
      return stageAtWork(body, stage, change);
  }
}

/** The stages from 接单 to the callback. */
function stageAtWork(body: EventBody, stage: Stage, change: Change): Stage {
  const { ticket, at, rules } = change;
  switch (body.type) {
    case 'ticket-accepted':
      return handlingStage(
        change,
        at,
        stage.state === 'offered' ? stage.handleBy : rules.dueAt('handle', ticket, at),
      );
    case 'extension-granted':
      if (stage.state === 'handling') return handlingStage(change, stage.acceptedAt, body.until);
      return stage.state === 'offered' ? { ...stage, handleBy: body.until } : stage;
    case 'deadline-near':
      return stage.state === 'handling'
        ? { state: 'handling', acceptedAt: stage.acceptedAt, handleBy: stage.handleBy }
        : stage;
    case 'ticket-suspended':
      return { state: 'suspended', until: body.until, reason: body.reason, leftMs: leftMs(change) };
    case 'ticket-resumed':
      return handlingStage(change, at, dueAfterRest(change));
    case 'ticket-finished':
      return { state: 'handled', finishedAt: at, verifyBy: rules.dueAt('verify', ticket, at) };
    case 'verifier-named':
      return stage.state === 'handled'
        ? { ...stage, ...verifierNamed(body.verifierId, stage, change) }
        : stage;
    case 'verification-passed':
      return verifiedStage(change);
    case 'callback-repeated':
      return stage.state === 'verified'
        ? { state: 'verified', verifiedAt: stage.verifiedAt, closeAt: stage.closeAt }
        : stage;
    default:
      return stage;
  }
}

/** How long a report in doubt waits for the language model before a person is asked, in milliseconds. */
const MODEL_WAIT = 20_000;

/** Nobody is passed over while they sleep. */
const DAY_BEGINS = 9 * HOUR;
const DAY_ENDS = 21 * HOUR;

function triageStage(reason: TriageReason, { at, rules }: Change): Stage {
  if (reason === 'model') return { state: 'triage', reason, decideBy: at + MODEL_WAIT };
  return {
    state: 'triage',
    reason,
    decideBy: after(at, rules.deadlines.triage, rules.deadlines.calendar),
  };
}

function offeredStage({ ticket, at, rules }: Change): Extract<Stage, { state: 'offered' }> {
  return {
    state: 'offered',
    acceptBy: rules.dueAt('accept', ticket, at),
    handleBy: rules.dueAt('handle', ticket, at),
  };
}

/** Warns once, when four fifths of the time are over. */
const WARNED_AFTER = 0.8;

function handlingStage({ ticket, at, rules }: Change, acceptedAt: Moment, handleBy: Moment): Stage {
  const time = { from: at, until: handleBy };
  const warnAt = partOfTime(WARNED_AFTER, time, ticket.urgency, rules.deadlines.calendar);
  return { state: 'handling', acceptedAt, handleBy, ...(warnAt > at ? { warnAt } : {}) };
}

/** What is left of the handling time: working time for a normal matter, time on the wall for what is urgent. */
function leftMs({ ticket, stage, at, rules }: Change): number {
  if (stage.state !== 'handling') return 0;
  return ticket.urgency === 'normal'
    ? workingBetween(at, stage.handleBy, rules.deadlines.calendar)
    : Math.max(0, stage.handleBy - at);
}

function dueAfterRest({ ticket, stage, at, rules }: Change): Moment {
  const left = stage.state === 'suspended' ? stage.leftMs : 0;
  return ticket.urgency === 'normal' ? addWorking(at, left, rules.deadlines.calendar) : at + left;
}

/** A second verifier gets the whole time again. */
function verifierNamed(
  verifierId: PersonId,
  stage: HandledStage,
  { ticket, at, rules }: Change,
): Pick<HandledStage, 'verifierId' | 'verifyBy'> {
  const isAnother = stage.verifierId !== undefined;
  return { verifierId, verifyBy: isAnother ? rules.dueAt('verify', ticket, at) : stage.verifyBy };
}

function verifiedStage({ at, rules }: Change): Stage {
  const { calendar, callback } = rules.deadlines;
  return {
    state: 'verified',
    verifiedAt: at,
    remindAt: after(at, callback.remindAfter, calendar),
    closeAt: after(at, callback.closeAfter, calendar),
  };
}

/** A raised urgency never gives more time than there was. */
function hastened(change: Change): Stage {
  const { ticket, stage, at, rules } = change;
  const handleBy = rules.dueAt('handle', ticket, at);
  if (stage.state === 'offered') {
    const acceptBy = Math.min(stage.acceptBy, rules.dueAt('accept', ticket, at));
    return { ...stage, acceptBy, handleBy: Math.min(stage.handleBy, handleBy) };
  }
  return stage.state === 'handling'
    ? handlingStage(change, stage.acceptedAt, Math.min(stage.handleBy, handleBy))
    : stage;
}

/** What is to be done the same day and was not accepted goes up an accept span after the reminder, by day. */
function secondCall(change: Change): Moment {
  const again = change.rules.dueAt('accept', change.ticket, change.at);
  const time = timeOfDay(again);
  if (time >= DAY_BEGINS && time < DAY_ENDS) return again;
  return startOf(time < DAY_BEGINS ? dayOf(again) : daysLater(dayOf(again), 1)) + DAY_BEGINS;
}

/**
 * After a step ran over, the clock looks again one working day later. In an emergency one accept span later, and the same
 * person is reminded ever more seldom: four times as long after every reminder.
 */
function postponed(change: Change): Stage {
  const { ticket, stage, at, rules } = change;
  const offered = ticket.history.findLastIndex(event => 'assigneeId' in event);
  const reminders = ticket.history.slice(offered + 1).filter(event => event.type === 'step-overdue').length;
  const again =
    ticket.urgency === 'emergency'
      ? at + (rules.dueAt('accept', ticket, at) - at) * 4 ** Math.min(reminders, 4)
      : after(at, { kind: 'days', days: 1 }, rules.deadlines.calendar);
  if (stage.state === 'triage') return { ...stage, decideBy: again };
  if (stage.state === 'offered') {
    const isFirst = ticket.urgency === 'urgent' && reminders === 0;
    return { ...stage, acceptBy: isFirst ? secondCall(change) : again };
  }
  if (stage.state === 'handling') return { state: 'handling', acceptedAt: stage.acceptedAt, handleBy: again };
  return stage.state === 'handled' ? { ...stage, verifyBy: again } : stage;
}
