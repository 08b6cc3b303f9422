import { describe, expect, test } from '@jest/globals';
import { daysOf, monthOf, periodBefore, spanOf, weekOf } from '../../src/insight/period.js';
import { readPeriod, usualMonth, usualWeek } from '../../src/insight/read-period.js';
import { sayPeriod } from '../../src/insight/say-period.js';

/** A Thursday. */
const today = '2026-11-26';

describe('which days are meant', () => {
  test.each([
    ['日志', undefined, '日志'],
    ['今天的日志', '2026-11-26 2026-11-26', '日志'],
    ['日志 昨天', '2026-11-25 2026-11-25', '日志'],
    ['前天日志', '2026-11-24 2026-11-24', '日志'],
    ['大前天的日志', '2026-11-23 2026-11-23', '日志'],
    ['这周日志', '2026-11-23 2026-11-29', '日志'],
    ['本周日志', '2026-11-23 2026-11-29', '日志'],
    ['上个星期的日志', '2026-11-16 2026-11-22', '日志'],
    ['上周三的日志', '2026-11-18 2026-11-18', '日志'],
    ['周一的日志', '2026-11-23 2026-11-23', '日志'],
    ['日志 11月20日', '2026-11-20 2026-11-20', '日志'],
    ['11-20日志', '2026-11-20 2026-11-20', '日志'],
    ['20号的日志', '2026-11-20 2026-11-20', '日志'],
    ['日志 12月1日', '2025-12-01 2025-12-01', '日志'],
    ['周报', undefined, '周报'],
    ['上周周报', '2026-11-16 2026-11-22', '周报'],
    ['上周的周报', '2026-11-16 2026-11-22', '周报'],
    ['上周报', '2026-11-16 2026-11-22', '周报'],
    ['本周报', '2026-11-23 2026-11-29', '周报'],
    ['周报 上周 金桂社区', '2026-11-16 2026-11-22', '周报  金桂社区'],
    ['月报', undefined, '月报'],
    ['上月月报', '2026-10-01 2026-10-31', '月报'],
    ['上个月的月报', '2026-10-01 2026-10-31', '月报'],
    ['10月月报', '2026-10-01 2026-10-31', '月报'],
    ['10月份的月报', '2026-10-01 2026-10-31', '月报'],
    ['12月报', '2025-12-01 2025-12-31', '月报'],
    ['2025年2月月报', '2025-02-01 2025-02-28', '月报'],
    ['本月台账', '2026-11-01 2026-11-30', '台账'],
    ['台账 3号楼', undefined, '台账 3号楼'],
  ])('%s', (said, days, rest) => {
    const { period, rest: left } = readPeriod(said, today);
    expect(period && `${period.from} ${period.to}`).toBe(days);
    expect(left).toBe(rest);
  });

  test('on Monday one speaks of last week, on Friday of this one; early in the month of the last', () => {
    expect(usualWeek('2026-11-23').from).toBe('2026-11-16');
    expect(usualWeek('2026-11-27').from).toBe('2026-11-23');
    expect(usualMonth('2026-12-02').from).toBe('2026-11-01');
    expect(usualMonth('2026-12-20').from).toBe('2026-12-01');
  });
});

test('weeks and months follow each other without a gap, and are said as people say them', () => {
  for (const period of [weekOf('2026-01-01'), monthOf('2024-03-15'), weekOf('2026-03-01')]) {
    expect(spanOf(periodBefore(period)).below).toBe(spanOf(period).from);
    expect(daysOf(period)[0]).toBe(period.from);
    expect(daysOf(period).at(-1)).toBe(period.to);
  }
  expect(daysOf(monthOf('2024-02-10'))).toHaveLength(29);
  expect(sayPeriod(weekOf('2026-11-30'))).toBe('11月30日—12月6日');
  expect(sayPeriod(weekOf('2026-11-18'))).toBe('11月16日—22日');
  expect(sayPeriod(monthOf('2026-11-18'))).toBe('11月');
});
