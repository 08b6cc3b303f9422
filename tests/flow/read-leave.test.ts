import { describe, expect, test } from '@jest/globals';
import { namesNobody, readLeave, standInWords } from '../../src/flow/read-leave.js';

describe('words for leave', () => {
  test.each([
    '请假 明天到周五 小周代',
    '请假到11月27日',
    '请假',
    '我要请假',
    '我想请个假',
    '明天请假',
    '明天我请假',
    '我明天请一天假',
    '后天下午请半天假，小赵顶',
    '周四周五请两天假',
    '申请年假 下周',
    '我下周休年假',
    '清假 明天',
    '请驾 明天',
    '调休 周五',
    '我今天下午请假去医院',
    '小格，我明天请假',
    '病假 三天',
    '27号到29号请假 由小周代班',
    '家里老人住院，请假三天',
    '孩子发烧 明天请一天假',
    '身体不舒服，想请半天假',
    '明天家里有事请假一天',
    '我病了要请假',
    '家里有点急事，下午请假 小周代',
  ])('%s', said => {
    expect(readLeave(said)?.kind).toBe('leave');
  });

  test.each([
    '销假',
    '我销假了',
    '来销假',
    '取消请假',
    '不请假了',
    '消假',
    '销假，小周辛苦了',
    '提前回来了',
    '假期取消',
    '取消休假',
  ])('%s ends it', said => {
    expect(readLeave(said)).toEqual({ kind: 'end', isSure: true });
  });

  test.each([
    ['不同意请假 小李', '小李'],
    ['不同意请假 网格员小李', '网格员小李'],
    ['不同意小李的请假', '小李'],
    ['不批小李的假', '小李'],
    ['不同意请假', ''],
    ['不准假', ''],
    ['假不批', ''],
    ['驳回请假 小李，月底太忙', '小李'],
  ])('%s refuses it', (said, rest) => {
    const word = readLeave(said);
    expect(word?.kind).toBe('refuse');
    expect(word && 'rest' in word ? word.rest : '').toContain(rest);
  });

  test.each([
    '请假条放我桌上了',
    '请假要提前说哈',
    '小王明天请假了',
    '孩子明天请假',
    '谁明天请假',
    '明天能请假吗',
    '请假怎么请？',
    '请假的同志记得交接',
    '今天有人请假吗',
    '放假通知',
    '巡查完了都没问题 大家放心',
    '我去接孩子',
    '不同意延期',
    '假的吧',
    '今天休息一下',
    '老师请假了',
    '小王病了请假',
    '小王孩子发烧，请假了',
    '家里有事的同志先请假条交上来',
    '我看小王没来，请假了',
  ])('%s is ordinary talk', said => {
    expect(readLeave(said)).toBeUndefined();
  });
});

describe('who stands in', () => {
  test.each([
    ['请假 明天到周五 小周代', '小周'],
    ['请假 明天到周五 小周代班', '小周'],
    ['明天请假，由网格员小周代', '网格员小周'],
    ['明天请假 让小周顶一下', '小周'],
    ['请假明天 代班人：小周', '小周'],
    ['请假 明天 小周', '小周'],
    ['请假 明天，小周帮我盯', '小周'],
    ['请假 明天 @网格员小周 代', '网格员小周'],
    ['请三天假，从明天开始', ''],
    ['请假 明天 陪小周去医院', ''],
    ['请假 明天 家里有事', ''],
    ['请假 明天到周五', ''],
    ['请假 明天 没人代', ''],
    ['我下周休年假', ''],
  ])('%s', (said, name) => {
    expect(standInWords(said)).toBe(name);
  });

  test.each(['没有', '没人代', '无', '不用', '没人', '没有。'])('%s: nobody', said => {
    expect(namesNobody(said)).toBe(true);
  });

  test.each(['小周', '没问题', '小周没空'])('%s does not say nobody', said => {
    expect(namesNobody(said)).toBe(false);
  });
});
