import ExcelJS from 'exceljs';
import { Fault, reasonOf } from '../base/fault.js';

/** One sheet to write: a header, rows of text and numbers, and what the reader should know, on a sheet of its own. */
export interface SheetPlan {
  readonly name: string;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** Shown in grey: example rows that are to be written over. */
  readonly areExamples?: boolean;
  readonly notes?: readonly string[];
}

/**
 * Writes an XLSX file with one sheet; every cell of text is formatted as text, so that no spreadsheet takes 3-1 for a day.
 * Throws `workbook-unwritable` when the place cannot be written.
 */
export async function writeSheet(file: string, plan: SheetPlan): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(plan.name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = plan.headers.map((header, at) => ({
    header,
    width: widthOf([header, ...plan.rows.map(row => String(row[at] ?? ''))]),
    style: { numFmt: '@' },
  }));
  sheet.getRow(1).font = { bold: true };
  for (const values of plan.rows) {
    const row = sheet.addRow([...values]);
    if (plan.areExamples) row.font = { color: { argb: 'FF808080' }, italic: true };
  }
  if (plan.notes) {
    const notes = workbook.addWorksheet('填写说明');
    notes.columns = [{ width: 90 }];
    for (const note of plan.notes) notes.addRow([note]);
  }
  try {
    await workbook.xlsx.writeFile(file);
  } catch (error) {
    throw new Fault('workbook-unwritable', `${file} cannot be written (${reasonOf(error)})`, {
      cause: error,
    });
  }
}

/** In characters, of which a Chinese one takes two. */
function widthOf(texts: readonly string[]): number {
  const widest = Math.max(
    ...texts.map(text => Array.from(text).reduce((sum, letter) => sum + (letter > '\u00FF' ? 2 : 1), 0)),
  );
  return Math.min(Math.max(widest + 2, 8), 40);
}
