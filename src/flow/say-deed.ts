import { clockText, dayOf, startOf } from '../base/china-time.js';
import type { Moment } from '../base/clock.js';
import type { Person } from '../roster/unit.js';
import type { FieldDeed } from '../tasks/complete-deed.js';
import { isLate, missingOf } from '../tasks/grid-work.js';
import * as words from '../words/deeds.js';
import type { House } from './house.js';

/** What is said of a check-in, a patrol or a visit that was completed at the moment: that it counts, or what it lacks. */
export function sayDeed(house: House, deed: FieldDeed, person: Person, at: Moment): string {
  const { gridWork } = house;
  const missing = missingOf(deed, gridWork);
  const time = clockText(at);
  switch (deed.kind) {
    case 'check-in': {
      if (missing.length > 0) return words.checkInLacks(missing);
      const latest = clockText(startOf(dayOf(at)) + gridWork.checkIn.latest);
      const who = person.name.replace(/^网格员/u, '');
      return words.checkedIn(who, time, deed.place, isLate(deed.at, gridWork) ? latest : undefined);
    }
    case 'patrol':
      return missing.length > 0 ? words.patrolLacks(missing) : words.patrolled(time, deed.place);
    case 'visit':
      return missing.length > 0 ? words.visitLacks(missing) : words.added();
    default:
      return deed.kind satisfies never;
  }
}
