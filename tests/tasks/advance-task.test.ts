import { describe, expect, test } from '@jest/globals';
import { DAY, HOUR } from '../../src/base/clock.js';
import type { TaskEventBody, TaskEventType } from '../../src/tasks/task-event.js';
import { relationTo, reviewerOf, sharesOf } from '../../src/tasks/task-standing.js';
import { taskStandings, taskTransitions } from '../../src/tasks/task-transitions.js';
import { taskStates, type PushedTask } from '../../src/tasks/task.js';
import { demoBook } from '../support/demo.js';
import { aTask, begun, comparison, friday, granted, happens, monday, plan, taskIn, next } from './a-task.js';

const types = (Object.keys(taskTransitions) as TaskEventType[]).filter(type => type !== 'task-submitted');
const unitIds = ['lyl-7'];
const zhou = { by: 'w-zhou' } as const;

/** Each event with a content that nothing speaks against in a state where it may happen. */
const bodies: Readonly<Record<TaskEventType, TaskEventBody>> = {
  'task-submitted': { type: 'task-submitted', verdict: { kind: 'admit' } },
  'task-changed': { type: 'task-changed', plan, comparison, verdict: { kind: 'admit' } },
  'review-begun': { type: 'review-begun', reviewerId: 'o-yan', isTemporary: false, remindAt: friday },
  'review-reminded': { type: 'review-reminded' },
  'changes-asked': { type: 'changes-asked', reason: '填得太多' },
  'admission-refused': { type: 'admission-refused', reason: '不在清单' },
  'admission-granted': granted,
  'admission-lapsed': { type: 'admission-lapsed' },
  'task-begun': begun,
  'share-accepted': { type: 'share-accepted', unitIds },
  'progress-noted': {
    type: 'progress-noted',
    counts: [{ unitId: 'lyl-7', done: 30 }],
    text: '',
    mediaIds: [],
  },
  'count-corrected': { type: 'count-corrected', unitId: 'lyl-7', done: 12, target: 50 },
  'share-finished': { type: 'share-finished', unitIds, text: '', mediaIds: [] },
  'difficulty-told': { type: 'difficulty-told', unitIds, text: '白天没人' },
  'help-asked': { type: 'help-asked', unitIds, text: '来个人' },
  'share-taken-over': { type: 'share-taken-over', unitIds, personId: 'w-li' },
  'helper-named': { type: 'helper-named', unitIds, helperIds: ['w-li'] },
  'hazard-linked': { type: 'hazard-linked', ticketId: 't-1', number: 'WG-20261126-0064', unitId: 'lyl-7' },
  'acceptance-reminded': { type: 'acceptance-reminded', unitIds },
  'progress-rolled-up': { type: 'progress-rolled-up', hasChanged: true },
  'deadline-near': { type: 'deadline-near' },
  'task-overdue': { type: 'task-overdue' },
  'term-extended': { type: 'term-extended', until: friday + DAY, reason: '下雨' },
  'task-finished': { type: 'task-finished' },
  'check-reminded': { type: 'check-reminded' },
  'result-rejected': { type: 'result-rejected', unitIds: [], reason: '漏了', dueAt: friday + DAY },
  'result-accepted': { type: 'result-accepted', text: '', feedbackBy: null },
  'feedback-reminded': { type: 'feedback-reminded' },
  'feedback-given': { type: 'feedback-given', text: '都换好了' },
  'task-withdrawn': { type: 'task-withdrawn', reason: '重了' },
};

/** A task in the state in which nothing but the state speaks against the event. */
function readyFor(type: TaskEventType, state: PushedTask['state']): PushedTask {
  if (type !== 'task-finished' || state !== 'running') return taskIn(state);
  return next(taskIn('running'), { type: 'share-finished', unitIds: plan.unitIds, text: '', mediaIds: [] });
}

describe('the table of transitions', () => {
  test.each(types.flatMap(type => taskStates.map(state => [type, state] as const)))(
    '%s in %s happens where the table allows it, and leads where it says',
    (type, state) => {
      const { from, to } = taskTransitions[type];
      // A reviewer is no pusher; who submits by rule is neither.
      const as = type === 'admission-granted' && state === 'reviewing' ? { as: ['reviewer'] as const } : {};
      const outcome = happens(readyFor(type, state), bodies[type], as);
      const isRefusedByRule = type === 'task-changed' && state === 'refused';
      if (!from.includes(state) && !isRefusedByRule) {
        expect(outcome).toEqual({ done: false, why: 'not-now' });
        return;
      }
      expect(outcome.done && outcome.task.state).toBe(to === 'same' ? state : to);
    },
  );

  test.each(types.flatMap(type => taskStandings.map(standing => [type, standing] as const)))(
    '%s by %s happens where the table allows it',
    (type, standing) => {
      const { from, by } = taskTransitions[type];
      const state = type === 'admission-granted' && standing === 'reviewer' ? 'reviewing' : from[0];
      const outcome = happens(readyFor(type, state ?? 'submitted'), bodies[type], { as: [standing] });
      expect(outcome.done ? 'done' : outcome.why).toBe(by.includes(standing) ? 'done' : 'not-yours');
    },
  );
});

