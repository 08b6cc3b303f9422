import { expect } from '@jest/globals';
import { conversation } from '../support/play.js';
import { inHand } from './course.js';

const WORKERS = '金桂社区网格员';
const bins = { who: '向日葵', room: '金桂苑6栋', text: '6栋门口的垃圾桶满了三天没人清' } as const;

/** What is said every working day, in the order in which it comes. */
const daily = [/^早上好/u, /还没打卡/u].map(form => expect.stringMatching(form) as unknown);

conversation(
  'Nobody is reminded over the holidays, and a Saturday that is worked is a working day',
  '2026-09-30T17:00',
  async at => {
    const number = await inHand(at, bins, '网格员小陈', WORKERS);
    // 1 to 7 October are free.
    await at.hoursLater(7 * 24);
    expect(await at.heardElsewhere()).toEqual([]);

    // Thursday the 8th is the first working day of its week and of the month: the visits, too, and the meeting.
    await at.hoursLater(24);
    expect(await at.heardInGroup(WORKERS)).toEqual([
      ...daily,
      expect.stringMatching(/入户走访（还有 85 天）：小陈 已走 0\/196 户，还差 196 户；小赵 已走 0\/276 户/u),
      expect.stringMatching(/月报（9月）：新报 1 件/u),
      '[图片]',
      expect.stringMatching(/网格周例会/u),
    ]);
    await at.overlook();

    // Friday, then Saturday the 10th, which is worked, with the week's safety check on its last working day.
    await at.hoursLater(48);
    expect(await at.heardInGroup(WORKERS)).toEqual([
      ...daily,
      ...daily,
      expect.stringMatching(/本周安全检查/u),
      expect.stringMatching(/周报/u),
      '[图片]',
    ]);
    // Half of the five working days were over at noon, and nobody had said how it goes.
    const halfway = (await at.messagesInPrivate('网格员小陈')).filter(({ text }) => text.includes(number));
    expect(halfway.map(({ text }) => text)).toEqual([
      expect.stringMatching(/时间过半，还没有进展的 1 件：.*10月13日）17:00到期/u),
    ]);
    expect(new Date(halfway[0]?.saidAt ?? 0).toISOString()).toMatch(/^2026-10-10T04:00/u);
    await at.overlook();

    // Sunday is free.
    await at.hoursLater(24);
    expect(await at.heardElsewhere()).toEqual([]);
  },
);

conversation(
  'After a weekend everything is said once and at its time, whatever happened in between',
  '2026-11-20T17:00',
  async at => {
    const number = await inHand(at, bins, '网格员小陈', WORKERS);
    await at.says('网格员小陈').inGroup(WORKERS, '今天别提醒了');
    await at.overlook();
    await at.minutesLater(7 * 60 + 13);
    await at.untilTime('15:20');
    expect(await at.heardElsewhere()).toEqual([]);

    // Over Sunday into Monday: what is due on the way is said at its own time, and never again.
    await at.hoursLater(41);
    await at.untilTime('08:31');
    const said = await at.messagesInGroup(WORKERS);
    expect(said.map(({ text }) => text)).toEqual(daily);
    const times = said.map(({ saidAt }) => new Date(saidAt).toISOString().slice(0, 16));
    expect(times).toEqual(['2026-11-23T00:10', '2026-11-23T00:30']);
    // The mute was for one day.
    expect(said[1]?.mentions).toEqual(['网格员小陈', '网格员小赵']);
    await at.overlook();

    // Who has said how it goes is not asked at half-time; of the end everybody is warned, once.
    await at.says('网格员小陈').inGroup(WORKERS, `进展 ${number} 清运车明早到`);
    await at.hoursLater(4 * 24);
    const about = (await at.heardElsewhere()).filter(text => text.includes(number));
    expect(about.filter(text => text.includes('时间过半'))).toEqual([]);
    expect(about.filter(text => text.includes('⏰') && text.includes('到期'))).toHaveLength(1);
  },
);
