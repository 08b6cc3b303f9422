import { likeness } from '../base/likeness.js';
import * as words from '../words/import.js';
import { fromTheTop, levelNames, unitName } from './level-names.js';
import { roleNames } from './role-words.js';
import type { RosterBook } from './roster-book.js';
import { readCode } from './unit-code.js';
import type { RoleName, Unit, UnitLevel } from './unit.js';

/** The words of a row for the unit somebody serves. */
export interface UnitWords {
  readonly names: ReadonlyMap<UnitLevel, string>;
  /** The same with what the rows above say where a cell is empty; it only helps to choose between units of one name. */
  readonly inherited: ReadonlyMap<UnitLevel, string>;
  /** Codes of units; '' where none is written. */
  readonly code: string;
  /** Titles, the sheet's name: see SheetRecord. */
  readonly headings: readonly string[];
}

type Named = Exclude<RoleName, 'resident'>;

/** At which levels a role is held, the usual one first. */
const heldAt: Readonly<Record<Named, readonly UnitLevel[]>> = {
  'microgrid-volunteer': ['microgrid'],
  'grid-worker': ['grid'],
  'grid-leader': ['community', 'grid'],
  specialist: ['grid', 'microgrid', 'community', 'street', 'district'],
  operator: ['street', 'district', 'community'],
  department: ['street', 'district', 'community', 'grid'],
};

const MOST_OFFERED = 5;

/** The units at which a role is held, from codes or from names; or why they cannot be told. */
export function findUnits(
  role: Named,
  written: UnitWords,
  book: RosterBook,
): { readonly units: readonly Unit[] } | { readonly reason: string } {
  if (written.code !== '') return byCode(role, written.code, book);
  const lowest = fromTheTop.findLast(level => written.names.has(level));
  const level =
    lowest && heldAt[role].includes(lowest) ? lowest : heldAt[role].find(held => written.names.has(held));
  // A leader who is listed with one of the grids leads its community.
  if (!level && role === 'grid-leader' && lowest) return leading(written, lowest, book);
  if (!level) return headed(role, written, book);
  const units: Unit[] = [];
  const names = (written.names.get(level) ?? '').split(/[、,，;；|\n]/u);
  for (const name of names.filter(part => part.trim() !== '')) {
    const found = oneUnit(unitName(name), level, written, book);
    if ('reason' in found) return found;
    units.push(atLevelOf(role, found.unit, book));
  }
  return { units: [...new Set(units)] };
}

function byCode(
  role: Named,
  text: string,
  book: RosterBook,
): { units: readonly Unit[] } | { reason: string } {
  const units: Unit[] = [];
  for (const part of text.split(/[、,，;；|\s]+/u).filter(piece => piece !== '')) {
    const unit = book.unitByCode(readCode(part) ?? '');
    if (!unit) return { reason: words.unknownUnit(part, []) };
    if (!heldAt[role].includes(unit.level))
      return { reason: words.unitNeeded(roleNames[role], levelNames[heldAt[role][0] ?? 'grid']) };
    units.push(atLevelOf(role, unit, book));
  }
  return { units: [...new Set(units)] };
}

/** Who leads is the leader of the community, whichever of its grids stands in the list. */
function atLevelOf(role: Named, unit: Unit, book: RosterBook): Unit {
  return role === 'grid-leader' ? (book.unitAt(unit.id, 'community') ?? unit) : unit;
}

function leading(
  written: UnitWords,
  lowest: UnitLevel,
  book: RosterBook,
): { units: readonly Unit[] } | { reason: string } {
  const found = oneUnit(unitName(written.names.get(lowest) ?? ''), lowest, written, book);
  return 'reason' in found ? found : { units: [atLevelOf('grid-leader', found.unit, book)] };
}

/** No unit in the row: the one in the sheet's name or in a title, or the only one there is. */
function headed(
  role: Named,
  { headings }: UnitWords,
  book: RosterBook,
): { units: readonly Unit[] } | { reason: string } {
  for (const level of heldAt[role]) {
    for (const heading of headings.toReversed()) {
      const named = book.unitsOf(level).filter(unit => heading.includes(unit.name));
      const [unit, another] = named;
      if (unit && !another) return { units: [unit] };
    }
  }
  const usual = heldAt[role][0] ?? 'grid';
  const [only, another] = book.unitsOf(usual);
  if (only && !another && (role === 'operator' || role === 'department')) return { units: [only] };
  return { reason: words.unitNeeded(roleNames[role], levelNames[usual]) };
}

function oneUnit(
  name: string,
  level: UnitLevel,
  written: UnitWords,
  book: RosterBook,
): { readonly unit: Unit } | { readonly reason: string } {
  const called = book
    .unitsOf(level)
    .filter(unit => unit.name === name || unit.bindCode === name.toUpperCase())
    .filter(unit => liesIn(unit, written.names, book));
  const inherited = called.filter(unit => liesIn(unit, written.inherited, book));
  const fitting = called.length > 1 && inherited.length > 0 ? inherited : called;
  const here = fitting.length > 1 ? headedFirst(fitting, written.headings, book) : fitting;
  const [unit, another] = here;
  if (unit && !another) return { unit };
  if (!unit) return { reason: words.unknownUnit(name, nearTo(name, level, book)) };
  return {
    reason: words.severalUnits(
      name,
      here.slice(0, MOST_OFFERED).map(one => pathOf(one, book)),
    ),
  };
}

/** Whether the units above have the names that are written for their levels. */
function liesIn(unit: Unit, names: ReadonlyMap<UnitLevel, string>, book: RosterBook): boolean {
  return fromTheTop.slice(0, fromTheTop.indexOf(unit.level)).every(level => {
    const name = names.get(level);
    return name === undefined || book.unitAt(unit.id, level)?.name === unitName(name);
  });
}

/** Of several units of one name, those below a unit that stands in the sheet's name or in a title. */
function headedFirst(units: readonly Unit[], headings: readonly string[], book: RosterBook): readonly Unit[] {
  const headed = units.filter(unit =>
    book
      .lineage(unit.id)
      .some(above => above.id !== unit.id && headings.some(heading => heading.includes(above.name))),
  );
  return headed.length > 0 ? headed : units;
}

function nearTo(name: string, level: UnitLevel, book: RosterBook): readonly string[] {
  return book
    .unitsOf(level)
    .map(unit => ({ unit, alike: likeness(unit.name, name) }))
    .filter(({ alike }) => alike >= 0.5)
    .sort((a, b) => b.alike - a.alike)
    .slice(0, 3)
    .map(({ unit }) => unit.name);
}

function pathOf(unit: Unit, book: RosterBook): string {
  return book
    .lineage(unit.id)
    .filter(({ level }) => level !== 'district' && level !== 'street')
    .map(({ name }) => name)
    .reverse()
    .join('');
}
