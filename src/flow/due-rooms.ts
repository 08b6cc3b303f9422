import type { Moment } from '../base/clock.js';
import { together } from '../store/change.js';
import type { House } from './house.js';
import { catchUpRoom } from './catch-up.js';
import { givenUpRoom } from './given-up.js';
import { remindersDue } from './on-reminder.js';
import { pushedTasksDue } from './on-task-clock.js';
import { refitRoom } from './refit-room.js';
import { rosterRoom } from './roster-room.js';
import { everything, type Share } from './share.js';

/** A room besides the tickets in which things fall due: pushed tasks, reminders. */
export interface DueRoom {
  /** Done by whichever process has the account, not by those that keep the clock. */
  readonly isAccounts?: true;
  /** Does what is due now; may be stopped anywhere and run again, by several processes. @returns how much was done */
  readonly work: (house: House) => Promise<number>;
  /** The next moment at which something falls due; undefined when nothing will. */
  readonly nextAt: (house: House) => Promise<Moment | undefined>;
}

export const dueRooms: readonly DueRoom[] = [
  catchUpRoom,
  rosterRoom,
  givenUpRoom,
  refitRoom,
  remindersDue,
  pushedTasksDue,
];

/** One round through all that are this process's. @returns how much was done */
export async function workDueRooms(house: House, share: Share = everything): Promise<number> {
  const ours = dueRooms.filter(({ isAccounts }) => (isAccounts ? share.hasAccount() : share.keepsClock));
  let done = 0;
  for (const room of ours) done += await together(house.store, () => room.work(house));
  return done;
}
