import { Buffer } from 'node:buffer';
import { Fault } from '../base/fault.js';
import type { SqliteFile } from './sqlite-file.js';

/**
 * Finds the pages of B-trees whose free gap between cell pointers and cells (begin and end as offsets, end excluded) is not
 * all zeros. ?1 holds the 256 bytes in order: the place where a byte is found in it is the byte as a number. Other kinds
 * of page begin with the upper byte of a page number, which is zero in any file below 128 GB.
 */
const DIRTY_GAPS = `
  WITH header AS (SELECT pgno, data, iif(pgno = 1, 100, 0) AS skip FROM sqlite_dbpage),
  node AS (
    SELECT pgno, data, skip, ${byteAt(0)} AS kind, ${byteAt(3)} * 256 + ${byteAt(4)} AS cells,
      ${byteAt(5)} * 256 + ${byteAt(6)} AS top
    FROM header
  ),
  gap AS (
    SELECT pgno, data, skip + iif(kind IN (2, 5), 12, 8) + 2 * cells AS low, iif(top = 0, 65536, top) AS high
    FROM node WHERE kind IN (2, 5, 10, 13)
  )
  SELECT pgno, low, high FROM gap WHERE substr(data, low + 1, high - low) > zeroblob(65536)`;

const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

/**
 * Zeroes what the engine leaves behind. `secure_delete` overwrites removed rows where they lie, but when rows move between
 * pages (a page is split, or two become one) a copy can stay in the gap of the old page and outlive the row. So the gaps
 * are swept through the engine's own page table, inside a transaction; then everything goes from the log into the file and
 * the log is cut to nothing. Reads the whole file: about 2 ms a megabyte.
 *
 * Throws `store-busy` when another process reads or writes for so long that the log cannot be cut; it can be tried again.
 */
export function scrubFile(file: SqliteFile): void {
  file.transact(() => {
    for (const [page, low, high] of file.rows({ sql: DIRTY_GAPS, values: [EVERY_BYTE] })) {
      zero(file, Number(page), Number(low), Number(high));
    }
  });
  const [outcome] = file.ask('PRAGMA wal_checkpoint(TRUNCATE)');
  if (outcome?.[0] !== 0) {
    throw new Fault('store-busy', `${file.path} is being read by another program; scrub it again later`);
  }
}

function zero(file: SqliteFile, page: number, low: number, high: number): void {
  const [row] = file.rows({ sql: 'SELECT data FROM sqlite_dbpage WHERE pgno = ?', values: [page] });
  const bytes = row?.[0];
  if (!Buffer.isBuffer(bytes)) throw new Fault('store-damaged', `${file.path} has no page ${page}`);
  bytes.fill(0, low, high);
  file.write({ sql: 'UPDATE sqlite_dbpage SET data = ? WHERE pgno = ?', values: [bytes, page] });
}

function byteAt(offset: number): string {
  return `(instr(?1, substr(data, skip + ${offset + 1}, 1)) - 1)`;
}
