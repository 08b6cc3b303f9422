import { describe, expect, test } from '@jest/globals';
import { RosterIndex } from '../../src/roster/roster-index.js';
import { RosterStore } from '../../src/roster/roster-store.js';
import type { Appointment, Unit } from '../../src/roster/unit.js';
import { memoryStore, type MemoryDisk } from '../support/memory-store.js';
import { mortalStore, ProcessDead } from '../support/mortal-store.js';
import { person, unit } from './a-town.js';

const before: readonly Unit[] = [
  unit('s', 'street', null),
  unit('a', 'community', 's', { bindCode: 'ONE' }),
  unit('b', 'community', 's', { bindCode: 'TWO' }),
];
/** Two communities exchange their codes, and hundreds of units come in. */
const whole = {
  units: [
    unit('a', 'community', 's', { bindCode: 'TWO', name: '甲社区' }),
    unit('b', 'community', 's', { bindCode: 'ONE', name: '乙社区' }),
    ...Array.from({ length: 450 }, (_, at) => unit(`g-${at}`, 'grid', at % 2 === 0 ? 'a' : 'b')),
  ],
  appointments: [appointment('x')],
  people: [{ id: 'chen', roles: [{ role: 'grid-worker' as const, unitId: 'g-0' }] }],
};

function appointment(id: string): Appointment {
  return {
    id,
    name: '王芳',
    nicknames: [],
    roles: [{ role: 'grid-worker', unitId: 'g-1' }],
    rank: 1,
    claimCode: '123456',
    personId: null,
  };
}

async function begun(): Promise<MemoryDisk> {
  const disk: MemoryDisk = new Map();
  const roster = await RosterStore.open(memoryStore(disk));
  await roster.add({
    units: before,
    people: [person('chen', [{ role: 'resident', unitId: 'a' }])],
    rooms: [],
  });
  return disk;
}

function copyOf(disk: MemoryDisk): MemoryDisk {
  return new Map([...disk].map(([name, shelf]) => [name, { ...shelf, documents: new Map(shelf.documents) }]));
}

