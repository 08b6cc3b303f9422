import { daysLater, dayOf, startOf, weekdayOf } from '../base/china-time.js';
import { DAY, HOUR, MINUTE, type Moment } from '../base/clock.js';

const DIGITS = '零一二三四五六七八九十';
const END_OF_WORK = 18 * HOUR;

function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  if (text === '两') return 2;
  if (text === '半') return 0.5;
  if (text.length === 1) return DIGITS.indexOf(text);
  if (text.startsWith('十')) return 10 + DIGITS.indexOf(text.charAt(1));
  const [tens = '', ones = ''] = text.split('十');
  return DIGITS.indexOf(tens) * 10 + (ones === '' ? 0 : DIGITS.indexOf(ones));
}

const NUMBER = '(\\d+|[一二两三四五六七八九十半]+)';
const IN_A_WHILE = new RegExp(`${NUMBER}\\s*个?(分钟|小时|钟头|天|日|周|星期|礼拜)`);
const RELATIVE_DAY = /(今天|今日|今晚|明天|明日|明早|明晚|后天|大后天)/;
const WEEKDAY = /(下)?(?:周|星期|礼拜)([一二三四五六日天])/;
const DATE = /(?:(\d{4})[-/年.])?(\d{1,2})\s*[-/月.]\s*(\d{1,2})(?!\d)\s*[日号]?/;
const DAY_OF_MONTH = /(?<!\d)(\d{1,2})\s*[日号](?!楼|院|线)/;
const TIME = new RegExp(
  `(上午|早上|早|中午|下午|晚上|晚|傍晚)?\\s*(?:(\\d{1,2})[:：](\\d{2})|${NUMBER}\\s*点(半)?)`,
);

/**
 * The moment somebody means by `明天12点`, `3天`, `11-27 18:00`, `周五下午三点`, `28号`. A day without a time means 18:00; a
 * time alone means today, or tomorrow when it has passed. Undefined when no time is spoken of.
 */
export function readMoment(text: string, now: Moment): Moment | undefined {
  const day = dayMeant(text, now);
  const time = timeMeant(text);
  if (day === undefined && time === undefined) return whileMeant(text, now);
  if (day === undefined && time !== undefined) {
    const today = startOf(dayOf(now)) + time;
    return today > now ? today : today + DAY;
  }
  return day === undefined ? undefined : startOf(day) + (time ?? END_OF_WORK);
}

function whileMeant(text: string, now: Moment): Moment | undefined {
  const match = IN_A_WHILE.exec(text);
  if (!match) return undefined;
  const amount = numberOf(match[1] ?? '');
  if (amount <= 0) return undefined;
  if (match[2] === '分钟') return now + amount * MINUTE;
  if (match[2] === '小时' || match[2] === '钟头') return now + amount * HOUR;
  const days = match[2] === '天' || match[2] === '日' ? amount : amount * 7;
  return now + days * DAY;
}

function dayMeant(text: string, now: Moment): string | undefined {
  const today = dayOf(now);
  const relative = RELATIVE_DAY.exec(text)?.[1];
  if (relative)
    return daysLater(
      today,
      relative.startsWith('今') ? 0 : relative.startsWith('明') ? 1 : relative === '后天' ? 2 : 3,
    );
  const weekday = WEEKDAY.exec(text);
  if (weekday)
    return daysLater(
      today,
      daysToWeekday('日一二三四五六天'.indexOf(weekday[2] ?? '') % 7, weekday[1] !== undefined, now),
    );
  const date = DATE.exec(text);
  if (date) return dateMeant(date, now);
  const monthDay = DAY_OF_MONTH.exec(text)?.[1];
  if (monthDay === undefined) return undefined;
  const inThisMonth = `${today.slice(0, 8)}${monthDay.padStart(2, '0')}`;
  return inThisMonth >= today ? inThisMonth : undefined;
}

function daysToWeekday(weekday: number, isNextWeek: boolean, now: Moment): number {
  const monday = (day: number): number => (day + 6) % 7;
  const away = monday(weekday) - monday(weekdayOf(now));
  if (isNextWeek) return away + 7;
  return away >= 0 ? away : away + 7;
}

function dateMeant(date: RegExpExecArray, now: Moment): string | undefined {
  const month = (date[2] ?? '').padStart(2, '0');
  const day = (date[3] ?? '').padStart(2, '0');
  const year = Number(date[1] ?? dayOf(now).slice(0, 4));
  const meant = `${year}-${month}-${day}`;
  if (Number.isNaN(Date.parse(meant)) || new Date(`${meant}T00:00:00Z`).toISOString().slice(0, 10) !== meant)
    return undefined;
  return date[1] === undefined && meant < dayOf(now) ? `${year + 1}-${month}-${day}` : meant;
}

function timeMeant(text: string): number | undefined {
  const match = TIME.exec(text);
  if (!match) return undefined;
  const hour = match[2] === undefined ? numberOf(match[4] ?? '') : Number(match[2]);
  const minute = match[3] === undefined ? (match[5] === undefined ? 0 : 30) : Number(match[3]);
  if (hour > 24 || hour < 0 || minute > 59) return undefined;
  const isLate = match[1] !== undefined && /下午|晚|傍晚/.test(match[1]) && hour < 12;
  return (isLate ? hour + 12 : hour) * HOUR + minute * MINUTE;
}
