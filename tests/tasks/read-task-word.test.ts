import { describe, expect, test } from '@jest/globals';
import { readTaskWord } from '../../src/tasks/read-task-word.js';

const count = (unit: string, done: number, target?: number) => ({
  unit,
  done,
  ...(target === undefined ? {} : { target }),
});

describe('what somebody says of their part', () => {
  test.each([
    ['接', 'take', []],
    ['接了', 'take', []],
    ['领了', 'take', []],
    ['接 WG-20261123-0013', 'take', []],
    ['0013 接', 'take', []],
    ['进度 30户', 'progress', [count('', 30)]],
    ['进度30户', 'progress', [count('', 30)]],
    ['进度:30', 'progress', [count('', 30)]],
    ['30/42', 'progress', [count('', 30, 42)]],
    ['30 / 42户', 'progress', [count('', 30, 42)]],
    ['7栋 30户', 'progress', [count('7栋', 30)]],
    ['柳园里7栋30户', 'progress', [count('柳园里7栋', 30)]],
    ['7栋30户，9栋12户', 'progress', [count('7栋', 30), count('9栋', 12)]],
    ['7栋登了30户 9栋登了12户', 'progress', [count('7栋', 30), count('9栋', 12)]],
    ['进度 第3微网格 12户', 'progress', [count('第3微网格', 12)]],
    ['已登记30户', 'progress', [count('', 30)]],
    ['完成30户', 'progress', [count('', 30)]],
    ['完成 30/42', 'progress', [count('', 30, 42)]],
    ['完成', 'finish', []],
    ['全部完成了', 'finish', []],
    ['都登完了', 'finish', []],
    ['7栋完成', 'finish', []],
    ['有困难 白天没人在家', 'difficulty', []],
    ['困难：租户不开门', 'difficulty', []],
    ['需要帮手', 'help', []],
    ['能来个人一起吗', 'help', []],
    ['人手不够', 'help', []],
    ['更正 7栋 25户', 'correct', [count('7栋', 25)]],
    ['更正 柳园里7栋 58', 'correct', [count('柳园里7栋', 58)]],
    ['进度', 'overview', []],
    ['任务进度', 'overview', []],
    ['我的任务', 'overview', []],
  ])('%s', (text, verb, counts) => expect(readTaskWord(text)).toMatchObject({ verb, counts }));

  test('the number may stand anywhere, whole or by its last digits', () => {
    expect(readTaskWord('进度 0013 30户')).toMatchObject({ numbers: ['0013'], counts: [count('', 30)] });
    expect(readTaskWord('0013 30户')).toMatchObject({ numbers: ['0013'], counts: [count('', 30)] });
    expect(readTaskWord('WG-20261123-0013 完成')).toMatchObject({ numbers: ['WG-20261123-0013'] });
    expect(readTaskWord('进度 1200户')).toMatchObject({ numbers: [], counts: [count('', 1200)] });
  });

  test('what is said besides is kept', () => {
    expect(readTaskWord('进度 30户 还有两户白天没人')).toMatchObject({ rest: '还有两户白天没人' });
    expect(readTaskWord('7栋、9栋完成')).toMatchObject({ units: ['7栋', '9栋'] });
    expect(readTaskWord('完成 7栋')).toMatchObject({ verb: 'finish', units: ['7栋'] });
    expect(readTaskWord('更正 7栋 应登58户')).toMatchObject({
      verb: 'correct',
      counts: [{ unit: '7栋', done: Number.NaN, target: 58 }],
    });
  });
});

describe('what a desk says', () => {
  test.each([
    ['准入通过', 'admit', ''],
    ['准入通过 0013', 'admit', ''],
    ['同意准入', 'admit', ''],
    ['退回修改 期限改5天', 'ask-changes', '期限改5天'],
    ['不准入 网格没有执法权', 'refuse', '网格没有执法权'],
    ['不予准入：重复', 'refuse', '重复'],
    ['临时准入 到12月5日', 'admit-until', '到12月5日'],
    ['验收通过', 'accept', ''],
    ['验收不通过 7栋 漏了两户', 'reject', '漏了两户'],
    ['撤回任务 重复了', 'withdraw', '重复了'],
    ['撤回 WG-20261123-0013', 'withdraw', ''],
    ['任务延期 到下周三 下雨', 'extend', '到下周三 下雨'],
    ['反馈 六户软管都换了', 'feedback', '六户软管都换了'],
    ['修改 到下周五 每天报一次', 'change', '到下周五 每天报一次'],
    ['帮手 0013 网格员小赵', 'helper', '网格员小赵'],
  ])('%s', (text, verb, rest) => expect(readTaskWord(text)).toMatchObject({ verb, rest }));
});

test.each([
  '我去接孩子',
  '接孩子去了',
  '城中村白天敲门没人应，晚上我再去一趟',
  '明晚我和小李过去，分两条巷子走',
  '7栋有30户没交物业费',
  '30分钟后开会',
  '12点集合',
  '今天来了30个人参加活动',
  '收到',
  '好的',
  '需要的话叫我',
  '7栋302',
  '3栋电梯坏了',
  '任务重，大家辛苦',
  '进度款什么时候到',
  '完成率怎么算的',
  '有困难找社区是应该的吗',
])('“%s” is talk', text => {
  const word = readTaskWord(text);
  // What begins like a word is only taken from somebody who has a task, and what is bare never.
  expect([text, word?.isBare ?? false]).toEqual([text, false]);
  if (!text.startsWith('有困难')) expect([text, word?.verb]).toEqual([text, undefined]);
});
