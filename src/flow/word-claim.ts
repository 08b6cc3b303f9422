import { claim, displayName, dutiesText, namedLike, unclaim, type Claim } from '../roster/claims.js';
import { contactKeyOf } from '../roster/roster-book.js';
import { leads, superiorOf } from '../roster/superior.js';
import type { Appointment, Person, RoomKind } from '../roster/unit.js';
import type { Heard } from '../intake/journal.js';
import * as words from '../words/roster.js';
import type { House } from './house.js';
import { readClaim, type ToldClaim } from './read-claim.js';
import { reply, replyPrivately } from './reply.js';
import { whoSpeaks } from './speaker.js';
import type { Spoken } from './spoken.js';
import { tellBeside } from './tell-person.js';
import type { WorkerWord } from './worker-words.js';

/** 我是王芳, without the code. */
const NAME_ONLY =
  /^(?:小格[,，\s]*)?(?:你好|您好)?[,，\s]*(?:我(?:是|叫)|本人)[\s:：]*([\p{Script=Han}·\s]{2,14})[\s。.!！~～]*$/u;
const NOT_ME = /^(?:小格[,，\s]*)?(?:这?不是我|认错了?人?了?|我不是)[\s。.!！~～]*$/u;
const REVOKES = /^(?:撤销|取消)认领\s*(\S{1,12})/u;
/** Groups whose members staff choose; in a building's group anybody may call themselves anything. */
const trusted: readonly RoomKind[] = ['workers', 'command', 'community'];

/** People of the imported lists show who they are: by a code with their name, see docs/decisions/0010. */
export const claimWord: WorkerWord = {
  name: '认领',
  help: '我是 姓名 认领码——名册里的人第一次说话时这样说，就认上了；换号也一样',
  who: 'everybody',
  async hear(house, spoken, said) {
    const told = readClaim(said);
    if (told && (told.isSaid || isOneOfOurs(house, spoken, told))) return hearClaim(house, spoken, told);
    const nameOnly = NAME_ONLY.exec(said)?.[1];
    if (nameOnly !== undefined) return askForCode(house, spoken, nameOnly.replace(/\s/gu, ''));
    if (NOT_ME.test(said)) return hearNotMe(house, spoken);
    const revoked = REVOKES.exec(said)?.[1];
    return revoked !== undefined && hearRevoking(house, spoken, revoked);
  },
};

/** A bare name with six digits is a claim in private alone, and only when the lists know the name. */
function isOneOfOurs(house: House, { speaker }: Spoken, { name }: ToldClaim): boolean {
  return speaker.isPrivate && house.roster.book.appointments.some(one => name.endsWith(one.name));
}

/** Somebody whom the lists know says who they are and leaves the code out; in private they are told what is missing. */
async function askForCode(house: House, spoken: Spoken, name: string): Promise<boolean> {
  const { isPrivate, isStaff } = spoken.speaker;
  const meant = house.roster.book.appointments.find(
    one => one.personId === null && (name === one.name || name === displayName(one)),
  );
  if (!isPrivate || isStaff || !meant) return false;
  await reply(house, spoken, 'claim', words.codeNeeded(meant.name));
  return true;
}

/** The name may be in the words or be what the contact is called; the code alone is never enough. */
async function hearClaim(house: House, spoken: Spoken, { name, code }: ToldClaim): Promise<boolean> {
  const { heard, speaker } = spoken;
  const { roster, claimTries } = house;
  const before = roster.book.appointments.find(({ claimedBy }) => claimedBy === heard.messageId);
  if ((await claimTries.left(speaker.contactKey, heard.at)) === 0 && !before) {
    await replyPrivately(house, spoken, 'claim', words.wrongCode(0));
    return true;
  }
  const called = `${name}|${speaker.contact.name}`;
  const meant =
    before ?? roster.book.appointments.find(one => one.claimCode === code && called.includes(one.name));
  if (!meant) {
    await replyPrivately(
      house,
      spoken,
      'claim',
      words.wrongCode(await claimTries.count(speaker.contactKey, heard.messageId, heard.at)),
    );
    return true;
  }
  await makeKnown(house, spoken, meant, 'code');
  return true;
}

