import { superiorOf } from '../roster/superior.js';
import * as words from '../words/roster.js';
import type { DueRoom } from './due-rooms.js';
import type { House } from './house.js';
import { sizeOf, type TakeOver } from './take-overs.js';
import { tellPerson } from './tell-person.js';

/** Sees what other processes changed in the roster, and lets take-overs lapse that nobody took. */
export const rosterRoom: DueRoom = {
  async work(house) {
    const isFresh = await house.roster.refresh();
    const lapsed = await house.takeOvers.lapsed(house.clock.now());
    for (const takeOver of lapsed) await letLapse(house, takeOver);
    return lapsed.length + Number(isFresh);
  },
  nextAt: house => house.takeOvers.nextAt(),
};

/** Said first, under one key: whoever is stopped between the two says it again to no effect. */
async function letLapse(house: House, takeOver: TakeOver): Promise<void> {
  const { book } = house.roster;
  const giver = book.person(takeOver.giverId);
  const receiver = book.person(takeOver.receiverId);
  const superior = giver && superiorOf(giver, book);
  const text = words.takeOverLapsed(giver?.name ?? '', receiver?.name ?? '', sizeOf(takeOver));
  for (const person of new Set([giver, superior]))
    await tellPerson(house, person, { key: `${takeOver.id}:lapsed:${person?.id}`, text });
  await house.takeOvers.settle(takeOver.id, { state: 'lapsed' });
}
