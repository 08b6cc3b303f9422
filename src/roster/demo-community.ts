import { z } from 'zod';
import type { ConfigReader } from '../base/config-file.js';
import type { PersonId, UnitId } from '../base/ids.js';
import { contactKeyOf } from './roster-book.js';
import type { Community } from './roster-store.js';
import type { Person, Role, Room, RoomKind, Unit } from './unit.js';

const FILE = 'demo-community.yaml';

const named = { id: z.string().regex(/^[a-z0-9-]+$/), name: z.string().min(1) };
const unitShape = {
  ...named,
  code: z.string().regex(/^[A-Z0-9]+$/, 'write the code in capitals and digits'),
};
const microgridShape = z.strictObject({
  id: named.id,
  estate: z.string(),
  building: z.string(),
  code: unitShape.code,
  households: z.number().int().positive(),
  captain: z.string(),
  residents: z.array(z.string()).min(1),
});
const gridShape = z.strictObject({
  ...unitShape,
  worker: z.strictObject(named),
  microgrids: z.array(microgridShape).min(1),
});
const communityShape = z.strictObject({
  ...unitShape,
  leader: z.strictObject(named),
  grids: z.array(gridShape).min(1),
});
const demoShape = z.strictObject({
  district: z.strictObject(unitShape),
  street: z.strictObject(unitShape),
  communities: z.array(communityShape).min(1),
  operators: z.array(z.strictObject({ ...named, unit: z.string() })).min(1),
  departments: z.array(z.strictObject({ ...named, department: z.string(), unit: z.string().optional() })),
  specialists: z.array(
    z.strictObject({ ...named, department: z.string(), serves: z.array(z.string()).min(1) }),
  ),
});

/** The invented community as its file describes it. */
export type DemoPlan = z.output<typeof demoShape>;

/** Reads config/demo-community.yaml; undefined with the faults noted in the reader. */
export function readDemoCommunity(reader: ConfigReader): DemoPlan | undefined {
  const plan = reader.read(FILE, demoShape);
  if (plan) noteDisorder(plan, reader);
  return plan;
}

/** Ids and codes stand once; whoever serves a unit serves one that there is. */
function noteDisorder(plan: DemoPlan, reader: ConfigReader): void {
  const seen = new Set<string>();
  const units = new Set<string>();
  const once = (path: readonly PropertyKey[], key: 'id' | 'code', value: string): void => {
    if (seen.has(`${key} ${value}`)) reader.noteAt(FILE, [...path, key], `${value} stands twice`);
    seen.add(`${key} ${value}`);
  };
  const unit = (path: readonly PropertyKey[], { id, code }: { id: string; code: string }): void => {
    once(path, 'id', id);
    once(path, 'code', code);
    units.add(id);
  };
  unit(['district'], plan.district);
  unit(['street'], plan.street);
  for (const [c, community] of plan.communities.entries()) {
    const here = ['communities', c] as const;
    unit(here, community);
    once([...here, 'leader'], 'id', community.leader.id);
    for (const [g, grid] of community.grids.entries()) {
      unit([...here, 'grids', g], grid);
      once([...here, 'grids', g, 'worker'], 'id', grid.worker.id);
      for (const [m, microgrid] of grid.microgrids.entries())
        unit([...here, 'grids', g, 'microgrids', m], microgrid);
    }
  }
  for (const list of ['operators', 'departments'] as const) {
    for (const [at, person] of plan[list].entries()) {
      once([list, at], 'id', person.id);
      if (person.unit !== undefined && !units.has(person.unit))
        reader.noteAt(FILE, [list, at, 'unit'], `${person.unit} is no unit of this file`);
    }
  }
  for (const [at, { id, serves }] of plan.specialists.entries()) {
    once(['specialists', at], 'id', id);
    for (const unit of serves)
      if (!units.has(unit))
        reader.noteAt(FILE, ['specialists', at, 'serves'], `${unit} is no unit of this file`);
  }
}

/** Collects units, people and groups while the plan is walked from the top down. */
class Builder {
  readonly units: Unit[] = [];
  readonly people: Person[] = [];
  readonly rooms: Room[] = [];
  /** Who is a member of which group, by room id. */
  readonly members = new Map<string, PersonId[]>();

  constructor(private readonly account: string) {}

  unit(unit: Unit): void {
    this.units.push(unit);
  }

