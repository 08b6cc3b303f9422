import { describe, expect, test } from '@jest/globals';
import { DAY } from '../../src/base/clock.js';
import { RosterBook } from '../../src/roster/roster-book.js';
import { RosterIndex } from '../../src/roster/roster-index.js';
import type { Person } from '../../src/roster/unit.js';
import { away, largeDistrict, monday, person, room, unit } from './a-town.js';

const units = [
  unit('street', 'street', null),
  unit('east', 'community', 'street'),
  unit('g1', 'grid', 'east'),
  unit('g2', 'grid', 'east'),
  unit('b1', 'microgrid', 'g1', { estate: '桂苑', households: 60 }),
  unit('b2', 'microgrid', 'g1', { estate: '桂苑', households: 40 }),
  unit('b3', 'microgrid', 'g2', { estate: '桂苑' }),
];
const chen = person('chen', [{ role: 'grid-worker', unitId: 'g1' }]);
const zhao = person('zhao', [{ role: 'grid-worker', unitId: 'g2' }]);
const he = person('he', [{ role: 'grid-leader', unitId: 'east' }]);
const wen = person('wen', [
  { role: 'specialist', unitId: 'g1', department: '燃气公司' },
  { role: 'specialist', unitId: 'g2', department: '燃气公司' },
]);

function bookWith(...people: readonly Person[]): RosterBook {
  const others = [chen, zhao, he, wen].filter(({ id }) => !people.some(given => given.id === id));
  return new RosterBook(units, [...people, ...others], [], monday);
}

describe('while somebody is on leave', () => {
  const book = bookWith({ ...chen, away: away(3, 'zhao') });

  test('new work goes to whoever stands in', () => {
    expect(book.responsible('b1', 'grid')?.id).toBe('zhao');
    expect(book.holders('g1', 'grid-worker').map(({ id }) => id)).toEqual(['zhao']);
  });

  test('the stand-in may do what they may do, and only as long as it lasts', () => {
    expect(book.rolesOf('zhao').map(({ unitId }) => unitId)).toEqual(['g2', 'g1']);
    expect(
      book
        .at(monday + 3 * DAY)
        .rolesOf('zhao')
        .map(({ unitId }) => unitId),
    ).toEqual(['g2']);
  });

  test('it begins and ends on time', () => {
    expect(book.at(monday - DAY).responsible('b1', 'grid')?.id).toBe('chen');
    expect(book.at(monday + 3 * DAY - 1).responsible('b1', 'grid')?.id).toBe('zhao');
    expect(book.at(monday + 3 * DAY).responsible('b1', 'grid')?.id).toBe('chen');
    expect(book.at().responsible('b1', 'grid')?.id).toBe('chen');
  });

  test('the roster still says whose grid it is', () => {
    expect(book.appointed('g1', 'grid-worker').map(({ id }) => id)).toEqual(['chen']);
  });

  test('without a stand-in nobody answers at that level', () => {
    const alone = bookWith({ ...chen, away: away(3) });
    expect(alone.responsible('b1', 'grid')).toBeUndefined();
    expect(alone.responsible('b1', 'community')?.id).toBe('he');
  });

  test('who stands in for a stand-in acts for both', () => {
    const chain = bookWith({ ...chen, away: away(3, 'zhao') }, { ...zhao, away: away(2, 'he') });
    expect(chain.responsible('b1', 'grid')?.id).toBe('he');
    expect(chain.rolesOf('he').map(({ unitId }) => unitId)).toEqual(['east', 'g1', 'g2']);
  });

  test('two who stand in for each other leave nobody, and nothing turns in circles', () => {
    const circle = bookWith({ ...chen, away: away(3, 'zhao') }, { ...zhao, away: away(2, 'chen') });
    expect(circle.responsible('b1', 'grid')).toBeUndefined();
    expect(circle.rolesOf('chen').map(({ unitId }) => unitId)).toEqual(['g1']);
  });

  test('a department on leave without a stand-in is asked all the same, rather than nobody', () => {
    const gone = bookWith({ ...wen, away: away(3) });
    expect(gone.departmentPerson('b1', '燃气公司')?.id).toBe('wen');
    expect(bookWith({ ...wen, away: away(3, 'he') }).departmentPerson('b1', '燃气公司')?.id).toBe('he');
  });
});

