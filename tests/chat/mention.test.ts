import { describe, expect, test } from '@jest/globals';
import { putInMentions, takeOutMention } from '../../src/chat/mention.js';

describe('the name of the bot in a message', () => {
  test.each([
    ['picked from the list', '@小格\u2005路灯坏了', '路灯坏了'],
    ['typed with a space', '@小格 路灯坏了', '路灯坏了'],
    ['typed without a space', '@小格路灯坏了', '路灯坏了'],
    ['typed with a wide @', '＠小格　路灯坏了', '路灯坏了'],
    ['at the end', '路灯坏了 @小格', '路灯坏了'],
    ['in the middle', '路灯 @小格 坏了', '路灯 坏了'],
    ['twice', '@小格 @小格 在吗', '在吗'],
    ['alone', '@小格', ''],
  ])('%s is taken out', (_, text, rest) => {
    expect(takeOutMention(text, ['小格'])).toEqual({ text: rest, isMentioned: true });
  });

  test.each([
    ['no @', '小格在吗'],
    ['an e-mail address', 'mail@小格.example'],
    ['somebody else', '@张三 在吗'],
  ])('is not seen with %s', (_, text) => {
    expect(takeOutMention(text, ['小格'])).toEqual({ text, isMentioned: false });
  });

  test('keeps the lines after it', () => {
    expect(takeOutMention('@小格\n第一行\n第二行', ['小格']).text).toBe('第一行\n第二行');
  });

  test('may be its alias in the group, which is longer', () => {
    expect(takeOutMention('@小格(社区助手)\u2005在吗', ['小格', '小格(社区助手)']).text).toBe('在吗');
  });

  test('is not the name of a neighbour that begins alike', () => {
    expect(takeOutMention('@小格子 在吗', ['小格'], ['小格子'])).toEqual({
      text: '@小格子 在吗',
      isMentioned: false,
    });
  });
});

describe('the names put before a text', () => {
  test('are those the text does not have already', () => {
    expect(putInMentions('@张三 你看', ['张三', '李四'])).toBe('@李四\u2005@张三 你看');
  });
});
