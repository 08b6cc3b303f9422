import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ExcelJS from 'exceljs';

/** A folder that is gone after the test file; files are made in it by the tests themselves. */
export class Files {
  private constructor(readonly folder: string) {}

  static async begin(): Promise<Files> {
    return new Files(await mkdtemp(path.join(tmpdir(), 'qunliban-sheets-')));
  }

  at(name: string): string {
    return path.join(this.folder, name);
  }

  /** Writes bytes or text as they are. @returns the file's path */
  async file(name: string, content: string | Uint8Array): Promise<string> {
    await writeFile(this.at(name), content);
    return this.at(name);
  }

  /** Writes a workbook that `fill` has filled. @returns the file's path */
  async workbook(name: string, fill: (workbook: ExcelJS.Workbook) => void): Promise<string> {
    const workbook = new ExcelJS.Workbook();
    fill(workbook);
    await workbook.xlsx.writeFile(this.at(name));
    return this.at(name);
  }

  /** A workbook of one sheet, row by row. */
  async sheet(
    name: string,
    rows: readonly (readonly ExcelJS.CellValue[])[],
    dirty?: (sheet: ExcelJS.Worksheet) => void,
  ): Promise<string> {
    return this.workbook(name, workbook => {
      const sheet = workbook.addWorksheet('Sheet1');
      for (const row of rows) sheet.addRow([...row]);
      dirty?.(sheet);
    });
  }

  async end(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** 网格 in GBK, letter by letter; Node writes no GBK itself, so the test looks each letter up in the decoder. */
export function inGbk(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else bytes.push(...(gbk().get(letter) ?? fail(letter)));
  }
  return Uint8Array.from(bytes);
}

let table: Map<string, readonly [number, number]> | undefined;

function gbk(): ReadonlyMap<string, readonly [number, number]> {
  if (table) return table;
  table = new Map();
  const decoder = new TextDecoder('gbk');
  for (let first = 0x81; first <= 0xfe; first += 1) {
    for (let second = 0x40; second <= 0xfe; second += 1) {
      if (second === 0x7f) continue;
      table.set(decoder.decode(Uint8Array.from([first, second])), [first, second]);
    }
  }
  return table;
}

function fail(letter: string): never {
  throw new Error(`${letter} is not in GBK`);
}
