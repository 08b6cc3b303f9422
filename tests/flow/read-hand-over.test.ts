import { describe, expect, test } from '@jest/globals';
import { readHandOver } from '../../src/flow/read-hand-over.js';

describe('words for handing work over', () => {
  test.each([
    ['交接给小周', '小周'],
    ['交接 小周', '小周'],
    ['交接', ''],
    ['工作交接给网格员小周', '网格员小周'],
    ['把手上的工作都交接给小周', '小周'],
    ['我把手头的单子交接给小周', '小周'],
    ['手上的单都交给小周', '小周'],
    ['我的活都转给小周', '小周'],
    ['移交给小周', '小周'],
    ['交接一下工作给小周', '小周'],
    ['交接一下给小周', '小周'],
    ['交接 0007 给小周', '0007 给小周'],
    ['交接WG-20261123-0007 小周', 'WG-20261123-0007 小周'],
    ['交接 @网格员小周', '网格员小周'],
  ])('%s', (said, named) => {
    expect(readHandOver(said)).toEqual({ kind: 'give', named });
  });

  test.each(['接', '接了', '我接', '好，接', '收到，接下', '我来接', '接。'])('%s takes it', said => {
    expect(readHandOver(said)).toEqual({ kind: 'take', isSure: false, named: '' });
  });

  test.each([
    ['接交接', ''],
    ['接小李的交接', '小李'],
    ['接交接 小李', '小李'],
    ['同意交接', ''],
  ])('%s takes it for sure', (said, named) => {
    expect(readHandOver(said)).toEqual({ kind: 'take', isSure: true, named });
  });

  test.each(['不接', '接不了', '我不方便', '不方便接', '忙不过来，不接'])('%s declines', said => {
    expect(readHandOver(said)).toEqual({ kind: 'decline' });
  });

  test.each([
    ['不同意交接', ''],
    ['不同意交接 小李', '小李'],
    ['不同意小李的交接', '小李'],
  ])('%s refuses', (said, named) => {
    expect(readHandOver(said)).toEqual({ kind: 'refuse', named });
  });

  test.each([
    '交接完了',
    '交接好了 大家放心',
    '交接班开会',
    '今天跟小周交接过了',
    '交接单放桌上',
    '怎么交接？',
    '交接给谁',
    '我去接孩子',
    '接孩子去了',
    '接到电话了',
    '接单',
    '接单 0007',
    '这活我不接待',
    '马上接',
    '交给我吧',
  ])('%s is something else', said => {
    expect(readHandOver(said)).toBeUndefined();
  });
});
