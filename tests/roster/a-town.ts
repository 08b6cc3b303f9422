import { DAY, HOUR, type Moment } from '../../src/base/clock.js';
import { contactKeyOf } from '../../src/roster/roster-book.js';
import type { Away, Person, Role, Room, Unit, UnitLevel } from '../../src/roster/unit.js';

/** Monday morning. */
export const monday: Moment = Date.parse('2026-11-23T09:00:00+08:00');

export function unit(id: string, level: UnitLevel, parentId: string | null, more: Partial<Unit> = {}): Unit {
  return { id, level, name: id, parentId, bindCode: id.toUpperCase().replaceAll('-', ''), ...more };
}

export function person(id: string, roles: readonly Role[], more: Partial<Person> = {}): Person {
  return { id, name: id, roles, contactKey: contactKeyOf('bot', id), ...more };
}

export function room(roomId: string, unitId: string, kind: Room['kind'] = 'building'): Room {
  return { id: contactKeyOf('bot', roomId), roomId, kind, unitId, topic: roomId };
}

/** On leave from Monday morning for so many days. */
export function away(days: number, standInId?: string): Away {
  return {
    from: monday - HOUR,
    until: monday + days * DAY,
    deedId: 'd1',
    ...(standInId === undefined ? {} : { standInId }),
  };
}

/** A district as large as the largest in the papers: one street of 183 communities, 1,309 grids, 7,000 micro-grids. */
export function largeDistrict(): { units: Unit[]; people: Person[]; rooms: Room[] } {
  const units = [unit('d', 'district', null), unit('s', 'street', 'd')];
  const people: Person[] = [];
  const rooms: Room[] = [];
  for (let c = 0; c < 183; c += 1) units.push(unit(`c-${c}`, 'community', 's'));
  for (let g = 0; g < 1_309; g += 1) {
    units.push(unit(`g-${g}`, 'grid', `c-${g % 183}`));
    people.push(person(`w-${g}`, [{ role: 'grid-worker', unitId: `g-${g}` }]));
    rooms.push(room(`room-g-${g}`, `g-${g}`, 'workers'));
  }
  for (let m = 0; m < 7_000; m += 1) {
    units.push(
      unit(`m-${m}`, 'microgrid', `g-${m % 1_309}`, {
        estate: `小区${m % 2_000}`,
        buildings: [`${m % 30}栋`],
        households: 40,
      }),
    );
    people.push(person(`v-${m}`, [{ role: 'microgrid-volunteer', unitId: `m-${m}` }]));
    rooms.push(room(`room-m-${m}`, `m-${m}`));
  }
  return { units, people, rooms };
}
