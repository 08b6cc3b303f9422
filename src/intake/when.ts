import { daysLater, dayOf, startOf, weekdayOf, type Day } from '../base/china-time.js';
import { DAY, HOUR, MINUTE, type Moment } from '../base/clock.js';

const DIGITS = '零一二三四五六七八九十';
const END_OF_WORK = 18 * HOUR;

/** `12`, `十二`, `两`, `半`; of `两三` the later; NaN for what is no number. */
function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  if (text === '两') return 2;
  if (text === '半') return 0.5;
  if (text.length > 1 && !text.includes('十')) return numberOf(text.slice(-1));
  if (text.length === 1) return DIGITS.includes(text) ? DIGITS.indexOf(text) : Number.NaN;
  const [tens = '', ones = ''] = text.split('十');
  return (tens === '' ? 1 : numberOf(tens)) * 10 + (ones === '' ? 0 : numberOf(ones));
}

const NUMBER = '(\\d+|[一二两三四五六七八九十半]+)';
const UNIT = '分钟|小时|钟头|天|周|星期|礼拜|(?<=个)月';
const IN_A_WHILE = new RegExp(`${NUMBER}\\s*个?(半)?(${UNIT})(半)?`);
const RELATIVE_DAY = /(今天|今日|今晚|今早|明天|明日|明早|明晚|后天|大后天)/;
const WEEKDAY = /(下)?(?:周|星期|礼拜)([一二三四五六日天])/;
/** Neither part of a longer number (`12-2-301`) nor a span (`2-3天`, `3.5小时`). */
const DATE = new RegExp(
  `(?<![\\d.-])(?:(\\d{4})[-/年.])?(\\d{1,2})\\s*[-/月.]\\s*(\\d{1,2})(?![\\d-]|\\s*个?半?(?:${UNIT}|米|元|块|层|楼|栋|单元))\\s*[日号]?`,
);
const DAY_OF_MONTH = /(?<!\d)(\d{1,2})\s*[日号](?!楼|院|线)/;
/** 一点 is one o'clock unless it means a little: 晚一点, 有一点难. */
const TIME = new RegExp(
  `(凌晨|上午|早上|早|中午|下午|晚上|晚|傍晚)?\\s*(?:(\\d{1,2})[:：](\\d{2})|(?<![早晚有差快慢多大小好]\\s*(?=一点))${NUMBER}\\s*点(半)?)`,
);
const PART_OF_DAY = /(上午|早上|[今明]早|中午|下午|傍晚|晚上|[今明]晚)/;
const endOfPart: Readonly<Record<string, number>> = {
  上午: 12 * HOUR,
  早上: 10 * HOUR,
  今早: 10 * HOUR,
  明早: 10 * HOUR,
  中午: 13 * HOUR,
  下午: END_OF_WORK,
  傍晚: 19 * HOUR,
  晚上: 21 * HOUR,
  今晚: 21 * HOUR,
  明晚: 21 * HOUR,
};

/**
 * The moment somebody means by `明天12点`, `3天`, `11-27 18:00`, `周五下午三点`, `28号`. A day without a time means 18:00 or the
 * end of the part of the day that was named; a time alone means today, or tomorrow when it has passed. Undefined when no
 * time is spoken of, or only one that is over.
 */
export function readMoment(text: string, now: Moment): Moment | undefined {
  const day = dayMeant(text, now);
  const time = timeMeant(text);
  if (day !== undefined) {
    const meant = startOf(day) + (time ?? endOfPart[PART_OF_DAY.exec(text)?.[1] ?? ''] ?? END_OF_WORK);
    return meant > now ? meant : undefined;
  }
  if (time === undefined) return whileMeant(text, now);
  const today = startOf(dayOf(now)) + time;
  return today > now ? today : today + DAY;
}

function whileMeant(text: string, now: Moment): Moment | undefined {
  const match = IN_A_WHILE.exec(text);
  if (!match) return undefined;
  const [, number = '', halfBefore, unit, halfAfter] = match;
  const amount = numberOf(number) + (halfBefore === undefined && halfAfter === undefined ? 0 : 0.5);
  if (!(amount > 0)) return undefined;
  switch (unit) {
    case '分钟':
      return now + amount * MINUTE;
    case '小时':
    case '钟头':
      return now + amount * HOUR;
    case '天':
      return now + amount * DAY;
    case '月':
      return now + amount * 30 * DAY;
    default:
      return now + amount * 7 * DAY;
  }
}

