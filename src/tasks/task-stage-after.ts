import type { Moment } from '../base/clock.js';
import { after } from '../base/working-time.js';
import { nextRollUpAt, nudgeMoment, warnMoment } from './task-due.js';
import type { TaskEventBody } from './task-event.js';
import type { TaskRules } from './task-settings.js';
import type { PushedTask, TaskStage } from './task.js';

type Running = Extract<TaskStage, { state: 'running' }>;

/** What the next stage is made from: the task with its fields as the event has left them, and the stage before. */
interface Turn {
  readonly task: PushedTask;
  readonly stage: TaskStage;
  readonly at: Moment;
  readonly rules: TaskRules;
}

/** Where an event leads. The table of transitions has been asked already; what it leaves open follows from the stage before. */
export function taskStageAfter(body: TaskEventBody, turn: Turn): TaskStage {
  const { stage, at, rules } = turn;
  switch (body.type) {
    case 'task-submitted':
    case 'task-changed':
      return { state: 'submitted', verdict: body.verdict };
    case 'review-begun': {
      const { reviewerId, isTemporary, remindAt } = body;
      return { state: 'reviewing', reviewerId, isTemporary, remindAt };
    }
    case 'changes-asked':
      return { state: 'returned', reason: body.reason };
    case 'admission-refused':
      return { state: 'refused', reason: body.reason };
    case 'admission-granted':
      return { state: 'admitted', beginAt: body.beginAt };
    case 'task-begun':
      return begun(turn);
    case 'admission-lapsed':
      return { state: 'withdrawn', reason: '临时准入到期' };
    case 'task-finished':
      return {
        state: 'finished',
        finishedAt: at,
        remindAt: after(at, rules.settings.acceptWithin, rules.calendar),
      };
    case 'result-rejected':
      return begun(turn);
    case 'result-accepted':
      return { state: 'accepted', acceptedAt: at, feedbackBy: body.feedbackBy };
    case 'task-withdrawn':
      return { state: 'withdrawn', reason: body.reason };
    case 'review-reminded':
      return stage.state === 'reviewing' ? { ...stage, remindAt: null } : stage;
    case 'check-reminded':
      return stage.state === 'finished' ? { ...stage, remindAt: null } : stage;
    case 'feedback-reminded':
    case 'feedback-given':
      return stage.state === 'accepted' ? { ...stage, feedbackBy: null } : stage;
    default:
      return stage.state === 'running' ? whileRunning(body, stage, turn) : stage;
  }
}

function begun({ task, at, rules }: Turn): Running {
  const isInTime = task.dueAt > at;
  return {
    state: 'running',
    begunAt: at,
    admittedUntil: task.admittedUntil,
    nudgeAt: isInTime ? nudgeMoment(at, task.dueAt, rules) : null,
    warnAt: isInTime ? warnMoment(at, task.dueAt, rules) : null,
    overdueAt: task.dueAt,
    rollUpAt: nextRollUpAt(task, at, rules),
  };
}

/** What an event changes of the moments at which the clock looks again. */
function whileRunning(body: TaskEventBody, stage: Running, { task, at, rules }: Turn): Running {
  switch (body.type) {
    case 'share-accepted':
    case 'progress-noted':
    case 'share-finished': {
      const isTaken = task.shares.every(share => share.state !== 'offered');
      return isTaken ? { ...stage, nudgeAt: null } : stage;
    }
    case 'acceptance-reminded':
      return { ...stage, nudgeAt: null };
    case 'progress-rolled-up':
      return { ...stage, rollUpAt: nextRollUpAt(task, at, rules) };
    case 'deadline-near':
      return { ...stage, warnAt: null };
    case 'task-overdue': {
      // It says how far everybody is: a roll-up at the same moment would say it twice.
      const rollUpAt = stage.rollUpAt <= at ? nextRollUpAt(task, at, rules) : stage.rollUpAt;
      return { ...stage, rollUpAt, nudgeAt: null, warnAt: null, overdueAt: null };
    }
    case 'term-extended':
      return { ...stage, warnAt: warnMoment(at, task.dueAt, rules), overdueAt: task.dueAt };
    default:
      return stage;
  }
}
