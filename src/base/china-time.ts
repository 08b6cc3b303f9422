import { DAY, HOUR, MINUTE, type Moment } from './clock.js';

/** China keeps one time all year, eight hours ahead of UTC. */
const OFFSET = 8 * HOUR;

/** A calendar day in China as `2026-11-21`. */
export type Day = string;

/** The day in China at the moment. */
export function dayOf(at: Moment): Day {
  return new Date(at + OFFSET).toISOString().slice(0, 10);
}

/** The moment a day begins in China, i.e. its 00:00. */
export function startOf(day: Day): Moment {
  return Date.parse(`${day}T00:00:00Z`) - OFFSET;
}

/** The day so many days later (or earlier, when negative). */
export function daysLater(day: Day, days: number): Day {
  return dayOf(startOf(day) + days * DAY + HOUR);
}

/** Milliseconds since midnight in China. */
export function timeOfDay(at: Moment): number {
  return (at + OFFSET) % DAY;
}

/** `09:05` → milliseconds since midnight. Throws a RangeError when it is no time of day. */
export function parseTimeOfDay(text: string): number {
  const match = /^([01]?\d|2[0-3]|24(?=:00)):([0-5]\d)$/.exec(text);
  if (!match) throw new RangeError(`${text} is no time of day; write it like 08:30`);
  return Number(match[1]) * HOUR + Number(match[2]) * MINUTE;
}

/** 0 is Sunday, as in JavaScript. */
export function weekdayOf(at: Moment): number {
  return new Date(at + OFFSET).getUTCDay();
}

/** `18:05` */
export function clockText(at: Moment): string {
  return new Date(at + OFFSET).toISOString().slice(11, 16);
}

/** `11-27 18:00`, as workers write it. */
export function dateTimeText(at: Moment): string {
  return new Date(at + OFFSET).toISOString().slice(5, 16).replace('T', ' ');
}

/** How one says a moment seen from now: 今天 18:00, 明天 12:00, 周五 18:00, 11月30日 18:00. */
export function sayMoment(at: Moment, now: Moment): string {
  const away = Math.round((startOf(dayOf(at)) - startOf(dayOf(now))) / DAY);
  if (away === 0) return `今天 ${clockText(at)}`;
  if (away === 1) return `明天 ${clockText(at)}`;
  const date = new Date(at + OFFSET);
  const weekday = '日一二三四五六'[date.getUTCDay()] ?? '';
  const monthDay = `${date.getUTCMonth() + 1}月${date.getUTCDate()}日`;
  return away > 1 && away < 7
    ? `周${weekday}（${monthDay}）${clockText(at)}`
    : `${monthDay} ${clockText(at)}`;
}
