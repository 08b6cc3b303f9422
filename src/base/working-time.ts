import chineseDays from 'chinese-days';
import { dayOf, daysLater, parseTimeOfDay, startOf, timeOfDay, type Day } from './china-time.js';
import { HOUR, MINUTE, DAY, type Moment } from './clock.js';
import { Fault } from './fault.js';

/** The hours in which somebody is at work, on days that the statutory calendar calls working days. */
export interface WorkingCalendar {
  /** Milliseconds since midnight, in order, not touching. */
  readonly hours: readonly { readonly from: number; readonly to: number }[];
  readonly isWorkingDay: (day: Day) => boolean;
}

/**
 * The statutory calendar of China with its shifted working days (调休), from the kept list of `chinese-days`.
 *
 * @param hours e.g. `['08:30-12:00', '13:30-18:00']`
 */
export function statutoryCalendar(hours: readonly string[]): WorkingCalendar {
  const parsed = hours.map(range => {
    const [from, to] = range.split('-');
    return { from: parseTimeOfDay(from ?? ''), to: parseTimeOfDay(to ?? '') };
  });
  const known = new Map<Day, boolean>();
  return {
    hours: parsed,
    isWorkingDay(day) {
      let answer = known.get(day);
      if (answer === undefined) {
        answer = chineseDays.isWorkday(day);
        known.set(day, answer);
      }
      return answer;
    },
  };
}

/**
 * How long something may take. `wall` runs day and night, `working` only in working hours, `days` counts working days and
 * ends at the same time of day (begun on a day off: when work ends), `today` ends at 20:00 (raised after 16:00: at noon tomorrow).
 */
export type Span =
  | { readonly kind: 'wall'; readonly ms: number }
  | { readonly kind: 'working'; readonly ms: number }
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'today' };

const SPAN_FORM = /^(\d+(?:\.\d+)?)(m|h|d|wh|wd)$/;

/** `30m`, `24h`, `7d` on the wall clock; `4wh`, `3wd` in working time; `today`. Undefined when it is none of these. */
export function parseSpan(text: string): Span | undefined {
  if (text === 'today') return { kind: 'today' };
  const match = SPAN_FORM.exec(text);
  if (!match) return undefined;
  const amount = Number(match[1]);
  if (amount === 0) return undefined;
  switch (match[2]) {
    case 'm':
      return { kind: 'wall', ms: amount * MINUTE };
    case 'h':
      return { kind: 'wall', ms: amount * HOUR };
    case 'd':
      return { kind: 'wall', ms: amount * DAY };
    case 'wh':
      return { kind: 'working', ms: amount * HOUR };
    default:
      return { kind: 'days', days: Math.ceil(amount) };
  }
}

/** So many days are looked at before the calendar is taken to be broken. */
const MOST_DAYS = 731;

/** When a span that begins at `from` is over. */
export function after(from: Moment, span: Span, calendar: WorkingCalendar): Moment {
  switch (span.kind) {
    case 'wall':
      return from + span.ms;
    case 'working':
      return addWorking(from, span.ms, calendar);
    case 'days':
      return addWorkingDays(from, span.days, calendar);
    case 'today': {
      const midnight = startOf(dayOf(from));
      return from < midnight + 16 * HOUR ? midnight + 20 * HOUR : midnight + DAY + 12 * HOUR;
    }
    default:
      return span satisfies never;
  }
}

/** The moment at which so many milliseconds of working time have passed. */
export function addWorking(from: Moment, ms: number, calendar: WorkingCalendar): Moment {
  let left = ms;
  for (const { start, end } of windowsFrom(from, calendar)) {
    if (left <= end - start) return start + left;
    left -= end - start;
  }
  throw exhausted();
}

/** Milliseconds of working time between two moments; 0 when `to` is not after `from`. */
export function workingBetween(from: Moment, to: Moment, calendar: WorkingCalendar): number {
  let sum = 0;
  if (to <= from) return 0;
  for (const { start, end } of windowsFrom(from, calendar)) {
    if (start >= to) break;
    sum += Math.min(end, to) - start;
  }
  return sum;
}

/** Whether somebody is at work at the moment. */
export function isWorkingTime(at: Moment, calendar: WorkingCalendar): boolean {
  const time = timeOfDay(at);
  return calendar.isWorkingDay(dayOf(at)) && calendar.hours.some(({ from, to }) => time >= from && time < to);
}

function exhausted(): Fault {
  return new Fault('calendar-exhausted', 'the working calendar has no working hours within two years');
}

function addWorkingDays(from: Moment, days: number, calendar: WorkingCalendar): Moment {
  let day = dayOf(from);
  let idle = 0;
  for (let left = days; left > 0;) {
    day = daysLater(day, 1);
    const isWorking = calendar.isWorkingDay(day);
    idle = isWorking ? 0 : idle + 1;
    if (isWorking) left -= 1;
    if (idle > MOST_DAYS) throw exhausted();
  }
  const opens = calendar.hours[0]?.from ?? 0;
  const closes = calendar.hours.at(-1)?.to ?? DAY;
  // A day off counts like the evening before it: nobody gets less time for reporting later.
  const time = calendar.isWorkingDay(dayOf(from)) ? timeOfDay(from) : closes;
  return startOf(day) + Math.min(Math.max(time, opens), closes);
}

function* windowsFrom(from: Moment, calendar: WorkingCalendar): Generator<{ start: Moment; end: Moment }> {
  let day = dayOf(from);
  for (let tried = 0; tried < MOST_DAYS; tried += 1, day = daysLater(day, 1)) {
    if (!calendar.isWorkingDay(day)) continue;
    for (const { from: opens, to: closes } of calendar.hours) {
      const start = Math.max(from, startOf(day) + opens);
      const end = startOf(day) + closes;
      if (start < end) yield { start, end };
    }
  }
}
