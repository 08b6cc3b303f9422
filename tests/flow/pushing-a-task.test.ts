import { describe, expect, test } from '@jest/globals';
import { COMMAND, taskStage, WORKERS } from './task-stage.js';

const CENSUS = '瓶装燃气用户登记 给柳园里7栋 到周五18点 每户登记';

const texts = (lines: readonly { readonly text: string }[]): string[] => lines.map(({ text }) => text);

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
