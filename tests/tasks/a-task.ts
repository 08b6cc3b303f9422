import type { Moment } from '../../src/base/clock.js';
import { compare } from '../../src/tasks/admission.js';
import { advanceTask, submittedTask, type TaskAdvanced } from '../../src/tasks/advance-task.js';
import { shareOut } from '../../src/tasks/share-out.js';
import type { TaskEventBody } from '../../src/tasks/task-event.js';
import type { TaskRules } from '../../src/tasks/task-settings.js';
import { relationTo } from '../../src/tasks/task-standing.js';
import { taskTransitions, type TaskStanding } from '../../src/tasks/task-transitions.js';
import type { PushedTask, TaskPlan, TaskState } from '../../src/tasks/task.js';
import { configuration, demoBook } from '../support/demo.js';

/** 2026-11-23 09:00 in Shanghai. */
export const monday = Date.parse('2026-11-23T09:00:00+08:00');
export const friday = Date.parse('2026-11-27T18:00:00+08:00');

export const taskRules: TaskRules = {
  settings: configuration.tasks,
  calendar: configuration.deadlines.calendar,
};

/** Three buildings of 柳园里, every household of each: 56, 60 and 66. */
export const plan: TaskPlan = {
  title: '瓶装燃气用户登记',
  text: '每户登记，只登记不检查',
  kind: 'census',
  itemCode: '03-10',
  fields: [],
  unitIds: ['lyl-7', 'lyl-9', 'lyl-12'],
  hands: 'workers',
  counting: { word: '户', from: 'households' },
  dueAt: friday,
  reportsPerDay: 1,
};

export const shares = shareOut(plan, demoBook);
export const comparison = compare(plan, {
  now: monday,
  catalogue: configuration.catalogue,
  rules: taskRules,
  loads: [],
});

/** A task that has just been submitted by the street's desk; the rules have nothing against it. */
export function aTask(more: Partial<PushedTask> = {}): PushedTask {
  const task: PushedTask = {
    id: 'task-1',
    number: 'WG-20261123-0013',
    origin: 'bot|m-1',
    stage: { state: 'submitted', verdict: { kind: 'admit' } },
    state: 'submitted',
    plan,
    comparison,
    pusher: { personId: 'o-meng', role: 'operator', unitId: 'guihua' },
    dueAt: plan.dueAt,
    admittedUntil: null,
    shares: [],
    hazards: [],
    submittedAt: monday,
    history: [],
    reactedSeq: 0,
    hasNews: true,
    nextDueAt: null,
    ...more,
  };
  return submittedTask(task, { by: 'o-meng', standings: ['pusher'], unitIds: [], at: monday });
}

interface By {
  readonly by?: string;
  readonly as?: readonly TaskStanding[];
  readonly at?: Moment;
  readonly cause?: string;
}

/** What comes of an event; done by whoever may, unless the test says otherwise. */
export function happens(task: PushedTask, body: TaskEventBody, who: By = {}): TaskAdvanced {
  const { by = 'bot', as = taskTransitions[body.type].by, at = monday, cause } = who;
  const unitIds =
    by === 'bot' ? task.shares.map(share => share.unitId) : relationTo(task, by, demoBook).unitIds;
  return advanceTask(
    task,
    body,
    { by, standings: as, unitIds, at, ...(cause === undefined ? {} : { cause }) },
    taskRules,
  );
}

/** The task after what must be possible. */
export function next(task: PushedTask, body: TaskEventBody, who: By = {}): PushedTask {
  const outcome = happens(task, body, who);
  if (!outcome.done) throw new Error(`${body.type} was refused: ${outcome.why}`);
  return outcome.task;
}

export const granted = { type: 'admission-granted', beginAt: monday } as const;
export const begun = { type: 'task-begun', shares } as const;

/** A task on its usual way, as far as the state. */
export function taskIn(state: TaskState): PushedTask {
  const submitted = aTask();
  switch (state) {
    case 'submitted':
      return submitted;
    case 'reviewing':
      return next(submitted, {
        type: 'review-begun',
        reviewerId: 'o-yan',
        isTemporary: false,
        remindAt: monday + 3_600_000,
      });
    case 'returned':
      return next(taskIn('reviewing'), { type: 'changes-asked', reason: '填得太多' });
    case 'refused':
      return next(submitted, { type: 'admission-refused', reason: '不在清单' });
    case 'admitted':
      return next(submitted, granted);
    case 'running':
      return next(taskIn('admitted'), begun);
    case 'finished': {
      const all = shares.map(share => share.unitId);
      const done = next(taskIn('running'), { type: 'share-finished', unitIds: all, text: '', mediaIds: [] });
      return next(done, { type: 'task-finished' });
    }
    case 'accepted':
      return next(taskIn('finished'), { type: 'result-accepted', text: '', feedbackBy: null });
    case 'withdrawn':
      return next(submitted, { type: 'task-withdrawn', reason: '' });
    default:
      return state satisfies never;
  }
}
