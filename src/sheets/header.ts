import type { Cell, Row } from './table.js';

/** Which column a header names; undefined for one that means nothing to the importer. */
export type NameOf<Key extends string> = (header: string) => Key | undefined;

/** Where the header stands and which column is what. */
export interface Header<Key extends string> {
  /** Position of its first row among the rows, from 0. */
  readonly at: number;
  /** A header of two rows has groups above and names below. */
  readonly height: 1 | 2;
  readonly columns: ReadonlyMap<Key, number>;
  /** As written, by column; to know it again where it is repeated on every printed page. */
  readonly texts: readonly string[];
  /** Headers that were not understood. */
  readonly unknown: readonly string[];
}

/** Titles and remarks above a table rarely fill more. */
const ROWS_LOOKED_AT = 25;
const FEWEST_COLUMNS = 2;

/** A header as it is compared: plain width, no spaces, no signs, nothing in brackets: ` 户 数（户）* ` is 户数. */
export function plainHeader(text: string): string {
  const plain = text.normalize('NFKC').replace(/\s+/gu, '');
  const bare = plain
    .replace(/[(（[【〔<《][^)）\]】〕>》]*[)）\]】〕>》]/gu, '')
    .replace(/[\p{P}\p{S}]+/gu, '');
  return (bare === '' ? plain.replace(/[\p{P}\p{S}]+/gu, '') : bare).toLowerCase();
}

/** The row, or two rows, in which most columns are named; the first of equals. Undefined when fewer than two are. */
export function findHeader<Key extends string>(
  rows: readonly Row[],
  nameOf: NameOf<Key>,
): Header<Key> | undefined {
  let best: Header<Key> | undefined;
  for (const [at, row] of rows.slice(0, ROWS_LOOKED_AT).entries()) {
    const next = rows[at + 1];
    const single = headerFrom(at, 1, textsOf(row), nameOf);
    const below = next ? headerFrom(at + 1, 1, textsOf(next), nameOf) : single;
    const double = next ? headerFrom(at, 2, joined(row.cells, next.cells, nameOf), nameOf) : single;
    // Two rows only where together they name more than either: otherwise a title, or the first row of the list, is no header.
    const isDouble = double.columns.size > Math.max(single.columns.size, below.columns.size);
    const better = isDouble ? double : single;
    if (better.columns.size >= FEWEST_COLUMNS && better.columns.size > (best?.columns.size ?? 0))
      best = better;
  }
  return best;
}

function textsOf(row: Row): readonly string[] {
  return row.cells.map(cell => cell.text);
}

/** Of a group and a name below it: the name if it says enough, else both, else the group. */
function joined<Key extends string>(
  above: readonly Cell[],
  below: readonly Cell[],
  nameOf: NameOf<Key>,
): string[] {
  const width = Math.max(above.length, below.length);
  return Array.from({ length: width }, (_, column) => {
    const group = above[column]?.text ?? '';
    const name = below[column]?.text ?? '';
    if (name === '' || name === group) return group;
    const both = `${group}${name}`;
    if (group !== '' && nameOf(both) !== undefined) return both;
    return nameOf(name) === undefined && nameOf(group) !== undefined ? group : name;
  });
}

function headerFrom<Key extends string>(
  at: number,
  height: 1 | 2,
  texts: readonly string[],
  nameOf: NameOf<Key>,
): Header<Key> {
  const columns = new Map<Key, number>();
  const unknown: string[] = [];
  for (const [column, text] of texts.entries()) {
    if (text === '') continue;
    const key = nameOf(text);
    if (key === undefined) unknown.push(text);
    else if (!columns.has(key) || isNamed(text, texts[columns.get(key) ?? -1])) columns.set(key, column);
  }
  return { at, height, columns, texts, unknown };
}

/** Where 网格 and 网格名称 stand side by side, the first is a number more often than not. */
function isNamed(text: string, before: string | undefined): boolean {
  return /名称?$/u.test(plainHeader(text)) && !/名称?$/u.test(plainHeader(before ?? ''));
}
