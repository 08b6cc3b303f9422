import { expect, test } from '@jest/globals';
import { unitOf } from '../../src/intake/locate.js';
import { RosterBook } from '../../src/roster/roster-book.js';
import { largeDistrict, unit } from '../roster/a-town.js';

function block(id: string, gridId: string, estate: string, building: string) {
  return unit(id, 'microgrid', gridId, { estate, buildings: [building] });
}

/** Two communities with an estate of the same name each, and an estate whose name begins like another one's. */
const book = new RosterBook(
  [
    unit('s', 'street', null),
    unit('east', 'community', 's'),
    unit('west', 'community', 's'),
    unit('e1', 'grid', 'east'),
    unit('w1', 'grid', 'west'),
    block('e3', 'e1', '和平里', '3栋'),
    block('e4', 'e1', '和平里', '4栋'),
    block('w3', 'w1', '和平里', '3栋'),
    block('w4', 'w1', '和平里', '4栋'),
    block('g3', 'w1', '金桂苑', '3栋'),
    block('h3', 'w1', '金桂苑二期', '3栋'),
  ],
  [],
  [],
);

function place(building: string): Parameters<typeof unitOf>[1] {
  return { text: building, publicText: building, building };
}

test.each([
  ['3栋的灯坏了', '3栋', 'e4', 'e3'],
  ['3栋的灯坏了', '3栋', 'w4', 'w3'],
  ['和平里3栋的灯坏了', '3栋', 'w4', 'w3'],
  ['和平里3栋的灯坏了', '3栋', 'e1', 'e3'],
  ['金桂苑3栋的灯坏了', '3栋', 'e4', 'g3'],
  ['金桂苑二期3栋的灯坏了', '3栋', 'e4', 'h3'],
])(
  '“%s” said from %3$s means the estate that is meant, and the nearer one of two',
  (text, building, home, meant) => {
    expect(unitOf(text, place(building), home, book)).toBe(meant);
  },
);

test('in a district of 7,000 micro-grids each place is found', () => {
  const { units, people, rooms } = largeDistrict();
  const district = new RosterBook(units, people, rooms);
  for (let nth = 0; nth < 200; nth += 1) {
    const home = `m-${nth * 31}`;
    const { estate = '', buildings: [building = ''] = [] } = district.unit(home) ?? {};
    expect(district.unit(unitOf(`${estate}，${building}漏水`, place(building), home, district))?.estate).toBe(
      estate,
    );
  }
});
