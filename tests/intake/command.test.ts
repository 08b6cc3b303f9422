import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isNumberOf, numbersIn, readCommand, verbs, type Verb } from '../../src/intake/command.js';

const staffSay: readonly (readonly [string, Verb, string, string?])[] = [
  ['接单', 'accept', ''],
  ['接单了', 'accept', ''],
  ['接单。', 'accept', ''],
  ['@小格 接单', 'accept', ''],
  ['我来接单', 'accept', ''],
  ['接', 'accept', ''],
  ['我接', 'accept', ''],
  ['已接单', 'accept', ''],
  ['接单 0007', 'accept', '', '0007'],
  ['0007 接单', 'accept', '', '0007'],
  ['接单WG-20261121-0007', 'accept', '', 'WG-20261121-0007'],
  ['WG-20261121-0007 接单', 'accept', '', 'WG-20261121-0007'],
  ['WG202611210007接单', 'accept', '', 'WG-20261121-0007'],
  ['wg-20261121-0007，接单', 'accept', '', 'WG-20261121-0007'],
  ['到了', 'arrive', '到了'],
  ['已到场，正在看', 'arrive', '已到场，正在看'],
  ['办结', 'finish', ''],
  ['办结 换了灯泡', 'finish', '换了灯泡'],
  ['办结，换了灯泡', 'finish', '换了灯泡'],
  ['办结 0007 换了灯泡', 'finish', '换了灯泡', '0007'],
  ['0007 办结 换了灯泡', 'finish', '换了灯泡', '0007'],
  ['已办结', 'finish', ''],
  ['完成了', 'finish', '完成了'],
  ['处理好了，换了阀门', 'finish', '处理好了，换了阀门'],
  ['上报', 'escalate', ''],
  ['上报 缺人手', 'escalate', '缺人手'],
  ['申请上报，我这办不了', 'escalate', '我这办不了'],
  ['退回 不是我们的', 'return', '不是我们的'],
  ['退单 缺现场照片', 'return', '缺现场照片'],
  ['转派 城管中队', 'hand-over', '城管中队'],
  ['转派给物业', 'hand-over', '给物业'],
  ['转给@小赵', 'hand-over', '@小赵'],
  ['派给城管', 'hand-over', '城管'],
  ['组团 @小赵 @小李', 'team-up', '@小赵 @小李'],
  ['延期 到明天12点 等配件', 'extend', '到明天12点 等配件'],
  ['申请延期3天，等配件', 'extend', '3天，等配件'],
  ['同意', 'agree', ''],
  ['同意延期 0007', 'agree', '', '0007'],
  ['批准', 'agree', ''],
  ['不同意', 'refuse', ''],
  ['不同意延期 0007', 'refuse', '', '0007'],
  ['驳回', 'refuse', ''],
  ['挂起 到11-30 等备件', 'suspend', '到11-30 等备件'],
  ['恢复', 'resume', ''],
  ['继续办理', 'resume', ''],
  ['核实通过', 'verify', ''],
  ['核实', 'verify', ''],
  ['核实了', 'verify', ''],
  ['现场核实通过，灯亮了', 'verify', '灯亮了'],
  ['已核实，没问题', 'verify', '没问题'],
  ['核实无误', 'verify', ''],
  ['验收合格', 'verify', ''],
  ['核实通过 0007', 'verify', '', '0007'],
  ['核实不通过 还在漏', 'verify-failed', '还在漏'],
  ['核实没通过，还在漏', 'verify-failed', '还在漏'],
  ['核实不合格', 'verify-failed', ''],
  ['核实没修好', 'verify-failed', '没修好'],
  ['核实还在漏', 'verify-failed', '还在漏'],
  ['核实过了，还在漏', 'verify-failed', '还在漏'],
  ['验收未解决', 'verify-failed', '未解决'],
  ['待办', 'list', ''],
  ['我的待办', 'list', ''],
  ['工单列表', 'list', ''],
  ['改类 0007 08', 'recategorise', '08', '0007'],
  ['改类 0007 03-02', 'recategorise', '03-02', '0007'],
  ['不受理 0007 私人纠纷', 'decline', '私人纠纷', '0007'],
  ['不予受理', 'decline', ''],
  ['受理 0007', 'take-on', '', '0007'],
  ['督办 0007', 'supervise', '', '0007'],
  ['通报 今晚8点前恢复供水', 'publish', '今晚8点前恢复供水'],
  ['备注 业主明天在家', 'note', '业主明天在家'],
  ['进展：配件到了', 'note', '配件到了'],
  ['催办', 'urge', ''],
  ['帮助', 'help', ''],
  ['？', 'help', ''],
  ['绑定 JGY6', 'bind', 'JGY6'],
];

