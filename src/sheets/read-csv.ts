import { parse } from 'csv-parse/sync';
import { Fault, reasonOf } from '../base/fault.js';
import { textCell } from './cell-text.js';
import type { Row } from './table.js';

/** What lists are separated by; the full-width comma comes from people who write the file by hand. */
const DELIMITERS = [',', '\t', ';', '|', '，'] as const;
const LINES_LOOKED_AT = 30;

/** Reads a CSV file in UTF-8 with or without its mark, UTF-16, or GBK as spreadsheets in China write it. */
export function readCsv(bytes: Buffer): readonly Row[] {
  const text = textOf(bytes);
  // Excel tells itself the delimiter in a first line of its own.
  const told = /^sep=(.)\r?\n/iu.exec(text);
  const lines = told ? text.slice(told[0].length) : text;
  const records = recordsOf(lines, told?.[1] ?? delimiterOf(lines));
  const before = told ? 2 : 1;
  return records.map((fields, at) => ({ number: at + before, cells: fields.map(textCell) }));
}

function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return decoded(bytes, 'utf-8') ?? decoded(bytes, 'gb18030') ?? unknownEncoding();
}

/** Undefined when the bytes are not of that encoding. */
function decoded(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // Expected: this is how a decoder says that it is the wrong one.
    return undefined;
  }
}

function unknownEncoding(): never {
  throw new Fault('sheet-encoding', 'the text is neither UTF-8 nor GBK; save it as .xlsx');
}

function recordsOf(text: string, delimiter: string): readonly (readonly string[])[] {
  try {
    return parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      trim: true,
      skip_empty_lines: false,
    });
  } catch (error) {
    throw new Fault('sheet-unreadable', `the CSV cannot be read (${reasonOf(error)})`, { cause: error });
  }
}

/** The one that stands in most lines, in the most even number. */
function delimiterOf(text: string): string {
  const lines = text
    .split(/\r\n|\n|\r/u)
    .filter(line => line.trim() !== '')
    .slice(0, LINES_LOOKED_AT)
    .map(line => line.replace(/"[^"]*"/gu, ''));
  const scored = DELIMITERS.map(delimiter => {
    const counts = lines.map(line => line.split(delimiter).length - 1).filter(count => count > 0);
    const usual = counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0;
    return { delimiter, score: counts.filter(count => count === usual).length * Math.min(usual, 3) };
  });
  const [best] = scored.toSorted((a, b) => b.score - a.score);
  return best && best.score > 0 ? best.delimiter : ',';
}
