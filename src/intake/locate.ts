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
  const ofEstate = nearestFirst(
    estatesIn(text, book).flatMap(estate => book.estates.get(estate) ?? []),
    home,
    book,
  );
  const building = place?.building;
  if (building === undefined) return unitOfEstate(ofEstate, home, book);
  const named = ofEstate.find(unit => isBuilding(unit, building));
  if (named) return named.id;
  const ownEstate = book.unit(home)?.estate;
  if (ownEstate !== undefined) {
    const own = nearestFirst(book.estates.get(ownEstate) ?? [], home, book);
    return own.find(unit => isBuilding(unit, building))?.id ?? home;
  }
  return onlyOne(book.within(home).filter(unit => isBuilding(unit, building))) ?? home;
}

/** Estates that are named; of 金桂苑 and 金桂苑二期 only the second when that is what was said. */
function estatesIn(text: string, book: RosterBook): readonly string[] {
  const named = [...book.estates.keys()].filter(estate => text.includes(estate));
  return named.filter(estate => !named.some(longer => longer !== estate && longer.includes(estate)));
}

/** Two communities may each have a 和平里: the one nearer to the speaker's own unit in the tower comes first. */
function nearestFirst(units: readonly Unit[], home: UnitId, book: RosterBook): readonly Unit[] {
  const line = book.lineage(home).map(unit => unit.id);
  const distance = (unit: Unit): number => {
    const shared = book.lineage(unit.id).find(above => line.includes(above.id));
    return shared ? line.indexOf(shared.id) : line.length;
  };
  return units
    .map(unit => ({ unit, away: distance(unit) }))
    .sort((a, b) => a.away - b.away)
    .map(({ unit }) => unit);
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
