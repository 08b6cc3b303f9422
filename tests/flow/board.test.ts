import { describe, expect, test } from '@jest/globals';
import { asksForBoard } from '../../src/flow/answer-board.js';
import { Desk } from './a-desk.js';

const BUILDING = 'room-jgy-6';

async function asked(text: string, room?: string, who = 'r-jgy-6-1'): Promise<string> {
  const desk = await Desk.open();
  const said = await desk.says(who, text, room === undefined ? {} : { room, toBot: true });
  expect(await desk.house.tickets.all()).toEqual([]);
  return said.join('\n');
}

test.each([
  ['积分怎么来的', /自动记的.*回“积分”看自己的/u],
  ['积分落户去哪办', /政务窗口/u],
])('“%s” is answered as what it is', async (text, answer) => {
  expect(await asked(text)).toMatch(answer);
});

describe('the responsibility board', () => {
  test.each([
    '谁负责我们楼',
    '我们楼归谁管',
    '我们楼归谁管呀',
    '这里的责任牌',
    '责任牌',
    '我们楼谁负责啊',
    '管我们楼的是谁',
  ])('“%s” names everybody who answers for the building', async text => {
    const board = await asked(text, BUILDING);
    expect(board).toMatch(/金桂苑6栋的责任牌：网格员小陈，楼长老许，网格长何书记。/u);
    expect(board).toMatch(/专业网格员：燃气公司 小高、消防救援站 小凌、市场监管所 小鲍/u);
    expect(board).toMatch(/等 \d+ 个部门/u);
    expect(board.split('\n').length).toBeLessThanOrEqual(3);
  });

  test.each([
    ['燃气的专业网格员是谁', /燃气公司对口人是小高.*公开热线 12345/u],
    ['谁管我们这片的燃气', /燃气公司对口人是小高/u],
    ['消防找谁', /消防救援站对口人是小凌.*119/u],
    ['供电公司谁负责我们小区', /供电公司对口人是小雷.*95598/u],
    ['物业归谁管', /物业公司对口人是小钱。有事在群里说或 @我，我转过去。/u],
    ['谁是楼长', /金桂苑6栋的楼长是老许/u],
    ['请问谁是我们楼的网格员', /网格员是小陈，楼长是老许/u],
    ['物业电话', /物业公司对口人是小钱。有事在群里说或 @我，我转过去。/u],
    ['派出所电话多少', /派出所对口人是小卫.*公开热线 110/u],
    ['楼长电话是多少', /金桂苑6栋的楼长是老许。有事在群里说或 @我就行/u],
    ['楼长是谁', /金桂苑6栋的楼长是老许/u],
    ['网格长是谁', /金桂社区的网格长是何书记/u],
    ['社区书记是谁', /金桂社区的网格长是何书记/u],
    ['我们楼的网格员是哪位', /网格员是小陈，楼长是老许。每天 8:30–18:00/u],
    ['3栋归谁管', /金桂苑3栋的责任牌/u],
    ['和顺里4栋归谁管', /和顺里4栋的责任牌：网格员小赵，楼长秦叔/u],
  ])('“%s”', async (text, answer) => {
    expect(await asked(text, BUILDING)).toMatch(answer);
  });

  test('no phone number of anybody is ever on it', async () => {
    for (const text of ['网格员电话多少', '楼长的手机号是多少', '我们楼归谁管'])
      expect(await asked(text, BUILDING)).not.toMatch(/1\d{10}|1\d{2}\*{4}/u);
  });

  test('is not said to whoever did not ask the bot', async () => {
    const desk = await Desk.open();
    expect(await desk.says('r-jgy-6-1', '责任牌在哪挂着呢', { room: BUILDING })).toEqual([]);
    expect(await desk.says('r-jgy-6-1', '我们楼归谁管', { room: BUILDING })).toEqual([]);
  });

  test('somebody whose building nobody knows is asked where they mean', async () => {
    expect(await asked('我们楼归谁管', undefined, 'newcomer')).toMatch(/说一下小区和几栋/u);
    expect(await asked('云锦台8栋归谁管', undefined, 'newcomer')).toMatch(/云锦台8栋的责任牌：网格员小赵/u);
  });

  test('who is on leave stands there with whoever stands in, for departments, too', async () => {
    const desk = await Desk.open();
    await desk.take({ who: 'w-chen', text: '今天到周三请假 小赵代' });
    await desk.take({ who: 's-ranqi', text: '今天请假 没人代' });
    await desk.take({ minutes: 1 });
    desk.heardAnywhere();
    const [board] = await desk.says('r-jgy-6-1', '谁负责我们楼');
    expect(board).toMatch(/网格员小陈（请假，小赵代班）/u);
    expect(board).toMatch(/燃气公司 小高（请假中）/u);
    expect(await desk.says('r-jgy-6-1', '我们楼的网格员是哪位')).toEqual([
      expect.stringMatching(/网格员是小陈（请假，小赵代班）/u),
    ]);
  });

  test.each(['你是谁', '怎么报事', '办居住证找谁', '物业电话打不通没人管', '谁是谁非'])(
    '“%s” is another question',
    async text => {
      expect(asksForBoard(text)).toBe(false);
      const desk = await Desk.open();
      await desk.take({ who: 'r-jgy-6-1', text });
      expect(desk.heardAnywhere().join('\n')).not.toMatch(/责任牌/u);
    },
  );
});
