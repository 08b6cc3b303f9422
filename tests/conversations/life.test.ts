import { expect } from '@jest/globals';
import { conversation } from '../support/play-one-matter.js';
import { inHand, offered, verified } from './course.js';

const WORKERS = '金桂社区网格员';
const chen = { worker: '网格员小陈', room: WORKERS, verifier: '社区何书记' } as const;
const bins = { who: '向日葵', room: '金桂苑6栋', text: '6栋门口的垃圾桶满了三天没人清' } as const;
const leak = { who: '向日葵', room: '金桂苑6栋', text: '6栋2单元楼上漏水，滴到楼道里了' } as const;

conversation('A ticket rests until its day, and its time with it', '2026-11-23T09:00', async at => {
  const number = await inHand(at, bins, chen.worker, WORKERS);
  await at.says(chen.worker).inGroup(WORKERS, '挂起 到12月4日 等清运公司换新桶');
  expect((await at.ticket(1)).state).toBe('suspended');
  expect(await at.heardInPrivate('向日葵')).toEqual([expect.stringMatching(/等清运公司换新桶/u)]);
  expect(await at.heardInGroup('金桂苑6栋')).toEqual([]);
  await at.overlook();
  // The five working days would be over on the 30th; nobody is pressed while it rests.
  await at.hoursLater(24 * 9);
  expect((await at.ticket(1)).state).toBe('suspended');
  expect(await at.heardElsewhere()).toEqual([]);
  await at.hoursLater(24 * 3);
  expect((await at.ticket(1)).state).toBe('handling');
  expect(await at.heardInGroup(WORKERS)).toEqual([
    expect.stringMatching(new RegExp(`${number}.*恢复`, 'su')),
  ]);
  expect(await at.historyOf(1)).not.toContain('step-overdue');
});

conversation('A rested ticket is taken up again earlier by a word', '2026-11-23T09:00', async at => {
  await inHand(at, bins, chen.worker, WORKERS);
  await at.says(chen.worker).inGroup(WORKERS, '挂起');
  expect(await at.heardInGroup(WORKERS)).toEqual([expect.stringMatching(/挂起到什么时候/u)]);
  await at.says(chen.worker).inGroup(WORKERS, '挂起 到下周五 等清运公司换新桶');
  await at.says(chen.worker).inGroup(WORKERS, '恢复');
  expect((await at.ticket(1)).state).toBe('handling');
});

conversation('Two who handled it together may not check it', '2026-11-23T09:00', async at => {
  const number = await inHand(at, bins, chen.worker, WORKERS);
  await at.says(chen.worker).inGroup(WORKERS, `组团 ${number}`, { mention: ['网格员小赵'] });
  const asked = (await at.messagesInGroup(WORKERS)).filter(({ mentions }) => mentions.includes('网格员小赵'));
  expect(asked).toHaveLength(1);
  expect(asked[0]?.text).toContain(number);
  await at.says('网格员小赵').inGroup(WORKERS, `办结 ${number} 两个人一起清干净了`, { photo: true });
  expect((await at.ticket(1)).state).toBe('handled');
  await at.overlook();
  for (const handler of ['网格员小陈', '网格员小赵']) {
    await at.says(handler).inGroup(WORKERS, `核实通过 ${number}`);
    expect(await at.heardInGroup(WORKERS)).toEqual([expect.stringMatching(/换个人核实/u)]);
  }
  expect((await at.ticket(1)).state).toBe('handled');
  await at.says('社区何书记').inPrivate(`核实通过 ${number}`);
  expect((await at.ticket(1)).state).toBe('verified');
});

