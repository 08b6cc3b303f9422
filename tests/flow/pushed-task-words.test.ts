import { describe, expect, test } from '@jest/globals';
import { DAY } from '../../src/base/clock.js';
import { Reads } from '../support/counted-reads.js';
import { memoryStore } from '../support/memory-store.js';
import { COMMAND, push, taskStage, WORKERS, type TaskStage } from './task-stage.js';

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

describe('pushing', () => {
  test('asks for what is missing, one short question at a time, and changes what is said', async () => {
    const stage = await taskStage();
    const answers = [
      await stage.says('o-meng', '下派任务', COMMAND),
      await stage.says('o-meng', '楼道堆物排查，拍照留底', COMMAND),
      await stage.says('o-meng', '翠湖社区', COMMAND),
      await stage.says('o-meng', '柳园社区所有楼栋', COMMAND),
      await stage.says('o-meng', '本周五', COMMAND),
      await stage.says('o-meng', '不要文化路沿街', COMMAND),
      await stage.says('o-meng', '改到下周一18点', COMMAND),
    ].map(([answer]) => answer?.text);
    expect(answers).toEqual([
      expect.stringMatching(/下派什么任务/u),
      expect.stringMatching(/下派给谁/u),
      expect.stringMatching(/没认出“翠湖社区”/u),
      expect.stringMatching(/什么时候要/u),
      expect.stringMatching(/楼道堆物排查：拍照留底.*6 个微网格.*周五/su),
      expect.stringMatching(/5 个微网格/u),
      expect.stringMatching(/5 个微网格.*11月30日/su),
    ]);
    expect(await stage.house.tasks.all()).toEqual([]);
    // Somebody else's yes is not the pusher's.
    await stage.says('o-jin', '确认', COMMAND);
    expect(await stage.house.tasks.all()).toEqual([]);
    await stage.says('o-meng', '好的', COMMAND);
    await stage.says('o-meng', '确认');
    expect(await stage.house.tasks.all()).toEqual([]);
    await stage.says('o-meng', '确认', COMMAND);
    expect((await stage.task()).plan).toMatchObject({ kind: 'check', itemCode: '03-01', text: '拍照留底' });
  });

  test('is dropped by a word, and a forgotten draft pushes nothing', async () => {
    const stage = await taskStage();
    await stage.says('o-meng', `下派任务 ${CENSUS}`);
    expect(texts(await stage.says('o-meng', '算了'))).toEqual(['好，不派了。']);
    await stage.says('o-meng', '确认');
    await stage.says('o-meng', `下派任务 ${CENSUS}`);
    await stage.until('11-23T10:00');
    await stage.says('o-meng', '确认');
    expect(await stage.house.tasks.all()).toEqual([]);
  });

  test('is for desks and departments, in private or in their group', async () => {
    const stage = await taskStage();
    expect(texts(await stage.says('w-zhou', `下派任务 ${CENSUS}`))).toEqual([
      expect.stringMatching(/由街道、区值班席和部门来/u),
    ]);
    for (const along of [{}, { mentionsBot: true }]) {
      const elsewhere = await stage.says('o-meng', `下派任务 ${CENSUS}`, WORKERS, along);
      expect(elsewhere.map(({ to }) => to)).toEqual(['o-meng']);
      expect(texts(elsewhere)).toEqual([expect.stringMatching(/私聊我，或到指挥群/u)]);
    }
    expect(texts(await stage.says('r-lyl-7-1', `下派任务 ${CENSUS}`)).join('')).not.toMatch(/请确认/u);
    expect(await stage.house.tasks.all()).toEqual([]);
  });
});

describe('who may not push hears who may and how, in one line', () => {
  test.each([
    [
      'p-tian',
      `推任务 ${CENSUS}`,
      /街道、区值班席和部门来，私聊我或在指挥群里说“下派任务”。.*街道值班席说一声/u,
    ],
    ['p-tian', '推任务给柳园里7栋、9栋，周五前登记瓶装燃气', /街道、区值班席和部门来/u],
    ['p-tian', '推个任务：大家周五前把群里的通知贴好', /街道、区值班席和部门来/u],
    ['w-zhou', `下派任务 ${CENSUS}`, /街道、区值班席和部门来.*跟网格长说一声/u],
  ] as const)('%s in the workers’ group: %s', async (who, words, answer) => {
    const stage = await taskStage();
    const said = await stage.says(who, words, WORKERS);
    expect(said.map(({ to, mentions }) => [to, mentions])).toEqual([[WORKERS, [who]]]);
    expect(said[0]?.text).toMatch(answer);
    expect(await stage.house.tasks.all()).toEqual([]);
  });

  test.each([
    ['p-tian', '推任务给谁了？', WORKERS],
    ['p-tian', '安排任务了大家记得看', WORKERS],
    ['w-zhou', '下派任务太多了，忙不过来', WORKERS],
    ['w-zhou', '布置任务的时候说清楚点', WORKERS],
    ['p-tian', `推任务 ${CENSUS}`, 'room-lyl-7'],
    ['r-lyl-7-1', '下次推任务 先在群里说一声哈', 'room-lyl-7'],
  ])(
    'but talk of tasks is left alone, and so is everything among residents: %s: %s',
    async (who, words, room) => {
      const stage = await taskStage();
      expect(await stage.says(who, words, room)).toEqual([]);
      expect(await stage.house.tasks.all()).toEqual([]);
    },
  );
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
