import type { Cell } from '../sheets/table.js';
import type { SheetRecord, SheetRecords } from '../sheets/records.js';
import * as words from '../words/import.js';
import { placeInName, readBuildings } from './buildings.js';
import type { UnitColumn } from './import-columns.js';
import { filledDown } from './fill-down.js';
import { areOrdinals, isBlank, type BadRow, type RowPlace } from './import-report.js';
import { fromTheTop, levelNames, unitName } from './level-names.js';
import { readCode } from './unit-code.js';
import type { UnitLevel } from './unit.js';

/** What one row of a list says of the tower: a line of units from the top down, and what is known of the lowest. */
export interface UnitRow extends RowPlace {
  /** By level; no gap between the highest and the lowest that are named. */
  readonly names: ReadonlyMap<UnitLevel, string>;
  readonly codes: ReadonlyMap<UnitLevel, string>;
  readonly lowest: UnitLevel;
  readonly estate?: string;
  readonly buildings: readonly string[];
  readonly households?: number;
  readonly headings: readonly string[];
}

type Read<Value> = { readonly value: Value } | { readonly reason: string };
type Names = Map<UnitLevel, string>;

/** The row above, for cells that are empty because they would say the same. */
interface Before {
  readonly names: Names;
  readonly estate: string;
  readonly headings: readonly string[];
}

const columnNames: Readonly<Partial<Record<UnitColumn, string>>> = {
  ...levelNames,
  estate: '小区',
  buildings: '楼栋',
  households: '户数',
};

/** Reads every row; those that cannot be read are named with the reason. */
export function readUnitRows(sheets: readonly SheetRecords<UnitColumn>[]): {
  rows: readonly UnitRow[];
  bad: readonly BadRow[];
} {
  const rows: UnitRow[] = [];
  const bad: BadRow[] = [];
  for (const sheet of sheets) {
    let before: Before = { names: new Map(), estate: '', headings: [] };
    const hasOrdinals = areOrdinals(sheet.records.map(record => record.cell('code').text));
    for (const record of sheet.records) {
      const isSameBlock = record.headings.at(-1) === before.headings.at(-1);
      const read = readRow(
        record,
        isSameBlock ? before : { ...before, names: new Map(), estate: '' },
        hasOrdinals,
      );
      if ('reason' in read) bad.push({ sheet: record.sheet, row: record.row, reason: read.reason });
      else {
        rows.push(read.value);
        const { names, estate = '' } = read.value;
        before = { names: new Map(names), estate, headings: record.headings };
      }
    }
  }
  return { rows, bad };
}

function readRow(record: SheetRecord<UnitColumn>, before: Before, hasOrdinals: boolean): Read<UnitRow> {
  const spoiled = spoiledIn(record);
  if (spoiled !== undefined) return { reason: spoiled };
  const written = textOf(record.cell('buildings'));
  const buildings = readBuildings(written);
  if (!buildings) return { reason: words.unclearBuildings(written) };
  const above = namesIn(record, before.names);
  const estate = estateIn(record, before, above);
  const named = textOf(record.cell('microgrid'));
  const isMicrogrid = named !== '' || buildings.length > 0 || (record.has('buildings') && estate !== '');
  const names = isMicrogrid ? above.set('microgrid', microgridName(named, estate, written)) : above;
  const lowest = fromTheTop.findLast(level => names.has(level));
  if (lowest === undefined) return { reason: words.nothingNamed() };
  const gap = gapIn(names, lowest);
  if (gap) return { reason: words.levelMissing(levelNames[gap], names.get(lowest) ?? '') };
  const codes = codesIn(record, lowest, hasOrdinals);
  if ('reason' in codes) return codes;
  const households = countIn(record.cell('households'));
  if ('reason' in households) return households;
  const place = lowest === 'microgrid' ? placeInName(names.get('microgrid') ?? '') : {};
  const ownEstate = lowest === 'microgrid' ? estate || place.estate : undefined;
  return {
    value: {
      sheet: record.sheet,
      row: record.row,
      names,
      codes: codes.value,
      lowest,
      buildings: buildings.length === 0 && place.building !== undefined ? [place.building] : buildings,
      headings: record.headings,
      ...(ownEstate ? { estate: ownEstate } : {}),
      ...(households.value === undefined ? {} : { households: households.value }),
    },
  };
}

