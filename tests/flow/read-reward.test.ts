import { describe, expect, test } from '@jest/globals';
import { readReward } from '../../src/flow/read-reward.js';

describe('words about changing points into things', () => {
  test.each(['兑换', '能换什么', '能换啥', '积分能换啥', '积分可以换什么', '看看兑换', '积分能兑换些什么'])(
    '“%s” asks for the list',
    said => {
      expect(readReward(said)).toEqual({ kind: 'list' });
    },
  );

  test.each([
    ['兑换 1', '1', false],
    ['兑换第2个', '2', false],
    ['兑换洗衣液', '洗衣液', false],
    ['想兑换 雨伞', '雨伞', false],
    ['我想要兑换雨伞', '雨伞', false],
    ['换 1', '1', true],
    ['换洗衣液', '洗衣液', true],
    ['我要换垃圾袋', '垃圾袋', true],
  ])('“%s” wishes for “%s”', (said, wish, isPlain) => {
    expect(readReward(said)).toEqual({ kind: 'ask', wish, isPlain });
  });

  test.each([
    ['确认兑换 DH0007', 'given', 'DH0007'],
    ['确认兑换7', 'given', '7'],
    ['DH0007 确认兑换', 'given', 'DH0007'],
    ['DH0007 确认', 'given', 'DH0007'],
    ['DH0007 已发放', 'given', 'DH0007'],
    ['确认发放 DH0007', 'given', 'DH0007'],
    ['已发放 DH0007', 'given', 'DH0007'],
    ['同意 dh0007', 'given', 'dh0007'],
    ['确认兑换', 'given', undefined],
    ['不同意兑换 DH0007 这个月先停一停', 'refused', 'DH0007'],
    ['DH0007 不同意 这个月先停一停', 'refused', 'DH0007'],
    ['取消兑换', 'taken-back', undefined],
    ['DH0007 取消', 'taken-back', 'DH0007'],
    ['取消DH0007', 'taken-back', 'DH0007'],
    ['DH0007 不换了', 'taken-back', 'DH0007'],
  ])('“%s” decides', (said, state, number) => {
    const reason = said.includes('停') ? '这个月先停一停' : '';
    expect(readReward(said)).toMatchObject({ kind: 'decide', state, reason });
    expect(readReward(said)).toHaveProperty('kind', 'decide');
    expect((readReward(said) as { number?: string }).number).toBe(number);
  });

  test.each(['待确认兑换', '待确认兑换单', '兑换审核', '有人兑换吗', '等我确认的兑换'])(
    '“%s” asks what waits',
    said => {
      expect(readReward(said)).toEqual({ kind: 'waiting' });
    },
  );

  test.each([
    '今天能兑换外币吗',
    '同意延期 0007',
    '确认收到',
    '取消请假',
    '我想换个网格员怎么办',
    '已发放宣传单',
  ])('“%s” is about something else', said => {
    const word = readReward(said);
    expect(word === undefined || (word.kind === 'ask' && word.isPlain)).toBe(true);
  });
});
