import { describe, expect, test } from '@jest/globals';
import { DAY } from '../../src/base/clock.js';
import { configuration } from '../support/demo.js';
import { at, Day, JINGUI, toPerson } from './a-day.js';

const handling = (handleBy: string) =>
  ({ state: 'handling', acceptedAt: at('2026-11-20 10:00'), handleBy: at(handleBy) }) as const;

describe('what is counted in days and half-years', () => {
  test.each([
    ['2026-09-30 16:50', '2026-10-08 00:00', '10月8日起请假'],
    ['2026-11-20 16:50', '2026-11-23 12:00', '周一（11月23日）下午起请假'],
    ['2026-11-24 16:50', '2026-11-25 00:00', '明天起请假'],
  ])(
    'at %s whoever goes on leave at %s, by the next working day, hears of it',
    async (begins, from, words) => {
      const day = await Day.begin(begins);
      await day.ticket('handling', { stage: handling('2026-12-26 10:00') });
      const away = { from: at(from), until: at(from) + DAY, deedId: 'd1' };
      await day.house.roster.changePerson('w-chen', person => ({ ...person, away }));
      await day.until('17:10');
      expect(day.heardAt(toPerson('w-chen'))).toEqual([
        expect.stringMatching(new RegExp(`^您${words}，`, 'u')),
      ]);
    },
  );

  test('who goes on leave a day after the next working day hears of it then, not before', async () => {
    const day = await Day.begin('2026-11-20 16:50');
    await day.ticket('handling', { stage: handling('2026-12-26 10:00') });
    const away = { from: at('2026-11-24 00:00'), until: at('2026-11-25 00:00'), deedId: 'd1' };
    await day.house.roster.changePerson('w-chen', person => ({ ...person, away }));
    await day.until('17:10');
    expect(day.heard().filter(said => said.includes('起请假'))).toEqual([]);
  });

  test('where every household is to be visited twice, one that was seen once is not through', async () => {
    const { gridWork } = configuration;
    const twice = { ...gridWork, visit: { ...gridWork.visit, perHalfYear: 2 } };
    const day = await Day.begin('2026-11-02 09:00', { gridWork: twice });
    const visit = (door: string) =>
      day.deed('w-chen', 'visit', { unitId: 'jgy-6', household: `jgy-6|${door}` });
    await visit('1-101');
    await visit('1-102');
    await day.until('09:10');
    await day.until('2026-11-03 09:10');
    await visit('1-101');
    await day.until('2026-12-01 09:10');
    day.heard();
    await day.until('2026-12-01 09:25');
    expect(day.heardAt(JINGUI)).toEqual([
      expect.stringMatching(
        /^2026年下半年入户走访（每户 2 次，还有 31 天）：小陈 走满 1\/196 户，还差 195 户/u,
      ),
    ]);
  });
});