test('one specialist serves several grids, and is one person', () => {
  const book = bookWith();
  expect(book.departmentPerson('b1', '燃气公司')).toBe(book.departmentPerson('b3', '燃气公司'));
  expect(book.departmentsOf('b3')).toEqual(['燃气公司']);
});

test('households are summed up where only the buildings’ are known', () => {
  const book = bookWith();
  expect(book.householdsOf('b1')).toBe(60);
  expect(book.householdsOf('street')).toBe(100);
  expect(book.householdsOf('g2')).toBeUndefined();
});

test('a person who changes is found under the new roles and no more under the old', () => {
  const index = new RosterIndex(units, [chen, zhao], [room('r1', 'g1', 'workers')]);
  const book = RosterBook.over(index, monday);
  index.putPerson({ ...chen, roles: [{ role: 'grid-worker', unitId: 'g2' }] });
  expect(book.holders('g1', 'grid-worker')).toEqual([]);
  expect(book.holders('g2', 'grid-worker').map(({ id }) => id)).toEqual(['chen', 'zhao']);
  index.putPerson({ ...chen, roles: [], contactKey: 'bot|other' });
  expect(book.personByContact('bot|chen')).toBeUndefined();
  expect(book.personByContact('bot|other')?.id).toBe('chen');
  expect(book.staff.map(({ id }) => id)).toEqual(['zhao']);
});

test('a unit that moves is found below its new parent, under its new code', () => {
  const index = new RosterIndex(units, [], []);
  const book = RosterBook.over(index);
  index.putUnit(unit('b2', 'microgrid', 'g2', { bindCode: 'NEW', estate: '新苑' }));
  expect(book.childrenOf('g1').map(({ id }) => id)).toEqual(['b1']);
  expect(book.childrenOf('g2').map(({ id }) => id)).toEqual(['b3', 'b2']);
  expect(book.unitByCode('B2')).toBeUndefined();
  expect(book.unitByCode('NEW')?.id).toBe('b2');
  expect(book.estates.get('桂苑')?.map(({ id }) => id)).toEqual(['b1', 'b3']);
});

test('a group that was replaced leads to the one in its place, and is bound no more', () => {
  const index = new RosterIndex(units, [], [room('r1', 'b1'), room('r2', 'b1'), room('r3', 'b1')]);
  const book = RosterBook.over(index);
  index.putRoom({ ...room('r1', 'b1'), replacedBy: 'r2' });
  index.putRoom({ ...room('r2', 'b1'), replacedBy: 'r3' });
  expect(book.room('bot|r1')).toBeUndefined();
  expect(book.nearestRoom('b1', ['building'])?.roomId).toBe('r3');
  expect(book.roomNow('r1')).toBe('r3');
  expect(book.roomNow('r3')).toBe('r3');
  expect(book.rooms.map(({ roomId }) => roomId)).toEqual(['r3']);
});

test('in a district of 1,309 grids and 7,000 micro-grids a hundred thousand questions are answered at once', () => {
  const district = largeDistrict();
  const book = new RosterBook(district.units, district.people, district.rooms, monday);
  // A scan of all rooms for each would take longer than a test may.
  for (let nth = 0; nth < 100_000; nth += 1) {
    const id = `m-${nth % 7_000}`;
    if (book.nearestRoom(id, ['workers'])?.roomId !== `room-g-${(nth % 7_000) % 1_309}`) throw new Error(id);
    if (book.responsible(id, 'grid')?.id !== `w-${(nth % 7_000) % 1_309}`) throw new Error(id);
  }
});

test('a contact that passed to somebody else stays theirs, in whatever order the two are read again', () => {
  const index = new RosterIndex();
  const old = person('old', []);
  const now = person('now', []);
  index.putPerson(old);
  index.putPerson({ ...now, contactKey: old.contactKey });
  index.putPerson({ ...old, contactKey: 'gone|old' });
  expect(index.personByContact.get(old.contactKey)?.id).toBe('now');
});
