import { dayOf } from '../base/china-time.js';
import type { UnitId } from '../base/ids.js';
import type { Heard } from '../intake/journal.js';
import { contactKeyOf } from '../roster/roster-book.js';
import type { Person } from '../roster/unit.js';
import { roomLost, sameTopic } from '../words/channel.js';
import type { House } from './house.js';
import { tellPerson } from './tell-person.js';

/** Which group of which account. */
interface Place {
  readonly account: string;
  readonly roomId: string;
}

/** Whoever answers for the groups of a unit: the grid leader, else the street's operator. */
export function leaderOf(house: House, unitId: UnitId): Person | undefined {
  const { book } = house.roster;
  return book.nearestHolders(unitId, 'grid-leader')[0] ?? book.nearestHolders(unitId, 'operator')[0];
}

/** The account is in the group no more: nothing is said there, and whoever leads is told, once a day at most. */
export async function leaveRoom(house: House, { account, roomId }: Place): Promise<void> {
  const { roster, clock, log } = house;
  const room = roster.book.room(contactKeyOf(account, roomId));
  if (!room) return;
  const now = clock.now();
  const unit = roster.book.unit(room.unitId);
  log.warn(
    { account, room: roomId, unit: room.unitId },
    'the account is in a bound group no more; nothing is said there',
  );
  // Said first: whoever is stopped between the two does both again, under the same key.
  await tellPerson(house, leaderOf(house, room.unitId), {
    key: `room-lost:${room.id}:${dayOf(now)}`,
    text: roomLost(room.topic, unit?.name ?? '', unit?.bindCode ?? ''),
    weight: 'vital',
  });
  await roster.changeRoom(room.id, known => ({ ...known, goneSince: now }));
}

/** The account is in the group again; it stays bound as it was. */
export async function returnToRoom(house: House, { account, roomId }: Place): Promise<void> {
  const room = house.roster.book.boundRoom(contactKeyOf(account, roomId));
  if (room?.goneSince === undefined) return;
  house.log.info({ account, room: roomId, unit: room.unitId }, 'the account is in a bound group again');
  await house.roster.changeRoom(room.id, ({ goneSince: _gone, ...known }) => known);
}

/** A group is bound by its id; its name is kept current for people only. */
export async function renameRoom(house: House, place: Place, topic: string): Promise<void> {
  const room = house.roster.book.boundRoom(contactKeyOf(place.account, place.roomId));
  if (!room || topic === '' || room.topic === topic) return;
  house.log.info(
    { account: place.account, room: place.roomId, unit: room.unitId },
    'a bound group has another name',
  );
  await house.roster.changeRoom(room.id, known => ({ ...known, topic }));
}

/** Minds what a message shows of its group: that the account is in it, and what it is called. */
export async function mindRoom(house: House, { account, conversation, topic }: Heard): Promise<void> {
  if (conversation.kind !== 'room') return;
  const place = { account, roomId: conversation.roomId };
  await returnToRoom(house, place);
  await renameRoom(house, place, topic);
}

/**
 * A group that is not bound has the name of one that is: either the network gave that one another id, or somebody copied its name.
 * Which of the two nobody but staff can say, so they are told how to bind it, and until then it gets silence.
 */
export async function mindSameTopic(house: House, { account, conversation, topic }: Heard): Promise<void> {
  if (conversation.kind !== 'room' || topic === '') return;
  const { book } = house.roster;
  const { roomId } = conversation;
  // Another of our accounts owns it.
  if (book.roomsOn(roomId).length > 0) return;
  const [twin] = book.roomsCalled(topic);
  const unit = twin && book.unit(twin.unitId);
  if (!twin || !unit || book.roomNow(roomId) !== roomId) return;
  const day = dayOf(house.clock.now());
  const key = `same-topic:${twin.id}:${day}`;
  if (house.channel.noted.has(`${key}:${roomId}`)) return;
  house.channel.noted.add(`${key}:${roomId}`);
  house.log.warn(
    { account, room: roomId, like: twin.roomId, unit: twin.unitId },
    'a group that is not bound has the name of a bound one; it gets silence until its code is posted there',
  );
  await tellPerson(house, leaderOf(house, twin.unitId), { key, text: sameTopic(topic, unit.bindCode) });
}
