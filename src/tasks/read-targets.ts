import type { UnitId } from '../base/ids.js';
import type { RosterBook } from '../roster/roster-book.js';
import type { Unit, UnitLevel } from '../roster/unit.js';
import type { TaskHands } from './task.js';

/** Whom a task is for, as the words say it. */
export interface Targets {
  readonly unitIds: readonly UnitId[];
  readonly hands: TaskHands;
}

/** What was read, and where the words for it end. */
export interface TargetsRead {
  /** Undefined when the words name no unit that is known. */
  readonly targets?: Targets;
  readonly end: number;
}

interface Named {
  readonly name: string;
  readonly units: readonly Unit[];
  /** An estate: the numbers after it are its buildings. */
  readonly isEstate: boolean;
}

const BETWEEN = /^(?:[\s,，、;；.。]|和|与|及|以及|还有|跟|的|都|每|给|下面|下属|里面?|辖区|范围内?)+/u;
const QUANTITY =
  /^(?:所有|全部|全体|各个?|每一?个?|整个|共?(?:\d+|[一二两三四五六七八九十百]+)个(?=微?网格|社区|楼))/u;
/** 7栋, and the 7 of 7、9、12栋. */
const BUILDING =
  /^(\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:栋|幢|座|号楼|#|(?=[、,，和]\s*\d{1,3}\s*[、,，和栋幢座#号]))/u;
const VOLUNTEERS = /^(?:楼[道栋]?长|微网格[员长]|志愿者|楼组长)/u;
const LEVELS: readonly (readonly [RegExp, UnitLevel])[] = [
  [/^(?:微网格|楼栋|楼幢|每栋楼?|栋楼)/u, 'microgrid'],
  [/^(?:专职网格员|网格员|网格(?:群)?|格)(?!长)/u, 'grid'],
  [/^(?:社区|居委会|村)/u, 'community'],
];
const HERE = /^(?:全|本|我们|咱们?)?(?:街道?|镇|辖区|区里?)(?=[所全各每的]|$|[\s,，、])/u;
const BESIDES = /^[\s,，(（]*(?:除了?|不含|不包括|除去)/u;
const BESIDES_END = /^(?:以外|之外|外|除外)?[)）]?/u;

/**
 * Reads whom a task is for: `柳园社区所有微网格`, `柳园里7栋、9栋`, `金桂一网格`, `全街道各网格除了云锦台8栋`, `柳园社区楼长`. Units are
 * looked for within the pusher's own; a community without a level means its grids.
 *
 * @param text begins where the units are named
 * @param homes units within which the pusher may name others
 */
export function readTargets(text: string, homes: readonly UnitId[], book: RosterBook): TargetsRead {
  const reader = new TargetReader(text, homes, book);
  reader.readOn();
  const besides = BESIDES.exec(text.slice(reader.end));
  if (!besides) return reader.result(new Set());
  const from = reader.end + besides[0].length;
  const left = new TargetReader(text.slice(from), homes, book);
  left.readOn();
  const end = from + left.end;
  const closing = BESIDES_END.exec(text.slice(end))?.[0].length ?? 0;
  const leftOut = new Set(left.result(new Set()).targets?.unitIds ?? []);
  return { ...reader.result(leftOut), end: end + closing };
}

class TargetReader {
  end = 0;
  #estate: readonly Unit[] | undefined;
  #level: UnitLevel | undefined;
  #hands: TaskHands = 'workers';
  #isWhole = false;
  /** Units whose parts are meant, unless they are the last that was named. */
  readonly #roots: Unit[] = [];
  readonly #names: readonly Named[];

  constructor(
    private readonly text: string,
    private readonly homes: readonly UnitId[],
    private readonly book: RosterBook,
  ) {
    this.#names = namesWithin(homes, book);
  }

  /** Reads as long as the words speak of units; where they stop is the end. */
  readOn(): void {
    while (this.end < this.text.length) {
      const between = this.#skip(this.end);
      const length = this.#step(between);
      if (length === 0) return;
      this.end = between + length;
    }
  }

  /** @returns where the next word for a unit may begin */
  #skip(at: number): number {
    return at + (BETWEEN.exec(this.text.slice(at))?.[0].length ?? 0);
  }

  result(leftOut: ReadonlySet<UnitId>): TargetsRead {
    const roots = this.#roots.length > 0 || !this.#isWhole ? this.#roots : this.#homeUnits();
    const level = this.#hands === 'volunteers' ? 'microgrid' : this.#level;
    const meant = new Set(roots.flatMap(root => unitsBelow(root, level, this.book)));
    const units = [...meant].filter(id => !leftOut.has(id)).flatMap(id => this.book.unit(id) ?? []);
    const unitIds = inHouseOrder(units).map(unit => unit.id);
    if (unitIds.length === 0) return { end: this.end };
    return { targets: { unitIds, hands: this.#hands }, end: this.end };
  }

  #homeUnits(): readonly Unit[] {
    return this.homes.flatMap(id => this.book.unit(id) ?? []);
  }

  /** @returns how many letters speak of units here */
  #step(at: number): number {
    const rest = this.text.slice(at);
    const named = this.#names.find(({ name }) => rest.startsWith(name));
    if (named) {
      const next = this.text.slice(this.#skip(at + named.name.length));
      // 柳园里7栋 means the building; 柳园里, or all of its buildings, every one.
      if (!named.isEstate || !BUILDING.test(next)) this.#roots.push(...named.units);
      this.#estate = named.isEstate ? named.units : this.book.estates.get(named.units[0]?.estate ?? '');
      return named.name.length;
    }
    const [whole, number] = BUILDING.exec(rest) ?? [];
    const unit = this.#estate?.find(candidate => candidate.buildings?.some(own => isSame(own, number)));
    if (whole !== undefined && unit) {
      this.#roots.push(unit);
      return whole.length;
    }
    return this.#word(rest);
  }

  #word(rest: string): number {
    const volunteers = VOLUNTEERS.exec(rest);
    if (volunteers) {
      this.#hands = 'volunteers';
      this.#isWhole = true;
      return volunteers[0].length;
    }
    for (const [form, level] of LEVELS) {
      const match = form.exec(rest);
      if (!match) continue;
      this.#level ??= level;
      this.#isWhole = true;
      return match[0].length;
    }
    const here = HERE.exec(rest);
    if (here) this.#isWhole = true;
    return (here ?? QUANTITY.exec(rest))?.[0].length ?? 0;
  }
}

