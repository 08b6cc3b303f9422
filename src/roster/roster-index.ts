import type { PersonId, UnitId } from '../base/ids.js';
import type { Appointment, Person, Role, Room, Unit, UnitLevel } from './unit.js';

/** Somebody with one of their roles. */
export interface Held {
  readonly person: Person;
  readonly role: Role;
}

/**
 * What a roster is looked up by: every question is answered from a map, whatever the number of units. Changes go in one by
 * one; the books over it show them at once.
 */
export class RosterIndex {
  readonly units: Unit[] = [];
  readonly people: Person[] = [];
  /** Groups that are bound now. */
  readonly rooms: Room[] = [];
  readonly unitById = new Map<UnitId, Unit>();
  readonly unitByCode = new Map<string, Unit>();
  readonly personById = new Map<PersonId, Person>();
  readonly personByContact = new Map<string, Person>();
  /** Groups that are bound now or were once, by `account|roomId`. */
  readonly roomById = new Map<string, Room>();
  /** The group that took a former one's place, by the network's ids; whatever account saw them. */
  readonly replacedRooms = new Map<string, string>();
  /** Groups that are bound, but without the account that owns them, by the network's ids. */
  readonly goneRooms = new Map<string, Room>();
  readonly appointmentById = new Map<string, Appointment>();
  /** People who have told of a leave, over or not. */
  readonly onLeave = new Map<PersonId, Person>();
  readonly #children = new Map<UnitId | null, Unit[]>();
  readonly #byLevel = new Map<UnitLevel, Unit[]>();
  readonly #byEstate = new Map<string, Unit[]>();
  readonly #held = new Map<UnitId, Held[]>();
  readonly #roomsOf = new Map<UnitId, Room[]>();
  readonly #appointed = new Map<UnitId, Set<string>>();
  readonly #staff = new Map<PersonId, Person>();
  readonly #place = new Map<PersonId, number>();

  constructor(units: readonly Unit[] = [], people: readonly Person[] = [], rooms: readonly Room[] = []) {
    for (const unit of units) this.putUnit(unit);
    for (const person of people) this.putPerson(person);
    for (const room of rooms) this.putRoom(room);
  }

  /** Directly below; null for the top. */
  children(id: UnitId | null): readonly Unit[] {
    return this.#children.get(id) ?? [];
  }

  ofLevel(level: UnitLevel): readonly Unit[] {
    return this.#byLevel.get(level) ?? [];
  }

  /** Micro-grids by the name of their estate. */
  get estates(): ReadonlyMap<string, readonly Unit[]> {
    return this.#byEstate;
  }

  /** Everybody who holds a role at exactly this unit, in the roster's order. */
  held(id: UnitId): readonly Held[] {
    return this.#held.get(id) ?? [];
  }

  /** Groups bound to exactly this unit. */
  roomsOf(id: UnitId): readonly Room[] {
    return this.#roomsOf.get(id) ?? [];
  }

