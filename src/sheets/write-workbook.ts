import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import ExcelJS from 'exceljs';
import { HOUR, type Moment } from '../base/clock.js';
import { Fault, reasonOf } from '../base/fault.js';

/** What a column holds: `moment` and `day` are shown as China's time, `share` (0 to 1) as a percentage. */
export const columnForms = ['text', 'number', 'moment', 'day', 'share'] as const;
export type ColumnForm = (typeof columnForms)[number];

export interface BookColumn {
  readonly header: string;
  /** Left out: text. */
  readonly form?: ColumnForm;
  /** In letters of Latin width; left out, it follows from what stands in the column. */
  readonly width?: number;
}

/** A cell: a text, a number, a moment in milliseconds, or nothing. */
export type BookCell = string | number | null;

/** One sheet of a workbook. */
export interface BookSheet {
  readonly name: string;
  readonly columns: readonly BookColumn[];
  readonly rows: readonly (readonly BookCell[])[];
}

const formats: Readonly<Record<ColumnForm, string>> = {
  text: '@',
  number: '#,##0',
  moment: 'yyyy-mm-dd hh:mm',
  day: 'yyyy-mm-dd',
  share: '0.0%',
};

/** Spreadsheets know no time zones: the clock on China's walls is written as it stands. */
const CHINA = 8 * HOUR;
/** What a cell can hold. */
const LONGEST_TEXT = 32_000;
const WIDEST = 60;
/** Rows looked at to find out how wide a column must be. */
const LOOKED_AT = 400;
const INK = 'FF1D2421';
const HEAD = 'FFD8ECE7';

/**
 * Writes an XLSX file: one header row that stays in sight and can be filtered by, columns as wide as what is in them. The file
 * appears whole or not at all. Throws `workbook-unwritable` when the place cannot be written.
 */
export async function writeWorkbook(file: string, sheets: readonly BookSheet[]): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = '群里办';
  const names = new Set<string>();
  for (const sheet of sheets) addSheet(workbook, sheet, names);
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID().slice(0, 8)}`);
  try {
    await workbook.xlsx.writeFile(temporary);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    const advice = 'check that the folder exists and the file is not open elsewhere';
    throw new Fault('workbook-unwritable', `${file} cannot be written (${reasonOf(error)}); ${advice}`, {
      cause: error,
    });
  }
}

function addSheet(workbook: ExcelJS.Workbook, { name, columns, rows }: BookSheet, names: Set<string>): void {
  const sheet = workbook.addWorksheet(sheetName(name, names), {
    views: [{ state: 'frozen', ySplit: 1 }],
    properties: { defaultRowHeight: 18 },
  });
  sheet.columns = columns.map(({ header, form = 'text', width }, at) => ({
    header,
    width: width ?? widthOf([header, ...rows.slice(0, LOOKED_AT).map(row => shown(row[at] ?? null, form))]),
    style: { numFmt: formats[form], alignment: { vertical: 'top', wrapText: form === 'text' } },
  }));
  for (const row of rows) {
    sheet.addRow(columns.map(({ form = 'text' }, at) => cellOf(row[at] ?? null, form)));
  }
  const head = sheet.getRow(1);
  head.font = { bold: true, color: { argb: INK } };
  head.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: HEAD } };
  head.alignment = { vertical: 'middle' };
  head.height = 24;
  if (columns.length > 0)
    sheet.autoFilter = {
      from: { row: 1, column: 1 },
      to: { row: Math.max(1, rows.length + 1), column: columns.length },
    };
}

/** At most 31 letters, without those that a sheet's name cannot have, each name once. */
function sheetName(wanted: string, names: Set<string>): string {
  const plain =
    Array.from(wanted.replace(/[*?:\\/[\]]/gu, '-').replace(/^'|'$/gu, ''))
      .slice(0, 28)
      .join('') || '表';
  let name = plain;
  for (let nth = 2; names.has(name.toLowerCase()); nth += 1) name = `${plain}${nth}`;
  names.add(name.toLowerCase());
  return name;
}

function cellOf(value: BookCell, form: ColumnForm): ExcelJS.CellValue {
  if (value === null) return null;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return null;
    return form === 'moment' || form === 'day' ? new Date(value + CHINA) : value;
  }
  const text = clean(value);
  return text === '' ? null : text;
}

/** Letters that XML cannot hold are left out. */
function clean(text: string): string {
  const plain = text.toWellFormed().replace(/[^\P{Cc}\n\t]|[\uFFFE\uFFFF]/gu, '');
  return plain.length > LONGEST_TEXT ? `${plain.slice(0, LONGEST_TEXT)}…` : plain;
}

function shown(value: BookCell, form: ColumnForm): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  return formats[form] === '@' ? String(value) : momentText(value, form);
}

function momentText(value: Moment, form: ColumnForm): string {
  if (form === 'moment') return '2026-11-21 00:00';
  if (form === 'day') return '2026-11-21';
  return form === 'share' ? '100.0%' : value.toLocaleString('en-US');
}

/** An ideograph is as wide as two Latin letters. */
function widthOf(texts: readonly string[]): number {
  const widest = Math.max(
    ...texts.map(text => Array.from(text).reduce((sum, letter) => sum + (letter > '\u00FF' ? 2 : 1), 0)),
  );
  return Math.min(Math.max(widest + 3, 8), WIDEST);
}