conversation('Handed to a colleague, then to the department that can do it', '2026-11-23T09:00', async at => {
  const number = await offered(at, bins);
  await at.says(chen.worker).inGroup(WORKERS, `转派 ${number}`, { mention: ['网格员小赵'] });
  expect(at.nameOf((await at.ticket(1)).assignee)).toBe('网格员小赵');
  await at.overlook();
  await at.says('网格员小赵').inGroup(WORKERS, `转派 ${number} 城管`);
  expect(await at.ticket(1)).toMatchObject({ number, level: 'department', state: 'offered' });
  expect(await at.heardInPrivate('城管中队小宋')).toEqual([expect.stringContaining(number)]);
  expect(await at.heardInPrivate('向日葵')).toEqual([expect.stringMatching(/城管中队/u)]);
  await at.says('城管中队小宋').inPrivate('退回');
  expect(await at.heardInPrivate('城管中队小宋')).toEqual([expect.stringMatching(/原因/u)]);
  await at.says('城管中队小宋').inPrivate('退回 这个小区的桶归物业清运');
  expect(at.nameOf((await at.ticket(1)).assignee)).toBe('网格员小赵');
});

conversation('Not taken on, objected to, and looked at again', '2026-11-25T10:00', async at => {
  await at.says('橘子汽水').inPrivate('又来了又来了，这楼没法住了，有没有人管');
  await at.minutesLater(11);
  expect((await at.ticket(1)).state).toBe('triage');
  await at.overlook();
  const digits = (await at.ticket(1)).number.slice(-4);
  await at.says('街道值班小孟').inPrivate(`不受理 ${digits}`);
  expect(await at.heardInPrivate('街道值班小孟')).toEqual([expect.stringMatching(/原因/u)]);
  await at.says('街道值班小孟').inPrivate(`不受理 ${digits} 说的是自家装修，请找装修公司`);
  expect((await at.ticket(1)).state).toBe('declined');
  expect(await at.heardInPrivate('橘子汽水')).toEqual([expect.stringMatching(/自家装修.*要办/su)]);
  await at.overlook();
  await at.says('橘子汽水').inPrivate('要办，不是我家，是楼上');
  expect((await at.ticket(1)).state).toBe('triage');
  expect(await at.heardInPrivate('橘子汽水')).toHaveLength(1);
  expect(await at.heardInPrivate('街道值班小孟')).toEqual([expect.stringMatching(/异议/u)]);
});

conversation(
  'Two tickets of one matter are merged, and both who raised it are asked',
  '2026-11-23T09:00',
  async at => {
    const first = await offered(at, bins);
    const second = await offered(at, {
      who: '小棠',
      room: '金桂苑6栋',
      text: '6栋2单元楼道灯坏了好几天，晚上摸黑',
    });
    await at.says('街道值班小孟').inPrivate(`并案 ${second} ${first}`);
    expect(await at.ticket(2)).toMatchObject({ number: second, state: 'merged' });
    expect(await at.heardInPrivate('小棠')).toEqual([
      expect.stringMatching(new RegExp(`${second}.*${first}`, 'su')),
    ]);
    expect((await at.ticket(1)).supporters.map(id => at.nameOf(id))).toEqual(['小棠']);
    await at.says(chen.worker).inGroup(WORKERS, `接单 ${first}`);
    await at.overlook();
    await at.says(chen.worker).inGroup(WORKERS, `办结 ${first} 清理好了`, { photo: true });
    await at.says('社区何书记').inPrivate(`核实通过 ${first}`);
    for (const who of ['向日葵', '小棠']) {
      expect((await at.heardInPrivate(who)).at(-1)).toMatch(new RegExp(`${first}.*满意`, 'su'));
    }
  },
);

conversation('Taken for the same matter, and set apart again by one word', '2026-11-23T09:00', async at => {
  await offered(at, leak);
  await at.says('老唐').inGroup('金桂苑6栋', '6栋楼上漏水，我家也滴水了');
  expect((await at.ticket(1)).supporters.map(id => at.nameOf(id))).toEqual(['老唐']);
  await at.overlook();
  await at.says('老唐').inGroup('金桂苑6栋', '不是同一件，我家是另一头');
  expect((await at.ticket(1)).supporters).toEqual([]);
  expect(await at.tickets()).toHaveLength(2);
  expect((await at.ticket(2)).supporters).toEqual([]);
  expect(await at.historyOf(1)).toContain('support-taken-back');
});