  /** People of the imported lists who have a role at exactly this unit, in the roster's order. */
  appointed(id: UnitId): readonly Appointment[] {
    const found = [...(this.#appointed.get(id) ?? [])].flatMap(key => this.appointmentById.get(key) ?? []);
    return found.sort((a, b) => a.rank - b.rank);
  }

  /** Everybody who is more than a resident. */
  get staff(): Iterable<Person> {
    return this.#staff.values();
  }

  putUnit(unit: Unit): void {
    const before = this.unitById.get(unit.id);
    if (before) this.#forgetUnit(before);
    this.unitById.set(unit.id, unit);
    this.unitByCode.set(unit.bindCode, unit);
    put(this.units, before, unit);
    push(this.#children, unit.parentId, unit);
    push(this.#byLevel, unit.level, unit);
    if (unit.estate !== undefined && unit.estate !== '') push(this.#byEstate, unit.estate, unit);
  }

  putPerson(person: Person): void {
    const before = this.personById.get(person.id);
    for (const { unitId } of before?.roles ?? []) drop(this.#held, unitId, held => held.person === before);
    if (before) this.#forgetContact(before);
    else this.#place.set(person.id, this.people.length);
    const place = this.#place.get(person.id) ?? this.people.length;
    this.people[place] = person;
    this.personById.set(person.id, person);
    this.personByContact.set(person.contactKey, person);
    keepWhere(this.#staff, person, isMoreThanResident(person));
    keepWhere(this.onLeave, person, person.away !== undefined);
    for (const role of person.roles) {
      const here = this.#held.get(role.unitId) ?? [];
      const last = here.at(-1);
      here.push({ person, role });
      // Loaded in their order they need no sorting; a street may have thousands of residents.
      if (last && this.#order(last.person, person) > 0) here.sort((a, b) => this.#order(a.person, b.person));
      this.#held.set(role.unitId, here);
    }
  }

  putRoom(room: Room): void {
    const before = this.roomById.get(room.id);
    if (before) {
      drop(this.#roomsOf, before.unitId, held => held === before);
      const place = this.rooms.indexOf(before);
      if (place >= 0) this.rooms.splice(place, 1);
    }
    this.roomById.set(room.id, room);
    if (this.goneRooms.get(room.roomId)?.id === room.id) this.goneRooms.delete(room.roomId);
    if (room.replacedBy !== undefined) {
      this.replacedRooms.set(room.roomId, room.replacedBy);
      return;
    }
    this.replacedRooms.delete(room.roomId);
    if (room.goneSince !== undefined) {
      this.goneRooms.set(room.roomId, room);
      return;
    }
    this.rooms.push(room);
    push(this.#roomsOf, room.unitId, room);
  }

  putAppointment(appointment: Appointment): void {
    const before = this.appointmentById.get(appointment.id);
    for (const { unitId } of before?.roles ?? []) this.#appointed.get(unitId)?.delete(appointment.id);
    this.appointmentById.set(appointment.id, appointment);
    for (const { unitId } of appointment.roles) {
      const here = this.#appointed.get(unitId) ?? new Set<string>();
      this.#appointed.set(unitId, here.add(appointment.id));
    }
  }

  /** Lower ranks first, then whoever was known earlier. */
  #order(a: Person, b: Person): number {
    const [rankA, rankB] = [a.rank ?? Infinity, b.rank ?? Infinity];
    if (rankA !== rankB) return rankA - rankB;
    return (this.#place.get(a.id) ?? 0) - (this.#place.get(b.id) ?? 0);
  }

  /** Somebody else may have the contact by now; they keep it. */
  #forgetContact({ id, contactKey }: Person): void {
    if (this.personByContact.get(contactKey)?.id === id) this.personByContact.delete(contactKey);
  }

  #forgetUnit(unit: Unit): void {
    if (this.unitByCode.get(unit.bindCode)?.id === unit.id) this.unitByCode.delete(unit.bindCode);
    drop(this.#children, unit.parentId, held => held === unit);
    drop(this.#byLevel, unit.level, held => held === unit);
    drop(this.#byEstate, unit.estate ?? '', held => held === unit);
  }
}

function isMoreThanResident(person: Person): boolean {
  return person.roles.some(held => held.role !== 'resident');
}

function keepWhere(map: Map<PersonId, Person>, person: Person, isKept: boolean): void {
  if (isKept) map.set(person.id, person);
  else map.delete(person.id);
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const here = map.get(key);
  if (here) here.push(value);
  else map.set(key, [value]);
}

function drop<Key, Value>(map: Map<Key, Value[]>, key: Key, isIt: (value: Value) => boolean): void {
  const here = map.get(key);
  if (here)
    map.set(
      key,
      here.filter(value => !isIt(value)),
    );
}

function put<Value>(list: Value[], before: Value | undefined, value: Value): void {
  const place = before === undefined ? -1 : list.indexOf(before);
  if (place >= 0) list[place] = value;
  else list.push(value);
}
