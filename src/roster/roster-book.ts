import type { PersonId, UnitId } from '../base/ids.js';
import type { Level, Person, Role, RoleName, Room, RoomKind, Unit, UnitLevel } from './unit.js';

/** How somebody is named on a network: the account that sees them, and their id there. */
export function contactKeyOf(account: string, contactId: string): string {
  return `${account}|${contactId}`;
}

/** The contact id within a contact key. */
export function contactIdOf(contactKey: string): string {
  return contactKey.slice(contactKey.indexOf('|') + 1);
}

/**
 * The whole roster as it stands, for looking things up without waiting: units, people, bound groups. Read-only; the roster
 * store makes a new one whenever something changed.
 */
export class RosterBook {
  readonly #units: ReadonlyMap<UnitId, Unit>;
  readonly #people: ReadonlyMap<PersonId, Person>;
  readonly #byContact: ReadonlyMap<string, Person>;
  readonly #holders = new Map<UnitId, { person: Person; role: Role }[]>();
  readonly #rooms: ReadonlyMap<string, Room>;

  constructor(
    readonly units: readonly Unit[],
    readonly people: readonly Person[],
    readonly rooms: readonly Room[],
  ) {
    this.#units = new Map(units.map(unit => [unit.id, unit]));
    this.#people = new Map(people.map(person => [person.id, person]));
    this.#byContact = new Map(people.map(person => [person.contactKey, person]));
    this.#rooms = new Map(rooms.map(room => [room.id, room]));
    for (const person of people) {
      for (const role of person.roles) {
        const here = this.#holders.get(role.unitId) ?? [];
        here.push({ person, role });
        this.#holders.set(role.unitId, here);
      }
    }
  }

  unit(id: UnitId): Unit | undefined {
    return this.#units.get(id);
  }

  person(id: PersonId): Person | undefined {
    return this.#people.get(id);
  }

  personByContact(contactKey: string): Person | undefined {
    return this.#byContact.get(contactKey);
  }

  /** A bound group, by `account|roomId`. */
  room(id: string): Room | undefined {
    return this.#rooms.get(id);
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

  /** People who hold the role at exactly this unit, in the roster's order. */
  holders(unitId: UnitId, role: RoleName, department?: string): readonly Person[] {
    return (this.#holders.get(unitId) ?? [])
      .filter(
        held => held.role.role === role && (department === undefined || held.role.department === department),
      )
      .map(held => held.person);
  }

  /** People who hold the role at this unit or the nearest unit above that has one. */
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
      const room = this.rooms.find(
        candidate => candidate.unitId === unit.id && kinds.includes(candidate.kind),
      );
      if (room) return room;
    }
    return undefined;
  }

  /** Whoever answers for the unit at a level: the building captain, the grid worker, the grid leader, the operator. */
  responsible(unitId: UnitId, level: Exclude<Level, 'department'>): Person | undefined {
    const unit = this.unitAt(unitId, level);
    return unit && this.holders(unit.id, roleOfLevel[level])[0];
  }

  /** The person of a department who serves the unit. */
  departmentPerson(unitId: UnitId, department: string): Person | undefined {
    return (
      this.nearestHolders(unitId, 'department', department)[0] ??
      this.nearestHolders(unitId, 'specialist', department)[0]
    );
  }

  /** Every department that serves the unit. */
  departmentsOf(unitId: UnitId): readonly string[] {
    const names = this.lineage(unitId).flatMap(unit =>
      (this.#holders.get(unit.id) ?? []).map(({ role }) => role.department ?? ''),
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

/** Whether the person holds one of the roles, whatever the unit. */
export function holdsAny(person: Person | undefined, names: readonly RoleName[]): boolean {
  return person?.roles.some(held => names.includes(held.role)) ?? false;
}

/** Roles whose words in chat may be commands; residents and volunteers speak as neighbours first. */
export const staffRoles: readonly RoleName[] = [
  'grid-worker',
  'grid-leader',
  'specialist',
  'operator',
  'department',
];
