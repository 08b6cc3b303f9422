import { dayOf, daysLater, startOf, timeOfDay } from '../base/china-time.js';
import { HOUR, MINUTE, type Moment } from '../base/clock.js';

/** When something comes round again: minute, hour, day of month, month, day of week; in China's time. */
export interface Cron {
  readonly text: string;
  /** In order. */
  readonly minutes: readonly number[];
  /** In order. */
  readonly hours: readonly number[];
  readonly daysOfMonth: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** 0 is Sunday. */
  readonly daysOfWeek: ReadonlySet<number>;
  /** Both kinds of day are named; then either will do, as cron has always had it. */
  readonly isEitherDay: boolean;
}

interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** The last may be 7 for Sunday, too. */
const fields: readonly Field[] = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day of month', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12 },
  { name: 'day of week', from: 0, to: 7 },
];

/** Days are looked through for so long; 29 February may be eight years away. */
const MOST_DAYS = 8 * 366 + 1;

/** Reads five fields of numbers, `*`, lists, ranges and steps; or says what is wrong with them. */
export function readCron(text: string): Cron | { readonly fault: string } {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== fields.length) {
    const count = `"${text}" has ${parts.length} fields`;
    return { fault: `${count}; write five: minute hour day-of-month month day-of-week, like 30 8 * * 1-5` };
  }
  const read = fields.map((field, at) => readField(parts[at] ?? '', field));
  const faulty = read.find(outcome => 'fault' in outcome);
  if (faulty) return faulty;
  const [minutes = [], hours = [], daysOfMonth, months, daysOfWeek = []] = read.map(outcome =>
    'fault' in outcome ? [] : outcome.numbers,
  );
  return {
    text,
    minutes,
    hours,
    daysOfMonth: new Set(daysOfMonth),
    months: new Set(months),
    daysOfWeek: new Set(daysOfWeek.map(day => day % 7)),
    isEitherDay: !parts[2]?.startsWith('*') && !parts[4]?.startsWith('*'),
  };
}

/** The numbers a field stands for, in order. */
function readField(
  text: string,
  { name, from, to }: Field,
): { readonly numbers: readonly number[] } | { readonly fault: string } {
  const numbers = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^(?:(\*)|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
    if (!match)
      return { fault: `"${part}" is no ${name}; write a number from ${from} to ${to}, *, 1-5, */15 or 1,3` };
    const [, star, first, last, every] = match;
    const begin = star === undefined ? Number(first) : from;
    const open = star === undefined && every === undefined ? begin : to;
    const end = last === undefined ? open : Number(last);
    const step = every === undefined ? 1 : Number(every);
    if (begin < from || end > to || begin > end)
      return { fault: `"${part}" does not lie in ${from} to ${to} (${name})` };
    if (step === 0) return { fault: `"${part}" takes steps of 0 (${name})` };
    for (let at = begin; at <= end; at += step) numbers.add(at);
  }
  return { numbers: [...numbers].sort((a, b) => a - b) };
}

/** The first moment after `after` at which it comes round; undefined when it never does, as on 30 February. */
export function nextRun(cron: Cron, after: Moment): Moment | undefined {
  let day = dayOf(after);
  // A moment within the minute belongs to the next one.
  let time = timeOfDay(after) + 1;
  for (let looked = 0; looked < MOST_DAYS; looked += 1) {
    const found = isItsDay(cron, day) ? timeFrom(cron, time) : undefined;
    if (found !== undefined) return startOf(day) + found;
    day = daysLater(day, 1);
    time = 0;
  }
  return undefined;
}

function isItsDay(cron: Cron, day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  if (!cron.months.has(date.getUTCMonth() + 1)) return false;
  const isOfMonth = cron.daysOfMonth.has(date.getUTCDate());
  const isOfWeek = cron.daysOfWeek.has(date.getUTCDay());
  return cron.isEitherDay ? isOfMonth || isOfWeek : isOfMonth && isOfWeek;
}

/** The first time of day at or after `time`, in milliseconds since midnight. */
function timeFrom({ hours, minutes }: Cron, time: number): number | undefined {
  for (const hour of hours) {
    if ((hour + 1) * HOUR <= time) continue;
    for (const minute of minutes) {
      const at = hour * HOUR + minute * MINUTE;
      if (at >= time) return at;
    }
  }
  return undefined;
}
