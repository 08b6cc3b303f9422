import { dayOf, daysLater, sayMoment, startOf, timeOfDay, weekdayOf, type Day } from '../base/china-time.js';
import { DAY, HOUR, type Moment } from '../base/clock.js';
import { readMoment } from '../intake/when.js';

/** A stretch of leave, half-open. */
export interface Period {
  readonly from: Moment;
  readonly until: Moment;
}

/** Nobody is away for longer without a new word. */
export const LONGEST_LEAVE = 200 * DAY;

const NOON = 12 * HOUR;
const DIGITS = '\\d一二两三四五六七八九十';
const WEEK = '(?:周|星期|礼拜)';
const PART = '(上午|早上|下午|晚上)?';
const DAY_WORD = [
  '大后[天日]|后[天日]|明后两?[天日]|明[天日早晚]|今[天日早晚儿]',
  `(?:下下个?|下个?|这个?|本)?${WEEK}[一二三四五六日天]`,
  `(?:下个?|这个?|本)?周末`,
  `(?:\\d{4}\\s*[-/年.]\\s*)?\\d{1,2}\\s*[-/月.]\\s*\\d{1,2}\\s*[日号]?`,
  `\\d{1,2}\\s*[日号](?!楼|院)`,
  '月底|月末|元旦',
].join('|');
const TOKEN = new RegExp(`(${DAY_WORD})\\s*的?\\s*${PART}`, 'gu');
const TO = /^\s*(?:一直)?(?:到|至|[-—–~～])\s*$/u;
const UNTIL = /(?:到|至)\s*$/u;
/** Both days of a pair are named, or all between. */
const AND = /^\s*(?:和|、|,|，|跟|及|\s)*\s*$/u;
const WHOLE_WEEK = new RegExp(`(下下个?|下个?|这个?|本)${WEEK}(?![一二三四五六日天末])`, 'u');
const LASTING = new RegExp(
  `([${DIGITS}]{1,3}|半)\\s*个?\\s*(天|${WEEK}(?![一二三四五六日天])|月|小时|钟头)(?!\\s*[${DIGITS}]+\\s*[日号])`,
  'u',
);
/** After the last day of a span only its number may be said: 11月27到30. */
const BARE_END = /^\s*(?:到|至|[-—–~～])\s*(\d{1,2})(?!\d|\s*[点:：月])/u;

interface Named {
  readonly day: Day;
  readonly last: Day;
  readonly part: string;
  readonly from: number;
  readonly to: number;
}

/**
 * When somebody is away: `明天到周五`, `到11月27日`, `周四周五两天`, `请三天`, `下周`, `明天下午`, `从周一起休一周`. Undefined when no time is
 * named, when it is over, longer than LONGEST_LEAVE, or when the days do not follow on each other.
 */
export function readPeriod(said: string, now: Moment): Period | undefined {
  const text = plainDays(said);
  const days = daysNamed(text, now);
  const [first, ...others] = days;
  if (!first) return checked(wholeWeek(text, now) ?? lasting(text, dayOf(now), now), now);
  const lead = text.slice(0, first.from);
  const [second] = others;
  if (!second) {
    const bareEnd = BARE_END.exec(text.slice(first.to))?.[1];
    if (bareEnd !== undefined) return checked(span(first, endNamed(bareEnd, first), now), now);
    if (UNTIL.test(lead)) return checked({ from: now, until: endOf(first) }, now);
    const rest = `${text.slice(0, first.from)} ${text.slice(first.to)}`;
    return checked(lasting(rest, first.day, now) ?? span(first, first, now), now);
  }
  const between = text.slice(first.to, second.from);
  if (TO.test(between) && others.length === 1) return checked(span(first, second, now), now);
  const follow = days.every((named, at) => {
    const before = days[at - 1];
    if (!before) return true;
    return AND.test(text.slice(before.to, named.from)) && named.day === daysLater(before.last, 1);
  });
  return follow ? checked(span(first, days.at(-1) ?? first, now), now) : undefined;
}

