import { describe, expect, test } from '@jest/globals';
import { DAY } from '../../src/base/clock.js';
import { Desk, type Step } from './a-desk.js';

const WORKERS = 'room-liuyuan-workers';
const everything = { from: 0, below: Infinity };

describe('leave', () => {
  test('is one line of the ledger, with who stands in and until when', async () => {
    const desk = await Desk.open();
    await desk.says('w-li', '请病假 明天到周五，去医院看腰 小周代', { room: WORKERS });
    const [deed, ...others] = await desk.house.deeds.ofPerson('w-li', everything);
    expect(others).toEqual([]);
    expect(deed).toMatchObject({
      kind: 'leave',
      gridId: 'liuyuan-2',
      standInId: 'w-zhou',
      text: '病假',
      isComplete: true,
    });
    expect(deed?.until).toBe(Date.parse('2026-11-28T00:00:00+08:00'));
    expect(deed?.from).toBe(Date.parse('2026-11-24T00:00:00+08:00'));
  });

  test('that ends early ends early in the ledger, too; one that never began counts no more', async () => {
    const desk = await Desk.open();
    await desk.says('w-li', '今天起请假三天 小周代');
    await desk.take({ minutes: 60 * 24 });
    await desk.says('w-li', '销假');
    await desk.says('w-zhao', '请假 周五 小陈代');
    await desk.says('w-zhao', '不请假了');
    const [li] = await desk.house.deeds.ofPerson('w-li', everything);
    const [zhao] = await desk.house.deeds.ofPerson('w-zhao', everything);
    expect(li?.isComplete).toBe(true);
    expect(li?.until).toBeLessThan(Date.parse('2026-11-24T10:00:00+08:00'));
    expect(zhao?.isComplete).toBe(false);
    expect(desk.house.roster.book.at(desk.clock.now() + 4 * DAY).responsible('hsl-4', 'grid')?.id).toBe(
      'w-zhao',
    );
  });

  test('without a day is asked about once, and the answer may bring everything', async () => {
    const desk = await Desk.open();
    expect(await desk.says('w-zhou', '我想请个假')).toEqual([expect.stringMatching(/请到哪天、谁代班/u)]);
    expect(await desk.says('w-zhou', '到27号，小李代')).toEqual([
      expect.stringMatching(/到周五（11月27日），网格员小李代班/u),
    ]);
    // Whoever is away cannot stand in.
    expect(await desk.says('w-li', '请假 明天 小周代')).toEqual([
      expect.stringMatching(/谁代班.*网格员小周那几天也请假了/su),
    ]);
    expect(await desk.says('w-li', '没人代')).toEqual([expect.stringMatching(/新单先到社区田书记那里/u)]);
    // Longer: the stand-in stays.
    expect(await desk.says('w-zhou', '请假到30号')).toEqual([
      expect.stringMatching(/假改好了：到11月30日，网格员小李代班/u),
    ]);
  });

  test.each([
    ['小王代', /没找到叫“小王”的同事/u],
    ['街道值班小孟代', /街道值班小孟代班/u],
    ['楼长阿梅代', /没找到叫/u],
  ])('with “%s”', async (named, answer) => {
    const desk = await Desk.open();
    expect((await desk.says('w-li', `请假 明天 ${named}`)).join('\n')).toMatch(answer);
  });

  test('with somebody mentioned needs no name', async () => {
    const desk = await Desk.open();
    const [said] = await desk.says('w-li', '请假 明天', { room: WORKERS, mentions: ['w-zhou'] });
    expect(said).toMatch(/网格员小周代班/u);
  });

  test('of a leader and of an operator is told to whoever is above or beside', async () => {
    const desk = await Desk.open();
    await desk.take({ who: 'p-tian', text: '请假 明天 小周代' });
    expect(desk.heard('o-meng')).toEqual([expect.stringMatching(/社区田书记请假：明天，网格员小周代班/u)]);
    await desk.take({ who: 'o-meng', text: '请假 周四 没人代' });
    expect(desk.heard('o-jin')).toEqual([expect.stringMatching(/街道值班小孟请假：周四/u)]);
  });

  test('in a building’s group is what a neighbour hears, no word for the bot', async () => {
    const desk = await Desk.open();
    await desk.take({ who: 'w-li', text: '我明天请假，有急事打12345', room: 'room-jlf-2' });
    expect(desk.heardAnywhere()).toEqual([]);
    expect(await desk.house.deeds.ofPerson('w-li', everything)).toEqual([]);
  });

  test('is refused by whoever leads, by name, by quoting, or by a bare no when there is only one', async () => {
    const desk = await Desk.open();
    await desk.take({ who: 'w-li', text: '请假 明天 小周代' });
    const card = desk.heard('p-tian')[0] ?? '';
    expect(await desk.says('w-zhou', '不同意请假 小李')).toEqual([
      expect.stringMatching(/没有待您过问的请假/u),
    ]);
    expect(await desk.says('p-he', '不同意请假 小李')).toEqual([
      expect.stringMatching(/没有待您过问的请假/u),
    ]);
    await desk.take({ who: 'w-zhou', text: '请假 后天 没人代' });
    desk.heardAnywhere();
    expect(await desk.says('p-tian', '不同意请假')).toEqual([expect.stringMatching(/是谁的假.*小周.*小李/u)]);
    expect(await desk.says('p-tian', '不同意', { quote: card })).toEqual([
      expect.stringMatching(/已告诉网格员小李/u),
    ]);
    expect(await desk.says('p-tian', '不同意')).toEqual([expect.stringMatching(/已告诉网格员小周/u)]);
    expect(desk.house.roster.book.at(desk.clock.now() + 2 * DAY).responsible('jlf-2', 'grid')?.id).toBe(
      'w-li',
    );
  });
});

