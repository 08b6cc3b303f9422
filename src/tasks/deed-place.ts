import type { UnitId } from '../base/ids.js';
import { arabic } from '../classify/place.js';
import type { RosterBook } from '../roster/roster-book.js';
import type { Unit } from '../roster/unit.js';

/** Where a deed was done, as near as the words and the roster tell. */
export interface DeedPlace {
  readonly unitId: UnitId;
  /** The grid in whose ledger it stands; above the grids, the unit itself. */
  readonly gridId: UnitId;
  /** Safe to say in a group: `3–4栋`, `柳园里7栋`, `6栋2单元`; '' when no place was named. */
  readonly place: string;
  /** Whether an estate and building were named in full, and the roster knows them. */
  readonly isInFull: boolean;
}

const NUMBER = '(?:[A-Za-z]?[1-9]\\d{0,2}|[一二三四五六七八九十]{1,3}|[A-Za-z甲乙丙丁])';
const WORD = '(?:号楼|[栋幢](?:楼(?![道下上顶梯层门]))?|座|#楼?|号院)';
/** `3栋`, `3栋4栋`, `3、4栋`, `3-5号楼`, `三四栋` is not told apart from 三十四. */
const LIST = new RegExp(
  `(?<![\\dA-Za-z-])${NUMBER}(?:\\s*${WORD})?(?:\\s*[-–—~至到、,，/和及跟]?\\s*${NUMBER}(?:\\s*${WORD})?){0,12}`,
  'gu',
);
const PART = new RegExp(`(${NUMBER})(?:\\s*(${WORD}))?\\s*([-–—~至到])?`, 'gu');
/** Times of day and years, whose digits are no buildings. */
const TIME = /\d{1,2}\s*[:：点]\s*(?:\d{1,2}|半)?|\d{4}\s*年|\d{1,2}\s*月\s*\d{1,2}\s*[日号]?/gu;
const DASHED =
  /(?<![\dA-Za-z-])([A-Za-z]?\d{1,3})-\d{1,2}-\d{3,4}(?!\d)|(?<![\dA-Za-z-])([A-Za-z]?\d{1,3})-\d{3,4}(?!\d)/gu;
const ENTRANCE = /(\d{1,2}|[一二三四五六七八九十]{1,2})\s*单元/gu;
const MOST_IN_RANGE = 30;

/** Numbers of the buildings that the words name, in order, each once: `3`, `4`, `A`. */
export function buildingNumbers(text: string): readonly string[] {
  const found: string[] = [];
  const timeless = text.replace(TIME, ' ');
  for (const dashed of timeless.matchAll(DASHED)) found.push((dashed[1] ?? dashed[2] ?? '').toUpperCase());
  const rest = timeless.replace(DASHED, ' ').replace(ENTRANCE, ' ');
  for (const [list] of rest.matchAll(LIST)) found.push(...numbersOf(list));
  return [...new Set(found)];
}

/** A list counts up to its last word for a building: what follows is another number. */
function numbersOf(list: string): readonly string[] {
  const parts = [...list.matchAll(PART)];
  const last = parts.findLastIndex(part => part[2] !== undefined);
  const found: string[] = [];
  for (const [at, part] of parts.slice(0, last + 1).entries()) {
    const number = arabic(part[1] ?? '');
    const before = parts[at - 1];
    if (before?.[3] !== undefined) found.push(...between(Number(found.at(-1)), Number(number)));
    found.push(number);
  }
  return found;
}

function between(from: number, to: number): readonly string[] {
  if (!(to > from && to - from <= MOST_IN_RANGE)) return [];
  return Array.from({ length: to - from - 1 }, (_, at) => String(from + at + 1));
}

/** Several buildings as one says them: `3–5栋`, `3栋、7栋`. */
export function sayBuildings(numbers: readonly string[]): string {
  const runs: string[][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && Number(number) === Number(run.at(-1)) + 1) run.push(number);
    else runs.push([number]);
  }
  return runs.map(run => (run.length > 1 ? `${run[0]}–${run.at(-1)}栋` : `${run[0]}栋`)).join('、');
}

