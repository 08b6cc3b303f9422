import type { Moment } from '../base/clock.js';
import { addWorking, workingBetween, type WorkingCalendar } from '../base/working-time.js';
import type { Urgency } from '../classify/understanding.js';

/**
 * When so much of the time between two moments is over. For a normal matter working time counts, so that nobody is pressed on
 * a day off; for what is urgent the time on the wall, as where there is no working time in between.
 *
 * @param share 0 to 1
 */
export function partOfTime(
  share: number,
  { from, until }: { readonly from: Moment; readonly until: Moment },
  urgency: Urgency,
  calendar: WorkingCalendar,
): Moment {
  const working = urgency === 'normal' ? workingBetween(from, until, calendar) : 0;
  return working > 0
    ? addWorking(from, Math.round(working * share), calendar)
    : from + Math.round((until - from) * share);
}