function dayMeant(text: string, now: Moment): Day | undefined {
  const today = dayOf(now);
  const relative = RELATIVE_DAY.exec(text)?.[1];
  if (relative !== undefined) return daysLater(today, daysToRelative(relative));
  const weekday = WEEKDAY.exec(text);
  if (weekday) {
    const meant = '日一二三四五六天'.indexOf(weekday[2] ?? '') % 7;
    return daysLater(today, daysToWeekday(meant, weekday[1] !== undefined, now));
  }
  const date = DATE.exec(text);
  if (date) return dateMeant(date, today);
  const dayOfMonth = DAY_OF_MONTH.exec(text)?.[1];
  return dayOfMonth === undefined ? undefined : nextDayOfMonth(Number(dayOfMonth), today);
}

function daysToRelative(word: string): number {
  if (word.startsWith('今')) return 0;
  if (word.startsWith('明')) return 1;
  return word === '后天' ? 2 : 3;
}

function fromMonday(weekday: number): number {
  return (weekday + 6) % 7;
}

/** The coming one; on the day itself, today until work is over. */
function daysToWeekday(weekday: number, isNextWeek: boolean, now: Moment): number {
  const away = fromMonday(weekday) - fromMonday(weekdayOf(now));
  if (isNextWeek) return away + 7;
  const isOver = away === 0 && now >= startOf(dayOf(now)) + END_OF_WORK;
  return away >= 0 && !isOver ? away : away + 7;
}

/** Without a year: this one, or the next for a day of January said in December. A day long past is none. */
function dateMeant(date: RegExpExecArray, today: Day): Day | undefined {
  const month = (date[2] ?? '').padStart(2, '0');
  const day = (date[3] ?? '').padStart(2, '0');
  const thisYear = Number(today.slice(0, 4));
  const years = date[1] === undefined ? [thisYear, thisYear + 1] : [Number(date[1])];
  const latest = daysLater(today, 183);
  return years
    .map(year => `${year}-${month}-${day}`)
    .find(meant => isDay(meant) && meant >= today && (date[1] !== undefined || meant <= latest));
}

function two(part: number): string {
  return String(part).padStart(2, '0');
}

/** This month's, or the next month's when it is over. */
function nextDayOfMonth(dayOfMonth: number, today: Day): Day | undefined {
  const [year = 0, month = 0] = today.split('-').map(Number);
  const thisMonth = `${year}-${two(month)}-${two(dayOfMonth)}`;
  const nextMonth =
    month === 12 ? `${year + 1}-01-${two(dayOfMonth)}` : `${year}-${two(month + 1)}-${two(dayOfMonth)}`;
  return [thisMonth, nextMonth].find(meant => isDay(meant) && meant >= today);
}

/** True for a day that exists: JavaScript takes 31 November for 1 December. */
function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
}

/** Milliseconds since midnight; 晚上12点 is the day's end, and 三点 without more is in the afternoon. */
function timeMeant(text: string): number | undefined {
  const match = TIME.exec(text);
  if (!match) return undefined;
  const [, part, clockHour, clockMinute, spokenHour = '', half] = match;
  const hour = clockHour === undefined ? numberOf(spokenHour) : Number(clockHour);
  const minute = clockMinute === undefined ? Number(half !== undefined) * 30 : Number(clockMinute);
  if (!(hour >= 0 && hour <= 24) || minute > 59) return undefined;
  return hourOfDay(hour, part, clockHour === undefined) * HOUR + minute * MINUTE;
}

function hourOfDay(hour: number, part: string | undefined, isSpoken: boolean): number {
  if (part === undefined) return isSpoken && hour >= 1 && hour <= 6 ? hour + 12 : hour;
  if (part === '凌晨') return hour === 12 ? 0 : hour;
  if (part === '中午') return hour <= 2 ? hour + 12 : hour;
  if (/下午|晚|傍晚/.test(part))
    return hour < 12 || (hour === 12 && part.startsWith('晚')) ? hour + 12 : hour;
  return hour;
}
