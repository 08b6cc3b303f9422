import { expect } from '@jest/globals';
import type { Conversation } from '../support/conversation.js';
import { matching } from '../support/play.js';
import { conversation } from '../support/play-one-matter.js';

const BUILDING = '云锦台8栋';
const WORKERS = '金桂社区网格员';
const NUMBER = 'WG-20261116-0001';

/** The worker takes it, finishes it with these words, and the leader checks it. */
async function settle(at: Conversation, words: string, photo: number): Promise<void> {
  await at.says('网格员小赵').inGroup(WORKERS, '接单');
  await at.untilTime('10:30');
  await at.says('网格员小赵').inGroup(WORKERS, `办结 ${words}`, { photo });
  await at.says('社区何书记').inPrivate('核实通过');
  const calls = await at.heardInPrivate('浅睡');
  expect(calls.at(-1)).toMatch(new RegExp(`${NUMBER}.*${words}.*1 满意`, 'su'));
  await at.overlook();
}

conversation('Unsatisfied once it is done again, twice it is supervised', '2026-11-16T14:00', async at => {
  await at.says('浅睡').inGroup(BUILDING, '楼下饭馆的排风机整天轰轰响，吵得睡不着');
  await at.says('浅睡').inGroup(BUILDING, '8栋东侧底商');
  expect(await at.heardInGroup(BUILDING)).toHaveLength(1);
  expect((await at.ticket(1)).number).toBe(NUMBER);
  await settle(at, '跟店家说了，风机调小了', 9);

  // The first time: no excuses, done again under the same number by whoever had it.
  await at.says('浅睡').inPrivate('3 白天小了，晚上九点以后照样响');
  expect(await at.heardInPrivate('浅睡')).toEqual([matching(/对不起.*现在重办，还是原单号/su)]);
  const [redo, ...noMore] = await at.messagesInGroup(WORKERS);
  expect(redo?.text).toMatch(/第 1 次重办.*晚上九点以后照样响/su);
  expect(redo?.mentions).toEqual(['网格员小赵']);
  expect(noMore).toEqual([]);
  expect(await at.heardElsewhere()).toEqual([]);
  // What is said right after belongs to it.
  await at.says('浅睡').inPrivate('九点到十点半最响');
  expect(await at.heardInPrivate('浅睡')).toEqual([matching(new RegExp(`补充记进 ${NUMBER}`, 'u'))]);
  expect(await at.heardInPrivate('网格员小赵')).toEqual([matching(/九点到十点半最响/u)]);
  expect(await at.tickets()).toHaveLength(1);
  expect(await at.heardElsewhere()).toEqual([]);
  await settle(at, '约谈了店家，答应晚上关一台', 10);

  // The second time: the street supervises; the leader gets a copy.
  await at.says('浅睡').inPrivate('不满意，就关了一晚上，糊弄人呢');
  expect(await at.heardInPrivate('浅睡')).toEqual([matching(/第二回.*街道督办/su)]);
  expect(await at.heardInPrivate('街道督办员老金')).toEqual([
    matching(new RegExp(`【督办】${NUMBER}.*第 2 次不满意.*硬证据`, 'su')),
  ]);
  expect(await at.heardInPrivate('社区何书记')).toEqual([matching(/【督办】/u)]);
  expect(await at.heardInGroup(WORKERS)).toEqual([matching(/第 2 次重办/u)]);
  expect(await at.heardElsewhere()).toEqual([]);

  // The supervisor's word reaches the handler; who must act is named without a number.
  await at.says('街道督办员老金').inPrivate('督办要求 生态环境部门夜间实测，店家限期装隔声罩');
  expect(await at.heardInGroup(WORKERS)).toEqual([matching(/【督办】.*夜间实测/su)]);
  await at.says('街道督办员老金').inPrivate('转派 环保');
  expect(await at.heardInPrivate('生态环境小林')).toEqual([
    matching(new RegExp(`派单 ${NUMBER}.*经过：`, 'su')),
  ]);
  expect(await at.heardInPrivate('浅睡')).toEqual([matching(/已派给生态环境部门/u)]);
  expect(await at.tickets()).toHaveLength(1);
  await at.says('生态环境小林').inPrivate('接单');
  await at.hoursLater(26);
  await at.overlook();
  await at.says('生态环境小林').inPrivate('办结 隔声罩装好，晚上复测达标', { photo: 11 });
  const [check] = await at.messagesInGroup(WORKERS);
  expect(check?.mentions).toEqual(['社区何书记']);
  // Whoever handled it before does not check it.
  await at.says('网格员小赵').inGroup(WORKERS, '核实通过');
  expect((await at.ticket(1)).state).toBe('handled');
  await at.overlook();
  await at.says('社区何书记').inPrivate('核实通过 监测数据看过了');
  expect(await at.heardInPrivate('浅睡')).toEqual([matching(/隔声罩装好.*1 满意/su)]);

  // No answer never counts as satisfied: one reminder after a day, then it is closed as not rated.
  await at.hoursLater(25);
  expect(await at.heardInPrivate('浅睡')).toEqual([matching(/再问一句/u)]);
  await at.hoursLater(24);
  expect(await at.heardInPrivate('浅睡')).toEqual([]);
  await at.says('浅睡').inPrivate('1 总算能睡了');
  expect(await at.heardInPrivate('浅睡')).toEqual([matching(/谢谢您/u)]);
  expect(await at.heardInGroup(BUILDING)).toEqual([matching(new RegExp(`已办好（${NUMBER}）`, 'u'))]);
  const ticket = await at.ticket(1);
  expect(ticket).toMatchObject({ state: 'closed', satisfaction: 'satisfied' });
  expect(ticket.history.filter(({ type }) => type === 'redo-ordered')).toHaveLength(2);
});

conversation('Somebody never answers the callback', '2026-11-16T09:00', async at => {
  await at.says('浅睡').inGroup(BUILDING, '8栋1单元楼道灯不亮，晚上黑漆漆的');
  await settle(at, '换了新灯泡', 12);
  await at.hoursLater(25);
  expect(await at.heardInPrivate('浅睡')).toEqual([matching(/再问一句/u)]);
  await at.hoursLater(72);
  expect(await at.ticket(1)).toMatchObject({ state: 'closed', satisfaction: 'unrated' });
  expect(await at.heardInPrivate('浅睡')).toEqual([]);
  // The door stays open for a week.
  await at.says('浅睡').inPrivate('重办 灯又不亮了');
  expect(await at.heardInPrivate('浅睡')).toEqual([matching(new RegExp(`${NUMBER} 重新办`, 'u'))]);
  expect((await at.ticket(1)).state).toBe('offered');
});
