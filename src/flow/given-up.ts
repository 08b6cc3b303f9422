import { dayOf } from '../base/china-time.js';
import type { LostSaying } from '../outbox/outbox.js';
import { contactKeyOf } from '../roster/roster-book.js';
import { superiorOf } from '../roster/superior.js';
import type { Person, Room } from '../roster/unit.js';
import { groupUnheard, notDelivered } from '../words/channel.js';
import type { DueRoom } from './due-rooms.js';
import type { House } from './house.js';
import { leaderOf, leaveRoom } from './room-affairs.js';
import { tellPerson } from './tell-person.js';

const ABOUT_ANOTHER = 'not-said:';

/**
 * What could not be said is not lost in silence. An emergency, a task card or a callback is told to whoever leads, with its words, so
 * that they pass it on otherwise; of ordinary messages to a group they hear once a day. The log has every one of them.
 */
export const givenUpRoom: DueRoom = {
  isAccounts: true,
  async work(house) {
    const lost = await house.outbox.untold();
    for (const one of lost) {
      await tellOf(house, one);
      await house.outbox.told(one.saying.key);
    }
    return lost.length;
  },
  async nextAt() {
    return undefined;
  },
};

async function tellOf(house: House, lost: LostSaying): Promise<void> {
  const { saying, account, why } = lost;
  const { conversation } = saying;
  const room = roomOf(house, lost);
  if (why === 'removed' && conversation.kind === 'room')
    await leaveRoom(house, { account, roomId: conversation.roomId });
  if (saying.weight === 'emergency' || saying.weight === 'vital') return tellWords(house, lost, room);
  if (!room || why === 'removed') return;
  await tellPerson(house, leaderOf(house, room.unitId), {
    key: `${ABOUT_ANOTHER}${room.id}:${dayOf(lost.at)}`,
    text: groupUnheard(room.topic, why),
  });
}

/** Told once more to the next above when whoever leads could not be reached either, and then no further. */
async function tellWords(house: House, { saying, account, why }: LostSaying, room?: Room): Promise<void> {
  const { conversation, key, text, weight } = saying;
  const depth = key.split(ABOUT_ANOTHER).length - 1;
  const { book } = house.roster;
  const missed =
    conversation.kind === 'direct'
      ? book.personByContact(contactKeyOf(saying.account ?? account, conversation.contactId))
      : undefined;
  const next = room ? leaderOf(house, room.unitId) : missed && above(house, missed);
  if (depth >= 2 || !next || next.id === missed?.id)
    return house.log.error({ account, key, weight }, 'nobody could be told of a message that was given up');
  await tellPerson(house, next, {
    key: `${ABOUT_ANOTHER}${key}`,
    text: depth > 0 ? text : notDelivered(room ? `“${room.topic}”` : (missed?.name ?? ''), why, text),
    weight,
  });
}

function above(house: House, person: Person): Person | undefined {
  const home = person.roles[0]?.unitId;
  return superiorOf(person, house.roster.book) ?? (home === undefined ? undefined : leaderOf(house, home));
}

function roomOf(house: House, { saying, account }: LostSaying): Room | undefined {
  const { conversation } = saying;
  if (conversation.kind !== 'room') return undefined;
  const { book } = house.roster;
  return book.boundRoom(contactKeyOf(account, book.roomNow(conversation.roomId)));
}
