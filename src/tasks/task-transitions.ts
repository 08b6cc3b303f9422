import type { TaskEventType } from './task-event.js';
import type { TaskState } from './task.js';

/**
 * In what relation somebody stands to a pushed task when acting on it. `pusher` is whoever pushed it and colleagues at the same
 * desk; `reviewer` an operator of the district who is no pusher; `recipient` whoever has a share, `helper` who was asked to
 * help with one; `leader` the grid leader or an operator above one of the units.
 */
export const taskStandings = ['pusher', 'reviewer', 'recipient', 'helper', 'leader', 'bot', 'clock'] as const;
export type TaskStanding = (typeof taskStandings)[number];

/** One row of the life of a pushed task: from which states an event may happen, where it leads, and who may make it. */
export interface TaskTransition {
  readonly from: readonly TaskState[];
  /** `same`: the task stays where it is. */
  readonly to: TaskState | 'same';
  readonly by: readonly TaskStanding[];
}

const hands = ['recipient', 'helper', 'leader'] as const;
const running = ['running'] as const;

/** The life of a pushed task, as data. The way to `running` leads through `admitted` and nowhere else. */
export const taskTransitions: Readonly<Record<TaskEventType, TaskTransition>> = {
  'task-submitted': { from: [], to: 'submitted', by: ['pusher'] },
  'task-changed': { from: ['submitted', 'reviewing', 'returned'], to: 'submitted', by: ['pusher'] },
  'review-begun': { from: ['submitted'], to: 'reviewing', by: ['bot'] },
  'review-reminded': { from: ['reviewing'], to: 'same', by: ['clock'] },
  'changes-asked': { from: ['reviewing'], to: 'returned', by: ['reviewer'] },
  'admission-refused': { from: ['submitted', 'reviewing'], to: 'refused', by: ['bot', 'reviewer'] },
  'admission-granted': { from: ['submitted', 'reviewing'], to: 'admitted', by: ['bot', 'reviewer'] },
  'task-begun': { from: ['admitted'], to: 'running', by: ['bot', 'clock'] },
  'admission-lapsed': { from: running, to: 'withdrawn', by: ['clock'] },
  'share-accepted': { from: running, to: 'same', by: hands },
  'progress-noted': { from: running, to: 'same', by: hands },
  'count-corrected': { from: running, to: 'same', by: hands },
  'share-finished': { from: running, to: 'same', by: hands },
  'difficulty-told': { from: running, to: 'same', by: hands },
  'help-asked': { from: running, to: 'same', by: hands },
  'helper-named': { from: running, to: 'same', by: ['leader', 'pusher', 'recipient'] },
  'share-taken-over': { from: running, to: 'same', by: ['recipient', 'leader'] },
  'hazard-linked': { from: running, to: 'same', by: ['bot'] },
  'acceptance-reminded': { from: running, to: 'same', by: ['clock'] },
  'progress-rolled-up': { from: running, to: 'same', by: ['clock'] },
  'deadline-near': { from: running, to: 'same', by: ['clock'] },
  'task-overdue': { from: running, to: 'same', by: ['clock'] },
  'term-extended': { from: running, to: 'same', by: ['pusher'] },
  'task-finished': { from: running, to: 'finished', by: ['bot'] },
  'check-reminded': { from: ['finished'], to: 'same', by: ['clock'] },
  'result-rejected': { from: ['finished'], to: 'running', by: ['pusher'] },
  'result-accepted': { from: ['finished'], to: 'accepted', by: ['pusher'] },
  'feedback-reminded': { from: ['accepted'], to: 'same', by: ['clock'] },
  'feedback-given': { from: ['running', 'finished', 'accepted'], to: 'same', by: ['pusher'] },
  'task-withdrawn': {
    from: ['submitted', 'reviewing', 'returned', 'admitted', 'running', 'finished'],
    to: 'withdrawn',
    by: ['pusher'],
  },
};
