import { newId } from '../base/ids.js';
import type { Person } from '../roster/unit.js';
import type { House } from './house.js';
import type { Speaker } from './speaker.js';

/** Whoever reports becomes known, as a resident of where they spoke. */
export async function meet(house: House, speaker: Speaker): Promise<Person> {
  return house.roster.acquaint({
    id: newId<'person'>(),
    name: speaker.contact.name,
    contactKey: speaker.contactKey,
    roles: [{ role: 'resident', unitId: speaker.homeId }],
  });
}
