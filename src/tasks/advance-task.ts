import type { Moment } from '../base/clock.js';
import type { MessageId, PersonId, UnitId } from '../base/ids.js';
import { taskDueAt } from './task-due.js';
import type { TaskEvent, TaskEventBody, UnitCount } from './task-event.js';
import { taskFieldsAfter } from './task-fields-after.js';
import type { TaskRules } from './task-settings.js';
import { taskStageAfter } from './task-stage-after.js';
import { taskTransitions, type TaskStanding } from './task-transitions.js';
import type { PushedTask, Share, TaskState } from './task.js';

/** Who acts, in which relation to the task, for which units, and through which message. */
export interface TaskDoer {
  readonly by: PersonId | 'bot';
  readonly standings: readonly TaskStanding[];
  /** Units for which they may speak. */
  readonly unitIds: readonly UnitId[];
  readonly at: Moment;
  readonly cause?: MessageId;
}

/**
 * Why nothing came of it. `again`: this message has brought about this event already; `not-now`: the state does not allow it;
 * `not-yours`: somebody else may; `not-admissible`: it may only be admitted until a date, or was not found to be in order;
 * `beyond-admission`: later than the temporary admission; `not-later`: no later than it was; `exceeds`, `decreases`: more
 * than there is to do, less than was done; `nothing-new`: as it is already.
 */
export type TaskRefusal =
  | 'again'
  | 'not-now'
  | 'not-yours'
  | 'not-admissible'
  | 'beyond-admission'
  | 'not-later'
  | 'exceeds'
  | 'decreases'
  | 'nothing-new';

export type TaskAdvanced =
  | { readonly done: true; readonly task: PushedTask; readonly event: TaskEvent }
  | { readonly done: false; readonly why: TaskRefusal };

/** The one function through which a pushed task changes. Pure: the task, what happens, who does it → the task after. */
export function advanceTask(
  task: PushedTask,
  body: TaskEventBody,
  doer: TaskDoer,
  rules: TaskRules,
): TaskAdvanced {
  const row = taskTransitions[body.type];
  const wasDone = task.history.some(
    event => event.cause === doer.cause && event.type === body.type && event.by === doer.by,
  );
  if (doer.cause !== undefined && wasDone) return { done: false, why: 'again' };
  if (!isOpenTo(task, body) && !row.from.includes(task.state)) return { done: false, why: 'not-now' };
  if (!doer.standings.some(standing => row.by.includes(standing))) return { done: false, why: 'not-yours' };
  const why = objectionTo(task, body, doer);
  if (why) return { done: false, why };
  const changed = taskFieldsAfter(task, body, doer);
  const stage = taskStageAfter(body, { task: changed, stage: task.stage, at: doer.at, rules });
  return recorded({ ...changed, stage, state: stage.state }, body, doer, task.state);
}

/** A new task's first line of history. */
export function submittedTask(task: PushedTask, doer: TaskDoer): PushedTask {
  const verdict = task.stage.state === 'submitted' ? task.stage.verdict : { kind: 'admit' as const };
  return recorded(task, { type: 'task-submitted', verdict }, doer, null).task;
}

/** What the rules refused without asking anybody may be submitted anew; what a reviewer refused may not. */
function isOpenTo(task: PushedTask, body: TaskEventBody): boolean {
  if (body.type !== 'task-changed' || task.state !== 'refused') return false;
  return task.history.at(-1)?.by === 'bot';
}

function objectionTo(task: PushedTask, body: TaskEventBody, doer: TaskDoer): TaskRefusal | undefined {
  switch (body.type) {
    case 'admission-granted':
      return admissionObjection(task, body, doer);
    case 'task-begun':
      return body.shares.length === 0 ? 'not-admissible' : undefined;
    case 'share-accepted':
    case 'share-finished':
    case 'difficulty-told':
    case 'help-asked':
      return shareObjection(task, body, doer);
    case 'progress-noted':
      return notFor(task, unitsOf(body.counts), doer) ?? progressObjection(task, body);
    case 'count-corrected':
      return notFor(task, [body.unitId], doer) ?? correctionObjection(task, body);
    case 'share-taken-over':
      return notFor(task, body.unitIds, doer);
    case 'helper-named':
      return doer.standings.includes('pusher') ? undefined : notFor(task, body.unitIds, doer);
    case 'hazard-linked':
      return task.hazards.some(hazard => hazard.ticketId === body.ticketId) ? 'nothing-new' : undefined;
    case 'term-extended':
      return extensionObjection(task, body.until, doer.at);
    case 'task-finished':
      return task.shares.every(share => share.state === 'finished') ? undefined : 'not-now';
    case 'result-rejected':
      return termObjection(task, body.dueAt, doer.at);
    default:
      return undefined;
  }
}

