import { expect } from '@jest/globals';
import { conversation } from '../support/play.js';
import { inHand } from './course.js';

const LIUYUAN = '柳园社区网格员';
const JINGUI = '金桂社区网格员';
const leak = { who: '麦子', room: '柳园里12栋', text: '12栋2单元楼上漏水，滴到楼道里了' } as const;

conversation(
  'The morning is told in one message, and only those are asked who have something to do',
  '2026-11-23T07:50',
  async at => {
    const number = await inHand(at, leak, '网格员小周', LIUYUAN);
    await at.says('核桃').inGroup('柳园里12栋', '附议');
    await at.overlook();

    await at.untilTime('08:12');
    // Everybody of the group in one message: who has what, what is due today, what most people raised.
    const digest = `^早上好.*小周 1 件（1 件今天到期：${number}[^；]*）；小李 0 件。\\n附议最多：${number}.*2 人`;
    expect(await at.heardInGroup(LIUYUAN)).toEqual([expect.stringMatching(new RegExp(digest, 'su'))]);
    // Where nobody has anything nothing is said, neither in the group nor to anybody alone.
    expect(await at.heardElsewhere()).toEqual([]);

    // Who has checked in already is not asked for it.
    await at.says('网格员小周').inGroup(LIUYUAN, '打卡 柳园里7栋 楼道都看过', { photo: true });
    await at.overlook();
    await at.untilTime('08:31');
    const asked = await at.messagesInGroup(LIUYUAN);
    expect(asked.map(({ mentions }) => mentions)).toEqual([['网格员小李']]);
    expect(asked[0]?.text).toMatch(/还没打卡：小李。/u);
    expect((await at.messagesInGroup(JINGUI)).map(({ mentions }) => mentions)).toEqual([
      ['网格员小陈', '网格员小赵'],
    ]);
    // An hour later only those who still have not, each alone.
    await at.untilTime('09:31');
    for (const name of ['网格员小李', '网格员小陈', '网格员小赵']) {
      expect(await at.heardInPrivate(name)).toEqual([expect.stringMatching(/还没看到您打卡/u)]);
    }
    expect(await at.heardElsewhere()).toEqual([]);
  },
);

conversation(
  'A meeting is called with an agenda, one word excuses, and who wants no reminders hears only what is urgent',
  '2026-11-23T08:40',
  async at => {
    const number = await inHand(at, leak, '网格员小周', LIUYUAN);
    await at.says('核桃').inGroup('柳园里12栋', '附议');
    await at.overlook();
    await at.says('网格员小周').inGroup(LIUYUAN, '今天别提醒了');
    expect(await at.heardInGroup(LIUYUAN)).toEqual([expect.stringMatching(/今天不再提醒.*恢复提醒/u)]);

    await at.untilTime('13:31');
    expect(await at.heardInPrivate('网格员小周')).toEqual([]);
    expect(await at.heardInPrivate('网格员小李')).toEqual([expect.stringMatching(/还没看到您打卡/u)]);
    const call = `^提醒：今天 15:00 在社区会议室开网格周例会。\\n议题 1 个：①附议最多的 ${number}.*（2 人）.*\\n.*“请假”`;
    expect(await at.heardInGroup(LIUYUAN)).toEqual([expect.stringMatching(new RegExp(call, 'u'))]);
    await at.overlook();

    await at.says('网格员小周').inGroup(LIUYUAN, '收到');
    expect(await at.heardElsewhere()).toEqual([]);
    await at.says('网格员小李').inGroup(LIUYUAN, '请假，15点陪残联上门评定');
    expect(await at.heardInGroup(LIUYUAN)).toEqual([expect.stringMatching(/记下了，网格周例会/u)]);
    expect(await at.heardElsewhere()).toEqual([]);
    // Whoever leads it knows shortly before.
    await at.untilTime('14:51');
    expect(await at.heardInPrivate('社区田书记')).toEqual([
      expect.stringMatching(/15:00 网格周例会，请假 1 人：小李（15点陪残联上门评定）/u),
    ]);

    await at.untilTime('19:00');
    expect(await at.heardInPrivate('网格员小周')).toEqual([]);
    expect(await at.heardInPrivate('网格员小李')).toEqual([expect.stringMatching(/巡查记录/u)]);
    // Four fifths of the time are over: that is said all the same, once.
    const warnings = await at.messagesInGroup(LIUYUAN);
    expect(warnings.map(({ mentions }) => mentions)).toEqual([['网格员小周']]);
    expect(warnings[0]?.text).toMatch(new RegExp(`⏰ ${number}.*今天 20:00到期`, 'u'));
  },
);
