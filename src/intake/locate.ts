import type { UnitId } from '../base/ids.js';
import type { Place } from '../classify/understanding.js';
import type { RosterBook } from '../roster/roster-book.js';
import type { Unit } from '../roster/unit.js';
import type { Whereabouts } from '../roster/whereabouts.js';
import { hideRooms } from './privacy.js';

/** `6栋`, `6幢`, `6号楼`, `6#`, `6座` name the same building. */
function buildingNumber(building: string): string {
  return building.replace(/(栋|幢|座|号楼|号|#|楼)$/u, '').toUpperCase();
}

function isBuilding(unit: Unit, building: string): boolean {
  return unit.buildings?.some(known => buildingNumber(known) === buildingNumber(building)) ?? false;
}

/**
 * The unit that a place means when said by somebody of a unit: a building named outright, with its estate if that is named,
 * else the building's number within the speaker's own estate, community or street; otherwise the speaker's own unit.
 */
export function unitOf(text: string, place: Place | undefined, home: UnitId, book: RosterBook): UnitId {
  const microgrids = book.units.filter(unit => unit.level === 'microgrid');
  const estates = [...new Set(microgrids.map(unit => unit.estate ?? ''))].filter(
    estate => estate !== '' && text.includes(estate),
  );
  const ofEstate = microgrids.filter(unit => estates.includes(unit.estate ?? ''));
  const building = place?.building;
  if (building === undefined) return unitOfEstate(ofEstate, home, book);
  const named = ofEstate.find(unit => isBuilding(unit, building));
  if (named) return named.id;
  const ownEstate = book.unit(home)?.estate;
  const near = microgrids.filter(unit => isBuilding(unit, building));
  if (ownEstate !== undefined) return near.find(unit => unit.estate === ownEstate)?.id ?? home;
  return onlyOne(near.filter(unit => book.isWithin(unit.id, home))) ?? home;
}

/** An estate without a building: its only building, else the grid that all of it lies in; one's own estate is home. */
function unitOfEstate(ofEstate: readonly Unit[], home: UnitId, book: RosterBook): UnitId {
  if (ofEstate.some(unit => unit.estate === book.unit(home)?.estate)) return home;
  const [grid, another] = new Set(ofEstate.map(unit => unit.parentId));
  return onlyOne(ofEstate) ?? (another === undefined ? grid : undefined) ?? home;
}

function onlyOne(units: readonly Unit[]): UnitId | undefined {
  return units.length === 1 ? units[0]?.id : undefined;
}

/** Where a matter is, from the words about it and where its speaker lives. */
export function locate(text: string, place: Place | undefined, home: UnitId, book: RosterBook): Whereabouts {
  const unitId = unitOf(text, place, home, book);
  if (!place) return { unitId, place: '' };
  const isPrivate = place.room !== undefined || hideRooms(place.text) !== place.text;
  return { unitId, place: hideRooms(place.publicText), ...(isPrivate ? { privatePlace: place.text } : {}) };
}

/** The place as one says it in a group: `金桂苑6栋2单元`, without repeating the building. */
export function sayPlace(whereabouts: Whereabouts, book: RosterBook): string {
  const unit = book.unit(whereabouts.unitId);
  const name = unit?.name ?? '';
  const { place } = whereabouts;
  if (place === '') return name;
  if (unit?.level !== 'microgrid') return name === '' ? place : `${name} ${place}`;
  const withoutEstate =
    unit.estate && place.startsWith(unit.estate) ? place.slice(unit.estate.length) : place;
  const building = unit.buildings?.[0] ?? '';
  const repeats = new RegExp(`^\\s*${buildingNumber(building)}\\s*(栋楼?|幢|座|号楼|号|#|-)\\s*`, 'u');
  const remaining = withoutEstate.replace(repeats, '');
  const entrance = /^(\d{1,2})(?:-|$)/.exec(remaining)?.[1];
  const spoken =
    entrance === undefined || !repeats.test(withoutEstate)
      ? remaining
      : remaining.replace(/^\d{1,2}-?/, `${entrance}单元`);
  return `${name}${spoken}`;
}