/** By rule only what the comparison found in order; by a reviewer, and what is not on the list only until a date. */
function admissionObjection(
  task: PushedTask,
  body: Extract<TaskEventBody, { type: 'admission-granted' }>,
  doer: TaskDoer,
): TaskRefusal | undefined {
  const { stage } = task;
  if (stage.state === 'submitted') {
    const isInOrder = doer.by === 'bot' && stage.verdict.kind === 'admit' && body.until === undefined;
    return isInOrder ? undefined : 'not-admissible';
  }
  if (!doer.standings.includes('reviewer') || stage.state !== 'reviewing') return 'not-yours';
  if (body.until === undefined) return stage.isTemporary ? 'not-admissible' : undefined;
  return body.until > doer.at ? undefined : 'not-later';
}

function shareObjection(
  task: PushedTask,
  body: TaskEventBody & { readonly unitIds: readonly UnitId[] },
  doer: TaskDoer,
): TaskRefusal | undefined {
  const stranger = notFor(task, body.unitIds, doer);
  if (stranger) return stranger;
  const shares = task.shares.filter(share => body.unitIds.includes(share.unitId));
  if (body.type === 'share-accepted' && shares.every(share => share.state !== 'offered'))
    return 'nothing-new';
  return body.type === 'share-finished' && shares.every(share => share.state === 'finished')
    ? 'nothing-new'
    : undefined;
}

/** Only units that have a share, and for which they may speak. */
function notFor(task: PushedTask, unitIds: readonly UnitId[], doer: TaskDoer): TaskRefusal | undefined {
  const isKnown = unitIds.every(id => task.shares.some(share => share.unitId === id));
  if (unitIds.length === 0 || !isKnown) return 'not-yours';
  return unitIds.every(id => doer.unitIds.includes(id)) ? undefined : 'not-yours';
}

function progressObjection(
  task: PushedTask,
  { counts, text, mediaIds }: Extract<TaskEventBody, { type: 'progress-noted' }>,
): TaskRefusal | undefined {
  if (new Set(unitsOf(counts)).size < counts.length) return 'not-admissible';
  // A note or a photo is news, too.
  let hasNews = text !== '' || mediaIds.length > 0;
  for (const { unitId, done } of counts) {
    const share = task.shares.find(candidate => candidate.unitId === unitId);
    if (!share || !isCount(done)) return 'not-admissible';
    if (done < share.done) return 'decreases';
    if (share.target !== null && done > share.target) return 'exceeds';
    hasNews ||= done > share.done || share.state === 'offered' || isComplete(share, done);
  }
  return hasNews ? undefined : 'nothing-new';
}

/** Reopened after all of it had been counted. */
function isComplete(share: Share, done: number): boolean {
  return share.state !== 'finished' && share.target !== null && done >= share.target;
}

function correctionObjection(
  task: PushedTask,
  { unitId, done, target }: Extract<TaskEventBody, { type: 'count-corrected' }>,
): TaskRefusal | undefined {
  if (!isCount(done) || (target !== null && !isCount(target))) return 'not-admissible';
  if (target !== null && done > target) return 'exceeds';
  const share = task.shares.find(candidate => candidate.unitId === unitId);
  return share?.done === done && share.target === target ? 'nothing-new' : undefined;
}

function extensionObjection(task: PushedTask, until: Moment, at: Moment): TaskRefusal | undefined {
  return until <= task.dueAt ? 'not-later' : termObjection(task, until, at);
}

/** Still to come, and within a temporary admission. */
function termObjection({ admittedUntil }: PushedTask, dueAt: Moment, at: Moment): TaskRefusal | undefined {
  if (dueAt <= at) return 'not-later';
  return admittedUntil !== null && dueAt > admittedUntil ? 'beyond-admission' : undefined;
}

function unitsOf(counts: readonly UnitCount[]): readonly UnitId[] {
  return counts.map(count => count.unitId);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** Appends the event to the history and sets what follows from the rest. */
function recorded(
  task: PushedTask,
  body: TaskEventBody,
  doer: TaskDoer,
  from: TaskState | null,
): Extract<TaskAdvanced, { done: true }> {
  const event: TaskEvent = {
    ...body,
    seq: task.history.length + 1,
    at: doer.at,
    by: doer.by,
    from,
    to: task.state,
    automatic: doer.by === 'bot',
    ...(doer.cause === undefined ? {} : { cause: doer.cause }),
  };
  const history = [...task.history, event];
  return { done: true, event, task: { ...task, history, hasNews: true, nextDueAt: taskDueAt(task.stage) } };
}
