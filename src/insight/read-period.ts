import { daysLater, weekdayOf, startOf, type Day } from '../base/china-time.js';
import { dayPeriod, isDay, monthOf, periodBefore, weekOf, type Period } from './period.js';

/** What was meant, and the words besides it. */
export interface ReadPeriod {
  readonly period?: Period;
  readonly rest: string;
}

interface Form {
  readonly form: RegExp;
  readonly period: (today: Day, match: RegExpExecArray) => Period | undefined;
}

const END_OF_PERIOD = '(?:的|里|份)?';

const forms: readonly Form[] = [
  { form: /大前天/u, period: today => dayPeriod(daysLater(today, -3)) },
  { form: /前天|前日/u, period: today => dayPeriod(daysLater(today, -2)) },
  { form: /昨天|昨日|昨儿/u, period: today => dayPeriod(daysLater(today, -1)) },
  { form: /今天|今日|今儿|当天/u, period: today => dayPeriod(today) },
  {
    form: /上个?(?:周|星期|礼拜)([一二三四五六日天])(?![志至制誌记])/u,
    period: (today, match) => weekdayIn(periodBefore(weekOf(today)), match[1]),
  },
  {
    form: /上个?(?:周|星期|礼拜)(?![报抱])|(?<!\S)上(?=周[报抱])/u,
    period: today => periodBefore(weekOf(today)),
  },
  {
    form: /(?:这|本)?个?(?:周|星期|礼拜)([一二三四五六日天])(?![志至制誌记])/u,
    period: (today, match) => weekdayIn(weekOf(today), match[1]),
  },
  { form: /(?:这|本)个?(?:周|星期|礼拜)(?![报抱])|(?:这|本)(?=周[报抱])/u, period: today => weekOf(today) },
  { form: /上个?月(?!报)|上(?=月报)/u, period: today => periodBefore(monthOf(today)) },
  { form: /(?:这|本)个?月(?!报)|(?:这|本)(?=月报)/u, period: today => monthOf(today) },
  {
    form: /(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})(?:[日号](?!志))?/u,
    period: (today, [, year, month = '', day = '']) => dateMeant(today, year, month, day),
  },
  {
    form: /(?:(\d{4})年)?(\d{1,2})月份?(?!报)|(?:(\d{4})年)?(\d{1,2})(?=月报)/u,
    period: (today, [, year, month, otherYear, otherMonth]) =>
      monthMeant(today, year ?? otherYear, month ?? otherMonth ?? ''),
  },
  {
    form: /(?<!\d)(\d{1,2})[日号](?!楼|院|线)/u,
    period: (today, [, day = '']) => dateMeant(today, undefined, String(Number(today.slice(5, 7))), day),
  },
];

/**
 * The day, week or month of the past that the words name: 昨天, 上周三, 这周, 上个月, 10月, 11月20日, 20号. What is not over
 * yet ends with its last day all the same; a date to come means last year's.
 */
export function readPeriod(text: string, today: Day): ReadPeriod {
  for (const { form, period } of forms) {
    const match = new RegExp(`(?:${form.source})${END_OF_PERIOD}`, 'u').exec(text);
    const meant = match ? period(today, match) : undefined;
    if (match && meant) {
      const rest = text.slice(0, match.index) + text.slice(match.index + match[0].length);
      return { period: meant, rest: rest.trim() };
    }
  }
  return { rest: text.trim() };
}

function weekdayIn(week: Period, name = ''): Period {
  const weekday = '一二三四五六日天'.indexOf(name);
  return dayPeriod(daysLater(week.from, Math.min(weekday, 6)));
}

function dateMeant(today: Day, year: string | undefined, month: string, day: string): Period | undefined {
  const monthDay = `${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const thisYear = Number(today.slice(0, 4));
  const years = year === undefined ? [thisYear, thisYear - 1] : [Number(year)];
  const meant = years.map(each => `${each}-${monthDay}`).find(date => isDay(date) && date <= today);
  return meant === undefined ? undefined : dayPeriod(meant);
}

function monthMeant(today: Day, year: string | undefined, month: string): Period | undefined {
  const first = dateMeant(today, year, month, '1');
  return first && monthOf(first.from);
}

/** On Monday and Tuesday one speaks of the week that is over, else of the one that is running. */
export function usualWeek(today: Day): Period {
  const weekday = weekdayOf(startOf(today));
  return weekday === 1 || weekday === 2 ? periodBefore(weekOf(today)) : weekOf(today);
}

/** In the first days of a month one speaks of the one that is over. */
export function usualMonth(today: Day): Period {
  return Number(today.slice(8, 10)) <= 5 ? periodBefore(monthOf(today)) : monthOf(today);
}
