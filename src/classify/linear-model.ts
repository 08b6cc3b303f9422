import type { ModelHeader, ModelParts } from './model-file.js';
import { TextReader } from './text-reader.js';

/** Heads that are summed at once. */
const together = 6;

/** A text judged by its rows. Keeps scratch space: what it says holds until the next text is scored. */
export class LinearModel {
  /** By head: the classes, then emergency, then urgent. */
  readonly margins: Float32Array;
  readonly #parts: ModelParts;
  readonly #reader: TextReader;
  readonly #sums: Int32Array;
  readonly #itemScores: Float32Array;
  readonly #ranges: ReadonlyMap<string, ItemRange>;
  /** Row → a bit for each category that has an item which the row speaks for: most rows speak for few. */
  readonly #itemsIn: Uint16Array;

  constructor(header: ModelHeader, parts: ModelParts) {
    this.#parts = parts;
    this.margins = new Float32Array(parts.scales.length);
    this.#sums = new Int32Array(parts.scales.length + together);
    this.#reader = new TextReader({ ...parts, groupCount: header.groupCount });
    this.#itemScores = new Float32Array(header.items.length);
    this.#ranges = itemRanges(header);
    this.#itemsIn = categoriesByRow(parts, [...this.#ranges.values()]);
  }

  /** Fills `margins` for a text. */
  score(text: string): void {
    const { scales, biases } = this.#parts;
    const reader = this.#reader;
    reader.read(text);
    const sums = this.#sums;
    const heads = scales.length;
    for (let from = 0; from < heads; from += together) this.#sumHeads(from);
    for (let head = 0; head < heads; head += 1) {
      this.margins[head] = (sums[head] ?? 0) * reader.norm * (scales[head] ?? 0) + (biases[head] ?? 0);
    }
  }

  /** Sums six heads at once, which keeps the sums in registers: twice as fast as head by head. */
  #sumHeads(from: number): void {
    const { weights, scales } = this.#parts;
    const { rows, values, count } = this.#reader;
    const heads = scales.length;
    let [a, b, c, d, e, f] = [0, 0, 0, 0, 0, 0];
    for (let at = 0; at < count; at += 1) {
      const base = (rows[at] ?? 0) * heads + from;
      const value = values[at] ?? 0;
      a = (a + Math.imul(weights[base] ?? 0, value)) | 0;
      b = (b + Math.imul(weights[base + 1] ?? 0, value)) | 0;
      c = (c + Math.imul(weights[base + 2] ?? 0, value)) | 0;
      d = (d + Math.imul(weights[base + 3] ?? 0, value)) | 0;
      e = (e + Math.imul(weights[base + 4] ?? 0, value)) | 0;
      f = (f + Math.imul(weights[base + 5] ?? 0, value)) | 0;
    }
    const sums = this.#sums;
    sums[from] = a;
    sums[from + 1] = b;
    sums[from + 2] = c;
    sums[from + 3] = d;
    sums[from + 4] = e;
    sums[from + 5] = f;
  }

  /** Index of the item of the category that fits the text scored last best; -1 when the category has none. */
  bestItem(category: string): number {
    const range = this.#ranges.get(category);
    if (!range) return -1;
    const { from, to, bit } = range;
    const scores = this.#itemScores.fill(0, from, to);
    const { rows, values, count } = this.#reader;
    const itemsIn = this.#itemsIn;
    for (let at = 0; at < count; at += 1) {
      const row = rows[at] ?? 0;
      if (((itemsIn[row] ?? 0) & bit) !== 0) this.#addItems(row, values[at] ?? 0, from, to);
    }
    let best = from;
    for (let item = from; item < to; item += 1) {
      if ((scores[item] ?? 0) > (scores[best] ?? 0)) best = item;
    }
    return best;
  }

  #addItems(row: number, value: number, from: number, to: number): void {
    const { itemStart, itemOf, itemWeight } = this.#parts;
    const scores = this.#itemScores;
    const end = itemStart[row + 1] ?? 0;
    for (let at = this.#firstItem(row, from); at < end; at += 1) {
      const item = itemOf[at] ?? 0;
      if (item >= to) break;
      scores[item] = (scores[item] ?? 0) + value * (itemWeight[at] ?? 0);
    }
  }

  /** Where the items of a row from `from` on begin; they are in order. */
  #firstItem(row: number, from: number): number {
    const { itemStart, itemOf } = this.#parts;
    let low = itemStart[row] ?? 0;
    let high = itemStart[row + 1] ?? 0;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((itemOf[middle] ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function categoriesByRow({ itemStart, itemOf }: ModelParts, ranges: readonly ItemRange[]): Uint16Array {
  const bitOf = new Uint16Array(ranges.at(-1)?.to ?? 0);
  for (const { from, to, bit } of ranges) bitOf.fill(bit, from, to);
  const byRow = new Uint16Array(Math.max(0, itemStart.length - 1));
  for (let row = 0; row < byRow.length; row += 1) {
    const end = itemStart[row + 1] ?? 0;
    for (let at = itemStart[row] ?? 0; at < end; at += 1) {
      byRow[row] = (byRow[row] ?? 0) | (bitOf[itemOf[at] ?? 0] ?? 0);
    }
  }
  return byRow;
}

/** The items of one category: indices from `from` to before `to`, and the category's bit. */
interface ItemRange {
  readonly from: number;
  readonly to: number;
  readonly bit: number;
}

/** Category → its items; the header lists items by code. */
function itemRanges(header: ModelHeader): Map<string, ItemRange> {
  const ranges = new Map<string, ItemRange>();
  for (const [at, { code }] of header.items.entries()) {
    const category = code.slice(0, 2);
    const range = ranges.get(category) ?? { from: at, bit: 1 << ranges.size };
    ranges.set(category, { ...range, to: at + 1 });
  }
  return ranges;
}
