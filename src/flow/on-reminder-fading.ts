import { dayOf, startOf } from '../base/china-time.js';
import type { Moment } from '../base/clock.js';
import { occasionsBefore } from '../reminders/occasions.js';
import { reminderIdOf } from '../reminders/reminders.js';
import type { Person } from '../roster/unit.js';
import type { DeedKind } from '../tasks/deed.js';
import type { House } from './house.js';
import type { Occasion } from './on-reminder-occasion.js';

/**
 * Whether reminding somebody still makes sense: `last` when it had no effect so often that this is the last time, `faded`
 * when it is left off. It begins anew once they have done it, and after a leave.
 */
export async function patienceWith(
  house: House,
  { rule, reminder, now }: Occasion,
  person: Person,
  kind: DeedKind,
): Promise<'patient' | 'last' | 'faded'> {
  const { fadesAfter } = rule;
  if (fadesAfter === undefined) return 'patient';
  const { calendar } = house.rules.deadlines;
  const earlier = occasionsBefore(rule, reminder.at, fadesAfter, calendar);
  const since = startOf(dayOf(earlier.at(-1) ?? now));
  const deeds = await house.deeds.ofPerson(person.id, { from: since, below: now + 1 });
  let inVain = 0;
  for (const at of earlier) {
    const wasDone = deeds.some(deed => deed.kind === kind && deed.at >= startOf(dayOf(at)));
    const wasReminded = await house.reminders.book.get(reminderIdOf(rule.key, at, reminder.audience));
    if (wasDone || !wasReminded || wasAway(person, at)) break;
    inVain += 1;
  }
  if (inVain >= fadesAfter) return 'faded';
  return inVain === fadesAfter - 1 ? 'last' : 'patient';
}

function wasAway({ away }: Person, at: Moment): boolean {
  return away !== undefined && at >= away.from && at < (away.endedAt ?? away.until);
}
