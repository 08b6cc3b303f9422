/**
 * What spoiled a cell before we saw it: `date` a number like 3-1 that a spreadsheet took for a day; `scientific` a long number
 * whose digits are gone (4.1E+11); `error` a formula without a result; `garbled` characters that were lost in a wrong encoding.
 */
export type CellFault = 'date' | 'scientific' | 'error' | 'garbled';

/** One cell, as text without stray spaces. */
export interface Cell {
  readonly text: string;
  readonly fault?: CellFault;
  /** The merged range it belongs to, named by its first cell. */
  readonly range?: string;
  /** True where a merged range only repeats its first cell. */
  readonly isCopy?: true;
}

/** One row; `number` is what a spreadsheet shows at its left, from 1. */
export interface Row {
  readonly number: number;
  readonly cells: readonly Cell[];
}

/** One sheet of a workbook, or a CSV file, by its name. */
export interface Table {
  readonly name: string;
  readonly rows: readonly Row[];
}

/** What a file holds that people see; hidden sheets are only named. */
export interface TableFile {
  readonly tables: readonly Table[];
  readonly hidden: readonly string[];
}

export const emptyCell: Cell = { text: '' };