/** The estate, or that of the row above as long as the grid is the same. */
function estateIn(record: SheetRecord<UnitColumn>, before: Before, names: Names): string {
  const own = unitName(textOf(record.cell('estate')));
  const isSame = [...names].every(([level, name]) => before.names.get(level) === name);
  return own === '' && isSame && record.has('estate') ? before.estate : own;
}

function textOf(cell: Cell): string {
  return isBlank(cell.text) ? '' : cell.text;
}

function spoiledIn(record: SheetRecord<UnitColumn>): string | undefined {
  for (const [key, called] of [
    ...Object.entries(columnNames),
    ...codeColumns.map(code => [code, '编码'] as const),
  ]) {
    const { fault, text } = record.cell(key as UnitColumn);
    if (fault) return words.spoiledCell(called, fault, text);
  }
  return undefined;
}

const codeColumns = [
  'code',
  'districtCode',
  'streetCode',
  'communityCode',
  'gridCode',
  'microgridCode',
] as const;

/** A micro-grid is called as the list calls it; where it only counts buildings, the estate comes before them. */
function microgridName(own: string, estate: string, buildings: string): string {
  const name = unitName(own);
  if (name === '') return `${estate}${unitName(buildings)}`;
  const isBareBuilding = readBuildings(name)?.every(building => building !== name || /^\S+栋$/u.test(name));
  return isBareBuilding && estate !== '' && !name.startsWith(estate) ? `${estate}${name}` : name;
}

/** The line of names above the micro-grid, from the top down. */
function namesIn(record: SheetRecord<UnitColumn>, before: Names): Names {
  const hasMore = (['microgrid', 'buildings', 'estate'] as const).some(
    key => textOf(record.cell(key)) !== '',
  );
  const cells = upperLevels.map(level => ({
    level,
    text: unitName(textOf(record.cell(level))),
    hasColumn: record.has(level),
  }));
  const lowest = hasMore ? cells.length - 1 : cells.findLastIndex(({ text }) => text !== '');
  return filledDown(cells.slice(0, lowest + 1), before);
}

const upperLevels = ['district', 'street', 'community', 'grid'] as const;

/** The first level that is missing between the highest that is named and the lowest. */
function gapIn(names: Names, lowest: UnitLevel): UnitLevel | undefined {
  const highest = fromTheTop.findIndex(level => names.has(level));
  return fromTheTop.slice(highest, fromTheTop.indexOf(lowest)).find(level => !names.has(level));
}

function codesIn(
  record: SheetRecord<UnitColumn>,
  lowest: UnitLevel,
  hasOrdinals: boolean,
): Read<Map<UnitLevel, string>> {
  const codes = new Map<UnitLevel, string>();
  for (const level of fromTheTop) {
    const own = textOf(record.cell(`${level}Code`));
    const text = own === '' && level === lowest && !hasOrdinals ? textOf(record.cell('code')) : own;
    if (text === '') continue;
    const code = readCode(text);
    if (code === undefined) return { reason: words.badCode(text) };
    codes.set(level, code);
  }
  return { value: codes };
}

/** A merged cell counts once: below its first row it says nothing. */
function countIn(cell: Cell): Read<number | undefined> {
  const text = cell.isCopy ? '' : textOf(cell).replace(/\s/gu, '');
  if (text === '') return { value: undefined };
  const digits = /^(\d[\d,，]*)(?:\.0+)?户?$/u.exec(text)?.[1];
  return digits === undefined
    ? { reason: words.badCount(text) }
    : { value: Number(digits.replace(/[,，]/gu, '')) };
}
