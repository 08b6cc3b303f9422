import { expect } from '@jest/globals';
import { conversation } from '../support/play-one-matter.js';

const UNCLEAR = '又来了又来了，这楼没法住了，有没有人管';

conversation(
  'What stays unclear after one question goes to a person, who says what it is',
  '2026-11-25T15:20',
  async at => {
    await at.says('橙子').inGroup('滨河里1栋', UNCLEAR);
    const { number } = await at.ticket(1);
    const [question, ...more] = await at.heardInGroup('滨河里1栋');
    expect(question).toMatch(new RegExp(`${number}.*再说一句`, 'su'));
    expect(more).toEqual([]);
    expect(await at.heardElsewhere()).toEqual([]);

    await at.says('橙子').inGroup('滨河里1栋', '还不就是老样子，一到饭点就这样');
    expect(await at.ticket(1)).toMatchObject({ state: 'triage', number });
    expect(await at.heardInGroup('滨河里1栋')).toEqual([]);
    expect(await at.heardInPrivate('橙子')).toEqual([expect.stringMatching(/值班的同事看一眼.*半小时/su)]);
    const [card] = await at.heardInPrivate('街道值班小孟');
    expect(card).toMatch(new RegExp(`待研判.*${number}.*把握`, 'su'));
    // The answer is part of what the operator decides on.
    expect(card).toContain('一到饭点就这样');
    expect(await at.heardElsewhere()).toEqual([]);

    await at.says('街道值班小孟').inPrivate(`改类 ${number.slice(-4)} 餐饮油烟`);
    expect(await at.ticket(1)).toMatchObject({
      number,
      state: 'offered',
      category: '02',
      itemName: '餐饮油烟',
    });
    expect(await at.heardInPrivate('橙子')).toEqual([
      expect.stringMatching(new RegExp(`${number}.*城市管理·餐饮油烟`, 'su')),
    ]);
    expect(await at.historyOf(1)).toContain('category-corrected');
    await at.overlook();

    // What comes on top is a matter of its own.
    await at.says('橙子').inPrivate('饭馆风机晚上轰轰响睡不着');
    expect(await at.tickets()).toHaveLength(2);
    expect(await at.ticket(2)).toMatchObject({ category: '08' });
    expect((await at.ticket(1)).state).toBe('offered');
    expect((await at.heardInPrivate('橙子'))[0]).toContain((await at.ticket(2)).number);
    expect(await at.heardInGroup('滨河里1栋')).toEqual([]);
  },
);

conversation(
  'Whoever works on it hears that the operator filed it under something else',
  '2026-11-25T09:20',
  async at => {
    await at.says('晴天').inGroup('锦澜府2栋', '2栋门口的垃圾桶满了三天没人清');
    const { number } = await at.ticket(1);
    await at.says('网格员小李').inGroup('柳园社区网格员', `接单 ${number}`);
    await at.overlook();
    await at.says('街道值班小孟').inPrivate(`改类 ${number} 11`);
    expect(await at.ticket(1)).toMatchObject({ number, state: 'handling' });
    expect((await at.ticket(1)).category).not.toBe('02');
    expect(await at.heardInPrivate('晴天')).toEqual([expect.stringContaining(number)]);
    expect(await at.heardInGroup('柳园社区网格员')).toEqual([expect.stringContaining(number)]);
    expect(await at.heardInGroup('锦澜府2栋')).toEqual([]);
  },
);

conversation('A question nobody answers holds nothing up', '2026-11-25T10:00', async at => {
  await at.says('海风').inGroup('锦澜府2栋', UNCLEAR);
  expect((await at.ticket(1)).state).toBe('collecting');
  await at.overlook();
  await at.minutesLater(9);
  expect((await at.ticket(1)).state).toBe('collecting');
  await at.minutesLater(2);
  expect((await at.ticket(1)).state).toBe('triage');
  expect(await at.heardInGroup('锦澜府2栋')).toEqual([]);
  expect(await at.heardInPrivate('海风')).toHaveLength(1);
});

conversation('What is said elsewhere meanwhile is not taken for the answer', '2026-11-25T10:00', async at => {
  await at.says('网格员小李').inGroup('锦澜府2栋', '各位邻居早上好，今天风大，收好阳台的花盆');
  await at.says('海风').inGroup('锦澜府2栋', UNCLEAR);
  await at.overlook();
  await at.says('晴天').inGroup('锦澜府2栋', '谁家有多余的快递盒子');
  expect((await at.ticket(1)).state).toBe('collecting');
  expect(await at.heardElsewhere()).toEqual([]);
});
