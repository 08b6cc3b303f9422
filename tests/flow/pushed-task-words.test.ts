import { describe, expect, test } from '@jest/globals';
import { DAY } from '../../src/base/clock.js';
import { Reads } from '../support/counted-reads.js';
import { memoryStore } from '../support/memory-store.js';
import { push, taskStage, WORKERS, type TaskStage } from './task-stage.js';

const CENSUS = '瓶装燃气用户登记 给柳园里7栋 到周五18点 每户登记';

/** A ticket for the worker, waiting to be accepted. @returns its number */
async function ticketFor(stage: TaskStage): Promise<string> {
  await stage.says('r-lyl-7-1', '7栋门口的垃圾桶满了三天没人清', 'room-lyl-7');
  const [ticket] = await stage.house.tickets.all();
  if (ticket?.state === 'triage') await stage.says('o-meng', `受理 ${ticket.number}`);
  return ticket?.number ?? '';
}

const texts = (lines: readonly { readonly text: string }[]): string[] => lines.map(({ text }) => text);

describe('接, 完成 and 进度 are the words of tickets, too', () => {
  test('whoever has both is asked once, and the answer is what was meant', async () => {
    const stage = await taskStage();
    const ticket = await ticketFor(stage);
    const task = await push(stage, CENSUS);
    const [asked] = await stage.says('w-zhou', '接', WORKERS);
    expect(asked?.text).toMatch(new RegExp(`是哪一件.*1 ${task}.*2 ${ticket}`, 'su'));
    await stage.says('w-zhou', '2', WORKERS);
    expect((await stage.house.tickets.byNumber(ticket))?.state).toBe('handling');
    expect((await stage.task()).shares[0]?.state).toBe('offered');
    // Only the task is left for it now.
    expect(texts(await stage.says('w-zhou', '接', WORKERS))).toEqual([expect.stringMatching(/全领了/u)]);
    expect(texts(await stage.says('w-zhou', '完成', WORKERS))).toEqual([expect.stringMatching(/是哪一件/u)]);
    expect(texts(await stage.says('w-zhou', task.slice(-4), WORKERS))).toEqual(
      expect.arrayContaining([expect.stringMatching(/柳园里7栋（56\/56 户）完成/u)]),
    );
    expect((await stage.house.tickets.byNumber(ticket))?.state).toBe('handling');
  });

  test('a number, a quoted card or a count decides without a question', async () => {
    const stage = await taskStage();
    const ticket = await ticketFor(stage);
    const task = await push(stage, CENSUS);
    await stage.says('w-zhou', `接 ${ticket}`, WORKERS);
    expect((await stage.house.tickets.byNumber(ticket))?.state).toBe('handling');
    await stage.says('w-zhou', '接', WORKERS, {
      quote: { name: '小格', text: `新任务 ${task} 瓶装燃气用户登记` },
    });
    expect((await stage.task()).shares[0]?.state).toBe('accepted');
    expect(texts(await stage.says('w-zhou', '完成30户', WORKERS))).toEqual([
      expect.stringMatching(/30\/56 户/u),
    ]);
    expect(texts(await stage.says('w-zhou', '进度：35户，两户没人', WORKERS))).toEqual([
      expect.stringMatching(/35\/56 户/u),
    ]);
    expect((await stage.task()).history.at(-1)).toMatchObject({ type: 'progress-noted', text: '两户没人' });
  });

  test('a word that names a ticket is no reason to read the tasks of whoever says it', async () => {
    const reads = new Reads();
    const stage = await taskStage({ store: reads.over(memoryStore()) });
    const ticket = await ticketFor(stage);
    await push(stage, CENSUS);
    const read = () => reads.byQuestion.get('pushedTasks get')?.documents;
    const before = read();
    await stage.says('w-zhou', `接单 ${ticket}`, WORKERS);
    await stage.says('w-zhou', `办结 ${ticket} 清走了`, WORKERS);
    expect((await stage.house.tickets.byNumber(ticket))?.state).toBe('handled');
    expect(read()).toBe(before);
  });

  test('接单 is what ticket cards ask for', async () => {
    const stage = await taskStage();
    const ticket = await ticketFor(stage);
    await push(stage, CENSUS);
    await stage.says('w-zhou', '接单', WORKERS);
    expect((await stage.house.tickets.byNumber(ticket))?.state).toBe('handling');
    await stage.says('w-zhou', '接单', WORKERS);
    expect((await stage.task()).shares[0]?.state).toBe('accepted');
  });

  test('验收通过 is asked about when a ticket waits for a check, too', async () => {
    const stage = await taskStage();
    const task = await push(stage, CENSUS);
    await stage.says('w-zhou', '完成', WORKERS);
    expect((await stage.task()).state).toBe('finished');
    await stage.says('o-meng', `验收通过 ${task}`);
    expect((await stage.task()).state).toBe('accepted');
    // Nothing of the kind is left: it is a ticket's word again.
    expect(texts(await stage.says('o-meng', '验收通过'))).toEqual([
      expect.stringMatching(/没有可以“核实通过”的单/u),
    ]);
  });
});

