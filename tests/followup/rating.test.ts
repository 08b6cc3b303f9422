import { describe, expect, test } from '@jest/globals';
import { readRating } from '../../src/followup/rating.js';

const satisfied = `
1
1。
1，谢谢
1 师傅很快就来了
选1
回1
１ 满意
1️⃣
满意
非常满意
很满意，师傅态度好
满意！
满意，辛苦小陈了
好了，谢谢
修好了
已经修好了谢谢你们
解决了
解决了，点赞
可以了
可以
不错
还不错
挺好的
很好
真好，一天就来了
太好了
谢谢
谢谢啊
多谢多谢
辛苦了
给力
好评
五星好评
没问题
没问题了
没什么问题了
没毛病
没意见
不漏了
不漏了，谢谢
没有再漏过
昨晚没响过，谢谢
不臭了
不堵啦
亮了亮了
灯亮了谢谢
靠谱
棒棒的
赞
👍
👍👍👍
👌
🙏
OK
ok
ok的
5分
4分
4.5分
10分
满分10分，给9分
五分
⭐⭐⭐⭐⭐
★★★★
搞定了
不好意思回晚了，已经好了
又来看了两次，修好了，谢谢
没想到这么快，谢谢
没得说
十分满意
两分钟就到了，满意
一分钱没花，谢谢
继续加油，很好
`;

const fair = `
2
2 就是等得久了点
2，慢了点
选2
还行
还行吧
还可以
一般
一般般
凑合
凑合吧
基本满意
比较满意
马马虎虎
差不多好了
勉强可以
过得去
基本好了，还有点印子
3分
三分吧
7分
⭐⭐⭐
三星
还好吧
`;

const unsatisfied = `
3
3 就关了一晚上
3，没人来
3就关了一晚上又响
3!
选3
不满意
不满意，又漏了
非常不满意
很不满意
不太满意
不是很满意
不怎么满意
不够满意
谈不上满意
不行
不行，还是漏
不好
不太好
不可以
没修好
没有修好
根本没解决
没解决
没弄好，一下雨又漏
还是漏
还在漏
还是响，整晚睡不着
还是老样子
又漏了
又堵了
又开始吵了
谢谢，但还是漏
修好两天又坏了
好了一天又不亮了
灯还是不亮
依然很臭
照样停
糊弄人
敷衍
差评
太差了
很失望
白修了
越修越漏
更严重了
没变化
没人来
没人管
不靠谱
不咋样
不怎么样
👎
😡
1分
2分
一星
⭐
⭐⭐
垃圾，来都没来
我要投诉
`;

const noAnswer = `
什么时候好
什么时候来
修好了吗
修好了没
好了没
解决了没有？
可以吗？
2号楼路灯不亮
1单元电梯停了
3栋门口有积水
3天
2点在家
12
在吗
你好
收到
嗯
我家在502
`;

function lines(text: string): string[] {
  return text.trim().split('\n');
}

describe('an answer to the callback', () => {
  test.each(lines(satisfied))('“%s” is satisfied', text => {
    expect(readRating(text.replace('１', '1'))?.rating).toBe('satisfied');
  });

  test.each(lines(fair))('“%s” is fair', text => {
    expect(readRating(text)?.rating).toBe('fair');
  });

  test.each(lines(unsatisfied))('“%s” is unsatisfied', text => {
    expect(readRating(text)?.rating).toBe('unsatisfied');
  });

  test.each(lines(noAnswer))('“%s” is no answer', text => {
    expect(readRating(text)).toBeUndefined();
  });

  test.each([
    ['3 就关了一晚上', '就关了一晚上'],
    ['1，谢谢师傅', '谢谢师傅'],
    ['不满意，又漏了', '又漏了'],
    ['满意', ''],
    ['3', ''],
    ['4分，来得快', '来得快'],
    ['⭐⭐ 等太久', '等太久'],
  ])('what was said besides the mark is kept: “%s”', (text, comment) => {
    expect(readRating(text)?.comment).toBe(comment);
  });
});
