import { expect } from '@jest/globals';
import { matching } from '../support/play.js';
import { conversation } from '../support/play-one-matter.js';

const BUILDING = '柳园里9栋';
const WORKERS = '柳园社区网格员';

conversation('A smell of gas at night', '2026-11-24T23:47', async at => {
  await at.says('小鹿').inGroup(BUILDING, '1单元楼道里一股很浓的煤气味，三楼那里最呛人');

  // What saves lives first, at once, where it was said, without a number and without a question.
  const [advice, ...noMore] = await at.messagesInGroup(BUILDING);
  expect(advice?.text).toMatch(/‼️.*别碰任何电器开关.*走楼梯到楼外.*119.*燃气抢修/su);
  expect(advice?.text).not.toMatch(/WG-|房号|吗？/u);
  expect(noMore).toEqual([]);

  // Everybody who can help is called in the quiet hours, nobody waits for 接单.
  const [card, ...noMoreCards] = await at.messagesInGroup(WORKERS);
  expect(card?.text).toMatch(/【紧急】WG-20261124-0001 柳园里9栋1单元 燃气泄漏.*回“到”/su);
  expect(card?.mentions).toEqual(['网格员小周', '社区田书记']);
  expect(noMoreCards).toEqual([]);
  const [call, ...noMoreCalls] = await at.messagesInPrivate('街道值班小孟');
  expect(call?.text).toMatch(/【紧急】WG-20261124-0001/u);
  expect(noMoreCalls).toEqual([]);
  expect([card, call].every(later => Number(advice?.saidAt) <= Number(later?.saidAt))).toBe(true);
  const [noted, ...noMoreNotes] = await at.messagesInPrivate('小鹿');
  expect(noted?.text).toMatch(/紧急件登记 WG-20261124-0001/u);
  expect(noMoreNotes).toEqual([]);
  expect(await at.heardElsewhere()).toEqual([]);

  await at.minutesLater(2);
  await at.says('网格员小周').inGroup(WORKERS, '在路上，五分钟，119和燃气抢修都打过了');
  expect(await at.ticket(1)).toMatchObject({ state: 'handling', urgency: 'emergency', category: '03' });
  expect(await at.heardInPrivate('小鹿')).toEqual([
    matching(/网格员小周已经接了 WG-20261124-0001，正往现场赶/u),
  ]);
  expect(await at.heardInPrivate('网格员小周')).toEqual([matching(/详细位置/u)]);
  expect(await at.heardElsewhere()).toEqual([]);

  // A neighbour who cannot get down is calmed and passed on at once; the room number goes to the handler alone.
  await at.says('大刘').inGroup(BUILDING, '我妈腿脚不好，下不来楼');
  const [calm, ...noMoreCalm] = await at.messagesInGroup(BUILDING);
  expect(calm?.text).toMatch(/别慌。房号请私聊发我.*119/su);
  expect(calm?.mentions).toEqual(['大刘']);
  expect(noMoreCalm).toEqual([]);
  const [help, ...noMoreHelp] = await at.messagesInGroup(WORKERS);
  expect(help?.text).toMatch(/WG-20261124-0001.*下不来楼/su);
  expect(help?.mentions).toEqual(['网格员小周']);
  expect(noMoreHelp).toEqual([]);
  await at.says('大刘').inPrivate('1单元302');
  expect(await at.heardInPrivate('网格员小周')).toEqual([matching(/WG-20261124-0001.*1单元302/su)]);
  expect(await at.heardInPrivate('大刘')).toEqual([matching(/WG-20261124-0001/u)]);
  expect(await at.heardElsewhere()).toEqual([]);

  // Others who smell it too open nothing new.
  await at.says('芝麻').inGroup(BUILDING, '我也闻到了，1单元煤气味很重');
  expect(await at.tickets()).toHaveLength(1);
  expect(await at.heardInGroup(WORKERS)).toEqual([]);
  await at.overlook();

  await at.minutesLater(5);
  await at.says('网格员小周').inGroup(WORKERS, '到。味道确实很重，楼外拉了警戒线');
  expect(await at.heardElsewhere()).toEqual([]);

  // News goes to the group in the handler's words, at night as well.
  await at.minutesLater(18);
  await at
    .says('网格员小周')
    .inGroup(WORKERS, '通报 消防和燃气都到了，总阀已关，没有人受伤。请先别回楼，等通知');
  expect(await at.heardInGroup(BUILDING)).toEqual([matching(/^消防和燃气都到了.*请先别回楼/su)]);
  expect(await at.heardInGroup(WORKERS)).toEqual([matching(/已通报到楼群/u)]);
  await at.minutesLater(46);
  await at
    .says('网格员小周')
    .inGroup(WORKERS, '通报 燃气公司检测合格，可以回家了，明早8点逐户检查后恢复供气');
  expect(await at.heardInGroup(BUILDING)).toEqual([matching(/^燃气公司检测合格，可以回家了/u)]);
  await at.overlook();

  // Once people are safe the rest waits for the morning, and speaks of the day as one does then.
  await at.says('网格员小周').inGroup(WORKERS, '办结 三楼一户软管脱落，换好了，检测合格', { photo: 4 });
  expect(await at.heardElsewhere()).toEqual([]);
  await at.untilTime('08:00');
  const [check] = await at.messagesInGroup(WORKERS);
  expect(check?.text).toMatch(/三楼一户软管脱落.*明天 0[01]:\d\d 前/su);
  expect(check?.mentions).toEqual(['社区田书记']);
  await at.says('社区田书记').inPrivate('核实通过 现场复查没有异味');
  const asked = ['小鹿', '大刘', '芝麻'];
  for (const name of asked)
    expect(await at.heardInPrivate(name)).toEqual([matching(/WG-20261124-0001（燃气泄漏）办好了/u)]);
  for (const name of asked) await at.says(name).inPrivate('1');
  expect(await at.heardInGroup(BUILDING)).toEqual([matching(/燃气泄漏已办好（WG-20261124-0001）/u)]);
  const ticket = await at.ticket(1);
  expect(ticket).toMatchObject({ state: 'closed', satisfaction: 'satisfied' });
  expect(ticket.supporters.map(id => at.nameOf(id))).toEqual(['大刘', '芝麻']);
});