test('“我回来了” ends a leave that is under way, and is ordinary talk otherwise', async () => {
  const desk = await Desk.open();
  await desk.take({ who: 'w-li', text: '今天起请假三天 小周代' });
  await desk.take({ minutes: 60 });
  await desk.take({ who: 'w-zhao', text: '请假 周五 小陈代' });
  desk.heardAnywhere();
  expect(await desk.says('w-li', '我回来了', { room: WORKERS })).toEqual([
    expect.stringMatching(/欢迎回来，销假了/u),
  ]);
  desk.heardAnywhere();
  await desk.take({ who: 'w-zhao', text: '我回来了', room: 'room-jingui-workers' });
  expect(desk.heardAnywhere()).toEqual([]);
  expect(desk.house.roster.book.person('w-zhao')?.away?.endedBy).toBeUndefined();
});

test('who is away is told to whoever asks the bot, without the reason, and not in talk among colleagues', async () => {
  const desk = await Desk.open();
  expect(await desk.says('p-tian', '谁在请假')).toEqual(['现在没有人请假。']);
  await desk.take({ who: 'w-li', text: '请病假 今天到周三，去医院看腰 小周代' });
  await desk.take({ minutes: 1 });
  desk.heardAnywhere();
  expect(await desk.says('p-tian', '今天谁请假了？')).toEqual([
    '现在请假的有 1 人：网格员小李到周三（11月25日），网格员小周代班。',
  ]);
  expect(await desk.says('p-he', '有人请假吗')).toEqual(['现在没有人请假。']);
  await desk.take({ who: 'w-zhou', text: '谁在请假', room: WORKERS });
  expect(desk.heardAnywhere()).toEqual([]);
  expect(await desk.house.tickets.all()).toEqual([]);
});

test('three days from tomorrow on are three days from tomorrow on', async () => {
  const desk = await Desk.open();
  const said = await desk.says('w-li', '请三天假，从明天开始');
  expect(said).toEqual([
    expect.stringMatching(/^请假记下了：明天到周四（11月26日）。这几天谁代班？[^\n]*$/u),
  ]);
});

test('a refusal that names a colleague who is not away refuses nobody else’s leave', async () => {
  const desk = await Desk.open();
  await desk.take({ who: 'w-li', text: '请假 明天 小周代' });
  desk.heardAnywhere();
  expect(await desk.says('p-tian', '不同意请假 小陈')).toEqual([
    expect.stringMatching(/是谁的假.*不同意请假 网格员小李/u),
  ]);
  expect(desk.house.roster.book.person('w-li')?.away?.endedBy).toBeUndefined();
  expect(await desk.says('p-tian', '不同意请假，小周这几天忙不过来')).toEqual([
    expect.stringMatching(/已告诉网格员小李/u),
  ]);
});

test('who stood in and does so no more is told just that: the leave goes on', async () => {
  const desk = await Desk.open();
  await desk.take({ who: 'w-li', text: '请假 明天到周五 小周代' });
  desk.heardAnywhere();
  await desk.take({ who: 'w-li', text: '请假 明天到周五 街道值班小孟代' });
  expect(desk.heard('w-zhou')).toEqual([expect.stringMatching(/^网格员小李的请假改了，这回不用您代班/u)]);
});

test('while a leader is away, the stand-in decides for them', async () => {
  const desk = await Desk.open();
  await desk.take({ who: 'p-tian', text: '今天请假 小周代' });
  await desk.take({ minutes: 1 });
  const { book } = desk.house.roster;
  expect(book.responsible('lyl-7', 'community')?.id).toBe('w-zhou');
  await desk.take({ who: 'w-li', text: '请假 周四 没人代' });
  expect(desk.heard('w-zhou').join('\n')).toMatch(/网格员小李请假：周四/u);
  expect(await desk.says('w-zhou', '不同意请假 小李')).toEqual([expect.stringMatching(/已告诉网格员小李/u)]);
});

/** Leave with a question and its answer, an early return, a refusal. */
const story: readonly Step[] = [
  { who: 'w-li', text: '请假 今天到周五', room: WORKERS },
  { who: 'w-li', text: '小周', room: WORKERS },
  { minutes: 60 },
  { who: 'w-li', text: '销假' },
  { who: 'w-zhao', text: '请假 明天 小陈代' },
  { who: 'p-he', text: '不同意请假 小赵' },
];

test('wherever the power is cut, all of it happens once and is said once', async () => {
  const straight = await Desk.open(undefined, 100_000);
  for (const step of story) await straight.take(step);
  const spent = straight.writes;
  const expected = straight.heardAnywhere().toSorted();
  expect(expected.length).toBeGreaterThan(10);
  for (let cut = 1; cut < spent; cut += 7) {
    const desk = await Desk.open(undefined, cut);
    for (const step of story) await desk.take(step);
    expect({ cut, said: desk.heardAnywhere().toSorted() }).toEqual({ cut, said: expected });
    const { deeds, roster } = desk.house;
    expect((await deeds.ofKind('leave', everything)).map(({ isComplete }) => isComplete)).toEqual([
      true,
      false,
    ]);
    expect(roster.book.at(desk.clock.now() + DAY).responsible('hsl-4', 'grid')?.id).toBe('w-zhao');
    expect(roster.book.responsible('jlf-2', 'grid')?.id).toBe('w-li');
  }
});