/**
 * The place that the words of somebody name who serves the unit `base`: buildings by number, of the estate that is named, else
 * of the own grid, else of the own community. What cannot be told stays with the own unit; the words for it are kept.
 */
export function deedPlace(text: string, base: UnitId, book: RosterBook): DeedPlace {
  const numbers = buildingNumbers(text);
  const estate = estateNamed(text, base, book);
  const units = numbers.flatMap(number => buildingMeant(number, estate, base, book) ?? []);
  const ofEstate = numbers.length === 0 ? (estate?.units ?? []) : [];
  const all = [...units, ...ofEstate];
  const gridId = book.unitAt(base, 'grid')?.id ?? base;
  const own = all.filter(({ id }) => book.isWithin(id, gridId));
  // Whoever looked at buildings of the neighbouring grid, too, has done the own grid's work.
  const isPartly = own.length > 0 && own.length < numbers.length;
  const unitId = isPartly ? gridId : (commonUnit(all, book) ?? base);
  const entrances = [...text.matchAll(ENTRANCE)].map(([, name = '']) => `${arabic(name)}单元`);
  const entrance = numbers.length === 1 && new Set(entrances).size === 1 ? (entrances[0] ?? '') : '';
  const dashed = numbers.length === 1 && entrance === '' ? entranceDashed(text) : '';
  return {
    unitId,
    gridId: book.unitAt(unitId, 'grid')?.id ?? unitId,
    place: `${estate?.name ?? ''}${sayBuildings(numbers)}${entrance}${dashed}`,
    isInFull: estate !== undefined && (units.length > 0 || ofEstate.length === 1),
  };
}

/** The second number of `6-2-301`. */
function entranceDashed(text: string): string {
  const entrance = /(?<![\dA-Za-z-])[A-Za-z]?\d{1,3}-(\d{1,2})-\d{3,4}(?!\d)/u.exec(text)?.[1];
  return entrance === undefined ? '' : `${Number(entrance)}单元`;
}

interface Estate {
  readonly name: string;
  readonly units: readonly Unit[];
}

/** The longest estate that is named, of the own community if it has one of that name. */
function estateNamed(text: string, base: UnitId, book: RosterBook): Estate | undefined {
  const named = [...book.estates.keys()].filter(name => text.includes(name));
  const [name] = named.sort((a, b) => b.length - a.length);
  if (name === undefined) return undefined;
  const all = book.estates.get(name) ?? [];
  const near = all.filter(unit => book.isWithin(unit.id, communityOf(base, book)));
  return { name, units: near.length > 0 ? near : all };
}

function communityOf(base: UnitId, book: RosterBook): UnitId {
  return book.unitAt(base, 'community')?.id ?? base;
}

/** Undefined when there is none, or when two of the same number are equally near. */
function buildingMeant(
  number: string,
  estate: Estate | undefined,
  base: UnitId,
  book: RosterBook,
): Unit | undefined {
  const near: readonly (readonly Unit[])[] = estate
    ? [estate.units]
    : [ownEstate(base, book), gridUnits(base, book), book.within(communityOf(base, book))];
  for (const units of near) {
    const [only, another] = units.filter(unit => hasBuilding(unit, number));
    if (only) return another ? undefined : only;
  }
  return undefined;
}

/** For a building captain, 3栋 is of the own estate. */
function ownEstate(base: UnitId, book: RosterBook): readonly Unit[] {
  const { estate = '', parentId = '' } = book.unit(base) ?? {};
  const units = estate === '' ? [] : (book.estates.get(estate) ?? []);
  return units.filter(unit => unit.parentId === parentId);
}

function gridUnits(base: UnitId, book: RosterBook): readonly Unit[] {
  const grid = book.unitAt(base, 'grid');
  return grid ? book.within(grid.id) : [];
}

function hasBuilding({ buildings = [] }: Unit, number: string): boolean {
  return buildings.some(name => arabic(name.replace(new RegExp(`${WORD}$`, 'u'), '')) === number);
}

/** The lowest unit in which all of them lie. */
function commonUnit([first, ...others]: readonly Unit[], book: RosterBook): UnitId | undefined {
  if (!first) return undefined;
  return book.lineage(first.id).find(({ id }) => others.every(other => book.isWithin(other.id, id)))?.id;
}
