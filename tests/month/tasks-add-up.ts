import { expect, test } from '@jest/globals';
import { taskFormSheets, taskSheet, tasksWithin } from '../../src/insight/task-sheets.js';
import type { PushedTask } from '../../src/tasks/task.js';
import { ALL, type Month } from './a-month.js';
import * as counted from './counted.js';
import { SMALL_TASK } from './town.js';

/** Declares that the sheets of pushed tasks say what was counted from their events alone. */
export function tasksAddUp(month: () => Month): void {
  test('every part of a pushed task stands in one row, and its count is what was told last', () => {
    const { raw, showing, span: whole } = month();
    for (const task of raw.tasks) {
      const [row, ...more] = [taskSheet([task], ALL, showing)];
      expect(more).toEqual([]);
      expect(row?.rows).toHaveLength(task.shares.length);
      const [, , steps] = taskFormSheets(task, showing);
      expect(steps?.rows).toHaveLength(task.history.length);
      const told = new Map<string, number>();
      for (const event of task.history) {
        if (event.type !== 'progress-noted') continue;
        for (const { unitId, done } of event.counts) told.set(unitId, done);
      }
      for (const { unitId, state, done, target } of task.shares)
        expect([unitId, done]).toEqual([
          unitId,
          state === 'finished' ? (target ?? done) : (told.get(unitId) ?? 0),
        ]);
    }
    const within = tasksWithin(raw.tasks, ALL, whole, showing);
    expect(within.map(({ id }) => id).toSorted()).toEqual(raw.tasks.map(({ id }) => id).toSorted());
  });

  test('a pushed task that everybody did was accepted, and its form says so and adds up to the events', () => {
    const accepted = month().raw.tasks.filter(({ state }) => state === 'accepted');
    expect(accepted.map(({ plan }) => plan.title)).toContain(SMALL_TASK);
    for (const task of accepted) lookAtForm(task, month());
  });
}

function lookAtForm(task: PushedTask, { lived, showing }: Month): void {
  const { town, said } = lived.world;
  const done = counted.finishedByEvents(task.history);
  const buildings = town.buildings.filter(({ id }) => done.has(id));
  const units = String(buildings.length);
  const households = buildings.reduce((sum, building) => sum + building.households, 0);
  const [head, parts, steps] = taskFormSheets(task, showing);
  expect(Object.fromEntries(head?.rows ?? [])).toMatchObject({
    任务号: task.number,
    状态: '已验收',
    单位数: units,
    已完成单位数: units,
  });

  const column = (header: string) => {
    const at = parts?.columns.findIndex(candidate => candidate.header === header) ?? -1;
    return parts?.rows.map(row => row[at]) ?? [];
  };
  expect(column('进度')).toEqual(buildings.map(() => '已完成'));
  for (const header of ['已办', '应办'])
    expect(column(header).reduce((sum: number, count) => sum + Number(count), 0)).toBe(households);

  const named = steps?.rows.map(([, step]) => step) ?? [];
  const finishedBy = task.history.filter(({ type }) => type === 'share-finished');
  expect(named.filter(step => step === '完成')).toHaveLength(finishedBy.length);
  expect(named.indexOf('全部完成')).toBeGreaterThan(named.lastIndexOf('完成'));
  expect(named.indexOf('验收')).toBeGreaterThan(named.indexOf('全部完成'));
  expect(steps?.rows.find(([, step]) => step === '验收')?.[2]).toBe(town.names.get(task.pusher.personId));

  const sum = `${units} 份全部完成，${households}/${households} 户`;
  const heard = said.filter(({ text }) => text.includes(task.number) && text.includes('份全部完成'));
  expect(heard.length).toBeGreaterThan(0);
  for (const { text } of heard) expect(text).toContain(sum);
}