/** A unit's own parts of the level; itself when it is at or below the level already. */
function unitsBelow(root: Unit, level: UnitLevel | undefined, book: RosterBook): readonly UnitId[] {
  const wanted = level ?? (root.level === 'microgrid' ? 'microgrid' : 'grid');
  const below = book.within(root.id).filter(unit => unit.level === wanted);
  return below.length > 0 ? below.map(unit => unit.id) : [root.id];
}

/** Parents in the roster's order, below each 7栋 before 12栋. */
export function inHouseOrder(units: readonly Unit[]): readonly Unit[] {
  const byParent = new Map<UnitId | null, Unit[]>();
  for (const unit of units) byParent.set(unit.parentId, [...(byParent.get(unit.parentId) ?? []), unit]);
  return [...byParent.values()].flatMap(siblings =>
    siblings.sort((a, b) => (a.level === 'microgrid' ? inNumbers.compare(a.name, b.name) : 0)),
  );
}

const inNumbers = new Intl.Collator('zh', { numeric: true });

function namesWithin(homes: readonly UnitId[], book: RosterBook): readonly Named[] {
  const units = homes.flatMap(home => book.within(home));
  const inside = new Set(units.map(unit => unit.id));
  const names: Named[] = units.flatMap(unit =>
    namesOf(unit, book).map(name => ({ name, units: [unit], isEstate: false })),
  );
  for (const [estate, all] of book.estates) {
    const own = all.filter(unit => inside.has(unit.id));
    if (own.length > 0 && estate !== '') names.push({ name: estate, units: own, isEstate: true });
  }
  return names.sort((a, b) => b.name.length - a.name.length);
}

const DIGITS = '零一二三四五六七八九十';

/** 柳园第一网格 is called 柳园一网格 and 柳园1网格, too; 柳园社区 simply 柳园. */
function namesOf(unit: Unit, book: RosterBook): readonly string[] {
  if (unit.level === 'community') return [unit.name, unit.name.replace(/(?:社区|村)$/u, '')];
  if (unit.level !== 'grid') return [unit.name];
  const nth = /第([一二三四五六七八九十]+|\d+)网格$/u.exec(unit.name);
  if (!nth?.[1]) return [unit.name];
  const number = numberOf(nth[1]);
  const before = unit.name.slice(0, nth.index);
  const spoken = [`第${nth[1]}网格`, `${nth[1]}网格`, `第${number}网格`, `${number}网格`, `${number}号网格`];
  const isOnly = (name: string) =>
    book.unitsOf('grid').filter(other => other.name.endsWith(name)).length === 1;
  return [...spoken.map(name => `${before}${name}`), ...(isOnly(`第${nth[1]}网格`) ? spoken : [])];
}

function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const [tens = '', ones = ''] = text.includes('十') ? text.split('十') : ['零', text];
  return (tens === '' ? 1 : DIGITS.indexOf(tens)) * 10 + (ones === '' ? 0 : DIGITS.indexOf(ones));
}

function isSame(own: string, said: string | undefined): boolean {
  return said !== undefined && own.replace(/\D+$/u, '') === String(numberOf(said));
}