describe('nothing runs that was not admitted', () => {
  test('what the comparison has found does not pass by rule, whatever the rule says', () => {
    for (const verdict of [
      { kind: 'review', isTemporary: false },
      { kind: 'refuse', why: 'never' },
    ] as const) {
      const task = aTask({ stage: { state: 'submitted', verdict } });
      expect(happens(task, granted)).toEqual({ done: false, why: 'not-admissible' });
      expect(happens(task, begun)).toEqual({ done: false, why: 'not-now' });
    }
  });

  test('an item that is not on the list is admitted until a date or not at all', () => {
    const asked = aTask({ stage: { state: 'submitted', verdict: { kind: 'review', isTemporary: true } } });
    const task = next(asked, {
      type: 'review-begun',
      reviewerId: 'o-yan',
      isTemporary: true,
      remindAt: friday,
    });
    const yan = { by: 'o-yan', as: ['reviewer'] } as const;
    expect(happens(task, granted, yan)).toEqual({ done: false, why: 'not-admissible' });
    const past = { ...granted, until: monday - HOUR };
    expect(happens(task, past, yan)).toEqual({ done: false, why: 'not-later' });
    const until = Date.parse('2026-11-26T00:00:00+08:00');
    const admitted = next(task, { ...granted, until }, yan);
    // Work ends with the last day of the admission.
    expect(admitted.dueAt).toBe(Date.parse('2026-11-25T18:00:00+08:00'));
    const running = next(admitted, begun);
    expect(happens(running, { type: 'term-extended', until: friday, reason: '' })).toEqual({
      done: false,
      why: 'beyond-admission',
    });
  });

  test('nobody looks at what they push themselves, and a colleague of the same desk neither', () => {
    const district = { personId: 'o-yan', role: 'operator', unitId: 'qinghe' } as const;
    expect(relationTo(aTask({ pusher: district }), 'o-yan', demoBook).standings).toEqual(['pusher']);
    expect(reviewerOf(district, demoBook)).toBeNull();
    expect(reviewerOf(aTask().pusher, demoBook)).toBe('o-yan');
    expect(relationTo(aTask(), 'o-jin', demoBook).standings).toContain('pusher');
    expect(relationTo(aTask(), 'd-zhujian', demoBook).standings).toEqual([]);
  });

  test('what the rules refused may be asked for anew, what a person refused not', () => {
    expect(happens(taskIn('refused'), bodies['task-changed']).done).toBe(true);
    const byPerson = next(taskIn('reviewing'), bodies['admission-refused'], {
      by: 'o-yan',
      as: ['reviewer'],
    });
    expect(happens(byPerson, bodies['task-changed'])).toEqual({ done: false, why: 'not-now' });
  });
});

describe('counts', () => {
  const running = taskIn('running');
  const at30 = next(running, bodies['progress-noted'], zhou);
  const noted = (done: number) =>
    ({ ...bodies['progress-noted'], counts: [{ unitId: 'lyl-7', done }] }) as TaskEventBody;

  test('grow by progress and never shrink by it', () => {
    expect(at30.shares[0]).toMatchObject({ state: 'accepted', done: 30, target: 56 });
    expect(happens(at30, noted(29), zhou)).toEqual({ done: false, why: 'decreases' });
    expect(happens(at30, noted(30), zhou)).toEqual({ done: false, why: 'nothing-new' });
    expect(happens(at30, noted(57), zhou)).toEqual({ done: false, why: 'exceeds' });
    expect(happens(at30, noted(30.5), zhou)).toEqual({ done: false, why: 'not-admissible' });
  });

  test('all of it is finished without another word', () => {
    expect(next(at30, noted(56), zhou).shares[0]).toMatchObject({ state: 'finished', done: 56 });
  });

  test('are put right by a correction that says so, which opens the unit again', () => {
    const finished = next(at30, noted(56), zhou);
    const corrected = next(
      finished,
      { type: 'count-corrected', unitId: 'lyl-7', done: 50, target: 58 },
      zhou,
    );
    expect(corrected.shares[0]).toMatchObject({ state: 'accepted', done: 50, target: 58 });
    const tooMuch = { type: 'count-corrected', unitId: 'lyl-7', done: 60, target: 58 } as const;
    expect(happens(corrected, tooMuch, zhou)).toEqual({ done: false, why: 'exceeds' });
  });

  test('nobody counts for a neighbour, but the grid leader may', () => {
    expect(happens(running, noted(10), { by: 'w-li', as: ['recipient'] })).toEqual({
      done: false,
      why: 'not-yours',
    });
    expect(happens(running, noted(10), { by: 'p-tian' }).done).toBe(true);
    const helped = next(running, bodies['helper-named'], { by: 'p-tian' });
    expect(happens(helped, noted(10), { by: 'w-li' }).done).toBe(true);
    expect(sharesOf(helped, 'w-li', demoBook).map(share => share.unitId)).toEqual(['lyl-7']);
  });

  test('a task is finished when every unit is', () => {
    expect(happens(running, { type: 'task-finished' })).toEqual({ done: false, why: 'not-now' });
  });

  test('a rejected result is done again with what was counted', () => {
    const again = next(taskIn('finished'), {
      ...bodies['result-rejected'],
      unitIds: ['lyl-9'],
    } as TaskEventBody);
    expect(again.shares.map(share => [share.state, share.done])).toEqual([
      ['finished', 56],
      ['accepted', 60],
      ['finished', 66],
    ]);
    expect(
      next(again, { type: 'share-finished', unitIds: ['lyl-9'], text: '', mediaIds: [] }, zhou).shares[1]
        ?.state,
    ).toBe('finished');
  });
});

test('the same message brings about the same event once', () => {
  const once = next(taskIn('running'), bodies['difficulty-told'], { ...zhou, cause: 'm7' });
  expect(happens(once, bodies['difficulty-told'], { ...zhou, cause: 'm7' })).toEqual({
    done: false,
    why: 'again',
  });
  expect(happens(once, bodies['difficulty-told'], { ...zhou, cause: 'm8' }).done).toBe(true);
});
