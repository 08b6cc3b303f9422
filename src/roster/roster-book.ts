import type { Moment } from '../base/clock.js';
import type { PersonId, UnitId } from '../base/ids.js';
import { RosterIndex } from './roster-index.js';
import type {
  Appointment,
  Away,
  Level,
  Person,
  Role,
  RoleName,
  Room,
  RoomKind,
  Unit,
  UnitLevel,
} from './unit.js';

/** How somebody is named on a network: the account that sees them, and their id there. */
export function contactKeyOf(account: string, contactId: string): string {
  return `${account}|${contactId}`;
}

/** The contact id within a contact key, or the network's id within the key of a group. */
export function contactIdOf(contactKey: string): string {
  return contactKey.slice(contactKey.indexOf('|') + 1);
}

/** The account within a contact key, or within a group's id. */
export function accountOf(key: string): string {
  return key.slice(0, Math.max(0, key.indexOf('|')));
}

/** The contact key of somebody whose contact turned out to be somebody else's: no account and no network knows it. */
export function contactlessKeyOf(personId: PersonId): string {
  return contactKeyOf('gone', personId);
}

/**
 * The whole roster as it stands at a moment, for looking things up without waiting: units, people, bound groups. Whoever is on
 * leave at that moment is stood in for: who is asked to act next, and who may act, follows from it. What they have in hand
 * stays theirs until it is taken over.
 */
export class RosterBook {
  readonly #index: RosterIndex;
  readonly #now: Moment | undefined;

  /** @param now without it nobody is on leave */
  constructor(
    units: readonly Unit[],
    people: readonly Person[],
    rooms: readonly Room[],
    now?: Moment,
    index?: RosterIndex,
  ) {
    this.#index = index ?? new RosterIndex(units, people, rooms);
    this.#now = now;
  }

  /** A book over an index that is kept elsewhere. */
  static over(index: RosterIndex, now?: Moment): RosterBook {
    return new RosterBook([], [], [], now, index);
  }

