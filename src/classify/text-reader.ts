import { bucketOf, checkOf, gramsOf, type Grams } from './features.js';
import { entryOf, slotOf, type WordTables } from './lexicon.js';

/** The tables by which a text becomes rows: grams, and groups of words, whose rows come first (group 0 is row 1). */
export interface ReadingTables extends WordTables {
  /** Bucket → row of the gram that has it, with the gram's check byte above the low 16 bits; 0 for none. */
  readonly rows: Uint32Array;
  /** Row → weight in a text, in units of `idfScale`. */
  readonly idf: Uint8Array;
  readonly groupCount: number;
}

/** What a bucket holds for a row and the hash that has it. */
export function bucketEntry(row: number, hash: number): number {
  return (checkOf(hash) << 16) | row;
}

/** Rows of one text that are looked at. */
const mostRows = 4096;
/** A group that is met n times counts 1 + ln n. */
const timesOf = Array.from({ length: 64 }, (_, count) => (count < 2 ? 1 : 1 + Math.log(count)));

/** Reads texts into rows and values. Keeps scratch space: what was read holds until the next text. */
export class TextReader {
  /** A gram or group that is met twice stands once. */
  readonly rows = new Uint16Array(mostRows);
  /** Whole numbers in units of `idfScale`, not yet brought to length one; `norm` does that. */
  readonly values = new Int32Array(mostRows);
  count = 0;
  norm = 0;
  readonly #tables: ReadingTables;
  readonly #groupCounts: Uint16Array;
  /** Row → the turn in which it was seen; bytes, so that it stays in the processor's cache. */
  readonly #seenAt: Uint8Array;
  #turn = 0;
  /** One bit for every slot of the word table that is taken: most grams are no words. */
  readonly #mayBeWord = new Uint32Array(2048);

  constructor(tables: ReadingTables) {
    this.#tables = tables;
    this.#seenAt = new Uint8Array(tables.idf.length);
    this.#groupCounts = new Uint16Array(tables.groupCount + 1);
    for (const hash of tables.wordHashes.subarray(1)) {
      const slot = slotOf(hash);
      this.#mayBeWord[slot >>> 5] = (this.#mayBeWord[slot >>> 5] ?? 0) | (1 << (slot & 31));
    }
  }

  /** Fills `rows`, `values`, `count` and `norm`. */
  read(text: string): void {
    const grams = gramsOf(text);
    this.#takeGrams(grams);
    const gramCount = this.count;
    this.#takeWords(grams.hashes, grams.count);
    this.#takeWords(grams.wide, grams.wideCount);
    this.#weigh(gramCount);
  }

  #takeGrams({ hashes, count }: Grams): void {
    const table = this.#tables.rows;
    const { rows } = this;
    const seenAt = this.#seenAt;
    if (this.#turn === 255) seenAt.fill(0);
    this.#turn = (this.#turn % 255) + 1;
    const turn = this.#turn;
    let known = 0;
    for (let at = 0; at < count; at += 1) {
      const hash = hashes[at] ?? 0;
      const entry = table[bucketOf(hash)] ?? 0;
      if (entry === 0 || entry >>> 16 !== checkOf(hash)) continue;
      const row = entry & 0xff_ff;
      if (seenAt[row] === turn) continue;
      seenAt[row] = turn;
      rows[known++] = row;
    }
    this.count = known;
  }

  #takeWords(hashes: Uint32Array, count: number): void {
    const mayBeWord = this.#mayBeWord;
    for (let at = 0; at < count; at += 1) {
      const hash = hashes[at] ?? 0;
      const slot = slotOf(hash);
      if ((((mayBeWord[slot >>> 5] ?? 0) >>> (slot & 31)) & 1) === 1) this.#takeWord(hash);
    }
  }

  #takeWord(hash: number): void {
    const { wordStart, wordGroups } = this.#tables;
    const entry = entryOf(hash, this.#tables);
    if (entry === 0) return;
    const end = wordStart[entry + 1] ?? 0;
    for (let slot = wordStart[entry] ?? 0; slot < end; slot += 1) {
      const row = (wordGroups[slot] ?? 0) + 1;
      const met = this.#groupCounts[row] ?? 0;
      this.#groupCounts[row] = met + 1;
      if (met === 0) this.rows[this.count++] = row;
    }
  }

  #weigh(gramCount: number): void {
    const { idf } = this.#tables;
    const { rows, values, count } = this;
    let square = 0;
    for (let at = 0; at < count; at += 1) {
      const row = rows[at] ?? 0;
      let value = idf[row] ?? 0;
      if (at >= gramCount) {
        value = Math.round(value * (timesOf[Math.min(63, this.#groupCounts[row] ?? 1)] ?? 1));
        this.#groupCounts[row] = 0;
      }
      values[at] = value;
      square += value * value;
    }
    this.norm = square === 0 ? 0 : 1 / Math.sqrt(square);
  }
}
