import { beforeAll, describe, expect, test } from '@jest/globals';
import { Day, toPerson } from './a-day.js';

const WORKERS_ROOM = 'room-jingui-workers';
const GROUP = `room ${WORKERS_ROOM}`;

describe('words by which reminders are stopped', () => {
  let day: Day;
  beforeAll(async () => {
    day = await Day.begin('2026-11-24 10:00');
  });

  test.each([
    '今天别提醒了',
    '今天别提醒我了',
    '别提醒我了',
    '今天不要再提醒我啦',
    '今天 别提醒了',
    '今天别题醒了',
    '先别提醒我了吧。',
    '小格，今天就别提醒我了！',
    '今天不用提醒',
    '别再给我发提醒了',
    '别提醒了今天',
    '停止提醒',
    '暂停提醒',
    '关闭今天的提醒',
    '提醒关了吧',
    '提醒先停一下',
    '明天再提醒我吧',
    '今天免打扰',
  ])('“%s”, and “恢复提醒” brings them back', async said => {
    const now = day.clock.now();
    await day.says('w-chen', said);
    expect(day.heardAt(toPerson('w-chen'))).toEqual([expect.stringMatching(/今天不再提醒您.*恢复提醒/u)]);
    expect(await day.house.reminders.mutes.isMuted('w-chen', now)).toBe(true);
    await day.says('w-chen', '恢复提醒', WORKERS_ROOM);
    expect(day.heardAt(GROUP)).toEqual([expect.stringMatching(/接着提醒您/u)]);
    expect(await day.house.reminders.mutes.isMuted('w-chen', now)).toBe(false);
  });

  test.each([
    '别提醒他了',
    '记得提醒我明天开会',
    '谢谢提醒',
    '今天别忘了提醒大家',
    '提醒收到',
    '明天再提醒他',
    '提醒一下大家关灯',
    '关了吧',
  ])('“%s” stops nothing', async said => {
    await day.says('w-chen', said, WORKERS_ROOM);
    expect(await day.house.reminders.mutes.isMuted('w-chen', day.clock.now())).toBe(false);
    expect(day.heardAt(GROUP)).toEqual([]);
  });

  test('what staff tell the neighbours of a building is not meant for the bot', async () => {
    await day.says('w-chen', '别提醒我了', 'room-jgy-6');
    expect(await day.house.reminders.mutes.isMuted('w-chen', day.clock.now())).toBe(false);
    expect(day.heard()).toEqual([]);
  });

  test('what residents say about reminders stops nothing', async () => {
    await day.says('r-jgy-6-1', '别提醒我了', 'room-jgy-6');
    expect(await day.house.reminders.mutes.isMuted('r-jgy-6-1', day.clock.now())).toBe(false);
  });
});

/** Monday, half an hour after the call to the weekly meeting. */
async function afterTheCall(): Promise<Day> {
  const day = await Day.begin('2026-11-23 13:00');
  await day.until('14:00');
  day.heard();
  return day;
}

async function excusesOf(day: Day, personId: string): Promise<readonly string[]> {
  const deeds = await day.house.deeds.ofPerson(personId, { from: 0, below: day.clock.now() + 1 });
  return deeds.filter(({ kind }) => kind === 'meeting-excuse').map(({ text }) => text);
}

describe('words that excuse from a meeting one was called to', () => {
  test.each([
    ['请假', ''],
    ['请假，15点陪残联上门评定', '15点陪残联上门评定'],
    ['请个假 要带居民去医院', '要带居民去医院'],
    ['请假 原因：家里漏水', '家里漏水'],
    ['清假，陪残联上门', '陪残联上门'],
    ['例会请假，下午有居民纠纷要调解', '下午有居民纠纷要调解'],
    ['我请假！', ''],
    ['下午开会来不了，有入户', '有入户'],
    ['会议来不了', ''],
    ['来不了，孩子发烧', '孩子发烧'],
    ['15点陪残联上门评定，请假', '15点陪残联上门评定'],
    ['周例会请假，要带居民去医院', '要带居民去医院'],
    ['网格例会去不了，有入户', '有入户'],
    ['本周例会请假', ''],
    ['请假，12号楼漏水我在盯着', '12号楼漏水我在盯着'],
    ['请假 3号院在断电抢修', '3号院在断电抢修'],
  ])('“%s”', async (said, reason) => {
    const day = await afterTheCall();
    await day.says('w-zhao', said, WORKERS_ROOM);
    expect(day.heardAt(GROUP)).toEqual([expect.stringMatching(/记下了，网格周例会给您请好假/u)]);
    expect(await excusesOf(day, 'w-zhao')).toEqual([reason]);
  });

  test.each([
    '请假 明天一天',
    '请假三天',
    '请假到12号',
    '请年假到周五',
    '谁请假了？',
    '小周请假了',
    '请假怎么请?',
    '今天请假',
    '来不了了吧哈哈哈这雨',
    '我去接孩子',
    '收到，门锁上午换',
  ])('“%s” is no excuse from the meeting', async said => {
    const day = await afterTheCall();
    await day.says('w-zhao', said, WORKERS_ROOM);
    expect(await excusesOf(day, 'w-zhao')).toEqual([]);
    expect(day.heard().filter(text => text.includes('例会'))).toEqual([]);
  });

  test('before the call and long after the meeting the word means leave from work', async () => {
    const early = await Day.begin('2026-11-23 10:00');
    await early.says('w-zhao', '请假');
    expect(await excusesOf(early, 'w-zhao')).toEqual([]);
    const late = await afterTheCall();
    await late.until('16:10');
    await late.says('w-zhao', '请假');
    expect(await excusesOf(late, 'w-zhao')).toEqual([]);
  });

  test('said twice it is kept once, and the reason may follow', async () => {
    const day = await afterTheCall();
    await day.says('w-zhao', '请假', WORKERS_ROOM);
    await day.says('w-zhao', '请假', WORKERS_ROOM);
    expect(day.heardAt(GROUP)).toEqual([
      expect.stringMatching(/记下了/u),
      expect.stringMatching(/已经给您记过请假/u),
    ]);
    await day.says('w-zhao', '请假，陪残联上门', WORKERS_ROOM);
    expect(await excusesOf(day, 'w-zhao')).toEqual(['陪残联上门']);
  });

  test('whoever leads hears of all of them shortly before, and of a late one at once', async () => {
    const day = await afterTheCall();
    await day.says('w-zhao', '请假，陪残联上门', WORKERS_ROOM);
    await day.until('14:52');
    expect(day.heardAt(toPerson('p-he'))).toEqual(['今天 15:00 网格周例会，请假 1 人：小赵（陪残联上门）。']);
    await day.says('w-chen', '请假', WORKERS_ROOM);
    expect(day.heardAt(toPerson('p-he'))).toEqual([
      '今天 15:00 网格周例会，请假 2 人：小赵（陪残联上门）、小陈。',
    ]);
  });

  test('who was not called to a meeting is not excused from it', async () => {
    const day = await afterTheCall();
    await day.says('d-shizheng', '请假');
    expect(await excusesOf(day, 'd-shizheng')).toEqual([]);
  });
});

test.each(['收到', '收到！', '好的收到', '收到👌', '收到[强]'])('to “%s” nothing is said', async said => {
  const day = await afterTheCall();
  await day.says('w-zhao', said, WORKERS_ROOM);
  await day.says('w-zhao', said);
  expect(day.heard()).toEqual([]);
});