test('whoever has more parts than a list has places finishes all of them, or one by its name', async () => {
  const stage = await taskStage();
  await stage.says(
    'o-meng',
    '下派任务 瓶装燃气用户登记 给柳园社区所有微网格、金桂社区所有微网格 到周五18点 每户登记',
  );
  await stage.says('o-meng', '确认');
  const { id } = await stage.task();
  await stage.house.tasks.change(id, task => ({
    ...task,
    shares: task.shares.map(share => ({ ...share, personId: 'w-zhou' })),
  }));
  const finished = async () => (await stage.task()).shares.filter(({ state }) => state === 'finished').length;
  expect(texts(await stage.says('w-zhou', '完成'))).toEqual([
    expect.stringMatching(/回 0：\n1 .*\n9 .*\n另有 3 份没列出，回名字就行$/su),
  ]);
  const last = (await stage.task()).shares.at(-1)?.unitId ?? '';
  await stage.says('w-zhou', stage.house.roster.book.unit(last)?.name ?? '');
  expect((await stage.task()).shares.at(-1)?.state).toBe('finished');
  expect(await finished()).toBe(1);
  await stage.says('w-zhou', '完成');
  await stage.says('w-zhou', '0');
  expect(await finished()).toBe(12);
  expect((await stage.task()).state).toBe('finished');
});

test('four digits that a ticket has, too, are asked about', async () => {
  const stage = await taskStage();
  const task = await push(stage, CENSUS);
  await stage.until('11-24T09:00');
  const ticket = await ticketFor(stage);
  expect(ticket.slice(-4)).toBe(task.slice(-4));
  const [asked] = await stage.says('w-zhou', `接 ${ticket.slice(-4)}`, WORKERS);
  expect(asked?.text).toMatch(new RegExp(`1 ${task}.*2 ${ticket}`, 'su'));
  await stage.says('w-zhou', '2', WORKERS);
  expect((await stage.house.tickets.byNumber(ticket))?.state).toBe('handling');
});

describe('talk is talk', () => {
  test.each(['完成', '进度', '7栋 30户', '任务进度'])(
    '“%s” in a building’s group is said to the residents',
    async text => {
      const stage = await taskStage();
      await push(stage, CENSUS);
      const said = await stage.says('w-zhou', text, 'room-lyl-7');
      expect(said.filter(({ to }) => to === 'room-lyl-7')).toEqual([]);
      expect((await stage.task()).shares[0]).toMatchObject({ state: 'offered', done: 0 });
    },
  );

  test.each([
    '我去接孩子',
    '7栋有30户没交物业费',
    '城中村白天敲门没人应，晚上我再去一趟',
    '今天任务重，大家辛苦',
    '需要的话叫我',
    '反馈一下，昨天的会改到周四',
    '修改一下群公告',
    '30个人来了',
  ])('“%s” is heard by colleagues alone', async text => {
    const stage = await taskStage();
    await push(stage, CENSUS);
    const before = (await stage.task()).history.length;
    expect(await stage.says('w-zhou', text, WORKERS)).toEqual([]);
    expect((await stage.task()).history).toHaveLength(before);
  });

  test('whoever has no task counts nothing', async () => {
    const stage = await taskStage();
    await push(stage, CENSUS);
    expect(await stage.says('w-li', '7栋 30户', WORKERS)).toEqual([]);
    expect((await stage.task()).shares[0]?.done).toBe(0);
  });
});

describe('who does it', () => {
  test('a colleague who stands in is asked, and may say how far it is', async () => {
    const stage = await taskStage();
    stage.house.roster.goBy(stage.clock);
    const from = stage.clock.now();
    await stage.house.roster.changePerson('w-zhou', person => ({
      ...person,
      away: { from, until: from + 7 * DAY, standInId: 'w-li', deedId: 'leave' },
    }));
    await stage.says('o-meng', `下派任务 ${CENSUS}`);
    const said = await stage.says('o-meng', '确认');
    expect(said.find(({ to }) => to === WORKERS)?.mentions).toEqual(['w-li']);
    await stage.says('w-li', '7栋 30户', WORKERS);
    expect((await stage.task()).shares[0]).toMatchObject({ done: 30 });
  });

  test('building captains are asked in private, each for their own building', async () => {
    const stage = await taskStage();
    await stage.says('o-meng', '下派任务 取暖安全告知 给柳园里的楼长 到周五 每户登记');
    const said = await stage.says('o-meng', '确认');
    expect(said.filter(({ text }) => text.startsWith('新任务')).map(({ to }) => to)).toEqual([
      'c-lyl-7',
      'c-lyl-9',
      'c-lyl-12',
    ]);
    await stage.says('c-lyl-9', '进度 12户');
    expect((await stage.task()).shares[1]).toMatchObject({ unitId: 'lyl-9', done: 12 });
  });
});
