import type { LocalWorldPlan } from '../../src/chat/local-world.js';
import { demoCommunity } from '../../src/roster/demo-community.js';
import { contactIdOf, contactKeyOf } from '../../src/roster/roster-book.js';
import type { Community } from '../../src/roster/roster-store.js';
import type { UnitId } from '../../src/base/ids.js';
import { configuration, demoBook } from './demo.js';

/** The accounts of the demo street: one for 柳园社区, the other for everybody else. */
export const EAST = 'bot-east';
export const WEST = 'bot-west';

const { members } = demoCommunity(configuration.demo, EAST);

function accountAt(unitId: UnitId | undefined): string {
  return unitId !== undefined && demoBook.isWithin(unitId, 'liuyuan') ? WEST : EAST;
}

/** The demo street with two accounts, each with the groups and the people of its communities. */
export const streetOfTwo: Community = {
  units: demoBook.units,
  people: demoBook.people.map(person => ({
    ...person,
    contactKey: contactKeyOf(accountAt(person.roles[0]?.unitId), contactIdOf(person.contactKey)),
  })),
  rooms: demoBook.rooms.map(room => ({ ...room, id: contactKeyOf(accountAt(room.unitId), room.roomId) })),
};

/** The network as one of the accounts sees it. */
export function worldOf(account: string): LocalWorldPlan {
  const rooms = streetOfTwo.rooms.filter(({ id }) => id.startsWith(`${account}|`));
  return {
    bot: { id: account, name: '小格' },
    contacts: streetOfTwo.people.map(({ id, name, roles }) => ({
      id,
      name,
      role: roles[0]?.role ?? 'resident',
    })),
    rooms: rooms.map(({ roomId, topic, kind, unitId }) => ({
      id: roomId,
      topic,
      kind,
      unit: unitId,
      unitName: demoBook.unit(unitId)?.name ?? unitId,
      memberIds: members.get(roomId) ?? [],
    })),
  };
}
