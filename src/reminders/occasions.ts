import { dayOf, daysLater, startOf } from '../base/china-time.js';
import { DAY, type Moment } from '../base/clock.js';
import type { WorkingCalendar } from '../base/working-time.js';
import { nextRun, type Cron } from './cron.js';
import { isRuleDay, type DayRule } from './rule-day.js';

/** When something is to be done, again and again, and for how long it still makes sense afterwards. */
export interface Schedule {
  readonly cron: Cron;
  readonly days: DayRule;
  /** An occasion that was missed is made up for until so long afterwards, in milliseconds. */
  readonly catchUpMs: number;
}

/** Earlier ones are looked for no further back: by then the reminders of them are forgotten. */
const LOOKS_BACK_DAYS = 28;
/** An occasion is looked for no further ahead. */
const LOOKS_AHEAD = 3 * 366 * DAY;

/** The first occasion after the moment; undefined when there is none within three years. */
export function nextOccasion(
  { cron, days }: Schedule,
  after: Moment,
  calendar: WorkingCalendar,
): Moment | undefined {
  let from = after;
  for (;;) {
    const run = nextRun(cron, from);
    if (run === undefined || run - after > LOOKS_AHEAD) return undefined;
    const day = dayOf(run);
    if (isRuleDay(day, days, calendar)) return run;
    // The rest of a day on which the rule does not hold need not be looked at.
    from = startOf(daysLater(day, 1)) - 1;
  }
}

/**
 * The occasion to be kept now: the latest after `doneUntil` that has come and is not too long ago. Earlier ones are
 * overtaken by it or too old; nobody is reminded of the same thing twice in a row.
 */
export function occasionDue(
  schedule: Schedule,
  doneUntil: Moment,
  now: Moment,
  calendar: WorkingCalendar,
): Moment | undefined {
  let latest: Moment | undefined;
  let from = Math.max(doneUntil, now - schedule.catchUpMs - 1);
  for (;;) {
    const next = nextOccasion(schedule, from, calendar);
    if (next === undefined || next > now) return latest;
    latest = next;
    from = next;
  }
}

/** The last occasions before the moment, the latest first; fewer than `count` when there are no more within four weeks. */
export function occasionsBefore(
  schedule: Schedule,
  before: Moment,
  count: number,
  calendar: WorkingCalendar,
): readonly Moment[] {
  const found: Moment[] = [];
  for (let back = 0; back <= LOOKS_BACK_DAYS && found.length < count; back += 1) {
    const day = daysLater(dayOf(before), -back);
    if (!isRuleDay(day, schedule.days, calendar)) continue;
    const until = Math.min(before, startOf(daysLater(day, 1)));
    const ofDay: Moment[] = [];
    let run = nextRun(schedule.cron, startOf(day) - 1);
    for (; run !== undefined && run < until; run = nextRun(schedule.cron, run)) ofDay.push(run);
    found.push(...ofDay.reverse());
  }
  return found.slice(0, count);
}
