import { expect } from '@jest/globals';
import { conversation } from '../support/play-one-matter.js';
import { inHand } from './course.js';

conversation(
  'Somebody asks how far it is, adds a danger, urges, and withdraws another matter',
  '2026-11-19T10:00',
  async at => {
    const leak = await inHand(
      at,
      { who: '山药', text: '7栋2单元201，楼上卫生间漏水，滴到我家卧室天花板了' },
      '网格员小周',
      '柳园社区网格员',
    );
    await at.says('网格员小周').inGroup('柳园社区网格员', `进展 ${leak} 跟楼上说好了，物业下午去查水管`);
    await at.minutesLater(26 * 60);
    await at.overlook();

    // How far it is can be asked without a number, and only its reporter is told.
    await at.says('山药').inPrivate('我昨天报的漏水到哪一步了');
    const [standing, ...more] = await at.heardInPrivate('山药');
    expect(standing).toContain(leak);
    expect(standing).toMatch(/网格员小周/u);
    expect(standing).toMatch(/物业下午去查水管/u);
    expect(more).toEqual([]);
    await at.says('小满').inPrivate(`${leak} 到哪一步了`);
    expect(await at.heardInPrivate('小满')).toEqual([expect.stringMatching(/没找到单号/u)]);

    // What is added turns out dangerous: advice for the resident, a call for the worker.
    await at.says('山药').inPrivate('补充：现在客厅吊灯也在往下滴水', { photo: true });
    expect(await at.heardInPrivate('山药')).toEqual([expect.stringMatching(/别碰灯和开关.*空气开关/su)]);
    const [call, ...noMoreCalls] = await at.messagesInGroup('柳园社区网格员');
    expect(call?.text).toMatch(/触电.*吊灯也在往下滴水/su);
    expect(call?.mentions).toEqual(['网格员小周']);
    expect(noMoreCalls).toEqual([]);
    expect((await at.ticket(1)).urgency).toBe('urgent');
    expect(await at.heardElsewhere()).toEqual([]);

    // Urging is noted, the worker and the leader are called, and the worker's answer comes back.
    await at.says('山药').inPrivate('催办，讲好今天来的，等到现在没见人');
    expect(await at.heardInPrivate('山药')).toEqual([expect.stringMatching(/催办记上了.*网格员小周/su)]);
    const [urging] = await at.messagesInGroup('柳园社区网格员');
    expect(urging?.mentions).toEqual(['网格员小周', '社区田书记']);
    expect(urging?.text).toMatch(/催办.*半小时/su);
    await at
      .says('网格员小周')
      .inGroup('柳园社区网格员', '进展 师傅前一家没修完，改到晚上七点，我陪着一起来');
    expect(await at.heardInPrivate('山药')).toEqual([expect.stringMatching(/网格员小周.*改到晚上七点/su)]);
    expect(await at.heardElsewhere()).toEqual([]);

    // The second matter is settled among neighbours; the bot makes sure which one is meant.
    await inHand(at, { who: '山药', text: '7栋门口的垃圾桶满了三天没人清' }, '网格员小周', '柳园社区网格员');
    const bins = (await at.ticket(2)).number;
    await at.says('山药').inPrivate('垃圾桶今天有人清走了，那个撤了吧');
    expect(await at.heardInPrivate('山药')).toEqual([
      expect.stringMatching(new RegExp(`${bins}.*撤回`, 'su')),
    ]);
    expect((await at.ticket(2)).state).toBe('handling');
    await at.says('山药').inPrivate('撤回');
    expect((await at.ticket(2)).state).toBe('withdrawn');
    expect((await at.ticket(1)).state).toBe('handling');
    expect(await at.heardInPrivate('山药')).toEqual([expect.stringMatching(/撤回好了/u)]);
    expect(await at.heardInGroup('柳园社区网格员')).toEqual([expect.stringMatching(/撤回.*不用跑/su)]);
    expect(await at.heardElsewhere()).toEqual([]);
  },
);

conversation(
  'A matter that can wait becomes urgent by what is added, and its handler is told',
  '2026-11-23T09:00',
  async at => {
    await inHand(
      at,
      { who: '云朵', room: '金桂苑3栋', text: '3栋1单元楼道灯坏了好几天，晚上摸黑' },
      '网格员小陈',
      '金桂社区网格员',
    );
    expect((await at.ticket(1)).urgency).toBe('normal');
    await at.says('云朵').inPrivate('补充一下，灯座里的电线露出来了，一碰就冒火花');
    expect((await at.ticket(1)).urgency).toBe('urgent');
    expect(await at.heardInPrivate('云朵')).toEqual([expect.stringMatching(/别靠近/u)]);
    const calls = await at.messagesInGroup('金桂社区网格员');
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.every(({ mentions }) => mentions.includes('网格员小陈'))).toBe(true);
    expect(await at.heardInGroup('金桂苑3栋')).toEqual([]);
  },
);
