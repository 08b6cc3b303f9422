import { findHeader, type Header, type NameOf } from './header.js';
import { emptyCell, type Cell, type Row, type Table } from './table.js';

/** One row below a header that is about something. */
export interface SheetRecord<Key extends string> {
  readonly sheet: string;
  readonly row: number;
  /** The cell below a header; an empty one where there is no such column. */
  readonly cell: (key: Key) => Cell;
  readonly has: (key: Key) => boolean;
  /** What stands over it without being a column: the sheet's name, titles, the last line across the table. Nearest last. */
  readonly headings: readonly string[];
}

/** Rows that are about nothing, by what they are. */
export interface SkippedRows {
  readonly totals: number;
  readonly notes: number;
  readonly examples: number;
}

/** What a sheet holds; `header` is missing when none of its rows is one. */
export interface SheetRecords<Key extends string> {
  readonly sheet: string;
  readonly header?: Header<Key>;
  readonly records: readonly SheetRecord<Key>[];
  readonly skipped: SkippedRows;
  /** How many columns are used at most; a sheet of one column without a header is a page of notes. */
  readonly width: number;
}

const TOTAL = /^.{0,12}(?:合计|小计|总计|共计|汇总|总数)[:：]?$/u;
const NOTE =
  /^(?:注|说明|备注|填表|填报|制表|审核|联系|统计|单位负责|负责人签|打印|更新)[^\s]{0,6}(?:[:：]|人[:：]?$|日期)/u;
const EXAMPLE = /^[（(【]?(?:示例|样例|例如|例[:：])/u;

/** Reads what stands below the header, whatever stands between: titles, empty rows, sums, repeated headers, remarks. */
export function readRecords<Key extends string>(table: Table, nameOf: NameOf<Key>): SheetRecords<Key> {
  const width = Math.max(0, ...table.rows.map(row => row.cells.filter(isFilled).length));
  const header = findHeader(table.rows, nameOf);
  const skipped = { totals: 0, notes: 0, examples: 0 };
  if (!header) return { sheet: table.name, records: [], skipped, width };
  const title = table.rows.slice(0, header.at).flatMap(bannerOf);
  const records: SheetRecord<Key>[] = [];
  let banner: string | undefined;
  for (const row of table.rows.slice(header.at + header.height)) {
    const kind = kindOf(row, header, nameOf);
    if (kind === 'total') skipped.totals += 1;
    if (kind === 'note') skipped.notes += 1;
    if (kind === 'example') skipped.examples += 1;
    if (kind === 'banner') banner = bannerOf(row)[0];
    if (kind !== 'record') continue;
    const headings = [table.name, ...title, ...(banner === undefined ? [] : [banner])];
    records.push({
      sheet: table.name,
      row: row.number,
      cell: key => row.cells[header.columns.get(key) ?? -1] ?? emptyCell,
      has: key => header.columns.has(key),
      headings,
    });
  }
  return { sheet: table.name, header, records, skipped, width };
}

type RowKind = 'empty' | 'header' | 'total' | 'note' | 'example' | 'banner' | 'record';

function kindOf<Key extends string>(row: Row, header: Header<Key>, nameOf: NameOf<Key>): RowKind {
  const filled = row.cells.filter(isFilled);
  const own = filled.filter(cell => !cell.isCopy);
  if (filled.length === 0) return 'empty';
  if (filled.some(cell => EXAMPLE.test(cell.text))) return 'example';
  if (own.slice(0, 3).some(cell => TOTAL.test(cell.text.replaceAll(' ', '')))) return 'total';
  if (NOTE.test(filled[0]?.text ?? '')) return 'note';
  if (isAcross(filled)) return 'banner';
  const matching = row.cells.filter((cell, at) => cell.text !== '' && cell.text === header.texts[at]);
  const isHeader = matching.filter(cell => nameOf(cell.text) !== undefined).length >= 2;
  return isHeader && matching.length >= filled.length - 1 ? 'header' : 'record';
}

/** One range merged over several columns and nothing beside it. */
function isAcross(filled: readonly Cell[]): boolean {
  const [first] = filled;
  return filled.length > 1 && first?.range !== undefined && filled.every(cell => cell.range === first.range);
}

function bannerOf(row: Row): string[] {
  const own = row.cells.filter(cell => isFilled(cell) && !cell.isCopy);
  return own.length === 1 && own[0] ? [own[0].text] : [];
}

function isFilled(cell: Cell): boolean {
  return cell.text !== '' || cell.fault !== undefined;
}