describe('an import is written as a whole', () => {
  test('with the codes exchanged, and every step told', async () => {
    const roster = await RosterStore.open(memoryStore(await begun()));
    const told: (readonly [number, number])[] = [];
    await roster.import(whole, (written, all) => told.push([written, all]));
    expect(roster.book.unit('a')?.bindCode).toBe('TWO');
    expect(roster.book.unitByCode('ONE')?.name).toBe('乙社区');
    expect(roster.book.units).toHaveLength(453);
    expect(roster.book.holders('g-0', 'grid-worker').map(({ id }) => id)).toEqual(['chen']);
    expect(roster.book.expected('g-1').map(({ name }) => name)).toEqual(['王芳']);
    expect(told.at(-1)).toEqual([454, 454]);
  });

  test('wherever the power is cut, everything is there afterwards or nothing, and importing again ends the same', async () => {
    const disk = await begun();
    const measured = mortalStore(memoryStore(copyOf(disk)));
    await (await RosterStore.open(measured.store)).import(whole);
    const writes = measured.writes();
    const outcomes = new Set<number>();
    // Every write around the mark, and some in the long middle.
    const cuts = Array.from({ length: writes }, (_, at) => at).filter(
      at => at < 12 || at > writes - 12 || at % 37 === 0,
    );
    for (const cut of cuts) {
      const torn = copyOf(disk);
      const dying = mortalStore(memoryStore(torn), cut);
      const died = await RosterStore.open(dying.store)
        .then(roster => roster.import(whole))
        .then(
          () => false,
          error => error instanceof ProcessDead,
        );
      expect(died).toBe(true);
      const after = await RosterStore.open(memoryStore(torn));
      const { book } = after;
      outcomes.add(book.units.length);
      const isDone = book.units.length === 453;
      expect([453, 3]).toContain(book.units.length);
      expect(book.unit('a')?.bindCode).toBe(isDone ? 'TWO' : 'ONE');
      expect(book.unit('b')?.bindCode).toBe(isDone ? 'ONE' : 'TWO');
      expect(book.appointments).toHaveLength(isDone ? 1 : 0);
      expect(book.person('chen')?.roles[0]?.role).toBe(isDone ? 'grid-worker' : 'resident');
      expect(torn.get('rosterOrders')?.documents.size).toBe(0);
      await after.import(whole);
      expect(after.book.units).toHaveLength(453);
      expect(after.book.unitByCode('ONE')?.id).toBe('b');
    }
    expect(outcomes).toEqual(new Set([3, 453]));
  });

  test('a second one at the same moment is refused, and nothing of it is left', async () => {
    const disk = await begun();
    const roster = await RosterStore.open(memoryStore(disk));
    const other = await RosterStore.open(memoryStore(disk));
    const results = await Promise.allSettled([
      roster.import(whole),
      other.import({ ...whole, units: [unit('z', 'grid', 'a')] }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(disk.get('rosterOrders')?.documents.size).toBe(0);
    expect((await RosterStore.open(memoryStore(disk))).book.unit('z')).toBeUndefined();
  });

  test('a list that was compared before somebody else gave its code away is refused, and nobody is locked out', async () => {
    const disk = await begun();
    const slow = await RosterStore.open(memoryStore(disk));
    await (
      await RosterStore.open(memoryStore(disk))
    ).import({
      units: [unit('y', 'grid', 'a', { bindCode: 'NEW' })],
      appointments: [],
      people: [],
    });
    const late = { ...whole, units: [...whole.units, unit('z', 'grid', 'b', { bindCode: 'NEW' })] };
    await expect(slow.import(late)).rejects.toMatchObject({ code: 'roster-changed-meanwhile' });
    const { book } = await RosterStore.open(memoryStore(disk));
    expect(book.units).toHaveLength(4);
    expect(book.unit('a')?.bindCode).toBe('ONE');
    await slow.import(whole);
    expect(slow.book.units).toHaveLength(454);
  });

  test('who has claimed a name stays known, and keeps a leave that began meanwhile', async () => {
    const roster = await RosterStore.open(memoryStore(await begun()));
    await roster.import(whole);
    await roster.changeAppointment('x', before => ({ ...before, personId: 'chen', claimCode: '999999' }));
    await roster.changePerson('chen', before => ({ ...before, away: { from: 1, until: 2, deedId: 'd' } }));
    await roster.import({ ...whole, appointments: [{ ...appointment('x'), name: '王芳芳' }] });
    expect(roster.book.appointment('x')).toMatchObject({
      name: '王芳芳',
      personId: 'chen',
      claimCode: '999999',
    });
    expect(roster.book.person('chen')?.away?.deedId).toBe('d');
  });
});

describe('a community that is added', () => {
  const community = {
    units: before,
    people: [person('chen', [{ role: 'resident', unitId: 'a' }]), person('li', [])],
    rooms: [{ id: 'bot|r', roomId: 'r', kind: 'community' as const, unitId: 'a', topic: '甲社区群' }],
  };

  test('is whole after the next start, wherever the power is cut', async () => {
    const measured = mortalStore(memoryStore());
    await (await RosterStore.open(measured.store)).add(community);
    for (let cut = 0; cut < measured.writes(); cut += 1) {
      const torn: MemoryDisk = new Map();
      const dying = await RosterStore.open(mortalStore(memoryStore(torn), cut).store).catch(() => undefined);
      await dying?.add(community).catch(() => undefined);
      const after = await RosterStore.open(memoryStore(torn));
      if (await after.isEmpty()) await after.add(community);
      const { units, people, rooms } = after.book;
      expect([cut, units.length, people.length, rooms.length]).toEqual([cut, 3, 2, 1]);
      expect(await after.isEmpty()).toBe(false);
    }
  });

  test('leaves nobody out silently: a code that another unit has is named', async () => {
    const roster = await RosterStore.open(memoryStore());
    const twice = [...before, unit('c', 'community', 's', { bindCode: 'TWO', name: '丙社区' })];
    await expect(roster.add({ units: twice, people: [], rooms: [] })).rejects.toMatchObject({
      code: 'roster-key-taken',
      message: expect.stringContaining('丙社区'),
    });
  });

  test('can be added again and stays as it was changed meanwhile', async () => {
    const roster = await RosterStore.open(memoryStore());
    await roster.add(community);
    await roster.changePerson('chen', known => ({ ...known, name: '小陈' }));
    await roster.add(community);
    expect(roster.book.person('chen')?.name).toBe('小陈');
    expect(roster.book.units).toHaveLength(3);
  });
});

test('a contact that has passed to somebody else is theirs, in whatever order the changes are read', () => {
  const index = new RosterIndex([], [person('old', [], { contactKey: 'bot|x' }), person('new', [])]);
  index.putPerson(person('new', [], { contactKey: 'bot|x' }));
  index.putPerson(person('old', [], { contactKey: 'gone|old' }));
  expect(index.personByContact.get('bot|x')?.id).toBe('new');
});

test('what one process changes another one reads at its next look, and only then', async () => {
  const disk = await begun();
  const [one, other] = [await RosterStore.open(memoryStore(disk)), await RosterStore.open(memoryStore(disk))];
  expect(await other.refresh()).toBe(false);
  await one.acquaint(person('li', [{ role: 'resident', unitId: 'b' }]));
  await one.import(whole);
  expect(await other.refresh()).toBe(true);
  expect(other.book.units).toHaveLength(453);
  expect(other.book.person('li')?.name).toBe('li');
  expect(await other.refresh()).toBe(false);
  expect(await one.refresh()).toBe(false);
});

test('two processes that meet somebody at the same moment know one person', async () => {
  const disk = await begun();
  const [one, other] = [await RosterStore.open(memoryStore(disk)), await RosterStore.open(memoryStore(disk))];
  const first = await one.acquaint(person('x1', [], { contactKey: 'bot|new' }));
  const second = await other.acquaint(person('x2', [], { contactKey: 'bot|new' }));
  expect([first.id, second.id]).toEqual(['x1', 'x1']);
});
