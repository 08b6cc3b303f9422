import type { DueRoom } from './due-rooms.js';
import type { House } from './house.js';
import { noteMerits } from './note-merits.js';

const caughtUp = new WeakSet<House['tickets']>();

/**
 * Tickets that an earlier version of the program kept say nothing of when something last happened to them, and nobody has
 * written down what people earned by them. Once after a start that is made up for; again, it finds nothing to do.
 */
export const catchUpRoom: DueRoom = {
  async work(house) {
    if (caughtUp.has(house.tickets)) return 0;
    caughtUp.add(house.tickets);
    const units = house.roster.book.units.map(({ id }) => id);
    let done = 0;
    for (const ticket of await house.tickets.withoutChange(units)) {
      await noteMerits(house, ticket, ticket.history);
      const changedAt = ticket.history.at(-1)?.at ?? ticket.openedAt;
      await house.tickets.change(ticket.id, now =>
        now.changedAt === undefined ? { ...now, changedAt } : undefined,
      );
      done += 1;
    }
    return done;
  },
  async nextAt() {
    return undefined;
  },
};
