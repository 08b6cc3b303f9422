import { describe, expect, test } from '@jest/globals';
import { pushedTaskPicture } from '../../src/flow/task-pictures.js';
import { bookNames } from '../../src/flow/book-names.js';
import { meritOfTask, taskFormSheets, taskSheet, tasksWithin } from '../../src/insight/task-sheets.js';
import type { PushedTask } from '../../src/tasks/task.js';
import { configuration, demoBook } from '../support/demo.js';
import { friday, monday, next, taskIn } from '../tasks/a-task.js';
import { atWork } from './at-work.js';
import { judging } from './lives.js';

const names = bookNames({ book: demoBook, catalogue: configuration.catalogue, now: monday });
const showing = { names, judging, book: demoBook };
const allUnits = ['lyl-7', 'lyl-9', 'lyl-12'];

/** Two of three buildings are done, in time. */
function half(): PushedTask {
  let task = taskIn('running');
  task = next(task, { type: 'share-accepted', unitIds: allUnits }, { by: 'w-zhou' });
  return next(
    task,
    { type: 'share-finished', unitIds: ['lyl-7', 'lyl-9'], text: '301没人在家', mediaIds: [] },
    { by: 'w-zhou' },
  );
}

function whole(at: number): PushedTask {
  return next(
    half(),
    { type: 'share-finished', unitIds: ['lyl-12'], text: '', mediaIds: [] },
    { by: 'w-zhou', at },
  );
}

describe('a pushed task', () => {
  test('stands in the ledger with every part of it that lies in the grid', () => {
    const span = { from: monday, below: friday };
    expect(tasksWithin([half()], 'liuyuan-1', span, showing)).toHaveLength(1);
    expect(tasksWithin([half()], 'jingui', span, showing)).toEqual([]);
    const { rows } = taskSheet([half()], 'liuyuan-1', showing);
    expect(rows.map(([unit, , , , who, state, done, target]) => [unit, who, state, done, target])).toEqual([
      ['柳园里7栋', '网格员小周', '已完成', 56, 56],
      ['柳园里9栋', '网格员小周', '已完成', 60, 60],
      ['柳园里12栋', '网格员小周', '进行中', 0, 66],
    ]);
  });

  test('has a form of its own: what was asked, every part, every step, no room number', () => {
    const [head, parts, steps] = taskFormSheets(half(), showing);
    expect(Object.fromEntries(head?.rows ?? [])).toMatchObject({
      任务: '瓶装燃气用户登记',
      已完成单位数: '2',
    });
    expect(parts?.rows).toHaveLength(3);
    expect(steps?.rows.at(-1)?.slice(1)).toEqual([
      '完成',
      '网格员小周',
      '柳园里7栋、柳园里9栋',
      expect.stringMatching(/^某室/u),
    ]);
  });

  test('brings points once all of one’s part is done in time, and none when it was late', () => {
    expect(meritOfTask(half(), 'w-zhou')).toBeUndefined();
    expect(meritOfTask(whole(monday + 3_600_000), 'w-zhou')).toMatchObject({
      kind: 'task',
      personId: 'w-zhou',
    });
    expect(meritOfTask(whole(friday + 1), 'w-zhou')).toBeUndefined();
    expect(meritOfTask(whole(monday), 'w-chen')).toBeUndefined();
  });

  test('is shown as a card with how far it is', async () => {
    const at = await atWork('2026-11-24T10:00:00+08:00');
    await at.house.tasks.add(half());
    const picture = await pushedTaskPicture(at.house, half());
    expect(picture.text).toBe('WG-20261123-0013 瓶装燃气用户登记');
    expect(await at.house.media.get(picture.mediaId)).toMatchObject({ type: 'image/png' });
    expect(await at.tells('w-zhou', '任务卡 WG-20261123-0013')).toContainEqual(
      expect.stringMatching(/^w-zhou: WG-20261123-0013 瓶装燃气用户登记\[picture-/u),
    );
  });
});

test('what an earlier version kept is counted, too', async () => {
  const at = await atWork('2026-11-26T09:00:00+08:00');
  await at.says('r-jgy-6-1', 'room-jgy-6', '6栋2单元楼道灯坏了三天，晚上看不见');
  await at.wait(1);
  await at.says('w-chen', 'room-jingui-workers', '接单');
  await at.wait(60);
  await at.says('w-chen', 'room-jingui-workers', '办结 换了灯泡，亮了');
  await at.says('p-he', 'room-jingui-workers', '核实通过');
  const [ticket] = await at.house.tickets.all();
  // As it was kept before anybody counted.
  await at.house.tickets.change(ticket?.id ?? '', ({ changedAt: _unknown, ...old }) => old);
  const later = await atWork('2026-11-27T09:00:00+08:00', { store: at.house.store });
  const units = later.house.roster.book.units.map(({ id }) => id);
  expect(await later.house.tickets.changedSince(0, units)).toEqual([]);
  await later.wait(1);
  expect(await later.house.tickets.changedSince(0, units)).toHaveLength(1);
  expect(await later.tells('w-chen', '积分')).toEqual([expect.stringMatching(/办结 1 次 3 分/u)]);
});