  person(id: PersonId, name: string, ...roles: readonly Role[]): PersonId {
    this.people.push({
      id,
      name,
      roles,
      contactKey: contactKeyOf(this.account, id),
      rank: this.people.length,
    });
    return id;
  }

  room(roomId: string, kind: RoomKind, unitId: UnitId, topic: string, members: readonly PersonId[]): void {
    this.rooms.push({ id: contactKeyOf(this.account, roomId), roomId, kind, unitId, topic });
    this.members.set(roomId, [...members]);
  }
}

/**
 * The demo community for an account whose contacts have the ids of the people: units, people, bound groups, and who is a
 * member of which group.
 */
export function demoCommunity(
  plan: DemoPlan,
  account: string,
): Community & { members: ReadonlyMap<string, PersonId[]> } {
  const built = new Builder(account);
  const { district, street } = plan;
  built.unit({
    id: district.id,
    level: 'district',
    name: district.name,
    parentId: null,
    bindCode: district.code,
  });
  built.unit({
    id: street.id,
    level: 'street',
    name: street.name,
    parentId: district.id,
    bindCode: street.code,
  });
  const command = plan.operators.map(({ id, name, unit }) =>
    built.person(id, name, { role: 'operator', unitId: unit }),
  );
  for (const { id, name, department, unit } of plan.departments) {
    command.push(built.person(id, name, { role: 'department', unitId: unit ?? street.id, department }));
  }
  for (const community of plan.communities) command.push(...addCommunity(built, community, plan));
  for (const { id, name, department, serves } of plan.specialists) {
    built.person(id, name, ...serves.map(unitId => ({ role: 'specialist' as const, unitId, department })));
  }
  built.room(`room-${street.id}-command`, 'command', street.id, `${street.name}指挥群`, command);
  return { units: built.units, people: built.people, rooms: built.rooms, members: built.members };
}

/** @returns who of the community sits in the street's command group */
function addCommunity(
  built: Builder,
  community: DemoPlan['communities'][number],
  plan: DemoPlan,
): PersonId[] {
  const { id, name, code } = community;
  built.unit({ id, level: 'community', name, parentId: plan.street.id, bindCode: code });
  const leader = built.person(community.leader.id, community.leader.name, {
    role: 'grid-leader',
    unitId: id,
  });
  const workers: PersonId[] = [];
  const captains: PersonId[] = [];
  for (const grid of community.grids) {
    built.unit({ id: grid.id, level: 'grid', name: grid.name, parentId: id, bindCode: grid.code });
    const worker = built.person(grid.worker.id, grid.worker.name, { role: 'grid-worker', unitId: grid.id });
    workers.push(worker);
    for (const microgrid of grid.microgrids) captains.push(addMicrogrid(built, microgrid, grid.id, worker));
  }
  const operators = plan.operators
    .filter(operator => operator.unit === plan.street.id)
    .map(operator => operator.id);
  const departments = plan.departments.filter(({ unit }) => unit === id).map(department => department.id);
  const grids = community.grids.map(grid => grid.id);
  const specialists = plan.specialists.filter(({ serves }) => serves.some(unit => grids.includes(unit)));
  const staff = [...workers, leader];
  built.room(`room-${id}-workers`, 'workers', id, `${name}网格员工作群`, [
    ...staff,
    ...operators,
    ...departments,
    ...specialists.map(specialist => specialist.id),
  ]);
  built.room(`room-${id}`, 'community', id, `${name}楼长群`, [...staff, ...captains]);
  return staff;
}

/** @returns the building captain */
function addMicrogrid(
  built: Builder,
  microgrid: DemoPlan['communities'][number]['grids'][number]['microgrids'][number],
  gridId: UnitId,
  worker: PersonId,
): PersonId {
  const { id, estate, building, code, households } = microgrid;
  const name = `${estate}${building}`;
  built.unit({
    id,
    level: 'microgrid',
    name,
    parentId: gridId,
    bindCode: code,
    estate,
    buildings: [building],
    households,
  });
  const captain = built.person(`c-${id}`, microgrid.captain, { role: 'microgrid-volunteer', unitId: id });
  const residents = microgrid.residents.map((resident, at) =>
    built.person(`r-${id}-${at + 1}`, resident, { role: 'resident', unitId: id }),
  );
  built.room(
    `room-${id}`,
    building === '沿街' ? 'microgrid' : 'building',
    id,
    `${name}${building === '沿街' ? '微网格群' : '楼群'}`,
    [...residents, captain, worker],
  );
  return captain;
}
