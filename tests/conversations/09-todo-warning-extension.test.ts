import { expect } from '@jest/globals';
import { conversation } from '../support/play-one-matter.js';
import { inHand, offered } from './course.js';

conversation(
  'Workers see what is on their hands, are warned in time, and more time is granted by the leader',
  '2026-11-23T08:40',
  async at => {
    await at.says('网格员小周').inGroup('柳园社区网格员', '待办');
    expect(await at.heardInGroup('柳园社区网格员')).toEqual([expect.stringMatching(/没有待办/u)]);

    const leak = await inHand(
      at,
      { who: '麦子', room: '柳园里12栋', text: '12栋2单元楼上漏水，滴到楼道里了' },
      '网格员小周',
      '柳园社区网格员',
    );
    const bins = await offered(at, {
      who: '核桃',
      room: '柳园里12栋',
      text: '12栋门口的垃圾桶满了三天没人清',
    });
    await at.says('网格员小周').inGroup('柳园社区网格员', '待办');
    const [todo] = await at.heardInGroup('柳园社区网格员');
    expect(todo).toMatch(/2 件/u);
    expect(todo).toContain(leak);
    expect(todo).toContain(bins);
    await at.says('网格员小周').inGroup('柳园社区网格员', `接单 ${bins}`);
    await at.overlook();

    await at.untilTime('19:00');
    const warnings = await at.messagesInGroup('柳园社区网格员');
    expect(warnings).toHaveLength(1);
    expect(warnings[0]?.text).toMatch(new RegExp(`⏰.*${leak}.*延期`, 'su'));
    expect(warnings[0]?.mentions).toEqual(['网格员小周']);

    await at.says('网格员小周').inGroup('柳园社区网格员', `${leak} 延期 到明天12点 水管配件厂家明早才送到`);
    expect(await at.heardInPrivate('社区田书记')).toEqual([
      expect.stringMatching(new RegExp(`${leak}.*明天 12:00.*水管配件厂家明早才送到`, 'su')),
    ]);
    // Nothing is promised to the resident before the leader has agreed.
    expect(await at.heardInPrivate('麦子')).toEqual([]);
    await at.says('网格员小周').inPrivate(`同意延期 ${leak}`);
    expect(await at.heardInPrivate('网格员小周')).toEqual([expect.stringMatching(/不归您/u)]);
    await at.says('社区田书记').inPrivate('同意延期');
    expect(await at.heardInPrivate('麦子')).toEqual([
      expect.stringMatching(/水管配件厂家明早才送到.*明天 12:00/su),
    ]);
    await at.overlook();

    // The agreed time holds: nobody is pressed at the old deadline.
    await at.untilTime('08:00');
    expect((await at.heardElsewhere()).filter(text => text.includes('已超过'))).toEqual([]);
    await at.untilTime('12:30');
    expect(
      (await at.heardElsewhere()).filter(text => text.includes(leak) && text.includes('已超过')),
    ).not.toEqual([]);
  },
);

conversation('More time is refused, and only the worker hears of it', '2026-11-23T09:00', async at => {
  const leak = await inHand(
    at,
    { who: '石榴', room: '金桂苑8栋', text: '8栋1单元楼上漏水，滴到楼道里了' },
    '网格员小陈',
    '金桂社区网格员',
  );
  await at.says('网格员小陈').inGroup('金桂社区网格员', '延期');
  expect(await at.heardInGroup('金桂社区网格员')).toEqual([expect.stringMatching(/延期到什么时候/u)]);
  await at.says('网格员小陈').inGroup('金桂社区网格员', '延期 到后天18点 想等周三再说');
  await at.overlook();
  await at.says('社区何书记').inPrivate(`不同意 ${leak}`);
  expect(await at.heardInGroup('金桂社区网格员')).toEqual([expect.stringMatching(/不同意延期/u)]);
  expect(await at.heardInPrivate('石榴')).toEqual([]);
});
