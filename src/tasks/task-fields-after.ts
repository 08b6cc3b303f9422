import { HOUR, type Moment } from '../base/clock.js';
import type { UnitId } from '../base/ids.js';
import type { TaskDoer } from './advance-task.js';
import type { TaskEventBody } from './task-event.js';
import type { PushedTask, Share } from './task.js';

/** An admission ends with its last day; the work of that day when offices close. */
const EVENING = 6 * HOUR;

/** What an event changes besides the stage and the history. */
export function taskFieldsAfter(task: PushedTask, body: TaskEventBody, { at }: TaskDoer): PushedTask {
  switch (body.type) {
    case 'task-changed':
      return { ...task, plan: body.plan, comparison: body.comparison, dueAt: body.plan.dueAt };
    case 'admission-granted': {
      if (body.until === undefined) return task;
      return { ...task, admittedUntil: body.until, dueAt: Math.min(task.dueAt, body.until - EVENING) };
    }
    case 'task-begun':
      return { ...task, shares: body.shares };
    case 'share-accepted':
      return changed(task, body.unitIds, share => taken(share, at));
    case 'progress-noted': {
      const done = new Map(body.counts.map(count => [count.unitId, count.done]));
      return changed(task, [...done.keys()], share => progressed(share, done.get(share.unitId) ?? 0, at));
    }
    case 'count-corrected':
      return changed(task, [body.unitId], share => corrected(share, body.done, body.target, at));
    case 'share-finished':
      return changed(task, body.unitIds, share => finished(taken(share, at), share.target ?? share.done, at));
    case 'difficulty-told':
    case 'help-asked':
      return changed(task, body.unitIds, share => ({ ...taken(share, at), difficulty: body.text }));
    case 'helper-named':
      return changed(task, body.unitIds, share => ({
        ...share,
        helperIds: [...new Set([...share.helperIds, ...body.helperIds])],
      }));
    case 'share-taken-over':
      return changed(task, body.unitIds, share => ({ ...share, personId: body.personId }));
    case 'hazard-linked': {
      const { ticketId, number, unitId } = body;
      return { ...task, hazards: [...task.hazards, { ticketId, number, unitId }] };
    }
    case 'term-extended':
      return { ...task, dueAt: body.until };
    case 'result-rejected': {
      const ids = body.unitIds.length === 0 ? task.shares.map(share => share.unitId) : body.unitIds;
      return { ...changed(task, ids, reopened), dueAt: body.dueAt };
    }
    default:
      return task;
  }
}

function changed(task: PushedTask, unitIds: readonly UnitId[], change: (share: Share) => Share): PushedTask {
  const meant = new Set(unitIds);
  return { ...task, shares: task.shares.map(share => (meant.has(share.unitId) ? change(share) : share)) };
}

/** Whoever says anything of their part has taken it. */
function taken(share: Share, at: Moment): Share {
  return share.state === 'offered' ? { ...share, state: 'accepted', acceptedAt: at } : share;
}

/** All of it done is finished, without another word. Progress answers a difficulty. */
function progressed(share: Share, done: number, at: Moment): Share {
  const { difficulty: _answered, ...rest } = taken(share, at);
  return share.target !== null && done >= share.target ? finished(rest, done, at) : { ...rest, done };
}

function finished(share: Share, done: number, at: Moment): Share {
  const { difficulty: _over, ...rest } = share;
  return { ...rest, state: 'finished', done, finishedAt: at };
}

function corrected(share: Share, done: number, target: number | null, at: Moment): Share {
  const { finishedAt: _notYet, ...rest } = { ...taken(share, at), target };
  if (target !== null && done >= target) return finished(rest, done, at);
  return { ...rest, state: 'accepted', done };
}

/** What was counted stays; what is missing is done again. */
function reopened(share: Share): Share {
  const { finishedAt: _again, ...rest } = share;
  return { ...rest, state: 'accepted' };
}
