import { describe, expect, test } from '@jest/globals';
import { configuration } from '../support/demo.js';
import { occasionsBefore } from '../../src/reminders/occasions.js';
import { at, Day, LIUYUAN, toPerson } from './a-day.js';

const { calendar } = configuration.deadlines;

/** What 小李 alone, and the group, heard about a day's check-in and patrol. */
async function heardOn(day: Day, date: string): Promise<{ alone: string[]; group: string[] }> {
  await day.until(`${date} 19:00`);
  const heard = day.heard().filter(said => /打卡|巡查记录/u.test(said));
  return {
    alone: heard.filter(said => said.startsWith(toPerson('w-li'))),
    group: heard.filter(said => said.startsWith(LIUYUAN)),
  };
}

describe('who never does it is not pressed for ever', () => {
  test('after three days it is said once that nothing more will be, and then nothing is, until they do it', async () => {
    const day = await Day.begin('2026-11-23 08:00');
    for (const date of ['2026-11-23', '2026-11-24']) {
      const { alone } = await heardOn(day, date);
      expect(alone).toEqual([
        expect.stringMatching(/还没看到您打卡.*回“请假”。$/u),
        expect.stringMatching(/没有您的巡查记录.*不用填表。$/u),
      ]);
    }
    expect((await heardOn(day, '2026-11-25')).alone).toEqual([
      expect.stringMatching(/还没看到您打卡.*往后不再单独提醒/u),
      expect.stringMatching(/没有您的巡查记录.*往后不再天天提醒/u),
    ]);
    const later = await heardOn(day, '2026-11-26');
    expect(later.alone).toEqual([]);
    // In the group the name stands as ever.
    expect(later.group).toEqual([expect.stringMatching(/还没打卡：.*小李/u)]);
    await day.until('2026-11-27 07:55');
    await day.deed('w-li', 'check-in');
    expect((await heardOn(day, '2026-11-27')).alone).toEqual([]);
    // Once done it is asked for again; the patrol still is not.
    expect((await heardOn(day, '2026-11-30')).alone).toEqual([expect.stringMatching(/还没看到您打卡/u)]);
  });

  test('in the group there is no mention any more', async () => {
    const day = await Day.begin('2026-11-23 08:00');
    const mentions: (readonly string[])[] = [];
    for (const date of ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26']) {
      await day.until(`${date} 08:05`);
      await day.deed('w-zhou', 'patrol');
      if (date === '2026-11-25') await day.deed('w-zhou', 'check-in');
      await day.until(`${date} 08:35`);
      const asked = day
        .messages()
        .filter(({ text = '' }) => text.includes('还没打卡') && text.includes('小李'));
      mentions.push(asked.flatMap(({ mentionIds }) => mentionIds));
    }
    expect(mentions).toEqual([['w-zhou', 'w-li'], ['w-zhou', 'w-li'], ['w-li'], ['w-zhou']]);
  });

  test('days on leave are no days in vain', async () => {
    const day = await Day.begin('2026-11-23 08:00');
    await heardOn(day, '2026-11-24');
    await day.house.roster.changePerson('w-li', person => ({
      ...person,
      away: { from: at('2026-11-25 00:00'), until: at('2026-11-26 00:00'), deedId: 'd1' },
    }));
    expect((await heardOn(day, '2026-11-25')).alone).toEqual([]);
    expect((await heardOn(day, '2026-11-26')).alone).toEqual([
      expect.stringMatching(/还没看到您打卡.*回“请假”。$/u),
      expect.stringMatching(/没有您的巡查记录.*不用填表。$/u),
    ]);
  });
});

test('earlier occasions are found backwards over days off', () => {
  const rule = configuration.reminders.rules.find(({ key }) => key === 'check-in-late');
  if (!rule) throw new Error('the rule is not shipped');
  const found = occasionsBefore(rule, at('2026-11-23 09:30'), 3, calendar);
  expect(found).toEqual([at('2026-11-20 09:30'), at('2026-11-19 09:30'), at('2026-11-18 09:30')]);
  // The National Day holiday, with the working Saturday after it.
  const holiday = occasionsBefore(rule, at('2026-10-08 12:00'), 3, calendar);
  expect(holiday).toEqual([at('2026-10-08 09:30'), at('2026-09-30 09:30'), at('2026-09-29 09:30')]);
});
