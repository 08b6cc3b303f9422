import { DAY, type Moment } from '../base/clock.js';
import { newId, type MessageId } from '../base/ids.js';
import { change } from '../store/change.js';
import type { Collection, Document, Store } from '../store/store.js';
import { freshClaimCode } from './claim-code.js';
import type { RosterStore } from './roster-store.js';
import { roleNames } from './role-words.js';
import { contactlessKeyOf, type RosterBook } from './roster-book.js';
import type { Appointment, Person, Role, RoleName } from './unit.js';

/** Whoever says so many wrong codes on a day is not listened to any more until the next. */
export const MOST_TRIES = 5;

interface Tries extends Document {
  readonly count: number;
  readonly since: Moment;
  /** The message that was counted last: heard a second time after a crash, it is not counted again. */
  readonly last?: MessageId;
}

/** How a contact showed who they are. */
export interface Claim {
  readonly appointmentId: string;
  readonly contactKey: string;
  readonly messageId: MessageId;
  readonly how: 'code' | 'name';
}

/** Keeps how often somebody has said a wrong code. */
export class ClaimTries {
  private constructor(private readonly tries: Collection<Tries>) {}

  static async open(store: Store): Promise<ClaimTries> {
    return new ClaimTries(await store.collection<Tries>({ name: 'claimTries' }));
  }

  /** How many tries are left on this day. */
  async left(contactKey: string, now: Moment): Promise<number> {
    const known = (await this.tries.get(contactKey))?.value;
    return known && now - known.since < DAY ? Math.max(0, MOST_TRIES - known.count) : MOST_TRIES;
  }

  /** Counts a wrong one, each message once. @returns how many are left */
  async count(contactKey: string, messageId: MessageId, now: Moment): Promise<number> {
    await this.tries.insert({ id: contactKey, count: 0, since: now });
    await change(this.tries, contactKey, ({ id, count, since, last }) => {
      if (last === messageId) return undefined;
      const isSameDay = now - since < DAY;
      return { id, count: isSameDay ? count + 1 : 1, since: isSameDay ? since : now, last: messageId };
    });
    return this.left(contactKey, now);
  }
}

/**
 * A contact becomes the person of an imported list. The person first, the list second: stopped in between and run again, the
 * person is found by the contact and nothing is doubled. Whoever claimed it before keeps everything and gets the new contact:
 * networks give people other ids when the account signs in again. Who was known by that contact so far turned out to be them:
 * what is still to be said to the one is said to the other.
 */
export async function claim(
  roster: RosterStore,
  { appointmentId, contactKey, messageId, how }: Claim,
): Promise<Person | undefined> {
  const appointment = roster.book.appointment(appointmentId);
  if (!appointment) return undefined;
  const former = appointment.personId === null ? undefined : roster.book.person(appointment.personId);
  const here = roster.book.personByContact(contactKey);
  if (former && here && here.id !== former.id)
    await roster.changePerson(here.id, known => ({
      ...known,
      contactKey: contactlessKeyOf(known.id),
      turnedOutAs: former.id,
    }));
  const person = former ?? here ?? newcomer(appointment, contactKey);
  if (person !== former && person !== here) await roster.acquaint(person);
  const claimed = await roster.changePerson(person.id, known => ({
    ...known,
    name: displayName(appointment),
    contactKey,
    rank: known.rank ?? appointment.rank,
    roles: joined(appointment.roles, known.roles),
  }));
  const claimCode = freshClaimCode(code => roster.book.appointments.some(other => other.claimCode === code));
  await roster.changeAppointment(appointmentId, before =>
    before.claimedBy === messageId
      ? undefined
      : { ...before, personId: person.id, claimCode, claimedBy: messageId, claimedHow: how },
  );
  return claimed;
}

/** It was not them: they are a neighbour again, and the name can be claimed with a new code. */
export async function unclaim(roster: RosterStore, appointmentId: string): Promise<void> {
  const appointment = roster.book.appointment(appointmentId);
  if (!appointment || appointment.personId === null) return;
  const held = new Set(appointment.roles.map(keyOf));
  await roster.changePerson(appointment.personId, known => ({
    ...known,
    name: '邻居',
    roles: known.roles.filter(role => !held.has(keyOf(role))),
  }));
  const claimCode = freshClaimCode(code => roster.book.appointments.some(other => other.claimCode === code));
  await roster.changeAppointment(appointmentId, ({ claimedBy: _by, claimedHow: _how, ...before }) => ({
    ...before,
    personId: null,
    claimCode,
  }));
}

/** Whoever of the lists is meant by how a contact is called: exactly the name, a nickname, or the name beside other words. */
export function namedLike(called: string, appointments: readonly Appointment[]): readonly Appointment[] {
  const plain = called.normalize('NFKC').trim();
  const parts = new Set([
    plain,
    plain.replace(/\s+/gu, ''),
    ...plain.split(/[\s\-_—·|/,，、:：()（）【】[\]]+/u),
  ]);
  return appointments.filter(appointment =>
    [appointment.name, displayName(appointment), ...appointment.nicknames].some(name => parts.has(name)),
  );
}

/** As they are called in chats: 网格员王芳, 燃气公司王芳. */
export function displayName({ name, roles: [first] }: Pick<Appointment, 'name' | 'roles'>): string {
  if (!first) return name;
  return `${first.department ?? duties[first.role] ?? ''}${name}`;
}

const duties: Partial<Record<RoleName, string>> = {
  'grid-worker': '网格员',
  'grid-leader': '网格长',
  'microgrid-volunteer': '楼长',
  operator: '值班员',
};

/** 专职网格员 金桂第一网格、微网格员 金桂苑6栋; several units of one role by their number. */
export function dutiesText(roles: readonly Role[], book: RosterBook): string {
  const byRole = new Map<string, Role[]>();
  for (const role of roles.filter(held => held.role !== 'resident')) {
    const key = `${role.role}|${role.department ?? ''}`;
    byRole.set(key, [...(byRole.get(key) ?? []), role]);
  }
  const texts = [...byRole.values()].map(held => {
    const [first] = held;
    const called = first && first.role !== 'resident' ? roleNames[first.role] : '';
    const where = held.length === 1 ? (book.unit(first?.unitId ?? '')?.name ?? '') : `${held.length} 个单元`;
    return `${first?.department ?? ''}${called} ${where}`;
  });
  return texts.join('、');
}

function newcomer(appointment: Appointment, contactKey: string): Person {
  return { id: newId<'person'>(), name: displayName(appointment), contactKey, roles: appointment.roles };
}

function joined(own: readonly Role[], known: readonly Role[]): readonly Role[] {
  const keys = new Set(own.map(keyOf));
  return [...own, ...known.filter(role => !keys.has(keyOf(role)))];
}

function keyOf({ role, unitId, department = '' }: Role): string {
  return `${role}|${unitId}|${department}`;
}
