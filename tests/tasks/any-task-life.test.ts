import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { DAY, HOUR, MINUTE, type Moment } from '../../src/base/clock.js';
import { advanceTask } from '../../src/tasks/advance-task.js';
import { taskDueAt, whatIsDueForTask } from '../../src/tasks/task-due.js';
import type { TaskEventBody, TaskEventType } from '../../src/tasks/task-event.js';
import { relationTo } from '../../src/tasks/task-standing.js';
import { totalsOf } from '../../src/tasks/task-totals.js';
import { taskTransitions, type TaskStanding } from '../../src/tasks/task-transitions.js';
import type { PushedTask } from '../../src/tasks/task.js';
import { demoBook } from '../support/demo.js';
import {
  aTask,
  begun,
  comparison,
  friday,
  granted,
  monday,
  plan,
  shares,
  taskIn,
  taskRules,
} from './a-task.js';

const units = shares.map(share => share.unitId);
const people = ['o-meng', 'o-jin', 'o-yan', 'w-zhou', 'w-li', 'p-tian', 'd-zhujian', 'bot'];

interface Move {
  readonly type: TaskEventType;
  readonly by: string;
  readonly as: TaskStanding;
  readonly unitIds: readonly string[];
  readonly done: number;
  readonly target: number | null;
  readonly wait: number;
  readonly cause: string | undefined;
  readonly isTemporary: boolean;
}

const move: fc.Arbitrary<Move> = fc.record({
  type: fc.constantFrom(...(Object.keys(taskTransitions) as TaskEventType[])),
  by: fc.constantFrom(...people),
  as: fc.constantFrom('bot', 'clock'),
  unitIds: fc.subarray([...units, 'jgy-6']),
  done: fc.integer({ min: -2, max: 80 }),
  target: fc.option(fc.integer({ min: -1, max: 70 })),
  wait: fc.constantFrom(0, MINUTE, HOUR, DAY, 4 * DAY),
  cause: fc.constantFrom(undefined, 'c1', 'c2', 'c3'),
  isTemporary: fc.boolean(),
});

const verdicts = [
  { kind: 'admit' },
  { kind: 'review', isTemporary: true },
  { kind: 'refuse', why: 'never' },
] as const;

function bodyOf({ type, unitIds, done, target, isTemporary }: Move, at: Moment): TaskEventBody {
  const text = '晚上再去';
  switch (type) {
    case 'task-submitted':
      return { type, verdict: verdicts[0] };
    case 'task-changed':
      return { type, plan, comparison, verdict: verdicts[Math.abs(done) % 3] ?? verdicts[0] };
    case 'review-begun':
      return { type, reviewerId: 'o-yan', isTemporary, remindAt: at + HOUR };
    case 'admission-granted':
      return { type, beginAt: at, ...(isTemporary ? { until: at + (done - 20) * HOUR } : {}) };
    case 'task-begun':
      return { type, shares: isTemporary ? shares : [] };
    case 'progress-noted':
      return { type, counts: unitIds.map(unitId => ({ unitId, done })), text: '', mediaIds: [] };
    case 'count-corrected':
      return { type, unitId: unitIds[0] ?? '', done, target };
    case 'share-accepted':
    case 'acceptance-reminded':
      return { type, unitIds };
    case 'share-finished':
      return { type, unitIds, text, mediaIds: [] };
    case 'difficulty-told':
    case 'help-asked':
      return { type, unitIds, text };
    case 'share-taken-over':
      return { type, unitIds, personId: 'w-li' };
    case 'helper-named':
      return { type, unitIds, helperIds: ['w-li'] };
    case 'hazard-linked':
      return { type, ticketId: `t-${done}`, number: 'WG-20261123-0064', unitId: unitIds[0] ?? '' };
    case 'progress-rolled-up':
      return { type, hasChanged: isTemporary };
    case 'term-extended':
      return { type, until: at + done * HOUR, reason: text };
    case 'result-rejected':
      return { type, unitIds, reason: text, dueAt: at + done * HOUR };
    case 'result-accepted':
      return { type, text, feedbackBy: isTemporary ? at + DAY : null };
    case 'changes-asked':
    case 'admission-refused':
    case 'task-withdrawn':
      return { type, reason: text };
    case 'feedback-given':
      return { type, text };
    default:
      return { type };
  }
}

