import { describe, expect, test } from '@jest/globals';
import { boardAsked } from '../../src/flow/word-board.js';
import { helpAsked } from '../../src/flow/word-help.js';
import { isTodoAsked, isTodoMeant } from '../../src/flow/word-todo.js';
import { plainWords } from '../../src/flow/worker-words.js';

describe('help is asked for in many ways', () => {
  test.each([
    ['帮助', ''],
    ['帮助！', ''],
    ['帮 助'.replace(' ', ''), ''],
    ['帮住', ''],
    ['help', ''],
    ['ＨＥＬＰ', ''],
    ['怎么用', ''],
    ['使用说明', ''],
    ['？', ''],
    ['有哪些口令', ''],
    ['你会干什么', ''],
    ['帮助 打卡', '打卡'],
    ['帮助打卡', '打卡'],
    ['帮助：打卡', '打卡'],
    ['帮助　大卡', '打卡'],
    ['打卡帮助', '打卡'],
    ['打卡怎么用', '打卡'],
    ['打卡怎么打？', '打卡'],
    ['怎么打卡', '打卡'],
    ['怎么巡查啊', '巡查'],
    ['走坊怎么说', '走访'],
    ['代办怎么看', '待办'],
    ['help 走访', '走访'],
  ])('“%s” asks about “%s”', (text, about) => {
    expect(helpAsked(plainWords(text))).toBe(about);
  });

  test.each([
    '帮个忙',
    '帮忙搬一下',
    '谁来帮帮我',
    '说明天的事',
    '我来帮助老人过马路好不好啊',
    '怎么回事啊这是又停电了',
    '今天谁值班',
  ])('“%s” is talk', text => {
    expect(helpAsked(plainWords(text))).toBeUndefined();
  });
});

describe('what waits is asked for in many ways', () => {
  test.each([
    '待办',
    '待办？',
    '代办',
    '带办',
    '我的待办',
    '今天的待办',
    '看看待办',
    '看一下我的待办',
    '查一下待办事项',
    '待办列表',
    '待办有哪些',
    '手上还有哪些单子',
    '我手头的单子',
    '我的工单',
    '帮我看下待办',
    '今日待办件',
  ])('“%s” is answered', text => {
    expect(isTodoAsked(plainWords(text))).toBe(true);
  });

  test.each([
    '待办的事先放放',
    '把待办发给小李',
    '这个单子是谁的',
    '单子先别动',
    '代办营业执照',
    '工单系统又卡了',
  ])('“%s” is talk', text => {
    expect(isTodoAsked(plainWords(text))).toBe(false);
  });
});

describe('said to the bot alone, what waits is asked for in vaguer words, too', () => {
  test.each([
    '我还有啥没办',
    '手上还有几件',
    '还有几件没办',
    '手上有什么活',
    '有什么活',
    '我今天有哪些任务',
    '现在手里有几单',
  ])('“%s”', text => {
    expect(isTodoAsked(plainWords(text))).toBe(false);
    expect(isTodoMeant(plainWords(text))).toBe(true);
  });

  test.each(['还有什么要说的吗', '我有什么办法', '今天有什么事', '有什么活动吗', '还有几件衣服没拿'])(
    '“%s” is talk',
    text => {
      expect(isTodoMeant(plainWords(text))).toBe(false);
    },
  );
});

describe('the board is asked for in many ways', () => {
  test.each([
    ['看板', ''],
    ['看板！', ''],
    ['看版', ''],
    ['全局', ''],
    ['三级', ''],
    ['三级看板', ''],
    ['全局看板', ''],
    ['看一下看板', ''],
    ['看板 金桂社区', '金桂社区'],
    ['看板：金桂社区', '金桂社区'],
    ['看板金桂第一网格', '金桂第一网格'],
    ['看板 全部', ''],
    ['金桂社区看板', '金桂社区'],
    ['金桂社区的看板', '金桂社区'],
    ['查一下柳园社区看板', '柳园社区'],
  ])('“%s” asks for “%s”', (text, unit) => {
    expect(boardAsked(plainWords(text))).toBe(unit);
  });

  test.each(['看板报了一遍又一遍', '把看板擦干净', '要顾全局', '三级医院在哪', '全局意识'])(
    '“%s” is talk',
    text => {
      expect(boardAsked(plainWords(text))).toBeUndefined();
    },
  );
});