/** Says it in private, with the code for the next time; whoever leads hears it and may take it back. */
async function makeKnown(
  house: House,
  spoken: Pick<Spoken, 'heard' | 'speaker'>,
  appointment: Appointment,
  how: Claim['how'],
): Promise<void> {
  const { heard, speaker } = spoken;
  const { roster } = house;
  const person = await claim(roster, {
    appointmentId: appointment.id,
    contactKey: speaker.contactKey,
    messageId: heard.messageId,
    how,
  });
  const { book } = roster;
  if (!person) return;
  const duties = dutiesText(appointment.roles, book);
  await tellBeside(house, spoken, superiorOf(person, book), {
    purpose: 'known-told',
    text: words.knownTold(person.name, duties, how),
  });
  const whole = { ...spoken, mediaIds: [] };
  if (how === 'name') return reply(house, whole, 'claim', words.knownByName(person.name, duties));
  const code = book.appointment(appointment.id)?.claimCode ?? '';
  await replyPrivately(house, whole, 'claim', words.nowKnown(appointment.name, duties, code));
}

/** In a group of staff the name alone is enough, when it is one person's name and nobody has claimed it. */
export async function recogniseByName(house: House, heard: Heard): Promise<void> {
  const { book } = house.roster;
  if (heard.conversation.kind !== 'room') return;
  const room = book.room(contactKeyOf(heard.account, heard.conversation.roomId));
  if (!room || !trusted.includes(room.kind)) return;
  const again = book.appointments.find(({ claimedBy }) => claimedBy === heard.messageId);
  const named = namedLike(
    heard.from.name,
    book.appointments.filter(({ personId }) => personId === null),
  );
  const [only, another] = named.filter(({ roles }) =>
    roles.some(({ unitId }) => book.isWithin(unitId, room.unitId) || book.isWithin(room.unitId, unitId)),
  );
  const meant = again ?? (another ? undefined : only);
  const known = book.personByContact(contactKeyOf(heard.account, heard.from.id));
  // Somebody with roles is known already, unless they got just these roles a moment before everything stopped.
  if (!again && known?.roles.some(({ role }) => role !== 'resident') && !(meant && holds(known, meant)))
    return;
  const speaker = meant && whoSpeaks(heard, book);
  if (meant && speaker) await makeKnown(house, { heard, speaker }, meant, 'name');
}

function holds(person: Person, { roles }: Appointment): boolean {
  return roles.every(({ role, unitId }) =>
    person.roles.some(held => held.role === role && held.unitId === unitId),
  );
}

/** 不是我, by somebody who was taken for somebody else by their name. */
async function hearNotMe(house: House, spoken: Spoken): Promise<boolean> {
  const { person } = spoken.speaker;
  const mine = house.roster.book.appointments.find(
    ({ personId, claimedHow }) => claimedHow === 'name' && personId !== null && personId === person?.id,
  );
  if (!mine) return false;
  await reply(house, spoken, 'unclaim', words.unknownAgain(displayName(mine)));
  await unclaim(house.roster, mine.id);
  return true;
}

/** 撤销认领 王芳, by whoever leads. */
async function hearRevoking(house: House, spoken: Spoken, named: string): Promise<boolean> {
  const { person: leader, isStaff } = spoken.speaker;
  if (!leader || !isStaff) return false;
  const { book } = house.roster;
  const found = book.appointments.flatMap(appointment => {
    const person = appointment.personId === null ? undefined : book.person(appointment.personId);
    const isNamed = named === appointment.name || named === displayName(appointment);
    return person && isNamed && isAbove(house, leader, person) ? [appointment] : [];
  });
  const [only, another] = found;
  if (!only || another) {
    await reply(house, spoken, 'unclaim', words.nothingToRevoke(named));
    return true;
  }
  await reply(house, spoken, 'unclaim', words.unknownAgain(displayName(only)));
  await unclaim(house.roster, only.id);
  return true;
}

function isAbove(house: House, leader: Person, person: Person): boolean {
  const { book } = house.roster;
  return leads(leader.id, person, book) || superiorOf(person, book)?.id === leader.id;
}
