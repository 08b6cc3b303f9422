import type { Moment } from '../base/clock.js';
import type { Addressee } from '../reminders/audience.js';
import type { Reminder } from '../reminders/reminder-book.js';
import type { ReminderRule } from '../reminders/reminder-rules.js';
import type { Room } from '../roster/unit.js';

/** A rule that has come due for a group or for one person. */
export interface Occasion {
  readonly rule: ReminderRule;
  readonly reminder: Reminder;
  /** The group; absent in private. */
  readonly room?: Room;
  /** Whom it is for: everybody who is reminded in the group, or the one person; each with the unit they serve. */
  readonly people: readonly Addressee[];
  readonly now: Moment;
}
