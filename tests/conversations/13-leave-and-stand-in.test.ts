import { expect } from '@jest/globals';
import { conversation, matching } from '../support/play.js';

const WORKERS = '柳园社区网格员';

conversation(
  'A worker takes leave, a colleague stands in, and comes back early',
  '2026-11-23T09:00',
  async at => {
    // Talk about leave is talk.
    await at.says('网格员小李').inGroup(WORKERS, '请假条我放桌上了，别弄丢');
    expect(await at.heardElsewhere()).toEqual([]);

    await at.says('网格员小李').inGroup(WORKERS, '请假 明天到周五，带我妈去看眼睛');
    const [asked] = await at.messagesInGroup(WORKERS);
    expect(asked?.text).toMatch(/请假记下了：明天到周五（11月27日）。这几天谁代班/u);
    expect(asked?.text).not.toMatch(/眼睛/u);
    expect(asked?.mentions).toEqual(['网格员小李']);
    expect(await at.heardInPrivate('社区田书记')).toEqual([
      matching(/网格员小李请假：明天到周五.*还没定谁代班.*不同意请假 网格员小李/su),
    ]);
    expect(await at.heardElsewhere()).toEqual([]);

    // What the colleague has just told is no answer.
    await at.says('网格员小李').inGroup(WORKERS, '小周刚才说12栋的灯修好了');
    expect(await at.heardElsewhere()).toEqual([]);
    await at.says('网格员小李').inGroup(WORKERS, '小周代吧');
    expect(await at.heardInGroup(WORKERS)).toEqual([matching(/好，网格员小周代班，新单直接派过去/u)]);
    expect(await at.heardInPrivate('网格员小周')).toEqual([matching(/网格员小李明天到周五.*请您代班/u)]);
    expect(await at.heardInPrivate('社区田书记')).toEqual([matching(/由网格员小周代班/u)]);
    expect(await at.heardElsewhere()).toEqual([]);

    // Today is a working day still.
    await at.says('晴天').inGroup('锦澜府2栋', '2栋大厅的玻璃门碎了一块，扎手');
    expect(at.nameOf((await at.ticket(1)).assignee)).toBe('网格员小李');
    await at.overlook();

    await at.untilTime('08:50');
    await at.overlook();
    await at.says('橙子').inGroup('滨河里1栋', '1栋一楼楼道的声控灯不亮了，黑漆漆的');
    const second = await at.ticket(2);
    expect(at.nameOf(second.assignee)).toBe('网格员小周');
    const card = (await at.messagesInGroup(WORKERS)).find(({ text }) => text.includes(second.number));
    expect(card?.mentions).toEqual(['网格员小周']);
    await at.says('晴天').inGroup('锦澜府2栋', '我们楼归谁管呀', { mention: true });
    expect((await at.heardInGroup('锦澜府2栋')).at(-1)).toMatch(/网格员小李（请假，小周代班）/u);
    await at.overlook();

    // The stand-in may do what the absent one may.
    await at.says('网格员小周').inGroup(WORKERS, `接单 ${second.number}`);
    expect((await at.ticket(2)).state).toBe('handling');
    await at.overlook();

    await at.hoursLater(24);
    await at.untilTime('10:00');
    await at.overlook();
    await at.says('网格员小李').inPrivate('销假');
    expect(await at.heardInPrivate('网格员小李')).toEqual([matching(/欢迎回来，销假了/u)]);
    expect(await at.heardInPrivate('网格员小周')).toEqual([matching(/网格员小李不休了，代班到此为止/u)]);
    expect(await at.heardInPrivate('社区田书记')).toEqual([matching(/网格员小李销假回来了/u)]);
    await at.says('网格员小李').inPrivate('销假');
    expect(await at.heardInPrivate('网格员小李')).toEqual([matching(/现在没有请假/u)]);
    await at.says('海风').inGroup('锦澜府2栋', '2栋门口的垃圾桶满得溢出来了');
    expect(at.nameOf((await at.ticket(3)).assignee)).toBe('网格员小李');
  },
);

conversation('The leader says no, and nobody stands in for anybody', '2026-11-23T09:00', async at => {
  await at.says('网格员小赵').inPrivate('明天请假一天，小陈顶一下');
  expect(await at.heardInPrivate('网格员小赵')).toEqual([matching(/请假记下了：明天，网格员小陈代班/u)]);
  expect(await at.heardInPrivate('网格员小陈')).toEqual([matching(/网格员小赵明天请假，请您代班/u)]);
  expect(await at.heardInPrivate('社区何书记')).toEqual([matching(/网格员小赵请假：明天，网格员小陈代班/u)]);

  // A resident, or a colleague, may not.
  await at.says('网格员小周').inPrivate('不同意请假 小赵');
  await at.overlook();
  await at.says('社区何书记').inPrivate('不同意请假 小赵，明天检查组来');
  expect(await at.heardInPrivate('社区何书记')).toEqual([matching(/已告诉网格员小赵/u)]);
  expect(await at.heardInPrivate('网格员小赵')).toEqual([matching(/社区何书记没同意明天的假/u)]);
  expect(await at.heardInPrivate('网格员小陈')).toEqual([matching(/代班到此为止/u)]);
  await at.untilTime('08:40');
  await at.overlook();
  await at.says('青青').inGroup('和顺里2栋', '2栋楼道的灯不亮了，晚上看不见');
  expect(at.nameOf((await at.ticket(1)).assignee)).toBe('网格员小赵');
});
