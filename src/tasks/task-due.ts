import { dayOf, daysLater, startOf } from '../base/china-time.js';
import type { Moment } from '../base/clock.js';
import { after } from '../base/working-time.js';
import type { TaskRules } from './task-settings.js';
import type { TaskEventBody } from './task-event.js';
import type { PushedTask, TaskStage } from './task.js';

/** When the clock must look at a task in this stage; null when it need not. */
export function taskDueAt(stage: TaskStage): Moment | null {
  switch (stage.state) {
    case 'reviewing':
    case 'finished':
      return stage.remindAt;
    case 'admitted':
      return stage.beginAt;
    case 'running': {
      const { admittedUntil, nudgeAt, warnAt, overdueAt, rollUpAt } = stage;
      const moments = [admittedUntil, nudgeAt, warnAt, overdueAt, rollUpAt];
      return Math.min(...moments.filter(moment => moment !== null));
    }
    case 'accepted':
      return stage.feedbackBy;
    case 'submitted':
    case 'returned':
    case 'refused':
    case 'withdrawn':
      return null;
    default:
      return stage satisfies never;
  }
}

/** What the clock finds to do with a due task: an event that needs nothing else, or the beginning, which needs the roster. */
export type TaskDueWork =
  { readonly kind: 'event'; readonly body: TaskEventBody } | { readonly kind: 'begin' };

/** What is due at the moment, the weightiest first; undefined when the task's time has not come. */
export function whatIsDueForTask(task: PushedTask, now: Moment): TaskDueWork | undefined {
  if (task.nextDueAt === null || task.nextDueAt > now) return undefined;
  const { stage } = task;
  switch (stage.state) {
    case 'reviewing':
      return { kind: 'event', body: { type: 'review-reminded' } };
    case 'admitted':
      return { kind: 'begin' };
    case 'running':
      return { kind: 'event', body: dueWhileRunning(task, stage, now) };
    case 'finished':
      return { kind: 'event', body: { type: 'check-reminded' } };
    case 'accepted':
      return { kind: 'event', body: { type: 'feedback-reminded' } };
    case 'submitted':
    case 'returned':
    case 'refused':
    case 'withdrawn':
      return undefined;
    default:
      return stage satisfies never;
  }
}

function dueWhileRunning(
  task: PushedTask,
  stage: Extract<TaskStage, { state: 'running' }>,
  now: Moment,
): TaskEventBody {
  const isDue = (moment: Moment | null): boolean => moment !== null && moment <= now;
  if (isDue(stage.admittedUntil)) return { type: 'admission-lapsed' };
  if (isDue(stage.overdueAt)) return { type: 'task-overdue' };
  if (isDue(stage.warnAt)) return { type: 'deadline-near' };
  if (isDue(stage.nudgeAt)) {
    const waiting = task.shares.filter(share => share.state === 'offered');
    return { type: 'acceptance-reminded', unitIds: waiting.map(share => share.unitId) };
  }
  return { type: 'progress-rolled-up', hasChanged: hasChangedSinceRollUp(task) };
}

/** What one hears of in a roll-up. */
const tellsOfProgress: readonly TaskEventBody['type'][] = [
  'share-accepted',
  'progress-noted',
  'count-corrected',
  'share-finished',
  'hazard-linked',
];

/** The events that the next roll-up would tell of. */
export function sinceRollUp(task: PushedTask): PushedTask['history'] {
  const last = task.history.findLastIndex(
    event => event.type === 'progress-rolled-up' || event.type === 'task-begun',
  );
  return task.history.slice(last + 1).filter(event => tellsOfProgress.includes(event.type));
}

function hasChangedSinceRollUp(task: PushedTask): boolean {
  return sinceRollUp(task).length > 0;
}

/** The next reporting time after the moment. */
export function nextRollUpAt(task: PushedTask, at: Moment, { settings }: TaskRules): Moment {
  const { usual, more } = settings.reportTimes;
  const times = task.plan.reportsPerDay > 1 ? more : usual;
  const today = dayOf(at);
  for (const day of [today, daysLater(today, 1)]) {
    const found = times.map(time => startOf(day) + time).find(moment => moment > at);
    if (found !== undefined) return found;
  }
  return startOf(daysLater(today, 1)) + (times[0] ?? 0);
}

/** When most of the time until `dueAt` is gone. */
export function warnMoment(from: Moment, dueAt: Moment, { settings }: TaskRules): Moment {
  return Math.round(from + (dueAt - from) * settings.warnAt);
}

/** When whoever has not taken their part is reminded; not once half of the time is gone. */
export function nudgeMoment(from: Moment, dueAt: Moment, rules: TaskRules): Moment {
  return Math.min(after(from, rules.settings.takeWithin, rules.calendar), from + (dueAt - from) / 2);
}
