import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Fault, reasonOf } from '../base/fault.js';
import { readCsv } from './read-csv.js';
import { readXlsx } from './read-xlsx.js';
import type { TableFile } from './table.js';

/** Nobody keeps a list of units or people as large as this; it is something else. */
const LARGEST_FILE = 40 * 1024 * 1024;

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * Reads an XLSX or CSV file as staff keep them. What it is shows in its first bytes, whatever its name ends in.
 *
 * Throws `sheet-missing`, `sheet-too-large`, `sheet-old-format` (.xls, .et, or locked by a password), `sheet-web-page` (a page
 * that was saved as .xls), `sheet-encoding`, `sheet-unreadable`.
 */
export async function readTableFile(file: string): Promise<TableFile> {
  const bytes = await bytesOf(file);
  if (begins(bytes, ZIP)) return readXlsx(bytes);
  if (begins(bytes, OLD_OFFICE))
    throw new Fault(
      'sheet-old-format',
      `${file} is in an old format or locked by a password; save it as .xlsx`,
    );
  if (
    /^\s*<(?:!doctype|html|table|\?xml)/iu.test(
      bytes.subarray(0, 200).toString('latin1').replace(/^ï»¿/u, ''),
    )
  )
    throw new Fault(
      'sheet-web-page',
      `${file} is a web page under another name; open it and save it as .xlsx`,
    );
  return { tables: [{ name: path.parse(file).name, rows: readCsv(bytes) }], hidden: [] };
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > LARGEST_FILE)
      throw new Fault('sheet-too-large', `${file} is larger than ${LARGEST_FILE / 1024 / 1024} MB`);
    return await readFile(file);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('sheet-missing', `${file} cannot be read (${reasonOf(error)})`, { cause: error });
  }
}

function begins(bytes: Buffer, with_: readonly number[]): boolean {
  return with_.every((byte, at) => bytes[at] === byte);
}
