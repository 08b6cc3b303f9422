import { bucketCount, bucketOf, checkOf, gramsOf, type Grams } from './features.js';
import { entryOf, type WordTables } from './lexicon.js';

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
export const mostRows = 4096;

/** Where a text's rows and their values are written. */
export interface ReadRows {
  /** A gram or group that is met twice stands once. */
  readonly rows: Uint16Array;
  /** Whole numbers in units of `idfScale`, not yet brought to length one; `norm` does that. At most 1,312. */
  readonly values: Int32Array;
}

/** A group that is met n times counts 1 + ln n. */
const timesOf = Array.from({ length: 64 }, (_, count) => (count < 2 ? 1 : 1 + Math.log(count)));

/** Reads texts into rows and values. Keeps scratch space: what was read holds until the next text. */
export class TextReader implements ReadRows {
  readonly rows: Uint16Array;
  readonly values: Int32Array;
  count = 0;
  norm = 0;
  readonly #tables: ReadingTables;
  readonly #groupCounts: Uint16Array;
  /** Row → the turn in which it was seen; bytes, so that it stays in the processor's cache. */
  readonly #seenAt: Uint8Array;
  #turn = 0;
  /** One bit for every bucket that has a word: most grams are no words. */
  readonly #mayBeWord = new Uint32Array(bucketCount / 32);
  /** The hashes of the text that may be words, in their order. */
  readonly #words = new Uint32Array(mostRows);
  #wordCount = 0;

  /** @param into room for `mostRows` */
  constructor(
    tables: ReadingTables,
    into: ReadRows = { rows: new Uint16Array(mostRows), values: new Int32Array(mostRows) },
  ) {
    this.rows = into.rows;
    this.values = into.values;
    this.#tables = tables;
    this.#seenAt = new Uint8Array(tables.idf.length);
    this.#groupCounts = new Uint16Array(tables.groupCount + 1);
    for (const hash of tables.wordHashes.subarray(1)) {
      const bucket = bucketOf(hash);
      this.#mayBeWord[bucket >>> 5] = (this.#mayBeWord[bucket >>> 5] ?? 0) | (1 << (bucket & 31));
    }
  }

  /** Fills `rows`, `values`, `count` and `norm`. */
  read(text: string): void {
    const grams = gramsOf(text);
    const square = this.#takeGrams(grams) + this.#takeWords(grams);
    this.norm = square === 0 ? 0 : 1 / Math.sqrt(square);
  }

  /**
   * Takes the grams that have rows, notes those that may be words; returns the sum of the squares. Almost without
   * branches, for whether a gram is known cannot be guessed: what is not to be kept is written and then overwritten.
   */
  #takeGrams({ hashes, count }: Grams): number {
    const { rows: table, idf } = this.#tables;
    const { rows, values } = this;
    const seenAt = this.#seenAt;
    const mayBeWord = this.#mayBeWord;
    const words = this.#words;
    const turn = this.#nextTurn();
    let known = 0;
    let wordCount = 0;
    let square = 0;
    for (let at = 0; at < count; at += 1) {
      const hash = hashes[at] ?? 0;
      const bucket = bucketOf(hash);
      const entry = table[bucket] ?? 0;
      const isOther = (entry >>> 16) ^ checkOf(hash);
      // Row 0, which counts as seen, when the bucket is another gram's.
      const row = entry & 0xff_ff & ((isOther - 1) >> 31);
      const isNew = -((seenAt[row] ?? 0) ^ turn);
      seenAt[row] = turn;
      const value = idf[row] ?? 0;
      rows[known] = row;
      values[known] = value;
      known += isNew >>> 31;
      square += Math.imul(value, value) & (isNew >> 31);
      words[wordCount] = hash;
      wordCount += ((mayBeWord[bucket >>> 5] ?? 0) >>> (bucket & 31)) & 1;
    }
    this.count = known;
    this.#wordCount = wordCount;
    return square;
  }

  /** A turn in which no row has been seen but row 0. */
  #nextTurn(): number {
    if (this.#turn === 255) this.#seenAt.fill(0);
    this.#turn = (this.#turn % 255) + 1;
    this.#seenAt[0] = this.#turn;
    return this.#turn;
  }

  /** Takes the groups of the words among the grams; returns the sum of the squares. */
  #takeWords({ wide, wideCount }: Grams): number {
    const mayBeWord = this.#mayBeWord;
    const from = this.count;
    for (let at = 0; at < this.#wordCount; at += 1) this.#takeWord(this.#words[at] ?? 0);
    for (let at = 0; at < wideCount; at += 1) {
      const hash = wide[at] ?? 0;
      const bucket = bucketOf(hash);
      if ((((mayBeWord[bucket >>> 5] ?? 0) >>> (bucket & 31)) & 1) === 1) this.#takeWord(hash);
    }
    return this.#weighGroups(from);
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

  #weighGroups(from: number): number {
    const { idf } = this.#tables;
    const { rows, values, count } = this;
    let square = 0;
    for (let at = from; at < count; at += 1) {
      const row = rows[at] ?? 0;
      const times = timesOf[Math.min(63, this.#groupCounts[row] ?? 1)] ?? 1;
      const value = Math.round((idf[row] ?? 0) * times);
      this.#groupCounts[row] = 0;
      values[at] = value;
      square += value * value;
    }
    return square;
  }
}