function checked(period: Period | undefined, now: Moment): Period | undefined {
  if (!period || period.until <= now || period.until <= period.from) return undefined;
  return period.until - period.from > LONGEST_LEAVE ? undefined : period;
}

function span(first: Named, last: Named, now: Moment): Period {
  const begins = startOf(first.day) + (/下午|晚上/u.test(first.part) ? NOON : 0);
  return { from: Math.max(begins, now), until: endOf(last) };
}

function endOf({ last, part }: Named): Moment {
  return startOf(last) + (/上午|早上/u.test(part) ? NOON : DAY);
}

/** The day with this number after the first one. */
function endNamed(number: string, first: Named): Named {
  return { ...first, last: dayAt(`${number}号`, startOf(first.day)) ?? first.last, part: '' };
}

function daysNamed(text: string, now: Moment): Named[] {
  const found: Named[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const [whole, word = '', part = ''] = match;
    const before = found.at(-1);
    const day = dayMeant(word.replace(/\s/gu, ''), now, before?.last);
    if (day === undefined) continue;
    const last = lastOf(word, day);
    found.push({
      day,
      last,
      part: part || partIn(word),
      from: match.index,
      to: match.index + whole.trimEnd().length,
    });
  }
  return found;
}

function partIn(word: string): string {
  if (word.endsWith('早')) return '上午';
  return word.endsWith('晚') ? '晚上' : '';
}

function lastOf(word: string, day: Day): Day {
  return /周末|明后/u.test(word) ? daysLater(day, 1) : day;
}

/** 明天 and 下周 are seen from today; a weekday or a number after another day comes after that day. */
function dayMeant(word: string, now: Moment, after: Day | undefined): Day | undefined {
  const seenFrom = after === undefined || /[今明后下]/u.test(word) ? now : startOf(after);
  if (word.startsWith('明后')) return daysLater(dayOf(now), 1);
  if (word === '元旦') return dayAt('1月1日', seenFrom);
  if (word === '月底' || word === '月末') return lastOfMonth(dayOf(seenFrom));
  const weekend = /^(下个?)?.*周末$/u.exec(word);
  if (weekend) return weekday('六', weekend[1] === undefined ? 0 : 1, seenFrom);
  const named = new RegExp(`^(下下|下)?个?(?:这个?|本)?${WEEK}([一二三四五六日天])$`, 'u').exec(word);
  if (named) return weekday(named[2] ?? '一', { 下: 1, 下下: 2 }[named[1] ?? ''] ?? 0, seenFrom);
  return dayAt(word, seenFrom);
}

function dayAt(word: string, now: Moment): Day | undefined {
  // Seen from midnight every day that is not over has still an end of work.
  const at = readMoment(word, startOf(dayOf(now)));
  return at === undefined ? undefined : dayOf(at);
}

/** 27-29号 is two days of the month, what stands in brackets repeats. */
function plainDays(said: string): string {
  return said
    .replace(/[（(][^）)]*[）)]/gu, '')
    .replace(
      /(?<![\d月./-]\s*)(\d{1,2})\s*[号日]?\s*([-—–~～到至])\s*(\d{1,2})\s*[号日](?!楼)/gu,
      (whole, first: string, sign: string, last: string) =>
        /[到至]/u.test(sign) || Number(first) > 12 ? `${first}号到${last}号` : whole,
    );
}

/** Without 下 the coming one, today included. */
function weekday(name: string, weeks: number, now: Moment): Day {
  const wanted = '一二三四五六日'.indexOf(name === '天' ? '日' : name);
  const today = (weekdayOf(now) + 6) % 7;
  const away = wanted - today;
  return daysLater(dayOf(now), weeks > 0 ? away + 7 * weeks : (away + 7) % 7);
}

