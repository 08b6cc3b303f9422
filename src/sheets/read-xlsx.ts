import ExcelJS from 'exceljs';
import { Fault, reasonOf } from '../base/fault.js';
import { numberCell, textCell } from './cell-text.js';
import { emptyCell, type Cell, type Row, type TableFile } from './table.js';

/** Reads a workbook: what is seen in its sheets, merged ranges filled in. Throws `sheet-unreadable`. */
export async function readXlsx(bytes: Buffer): Promise<TableFile> {
  const workbook = new ExcelJS.Workbook();
  try {
    // The library's own type of Buffer is an older one than Node's.
    await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  } catch (error) {
    throw new Fault('sheet-unreadable', `the workbook cannot be read (${reasonOf(error)})`, { cause: error });
  }
  const sheets = workbook.worksheets;
  return {
    tables: sheets
      .filter(sheet => sheet.state === 'visible')
      .map(sheet => ({ name: sheet.name, rows: rowsOf(sheet) })),
    hidden: sheets.filter(sheet => sheet.state !== 'visible').map(sheet => sheet.name),
  };
}

function rowsOf(sheet: ExcelJS.Worksheet): Row[] {
  const rows: Row[] = [];
  sheet.eachRow((row, number) => {
    const cells: Cell[] = [];
    row.eachCell((cell, column) => {
      cells[column - 1] = cellOf(cell);
    });
    rows.push({ number, cells: Array.from(cells, cell => cell ?? emptyCell) });
  });
  return rows;
}

function cellOf(cell: ExcelJS.Cell): Cell {
  const read = valueOf(cell.value, cell.numFmt);
  if (!cell.isMerged) return read;
  const isCopy = cell.master.address !== cell.address;
  return { ...read, range: cell.master.address, ...(isCopy ? { isCopy: true as const } : {}) };
}

function valueOf(value: ExcelJS.CellValue | undefined, format: string): Cell {
  if (value === null || value === undefined) return emptyCell;
  if (typeof value === 'string') return textCell(value);
  if (typeof value === 'number') return numberCell(value, format);
  if (typeof value === 'boolean') return textCell(value ? '是' : '否');
  if (value instanceof Date) return { text: asTyped(value), fault: 'date' };
  if ('error' in value) return { text: value.error, fault: 'error' };
  if ('richText' in value) return textCell(value.richText.map(({ text }) => text).join(''));
  if ('hyperlink' in value) return valueOf(value.text, format);
  // A formula: what it came to, as it was when the file was saved.
  return value.result === undefined ? { text: '', fault: 'error' } : valueOf(value.result, format);
}

/** What was typed when a spreadsheet takes 3-1 for the first of March. */
function asTyped(day: Date): string {
  return Number.isNaN(day.getTime()) ? '' : `${day.getUTCMonth() + 1}-${day.getUTCDate()}`;
}
