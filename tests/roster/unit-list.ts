import type ExcelJS from 'exceljs';
import { readImportList, type ImportOutcome } from '../../src/roster/import-list.js';
import { RosterBook } from '../../src/roster/roster-book.js';
import type { Unit } from '../../src/roster/unit.js';
import type { Files } from '../sheets/a-sheet.js';

export type Rows = readonly (readonly ExcelJS.CellValue[])[];
export type Dirty = (sheet: ExcelJS.Worksheet) => void;

export const nothing = new RosterBook([], [], []);
export const header = ['街道', '社区', '网格', '小区', '楼栋', '户数', '编码'];

/** Three buildings in two communities. */
export const clean: readonly (readonly (string | number)[])[] = [
  header,
  ['桂花街道', '金桂社区', '第一网格', '金桂苑', '3栋', 64, 'JGY3'],
  ['桂花街道', '金桂社区', '第一网格', '金桂苑', '6栋', 72, 'JGY6'],
  ['桂花街道', '柳园社区', '第一网格', '柳园里', '7栋', 56, 'LYL7'],
];

let count = 0;

/** What importing these rows would do to the roster; `dirty` is done to the sheet after they are in it. */
export async function outcomeOf(
  files: Files,
  rows: Rows,
  book = nothing,
  dirty?: Dirty,
): Promise<ImportOutcome> {
  count += 1;
  const file = await files.sheet(`units-${count}.xlsx`, rows, dirty);
  return (await readImportList('units', file))(book);
}

/** The units as a tower of names: 桂花街道/金桂社区/…, with what is known of each. */
export function tower(units: readonly Unit[]): string[] {
  const book = new RosterBook(units, [], []);
  return units.map(unit => {
    const line = book.lineage(unit.id).map(({ name }) => name);
    const path = line.reverse().join('/');
    const known = [unit.estate, unit.buildings?.join('+'), unit.households].filter(
      value => value !== undefined,
    );
    return known.length === 0 ? path : `${path} ${known.join(' ')}`;
  });
}
