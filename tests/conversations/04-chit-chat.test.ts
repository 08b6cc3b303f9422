import { expect } from '@jest/globals';
import { matching } from '../support/play.js';
import { conversation } from '../support/play-one-matter.js';

const BUILDING = '金桂苑3栋';

conversation('Neighbours chat and the bot keeps silent', '2026-11-22T10:02', async at => {
  const chat = [
    ['云朵', '砂糖橘团购还差三箱，要的接龙'],
    ['阿宽', '+1 2箱'],
    ['木木', '着火了着火了🔥昨晚那场球看了没'],
    ['阿宽', '要命了，最后一分钟绝杀，嗓子都喊哑了'],
    ['云朵', '我家那口子打呼噜跟电钻一样，一夜没合眼🤣'],
    ['楼长周阿姨', '【通知】明天8:00-11:00清洗水箱，停水三小时，请大家提前接水'],
    ['木木', '收到'],
    ['云朵', '昨天说的楼道灯修好了，亮堂多了，谢谢师傅'],
    ['阿宽', '出一辆儿童自行车，九成新，80块自提'],
  ] as const;
  for (const [who, words] of chat) {
    await at.says(who).inGroup(BUILDING, words);
    await at.minutesLater(2);
  }
  await at.says('阿宽').inGroup(BUILDING, '就这辆', { photo: 5 });
  await at.minutesLater(15);
  expect(await at.heardElsewhere()).toEqual([]);
  expect(await at.tickets()).toEqual([]);

  // Called by name it answers, once.
  await at.says('木木').inGroup(BUILDING, '咱们3栋的网格员是哪位？', { mention: true });
  const [answer, ...noMore] = await at.messagesInGroup(BUILDING);
  expect(answer?.text).toMatch(/网格员是小陈.*8:30–18:00/su);
  expect(answer?.text).not.toMatch(/1\d{10}|1\d{2}\*{4}/u);
  expect(answer?.mentions).toEqual(['木木']);
  expect(noMore).toEqual([]);
  await at.says('木木').inGroup(BUILDING, '好的谢谢');
  await at.hoursLater(10);
  expect(await at.heardElsewhere()).toEqual([]);
  expect(await at.tickets()).toEqual([]);

  // A question nobody put to the bot is for the neighbours.
  await at.says('云朵').inGroup(BUILDING, '有人知道网格员电话吗');
  expect(await at.heardElsewhere()).toEqual([]);
  // What staff say among themselves is not for the bot either.
  await at.says('网格员小陈').inGroup('金桂社区网格员', '下午三点开例会，大家别忘了带本子');
  expect(await at.heardInGroup('金桂社区网格员')).toEqual([]);
  expect(await at.heardElsewhere()).toEqual([]);
});

conversation('Help, asked for in private', '2026-11-22T10:02', async at => {
  await at.says('木木').inPrivate('怎么用');
  expect(await at.heardInPrivate('木木')).toEqual([matching(/进度|附议|报/u)]);
  expect(await at.heardElsewhere()).toEqual([]);
});