conversation('A closed ticket is taken up again within seven days', '2026-11-23T09:00', async at => {
  const number = await inHand(at, bins, chen.worker, WORKERS);
  await verified(at, number, chen);
  await at.says('向日葵').inPrivate('1');
  expect((await at.ticket(1)).state).toBe('closed');
  await at.overlook();
  await at.hoursLater(24 * 6);
  await at.overlook();
  await at.says('向日葵').inPrivate('重办 又堆满了');
  expect(await at.ticket(1)).toMatchObject({ number, state: 'offered' });
  expect(await at.heardInPrivate('向日葵')).toEqual([expect.stringContaining(number)]);
  expect(await at.heardInGroup(WORKERS)).toEqual([expect.stringMatching(/重办.*又堆满了/su)]);
  expect(await at.tickets()).toHaveLength(1);
});

conversation('After seven days a new report is asked for', '2026-11-23T09:00', async at => {
  const number = await inHand(at, bins, chen.worker, WORKERS);
  await verified(at, number, chen);
  await at.says('向日葵').inPrivate('满意');
  await at.hoursLater(24 * 8);
  await at.overlook();
  await at.says('向日葵').inPrivate('重办 又堆满了');
  expect((await at.ticket(1)).state).toBe('closed');
  expect(await at.heardInPrivate('向日葵')).toEqual([expect.stringMatching(/超过 7 天/u)]);
});

conversation(
  'Nobody answers the callback: one reminder, then closed as not rated',
  '2026-11-23T09:00',
  async at => {
    const number = await inHand(at, bins, chen.worker, WORKERS);
    await verified(at, number, chen);
    await at.hoursLater(25);
    expect(await at.heardInPrivate('向日葵')).toEqual([
      expect.stringMatching(new RegExp(`再问一句.*${number}`, 'su')),
    ]);
    await at.hoursLater(46);
    expect(await at.heardInPrivate('向日葵')).toEqual([]);
    expect((await at.ticket(1)).state).toBe('verified');
    await at.hoursLater(2);
    expect(await at.ticket(1)).toMatchObject({ state: 'closed', satisfaction: 'unrated' });
  },
);

conversation('Nobody accepts: one reminder, then one level up', '2026-11-23T09:00', async at => {
  const number = await offered(at, leak);
  expect((await at.ticket(1)).urgency).toBe('urgent');
  await at.minutesLater(61);
  expect(await at.messagesInGroup(WORKERS)).toEqual([
    expect.objectContaining({ text: expect.stringMatching(/已超过接单时限/u), mentions: ['网格员小陈'] }),
  ]);
  expect((await at.ticket(1)).level).toBe('grid');
  await at.minutesLater(60);
  expect(await at.ticket(1)).toMatchObject({ number, level: 'community', state: 'offered' });
  expect(at.nameOf((await at.ticket(1)).assignee)).toBe('社区何书记');
  expect((await at.heardInPrivate('社区何书记')).at(-1)).toMatch(new RegExp(`超时上报.*${number}`, 'su'));
  // The resident need not hear of who was late.
  expect(await at.heardInPrivate('向日葵')).toEqual([]);
});

conversation('What nobody asked for waits through the night', '2026-11-23T21:00', async at => {
  const number = await inHand(at, leak, chen.worker, WORKERS);
  await at.untilTime('22:30');
  await at.overlook();
  await at.says(chen.worker).inGroup(WORKERS, `办结 ${number} 水管换好了`, { photo: true });
  await at.says('社区何书记').inPrivate(`核实通过 ${number}`);
  expect((await at.ticket(1)).state).toBe('verified');
  expect(await at.heardInPrivate('向日葵')).toEqual([]);
  // An answer is not kept waiting.
  await at.says('向日葵').inPrivate(`${number} 怎么样了`);
  expect(await at.heardInPrivate('向日葵')).toEqual([expect.stringContaining(number)]);
  await at.untilTime('07:00');
  expect(await at.heardInPrivate('向日葵')).toEqual([]);
  await at.untilTime('07:31');
  expect(await at.heardInPrivate('向日葵')).toEqual([expect.stringMatching(/满意/u)]);
});