/** Most random moves are not allowed; the rest of the time the next step of a usual life is taken. */
function usualStep(
  task: PushedTask,
  { unitIds, done }: Move,
): { body: TaskEventBody; by: string } | undefined {
  const [unitId = ''] = unitIds.filter(id => id !== 'jgy-6');
  switch (task.stage.state) {
    case 'submitted':
      return task.stage.verdict.kind === 'admit'
        ? { body: { ...granted }, by: 'bot' }
        : {
            body: { type: 'review-begun', reviewerId: 'o-yan', isTemporary: true, remindAt: friday },
            by: 'bot',
          };
    case 'reviewing':
      if (done % 4 === 1) return { body: { type: 'changes-asked', reason: '写清户数' }, by: 'o-yan' };
      if (done % 4 === 3) return { body: { type: 'admission-refused', reason: '不属网格' }, by: 'o-yan' };
      return { body: { type: 'admission-granted', beginAt: monday, until: friday + 30 * DAY }, by: 'o-yan' };
    case 'returned':
      return { body: { type: 'task-changed', plan, comparison, verdict: verdicts[1] }, by: 'o-jin' };
    case 'admitted':
      return { body: begun, by: 'bot' };
    case 'running':
      if (task.shares.every(share => share.state === 'finished'))
        return { body: { type: 'task-finished' }, by: 'bot' };
      return done % 4 === 0
        ? { body: { type: 'share-finished', unitIds: [unitId], text: '', mediaIds: [] }, by: 'w-zhou' }
        : {
            body: { type: 'progress-noted', counts: [{ unitId, done }], text: '', mediaIds: [] },
            by: 'w-zhou',
          };
    case 'finished':
      return { body: { type: 'result-accepted', text: '', feedbackBy: null }, by: 'o-jin' };
    default:
      return undefined;
  }
}

/** What is frozen throws when a change is made in place. */
function deepFrozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) deepFrozen(inner);
  return Object.freeze(value);
}

function checkWhole(task: PushedTask): void {
  expect(task.state).toBe(task.stage.state);
  expect(task.nextDueAt).toBe(taskDueAt(task.stage));
  expect(task.history.map(event => event.seq)).toEqual(task.history.map((_, at) => at + 1));
  for (const [at, event] of task.history.entries()) expect(event.from).toBe(task.history[at - 1]?.to ?? null);
  const caused = task.history.flatMap(({ type, by, cause }) => (cause ? [`${type} ${by} ${cause}`] : []));
  expect(new Set(caused).size).toBe(caused.length);
}

/** No path into running but through an admission: by rule when the comparison was in order, else by a reviewer. */
function checkAdmission(task: PushedTask): void {
  const { history } = task;
  for (const [at, event] of history.entries()) {
    if (event.type === 'task-begun') expect(history[at - 1]?.to).toBe('admitted');
    if (event.to === 'running' && event.from !== 'running')
      expect(['task-begun', 'result-rejected']).toContain(event.type);
    if (event.type !== 'admission-granted') continue;
    const asked = history
      .slice(0, at)
      .findLast(({ type }) => type === 'task-submitted' || type === 'task-changed');
    const verdict = asked && 'verdict' in asked ? asked.verdict.kind : undefined;
    if (event.by === 'bot') expect(verdict).toBe('admit');
    else {
      expect(event.from).toBe('reviewing');
      expect(['o-meng', 'o-jin']).not.toContain(event.by);
    }
  }
  if (task.admittedUntil !== null) expect(task.dueAt).toBeLessThanOrEqual(task.admittedUntil);
}

