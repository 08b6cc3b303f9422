import { accountOf, contactKeyOf } from '../roster/roster-book.js';
import type { Room, RoomKind, UnitLevel } from '../roster/unit.js';
import { readCode } from '../roster/unit-code.js';
import { bound, unknownCode } from '../words/replies.js';
import { boundInstead } from '../words/roster.js';
import type { House } from './house.js';
import { answered, type Hearing } from './own-ticket.js';
import { reply } from './reply.js';
import type { Spoken } from './spoken.js';

/** What a unit's group is when nobody says otherwise. */
const usualKinds: Readonly<Record<UnitLevel, RoomKind>> = {
  microgrid: 'building',
  grid: 'workers',
  community: 'community',
  street: 'command',
  district: 'command',
};

/** Words after the code, or in the topic, that say what kind of group it is. */
const kindWords: readonly { readonly form: RegExp; readonly kind: RoomKind }[] = [
  { form: /指挥|调度|值班/u, kind: 'command' },
  { form: /工作|网格员/u, kind: 'workers' },
  { form: /楼长|骨干|志愿/u, kind: 'community' },
];

/**
 * Binds the group to the unit whose code a member of the staff posts there (绑定 JGY6, 绑定 JINGUI 工作群). A unit has one group of
 * a kind: whichever its code was posted in last. That is also how a group is bound again whose id has changed. The account that
 * heard the code owns the group from then on.
 */
export async function bind(house: House, spoken: Spoken): Promise<Hearing> {
  const { heard, speaker } = spoken;
  if (heard.conversation.kind !== 'room') return answered(house, spoken, unknownCode());
  // A neighbour who repeats a code binds nothing, and is not reporting anything either.
  if (!speaker.isStaff) return 'heard';
  const [, text = '', rest = ''] =
    /绑定\s*([A-Za-z0-9][A-Za-z0-9_-]*)(.*)$/su.exec(heard.text.normalize('NFKC')) ?? [];
  const unit = house.roster.book.unitByCode(readCode(text) ?? '');
  if (!unit) {
    await reply(house, spoken, 'answer', unknownCode());
    return 'heard';
  }
  const { roomId } = heard.conversation;
  const kind = kindOf(unit.level, rest, heard.topic);
  const room = { id: contactKeyOf(heard.account, roomId), roomId, kind, unitId: unit.id, topic: heard.topic };
  if (await isKeptByAnother(house, room)) return 'heard';
  const replaced = await house.roster.bind(room, house.clock.now());
  if (!replaced) return 'heard';
  const [former] = replaced;
  if (former) await handOver(house, former, room);
  await reply(house, spoken, 'answer', former ? boundInstead(unit.name, former.topic) : bound(unit.name));
  return 'heard';
}

/** Several of our accounts may sit in one group and hear its code: as long as its owner is on the network, the others keep silent. */
async function isKeptByAnother({ roster, channel, clock }: House, room: Room): Promise<boolean> {
  await roster.refresh();
  const owner = roster.book
    .roomsOn(room.roomId)
    .find(({ id, unitId, kind }) => id !== room.id && unitId === room.unitId && kind === room.kind);
  return owner !== undefined && channel.presence.isThere(accountOf(owner.id), clock.now());
}

/** What waits to be said in the group before is said by the account that owns the one in its place. */
async function handOver({ outbox }: House, former: Room, room: Room): Promise<void> {
  const [from, to] = [accountOf(former.id), accountOf(room.id)];
  if (from !== to) await outbox.handOver({ kind: 'room', roomId: former.roomId }, from, to);
}

function named(text: string): RoomKind | undefined {
  return kindWords.find(({ form }) => form.test(text))?.kind;
}

/** A building's group is a building's group, whatever it is called. */
function kindOf(level: UnitLevel, said: string, topic: string): RoomKind {
  if (level === 'microgrid') return usualKinds.microgrid;
  const byTopic = named(topic);
  return named(said) ?? (byTopic === 'workers' ? byTopic : usualKinds[level]);
}
