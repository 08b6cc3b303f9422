import type { PersonId } from '../base/ids.js';
import { contactKeyOf } from '../roster/roster-book.js';
import type { House } from './house.js';
import type { Spoken } from './spoken.js';

/** In private, in a group of staff, or to the bot by name: not what somebody tells the neighbours of a building. */
export function isAmongStaff({ speaker, heard }: Spoken): boolean {
  const kind = speaker.room?.kind;
  return (
    speaker.isPrivate || heard.mentionsBot || kind === 'workers' || kind === 'command' || kind === 'community'
  );
}

/** People of the roster who are @mentioned besides the bot. */
export function mentionedPeople(house: House, { heard }: Spoken): readonly PersonId[] {
  return heard.mentionedIds.flatMap(id => {
    const person = house.roster.book.personByContact(contactKeyOf(heard.account, id));
    return person ? [person.id] : [];
  });
}