const residentsSay: readonly (readonly [string, Verb])[] = [
  ['附议', 'support'],
  ['我要附议', 'support'],
  ['+1', 'support'],
  ['+1！', 'support'],
  ['同上', 'support'],
  ['我家也是', 'support'],
  ['催办', 'urge'],
  ['催一下', 'urge'],
  ['撤回', 'withdraw'],
  ['那个撤了吧', 'withdraw'],
  ['进度', 'progress'],
  ['进度？', 'progress'],
  ['到哪一步了', 'progress'],
  ['处理得怎么样了', 'progress'],
  ['要办', 'reopen'],
  ['再报，又漏了', 'reopen'],
  ['不是', 'not-same'],
  ['不是同一件', 'not-same'],
  ['帮助', 'help'],
];

describe('a word of a worker', () => {
  test.each(staffSay.map(([text, verb, rest, number = '']) => [text, verb, rest, number]))(
    '“%s” means %s',
    (text, verb, rest, number) => {
      expect(readCommand(text, true)).toMatchObject({
        verb,
        rest,
        numbers: number === '' ? [] : [number],
      });
    },
  );

  test('two numbers stand in the order in which they were named', () => {
    expect(readCommand('并案 0007 0003', true)).toMatchObject({ verb: 'merge', numbers: ['0007', '0003'] });
    expect(readCommand('并案 WG-20261121-0007 WG-20261121-0003', true)?.numbers).toEqual([
      'WG-20261121-0007',
      'WG-20261121-0003',
    ]);
  });

  test.each([
    '接孩子去了',
    '接到通知了',
    '派出所民警已经到了',
    '核实一下情况',
    '核实中',
    '去核实了没有',
    '到底谁负责',
    '同意楼上的说法',
    '完成率多少',
    '恢复供水了吗',
    '今天天气不错',
    '小赵你去看看',
    '确认收到',
    '2026年的计划',
  ])('“%s” is no command', text => {
    expect(readCommand(text, true)).toBeUndefined();
  });
});

describe('a word of a resident', () => {
  test.each(residentsSay)('“%s” means %s', (text, verb) => {
    expect(readCommand(text, false)?.verb).toBe(verb);
  });

  test.each([
    '接单',
    '办结',
    '核实通过',
    '退回',
    '上报',
    '不受理',
    '转派 城管',
    '督办',
    '延期 3天',
    '路灯坏了',
    '小明妈，孩子考得怎么样了',
    '不是我不想去',
    '不一样的烟火',
    '同上一次一样',
    '+10086',
    '补习班哪家好',
    '进度条卡住了',
  ])('“%s” is none', text => {
    expect(readCommand(text, false)).toBeUndefined();
  });
});

describe('numbers', () => {
  test.each([
    ['WG-20261121-0007', ['WG-20261121-0007'], ''],
    ['看看 wg20261121 0007 呢', ['WG-20261121-0007'], '看看 呢'],
    ['WG-20261121-10007', ['WG-20261121-10007'], ''],
    ['没有单号', [], '没有单号'],
  ])('%s', (text, numbers, rest) => {
    expect(numbersIn(text)).toEqual({ numbers, rest });
  });

  test.each([
    '办结 2026年装的灯',
    '办结 花了1200元',
    '办结 1203室外机修好',
    '办结 12:0030分',
    '上报 打过 13812345678 了',
    '办结 现场换了灯泡编号0007',
  ])('“%s” names no ticket', text => {
    expect(readCommand(text, true)?.numbers).toEqual([]);
  });

  test('the last digits mean a ticket, part of them do not', () => {
    expect(isNumberOf('0007', 'WG-20261121-0007')).toBe(true);
    expect(isNumberOf('WG-20261121-0007', 'WG-20261121-0007')).toBe(true);
    expect(isNumberOf('007', 'WG-20261121-0007')).toBe(false);
    expect(isNumberOf('0007', 'WG-20261121-10007')).toBe(false);
  });
});

test('whatever is said, reading it never fails', () => {
  const word = fc.constantFrom(
    '接单',
    '办结',
    '核实',
    '不',
    'WG-',
    '20261121',
    '-',
    '0007',
    ' ',
    '，',
    '@',
    '到',
    '撤',
    '+1',
    '派',
    '延期',
    '\n',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), fc.boolean(), (words, isStaff) => {
      const command = readCommand(words.join(''), isStaff);
      if (!command) return;
      expect(verbs).toContain(command.verb);
      for (const number of command.numbers) expect(number).toMatch(/^(?:WG-\d{8}-\d{4,}|\d{4})$/);
    }),
    { numRuns: 2_000 },
  );
});