conversation('Nobody takes an emergency', '2026-11-24T02:10', async at => {
  // It climbs within minutes, by night, and whoever is at the top is not called without end.
  await at.says('核桃').inGroup('柳园里12栋', '2单元一楼着火了，窗户里冒黑烟');
  await at.overlook();
  await at.minutesLater(12);
  expect(await at.heardInGroup(WORKERS)).toEqual([matching(/超过接单时限/u)]);
  const [risen, ...more] = await at.heardInPrivate('社区田书记');
  expect(risen).toMatch(/超时上报/u);
  expect(more).toEqual([]);
  expect((await at.ticket(1)).level).toBe('community');
  await at.minutesLater(30);
  expect(await at.ticket(1)).toMatchObject({ level: 'district', state: 'offered' });
  await at.overlook();
  await at.hoursLater(10);
  const reminders = await at.heardInPrivate('区中心值班小严');
  expect(reminders.length).toBeGreaterThan(0);
  expect(reminders.length).toBeLessThan(8);
});

conversation('The worker answers late, and is the first on the spot', '2026-11-24T02:10', async at => {
  await at.says('核桃').inGroup('柳园里12栋', '2单元一楼着火了，窗户里冒黑烟');
  await at.minutesLater(42);
  expect(await at.ticket(1)).toMatchObject({ level: 'district', state: 'offered' });
  await at.overlook();

  // Whoever is asked by now, who was called first may still say that they are there.
  await at.says('网格员小周').inGroup(WORKERS, '到，明火灭了');
  const ticket = await at.ticket(1);
  expect(ticket).toMatchObject({ level: 'grid', state: 'handling' });
  expect(at.nameOf(ticket.assignee)).toBe('网格员小周');
  for (const name of ['社区田书记', '街道值班小孟', '区中心值班小严'])
    expect(await at.heardInPrivate(name)).toEqual([matching(/网格员小周已接手，您这边先不用派人/u)]);
  expect(await at.heardInPrivate('核桃')).toEqual([matching(/网格员小周.*正往现场赶/u)]);
  expect(await at.heardInPrivate('网格员小周')).toEqual([matching(/详细位置/u)]);
  expect(await at.heardElsewhere()).toEqual([]);

  await at.says('网格员小周').inGroup(WORKERS, '办结 没有人受伤，物业在清理', { photo: 5 });
  expect(await at.ticket(1)).toMatchObject({ state: 'handled' });
});
