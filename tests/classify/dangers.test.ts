import { describe, expect, test } from '@jest/globals';
import { dangerOf } from '../../src/classify/danger-lexicon.js';

describe('a danger is known by its words', () => {
  test.each([
    ['电梯卡住了 里面有两个小孩在哭', 'lift'],
    ['好大一股煤气味 楼道里全是', 'gas'],
    ['6栋车棚着火了 快来人', 'fire'],
    ['路灯杆带电 有个学生倒在水里', 'electric'],
    ['有孩子掉进鱼塘了', 'drowning'],
    ['有人站在楼顶要跳楼', 'self-harm'],
    ['有人拿刀追着人砍', 'violence'],
    ['我女儿不见了 五岁 穿红衣服', 'missing'],
    ['我爸突然倒地上叫不醒', 'medical'],
    ['墙塌了 底下压着人', 'collapse'],
    ['罐车翻了 氨气漏出来了', 'chemical'],
  ])('%s', (text, danger) => {
    expect(dangerOf(text)).toBe(danger);
  });
});

describe('a word of danger is no danger when the words around it take it back', () => {
  test.each([
    '电梯停在一楼不动 没困人',
    '这首歌火了 满大街都在放',
    '着火了着火了 这场球赛踢疯了',
    '消防演练 有烟雾 请大家不要惊慌',
    '砍一刀 还差0.01',
    '孙子找到了 谢谢大家',
    '昨晚的火已经扑灭了 没人受伤',
    '楼道堆这么多东西 真着了火往哪跑',
    '我的手机掉河里了',
    '早上好',
    '',
  ])('%s', text => {
    expect(dangerOf(text)).toBeUndefined();
  });
});