  /** The same roster at another moment; without one nobody is on leave, everybody holds their own roles. */
  at(now?: Moment): RosterBook {
    return RosterBook.over(this.#index, now);
  }

  get units(): readonly Unit[] {
    return this.#index.units;
  }

  get people(): readonly Person[] {
    return this.#index.people;
  }

  /** Groups that are bound, and in which the account is. */
  get rooms(): readonly Room[] {
    return this.#index.rooms;
  }

  /** The same with those in which the account is not any more. */
  get everBound(): readonly Room[] {
    return [...this.rooms, ...this.#index.goneRooms.values()];
  }

  /** Everybody who is more than a resident. */
  get staff(): readonly Person[] {
    return [...this.#index.staff];
  }

  /** Everybody in the imported lists of people. */
  get appointments(): readonly Appointment[] {
    return [...this.#index.appointmentById.values()];
  }

  /** Micro-grids by the name of their estate. */
  get estates(): ReadonlyMap<string, readonly Unit[]> {
    return this.#index.estates;
  }

  unit(id: UnitId): Unit | undefined {
    return this.#index.unitById.get(id);
  }

  /** The unit that a group is bound to by this code. */
  unitByCode(code: string): Unit | undefined {
    return this.#index.unitByCode.get(code);
  }

  unitsOf(level: UnitLevel): readonly Unit[] {
    return this.#index.ofLevel(level);
  }

  /** The units directly below; those at the top for null. */
  childrenOf(id: UnitId | null): readonly Unit[] {
    return this.#index.children(id);
  }

  /** The unit with everything below it, from the top down. */
  within(id: UnitId): readonly Unit[] {
    const own = this.unit(id);
    const found = own ? [own] : [];
    for (const unit of found) found.push(...this.childrenOf(unit.id));
    return found;
  }

  /** Households of the unit: as noted for itself, else the sum of those below; undefined where none is noted. */
  householdsOf(id: UnitId): number | undefined {
    const own = this.unit(id)?.households;
    if (own !== undefined) return own;
    const below = this.childrenOf(id).flatMap(unit => this.householdsOf(unit.id) ?? []);
    return below.length === 0 ? undefined : below.reduce((sum, count) => sum + count, 0);
  }

  person(id: PersonId): Person | undefined {
    return this.#index.personById.get(id);
  }

  personByContact(contactKey: string): Person | undefined {
    return this.#index.personByContact.get(contactKey);
  }

  /**
   * By which contact key that of a private chat is reached now: the same, or that of whom the person turned out to be. Undefined
   * when nobody is behind it any more.
   */
  reachedBy(contactKey: string): string | undefined {
    const seen = new Set<string>();
    let now = contactKey;
    for (;;) {
      const person = this.person(contactIdOf(now));
      if (!person || now !== contactlessKeyOf(person.id)) return now;
      const next = person.turnedOutAs === undefined ? undefined : this.person(person.turnedOutAs);
      if (!next || seen.has(next.id)) return undefined;
      seen.add(next.id);
      now = next.contactKey;
    }
  }

  appointment(id: string): Appointment | undefined {
    return this.#index.appointmentById.get(id);
  }

  /** A bound group in which the account is, by `account|roomId`. */
  room(id: string): Room | undefined {
    const room = this.boundRoom(id);
    return room?.goneSince === undefined ? room : undefined;
  }

  /** A bound group, whether the account is in it at the moment or not. */
  boundRoom(id: string): Room | undefined {
    const room = this.#index.roomById.get(id);
    return room?.replacedBy === undefined ? room : undefined;
  }

  /** Bound groups with this network id, whichever of our accounts owns them. */
  roomsOn(roomId: string): readonly Room[] {
    return this.rooms.filter(room => room.roomId === roomId);
  }

  /** Bound groups that are called so, with the account in them or without. */
  roomsCalled(topic: string): readonly Room[] {
    return this.everBound.filter(room => room.topic === topic);
  }

  /** Whether a group was ours, and none of our accounts is in it any more. */
  isGone(roomId: string): boolean {
    return this.#index.goneRooms.has(roomId) && this.roomsOn(roomId).length === 0;
  }

  /** Where the group with this network id goes on: itself, or the group that took its place. */
  roomNow(roomId: string): string {
    const seen = new Set([roomId]);
    let now = roomId;
    for (;;) {
      const next = this.#index.replacedRooms.get(now);
      if (next === undefined || seen.has(next)) return now;
      seen.add(next);
      now = next;
    }
  }

  /** The unit and everything above it, from the ground up. */
  lineage(id: UnitId): readonly Unit[] {
    const line: Unit[] = [];
    for (
      let unit = this.unit(id);
      unit;
      unit = unit.parentId === null ? undefined : this.unit(unit.parentId)
    ) {
      line.push(unit);
    }
    return line;
  }

  /** The unit of that level above (or at) the given one. */
  unitAt(id: UnitId, level: UnitLevel): Unit | undefined {
    return this.lineage(id).find(unit => unit.level === level);
  }

  /** True when `id` is `above` or lies below it. */
  isWithin(id: UnitId, above: UnitId): boolean {
    return this.lineage(id).some(unit => unit.id === above);
  }

  /** The person's leave, when it is under way. */
  awayOf(person: Person): Away | undefined {
    const { away } = person;
    if (away === undefined || this.#now === undefined) return undefined;
    const isNow = away.from <= this.#now && this.#now < Math.min(away.until, away.endedAt ?? Infinity);
    return isNow ? away : undefined;
  }

  /** Whoever acts for the person: themselves, or while they are on leave who stands in; undefined when nobody does. */
  acting(person: Person): Person | undefined {
    const seen = new Set<PersonId>();
    let acting: Person | undefined = person;
    while (acting && !seen.has(acting.id)) {
      const away = this.awayOf(acting);
      if (!away) return acting;
      seen.add(acting.id);
      acting = away.standInId === undefined ? undefined : this.person(away.standInId);
    }
    return undefined;
  }

  /** The person's roles, with those of whom they stand in for. */
  rolesOf(id: PersonId): readonly Role[] {
    const own = this.person(id)?.roles ?? [];
    const others = [...this.#index.onLeave.values()].filter(
      absent => absent.id !== id && this.awayOf(absent) && this.acting(absent)?.id === id,
    );
    if (others.length === 0) return own;
    return [...own, ...others.flatMap(absent => absent.roles.filter(held => held.role !== 'resident'))];
  }

  /** Whether the person holds one of the roles, or stands in for somebody who does. */
  holdsAny(person: Person | undefined, names: readonly RoleName[]): boolean {
    return person !== undefined && this.rolesOf(person.id).some(held => names.includes(held.role));
  }

  /** People who hold the role at exactly this unit, in the roster's order, whether they are there or on leave. */
  appointed(unitId: UnitId, role: RoleName, department?: string): readonly Person[] {
    return this.#index
      .held(unitId)
      .filter(
        held => held.role.role === role && (department === undefined || held.role.department === department),
      )
      .map(held => held.person);
  }

  /** People of the imported lists who have a role at exactly this unit and have not shown yet who they are. */
  expected(unitId: UnitId): readonly Appointment[] {
    return this.#index.appointed(unitId).filter(({ personId }) => personId === null);
  }

  /** People who act in the role at exactly this unit: those who hold it, and for whoever is on leave the stand-in. */
  holders(unitId: UnitId, role: RoleName, department?: string): readonly Person[] {
    const acting = this.appointed(unitId, role, department).flatMap(person => this.acting(person) ?? []);
    return [...new Set(acting)];
  }

  /** People who act in the role at this unit or the nearest unit above where somebody does. */
  nearestHolders(unitId: UnitId, role: RoleName, department?: string): readonly Person[] {
    for (const unit of this.lineage(unitId)) {
      const people = this.holders(unit.id, role, department);
      if (people.length > 0) return people;
    }
    return [];
  }

  /** The group of a kind that is bound to this unit or the nearest unit above. */
  nearestRoom(unitId: UnitId, kinds: readonly RoomKind[]): Room | undefined {
    for (const unit of this.lineage(unitId)) {
      const room = this.#index.roomsOf(unit.id).find(candidate => kinds.includes(candidate.kind));
      if (room) return room;
    }
    return undefined;
  }

  /** Whoever answers for the unit at a level: the building captain, the grid worker, the grid leader, the operator. */
  responsible(unitId: UnitId, level: Exclude<Level, 'department'>): Person | undefined {
    const unit = this.unitAt(unitId, level);
    return unit && this.holders(unit.id, roleOfLevel[level])[0];
  }

  /** The person of a department who serves the unit; one who is on leave rather than none. */
  departmentPerson(unitId: UnitId, department: string): Person | undefined {
    return (
      this.nearestHolders(unitId, 'department', department)[0] ??
      this.nearestHolders(unitId, 'specialist', department)[0] ??
      (this.#now === undefined ? undefined : this.at().departmentPerson(unitId, department))
    );
  }

  /** Departments for which somebody holds the role at exactly this unit. */
  departmentsAt(unitId: UnitId, role: RoleName): readonly string[] {
    return this.#index
      .held(unitId)
      .flatMap(held => (held.role.role === role ? (held.role.department ?? []) : []));
  }

  /** Every department that serves the unit. */
  departmentsOf(unitId: UnitId): readonly string[] {
    const names = this.lineage(unitId).flatMap(unit =>
      this.#index.held(unit.id).map(({ role }) => role.department ?? ''),
    );
    return [...new Set(names.filter(name => name !== ''))];
  }
}

/** Which role answers for a level. */
export const roleOfLevel: Readonly<Record<UnitLevel, RoleName>> = {
  microgrid: 'microgrid-volunteer',
  grid: 'grid-worker',
  community: 'grid-leader',
  street: 'operator',
  district: 'operator',
};

/** Roles whose words in chat may be commands; residents and volunteers speak as neighbours first. */
export const staffRoles: readonly RoleName[] = [
  'grid-worker',
  'grid-leader',
  'specialist',
  'operator',
  'department',
];
