import { Buffer } from 'node:buffer';
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { Fault } from '../base/fault.js';
import type { SqliteFile } from './sqlite-file.js';

/**
 * Finds the pages of B-trees whose free gap between cell pointers and cells (begin and end as offsets, end excluded) is not
 * all zeros. ?1 holds the 256 bytes in order: the place where a byte is found in it is the byte as a number. Other kinds
 * of page begin with the upper byte of a page number, which is zero in any file below 128 GB.
 */
const dirtyGapsIn = (pages: string): string => `
  WITH header AS (SELECT pgno, data, iif(pgno = 1, 100, 0) AS skip FROM ${pages}),
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

const IN_WHOLE_FILE = dirtyGapsIn('sqlite_dbpage');
/** ?2 holds the numbers of the pages as JSON. */
const IN_SOME_PAGES = dirtyGapsIn('json_each(?2) CROSS JOIN sqlite_dbpage ON pgno = value');

const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

/** By open file: the number its log must have if nothing was cut from it since the whole file was last found clean. */
const expectedLog = new WeakMap<SqliteFile, number>();

/**
 * Zeroes what the engine leaves behind. `secure_delete` overwrites removed rows where they lie, but when rows move between
 * pages (a page is split, or two become one) a copy can stay in the gap of the old page and outlive the row. So the gaps
 * are swept through the engine's own page table, inside a transaction; then everything goes from the log into the file and
 * the log is cut to nothing. Usually only pages that stand in the log are read: no other page has changed since the last
 * time. The first time, and whenever the log was begun anew in between, the whole file is: about 2 ms a megabyte.
 *
 * Throws `store-busy` when another process reads or writes for so long that the log cannot be cut; it can be tried again.
 */
export function scrubFile(file: SqliteFile): void {
  cutLog(file, true);
}

/** @param mayReadAll false: pages that do not stand in the log are left to a later scrub, clean or not */
function cutLog(file: SqliteFile, mayReadAll: boolean): void {
  const expected = expectedLog.get(file);
  expectedLog.delete(file);
  let log: WriteLog | undefined;
  let wasClean = false;
  file.transact(() => {
    log = readLog(`${file.path}-wal`);
    wasClean = expected !== undefined && (!log || log.number === expected);
    const pages = wasClean || !mayReadAll ? (log?.pages ?? []) : 'all';
    for (const [page, low, high] of dirtyGaps(file, pages)) {
      zero(file, Number(page), Number(low), Number(high));
    }
  });
  const [outcome] = file.ask('PRAGMA wal_checkpoint(TRUNCATE)');
  if (outcome?.[0] !== 0) {
    throw new Fault('store-busy', `${file.path} is being read by another program; scrub it again later`);
  }
  const next = log ? (log.number + 1) % 2 ** 32 : expected;
  if (next !== undefined && (wasClean || mayReadAll)) expectedLog.set(file, next);
}

/** The log is taken into the file when it has grown so long. */
const LONG_LOG = 32 * 1_024 * 1_024;
const LOOKED_AT_EVERY = 8;

/**
 * What is to be done after every commit so that the log stays short. The engine would take it into the file by itself, but
 * then nobody knows any more which pages have changed, and the next scrub has to read the whole file. Nobody waits for that
 * here: where nobody knows it by now, the next scrub still has to.
 */
export function keepLogShort(file: SqliteFile): () => void {
  let longest = LONG_LOG;
  let commits = 0;
  return () => {
    commits += 1;
    if (commits % LOOKED_AT_EVERY !== 0) return;
    const length = statSync(`${file.path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    if (length < longest) return;
    longest = length + LONG_LOG;
    try {
      cutLog(file, false);
      longest = LONG_LOG;
    } catch {
      // Somebody reads the file for long, or the disk is full. What is committed is safe in the log; the scrub that follows
      // the next erasing meets the same fault, and its caller logs it.
    }
  };
}

function dirtyGaps(file: SqliteFile, pages: readonly number[] | 'all'): unknown[][] {
  if (pages === 'all') return file.rows({ sql: IN_WHOLE_FILE, values: [EVERY_BYTE] });
  return file.rows({ sql: IN_SOME_PAGES, values: [EVERY_BYTE, JSON.stringify(pages)] });
}

/** The engine's log of changed pages. Its first salt is counted up each time it is begun anew, by whichever program. */
interface WriteLog {
  readonly number: number;
  readonly pages: readonly number[];
}

const LOG_HEADER = 32;
const FRAME_HEADER = 24;
const FRAMES_AT_ONCE = 64;

/** What stands in the log; pages of an earlier log that were not overwritten yet are named, too, and do no harm. */
function readLog(path: string): WriteLog | undefined {
  if (!existsSync(path)) return undefined;
  const log = openSync(path, 'r');
  try {
    const header = Buffer.alloc(LOG_HEADER);
    if (readSync(log, header, 0, LOG_HEADER, 0) < LOG_HEADER) return undefined;
    const frame = FRAME_HEADER + header.readUInt32BE(8);
    const frames = Buffer.alloc(frame * FRAMES_AT_ONCE);
    const pages = new Set<number>();
    for (let from = LOG_HEADER, length = frames.length; length === frames.length; from += length) {
      length = readSync(log, frames, 0, frames.length, from);
      for (let at = 0; at + frame <= length; at += frame) pages.add(frames.readUInt32BE(at));
    }
    return { number: header.readUInt32BE(16), pages: [...pages] };
  } finally {
    closeSync(log);
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