function lastOfMonth(day: Day): Day {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** 下周, 这周: Monday to Sunday, what is left of it. */
function wholeWeek(text: string, now: Moment): Period | undefined {
  const which = WHOLE_WEEK.exec(text)?.[1];
  if (which === undefined) return undefined;
  const weeks = which.startsWith('下下') ? 2 : Number(which.startsWith('下'));
  const today = (weekdayOf(now) + 6) % 7;
  const monday = daysLater(dayOf(now), 7 * weeks - today);
  return { from: Math.max(startOf(monday), now), until: startOf(daysLater(monday, 7)) };
}

/** 三天, 一周, 半天, 两小时: from that day on, today from now. */
function lasting(text: string, day: Day, now: Moment): Period | undefined {
  const match = LASTING.exec(text);
  const from = Math.max(startOf(day), now);
  if (!match) return partOfToday(text, now);
  const [, number = '', unit = ''] = match;
  const amount = numberOf(number);
  if (unit === '小时' || unit === '钟头') return { from, until: from + amount * HOUR };
  if (number === '半' && unit === '天') {
    const isMorning = timeOfDay(from) < NOON;
    return { from, until: startOf(dayOf(from)) + (isMorning ? NOON + 90 * (HOUR / 60) : DAY) };
  }
  const days = { 天: 1, 月: 30 }[unit] ?? 7;
  const whole = Math.ceil(amount * days);
  return whole > 0 ? { from, until: startOf(daysLater(day, whole)) } : undefined;
}

/** 下午请假 without a day is today. */
function partOfToday(text: string, now: Moment): Period | undefined {
  const today = startOf(dayOf(now));
  if (/下午|晚上/u.test(text)) return { from: Math.max(today + NOON, now), until: today + DAY };
  return /上午|早上/u.test(text) ? { from: now, until: today + NOON } : undefined;
}

function digit(letter: string | undefined): number {
  return '零一二三四五六七八九'.indexOf(letter ?? '');
}

function numberOf(text: string): number {
  if (/^\d+$/u.test(text)) return Number(text);
  if (text === '半') return 0.5;
  if (text === '两') return 2;
  const [tens, ones] = text.includes('十') ? text.split('十') : ['', text];
  const high = text.includes('十') ? Math.max(digit(tens === '' ? '一' : tens), 1) * 10 : 0;
  return high + Math.max(ones === '' ? 0 : digit(ones), 0);
}

/** How one says the days: 今天下午, 明天, 11月24日到27日; seen from now. */
export function sayPeriod({ from, until }: Period, now: Moment): string {
  const last = until - 1;
  const first = dayOf(from);
  if (first === dayOf(last)) {
    const isMorning = until === startOf(first) + NOON;
    const isAfternoon =
      from >= startOf(first) + NOON && until === startOf(first) + DAY && first !== dayOf(now);
    const part = isMorning ? '上午' : '';
    return `${sayDay(first, now)}${isAfternoon ? '下午' : part}`;
  }
  return `${first === dayOf(now) ? '' : sayDay(first, now)}到${sayDay(dayOf(last), now)}`;
}

/** When it begins: 明天, 周五（11月27日）下午, 明天 10:30. */
export function sayBeginning(from: Moment, now: Moment): string {
  const time = timeOfDay(from);
  if (time !== 0 && time !== NOON) return sayMoment(from, now);
  return `${sayDay(dayOf(from), now)}${time === NOON ? '下午' : ''}`;
}

/** 今天, 明天, 周五（11月27日） */
export function sayDay(day: Day, now: Moment): string {
  const away = Math.round((startOf(day) - startOf(dayOf(now))) / DAY);
  if (away === 0 || away === 1) return away === 0 ? '今天' : '明天';
  const [, month, date] = day.split('-').map(Number);
  const monthDay = `${month}月${date}日`;
  const name = '日一二三四五六'[weekdayOf(startOf(day))] ?? '';
  return away > 1 && away < 7 ? `周${name}（${monthDay}）` : monthDay;
}
