import { dayOf, sayMoment } from '../base/china-time.js';
import type { Moment } from '../base/clock.js';
import type { InHand, Named } from '../words/reminders.js';

/** A ticket, or a task like one, as far as reminders need to know it. */
export interface Duty {
  readonly number: string;
  readonly item: string;
  /** Who has it, as called among colleagues; '' when nobody has. */
  readonly who: string;
  /** When it must be done; absent where nothing is set. */
  readonly dueAt?: Moment;
  readonly isOverdue: boolean;
  /** How many raised it. */
  readonly raisers: number;
  readonly isSupervised: boolean;
  /** Where it is, as a whole area: 金桂苑. */
  readonly area: string;
}

/** Somebody with what they have in hand. */
export interface Bearer {
  readonly name: string;
  /** On leave: who stands in, '' when nobody does. */
  readonly standIn?: string;
  readonly duties: readonly Duty[];
}

/** The duty as it is named in a list: with the time, and with the person where the reader needs to know. */
export function namedDuty(
  duty: Duty,
  now: Moment,
  shows: { readonly who?: true; readonly due?: true },
): Named {
  const { number, item, dueAt, who } = duty;
  return {
    number,
    item,
    due: shows.due && dueAt !== undefined ? sayMoment(dueAt, now) : '',
    who: shows.who ? who : '',
  };
}

/** What somebody has in hand, the pressing things apart: what is late, and what is due today. */
export function inHandOf({ name, standIn, duties }: Bearer, now: Moment): InHand {
  const today = duties.filter(
    duty => !duty.isOverdue && duty.dueAt !== undefined && dayOf(duty.dueAt) === dayOf(now),
  );
  return {
    name,
    ...(standIn === undefined ? {} : { standIn }),
    count: duties.length,
    dueToday: inOrderOfTime(today).map(duty => namedDuty(duty, now, {})),
    overdue: duties.filter(({ isOverdue }) => isOverdue).length,
  };
}

/** The soonest first; those without a time last. */
export function inOrderOfTime(duties: readonly Duty[]): readonly Duty[] {
  return [...duties].sort((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity));
}

/** What most people raised, when that is more than one. */
export function mostSupported(duties: readonly Duty[]): Duty | undefined {
  const [first] = [...duties].sort((a, b) => b.raisers - a.raisers);
  return first && first.raisers > 1 ? first : undefined;
}
