import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY, HOUR } from '../../src/base/clock.js';
import { LONGEST_LEAVE, readPeriod, sayPeriod } from '../../src/flow/leave-period.js';

/** Monday, 23 November 2026, half past nine. */
const now = Date.parse('2026-11-23T09:30:00+08:00');

function at(text: string): number {
  return Date.parse(`2026-${text.length > 5 ? text.replace(' ', 'T') : `${text}T00:00`}:00+08:00`);
}

describe('when somebody is away', () => {
  test.each([
    ['请假 明天到周五 小周代', '11-24', '11-28'],
    ['请假到11月27日', 'now', '11-28'],
    ['请假 到27号', 'now', '11-28'],
    ['明天请假', '11-24', '11-25'],
    ['请假 今天', 'now', '11-24'],
    ['我后天请一天假', '11-25', '11-26'],
    ['请三天假', 'now', '11-26'],
    ['请3天假', 'now', '11-26'],
    ['请假一周', 'now', '11-30'],
    ['明天起请两天假', '11-24', '11-26'],
    ['从周三开始休一个星期', '11-25', '12-02'],
    ['下周请假', '11-30', '12-07'],
    ['这周请假', 'now', '11-30'],
    ['请假 周四周五', '11-26', '11-28'],
    ['周四、周五请两天假', '11-26', '11-28'],
    ['27号28号请假', '11-27', '11-29'],
    ['请假 27-29号', '11-27', '11-30'],
    ['请假 11月27到30', '11-27', '12-01'],
    ['请假 11-27 到 12-02', '11-27', '12-03'],
    ['请假 11.27-11.30', '11-27', '12-01'],
    ['请假 下周一到下周三', '11-30', '12-03'],
    ['请假 周四到下周二', '11-26', '12-02'],
    ['请假 周五到周二', '11-27', '12-02'],
    ['请假 明天到后天', '11-24', '11-26'],
    ['明后天请假', '11-24', '11-26'],
    ['请假 周末', '11-28', '11-30'],
    ['请假 到月底', 'now', '12-01'],
    ['请假 明天 到 周五 ，去医院', '11-24', '11-28'],
    ['明天上午请假', '11-24', '11-24 12:00'],
    ['明天下午请假', '11-24 12:00', '11-25'],
    ['今天下午请假', '11-23 12:00', '11-24'],
    ['下午请假', '11-23 12:00', '11-24'],
    ['请半天假', 'now', '11-23 13:30'],
    ['请假2小时', 'now', '11-23 11:30'],
    ['请假一个月', 'now', '12-23'],
  ])('%s', (text, from, until) => {
    expect(readPeriod(text, now)).toEqual({ from: from === 'now' ? now : at(from), until: at(until) });
  });

  test('over the end of the year', () => {
    const december = Date.parse('2026-12-30T09:00:00+08:00');
    expect(readPeriod('请假到1月2日', december)?.until).toBe(Date.parse('2027-01-03T00:00:00+08:00'));
    expect(readPeriod('请假 12月31日到1月3日', december)).toEqual({
      from: Date.parse('2026-12-31T00:00:00+08:00'),
      until: Date.parse('2027-01-04T00:00:00+08:00'),
    });
  });

  test.each([
    '请假',
    '我要请个假',
    '请假 去医院',
    '昨天请假',
    '请假 周二和周四',
    '请假 11月31日',
    '请假10个月',
    '请假到11月1日',
  ])('%s says no stretch of time that could be', text => {
    expect(readPeriod(text, now)).toBeUndefined();
  });

  test('whatever is written, it begins no earlier than now, ends later, and is never too long', () => {
    const words = fc.constantFrom(
      '请假',
      '明天',
      '到',
      '周五',
      '下周一',
      '27号',
      '11月30日',
      '三天',
      '一周',
      '半天',
      '下午',
      '起',
      '、',
      ' ',
      '小周代',
      '12',
      '到月底',
    );
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 8 }),
        fc.integer({ min: 0, max: 400 * 24 }),
        (parts, hours) => {
          const then = now + hours * HOUR;
          const period = readPeriod(parts.join(''), then);
          if (!period) return;
          expect(period.from).toBeGreaterThanOrEqual(then);
          expect(period.until).toBeGreaterThan(period.from);
          expect(period.until - period.from).toBeLessThanOrEqual(LONGEST_LEAVE);
        },
      ),
    );
  });
});

describe('how one says it', () => {
  test.each([
    [now, at('11-24'), '今天'],
    [at('11-24'), at('11-25'), '明天'],
    [at('11-24'), at('11-28'), '明天到周五（11月27日）'],
    [now, at('11-28'), '到周五（11月27日）'],
    [at('12-07'), at('12-12'), '12月7日到12月11日'],
    [at('11-24'), at('11-24 12:00'), '明天上午'],
    [at('11-24 12:00'), at('11-25'), '明天下午'],
  ])('%d–%d', (from, until, text) => {
    expect(sayPeriod({ from, until }, now)).toBe(text);
  });

  test('what was said can be read again', () => {
    for (let days = 1; days < 20; days += 1) {
      const period = { from: at('11-24'), until: at('11-24') + days * DAY };
      expect(readPeriod(`请假 ${sayPeriod(period, now)}`, now)).toEqual(period);
    }
  });
});