/** Replays what is done in each unit from the history alone: it only grows, but by a correction that says so. */
function checkCounts(task: PushedTask): void {
  const done = new Map<string, number>();
  const targets = new Map<string, number | null>();
  for (const event of task.history) {
    if (event.type === 'task-begun')
      for (const share of event.shares) {
        done.set(share.unitId, share.done);
        targets.set(share.unitId, share.target);
      }
    if (event.type === 'progress-noted')
      for (const count of event.counts) {
        expect(count.done).toBeGreaterThanOrEqual(done.get(count.unitId) ?? Infinity);
        done.set(count.unitId, count.done);
      }
    if (event.type === 'share-finished')
      for (const id of event.unitIds) done.set(id, targets.get(id) ?? done.get(id) ?? 0);
    if (event.type === 'count-corrected') {
      done.set(event.unitId, event.done);
      targets.set(event.unitId, event.target);
    }
  }
  for (const share of task.shares) {
    expect([share.done, share.target]).toEqual([done.get(share.unitId), targets.get(share.unitId)]);
    if (share.target !== null) expect(share.done).toBeLessThanOrEqual(share.target);
  }
  const totals = totalsOf(task.shares);
  expect(totals.done).toBe(task.shares.reduce((sum, share) => sum + share.done, 0));
  if (totals.target !== null) expect(totals.done).toBeLessThanOrEqual(totals.target);
  expect(totals.percent === 100).toBe(totals.units === totals.unitsFinished);
  if (task.state === 'finished' || task.state === 'accepted') expect(totals.percent).toBe(100);
}

test('whatever happens in whatever order, by whomever, a pushed task stays in order', () => {
  const reached = new Set<string>();
  const life = fc.array(fc.record({ move, isUsual: fc.boolean() }), { maxLength: 60, size: 'max' });
  fc.assert(
    fc.property(life, fc.constantFrom(...verdicts), (moves, verdict) => {
      let task = deepFrozen(aTask({ stage: { state: 'submitted', verdict } }));
      let at = monday;
      for (const { move: next, isUsual } of moves) {
        at += next.wait;
        const usual = isUsual ? usualStep(task, next) : undefined;
        const body = usual?.body ?? bodyOf(next, at);
        const by = usual?.by ?? next.by;
        const relation =
          by === 'bot'
            ? { standings: [usual ? 'bot' : next.as] as const, unitIds: [] }
            : relationTo(task, by, demoBook);
        const cause = next.cause === undefined ? {} : { cause: next.cause };
        const before = task;
        const outcome = advanceTask(task, body, { by, ...relation, at, ...cause }, taskRules);
        if (outcome.done) task = deepFrozen(outcome.task);
        else expect(task).toBe(before);
        reached.add(task.state);
      }
      checkWhole(task);
      checkAdmission(task);
      checkCounts(task);
    }),
    { numRuns: 600 },
  );
  for (const state of ['refused', 'returned', 'finished', 'accepted', 'withdrawn'])
    expect([...reached]).toContain(state);
});

test('left to the clock alone, no task is stuck: what is due always moves the moment on', () => {
  for (const state of ['reviewing', 'admitted', 'running', 'finished'] as const) {
    let task = taskIn(state);
    for (let round = 0; round < 30 && task.nextDueAt !== null; round += 1) {
      const now = Math.max(task.nextDueAt, monday);
      const work = whatIsDueForTask(task, now);
      expect([state, work]).not.toEqual([state, undefined]);
      const body = work?.kind === 'event' ? work.body : begun;
      const doer = { by: 'bot', standings: ['clock'], unitIds: [], at: now } as const;
      const outcome = advanceTask(task, body, doer, taskRules);
      expect([state, body.type, outcome.done]).toEqual([state, body.type, true]);
      if (!outcome.done) return;
      expect(outcome.task.nextDueAt ?? Infinity).toBeGreaterThan(now);
      task = outcome.task;
    }
  }
});
