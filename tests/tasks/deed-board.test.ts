import { describe, expect, test } from '@jest/globals';
import { MINUTE } from '../../src/base/clock.js';
import { boardOf, isOverdue, isWithHigher, weekStart } from '../../src/tasks/board.js';
import { demoBook } from '../support/demo.js';
import { inTheField, type Field } from './in-the-field.js';

const LIUYUAN = 'room-liuyuan-workers';
const JINGUI = 'room-jingui-workers';

async function lines(field: Field, rootId: string): Promise<string[]> {
  const tickets = await field.house.tickets.all();
  return boardOf(rootId, tickets, demoBook, field.clock.now()).map(
    ({ unit, depth, open, overdue, waiting, closed }) =>
      [depth, unit.id, open, overdue, waiting, closed].join(' '),
  );
}

test('each level has its line, and what is with a higher one waits for it', async () => {
  const field = await inTheField();
  await field.inGroup('w-zhou', LIUYUAN, '巡查 12栋消防栓没水', { photo: 1 });
  await field.inGroup('w-zhou', LIUYUAN, '上报 要专业单位来修');
  await field.inGroup('w-zhao', JINGUI, '巡查 和顺里4栋单元门关不上', { photo: 2 });
  expect(await lines(field, 'guihua')).toEqual([
    '0 guihua 2 0 0 0',
    '1 jingui 1 0 0 0',
    '2 jingui-1 0 0 0 0',
    '2 jingui-2 1 0 0 0',
    '1 liuyuan 1 0 0 0',
    '2 liuyuan-1 1 0 1 0',
    '2 liuyuan-2 0 0 0 0',
  ]);
  await field.alone('p-tian', '上报 社区也修不了');
  expect((await lines(field, 'liuyuan')).slice(0, 2)).toEqual(['0 liuyuan 1 0 1 0', '1 liuyuan-1 1 0 1 0']);
  expect(await lines(field, 'jingui-2')).toEqual([
    '0 jingui-2 1 0 0 0',
    '1 hsl-4 1 0 0 0',
    '1 hsl-2 0 0 0 0',
    '1 yjt-8 0 0 0 0',
  ]);
});

test('a step that nobody took is overdue until somebody does', async () => {
  const field = await inTheField();
  await field.inGroup('w-zhou', LIUYUAN, '巡查 12栋消防栓没水', { photo: 1 });
  field.clock.moveTo(field.clock.now() + 61 * MINUTE);
  await field.keeper.settle();
  const [late] = await field.house.tickets.all();
  expect(late && isOverdue(late)).toBe(true);
  await field.inGroup('w-zhou', LIUYUAN, '接单');
  const [taken] = await field.house.tickets.all();
  expect(taken && isOverdue(taken)).toBe(false);
});

test('what is finished waits for nobody above', async () => {
  const field = await inTheField();
  await field.inGroup('w-zhou', LIUYUAN, '巡查 12栋消防栓没水', { photo: 1 });
  await field.inGroup('w-zhou', LIUYUAN, '上报 修不了');
  await field.alone('p-tian', '接单');
  await field.alone('p-tian', '办结 换了新阀', { photo: 3 });
  const [ticket] = await field.house.tickets.all();
  expect(ticket?.state).toBe('handled');
  expect(ticket && isWithHigher(ticket, 'grid')).toBe(false);
});

describe('who sees what', () => {
  test.each([
    ['o-meng', '看板', /【桂花街道看板】/u],
    ['o-meng', '看板 金桂社区', /【金桂社区看板】/u],
    ['p-he', '三级看板', /【金桂社区看板】/u],
    ['w-chen', '全局', /【金桂第一网格看板】/u],
    ['d-shizheng', '看板', /各自的一片/u],
  ])('%s says “%s”', async (who, said, answer) => {
    const field = await inTheField();
    expect((await field.alone(who, said)).join('\n')).toMatch(answer);
  });

  test('nobody sees the board of others', async () => {
    const field = await inTheField();
    expect((await field.alone('p-he', '看板 柳园社区')).join('\n')).not.toMatch(/柳园社区看板/u);
  });
});

test('the week begins on Monday in China', () => {
  expect(weekStart(Date.parse('2026-11-22T23:59:00+08:00'))).toBe(Date.parse('2026-11-16T00:00:00+08:00'));
  expect(weekStart(Date.parse('2026-11-23T00:00:00+08:00'))).toBe(Date.parse('2026-11-23T00:00:00+08:00'));
});
