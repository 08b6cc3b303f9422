import { maskAt, recordBytes, type ModelHeader, type ModelParts } from './model-file.js';
import { rowSums, type RowSums } from './row-sums.js';
import { TextReader } from './text-reader.js';

/** A text judged by its rows. Keeps scratch space: what it says holds until the next text is scored. */
export class LinearModel {
  /** By head: the classes, then emergency, then urgent. */
  readonly margins: Float32Array;
  readonly #parts: ModelParts;
  readonly #masks: Uint16Array;
  readonly #itemAt: Uint32Array;
  readonly #reader: TextReader;
  readonly #rowSums: RowSums;
  readonly #itemScores: Float32Array;
  readonly #ranges: ReadonlyMap<string, ItemRange>;

  constructor(header: ModelHeader, parts: ModelParts) {
    this.#parts = parts;
    this.#rowSums = rowSums(parts.records, parts.scales.length);
    const { buffer, byteOffset, length } = this.#rowSums.records;
    this.#masks = new Uint16Array(buffer, byteOffset, length / 2);
    this.#itemAt = new Uint32Array(buffer, byteOffset, length / 4);
    this.margins = new Float32Array(parts.scales.length);
    this.#reader = new TextReader({ ...parts, groupCount: header.groupCount }, this.#rowSums);
    this.#itemScores = new Float32Array(header.items.length);
    this.#ranges = itemRanges(header.items);
  }

  /** Fills `margins` for a text. */
  score(text: string): void {
    const { scales, biases } = this.#parts;
    const reader = this.#reader;
    reader.read(text);
    const { sums } = this.#rowSums;
    this.#rowSums.sum(reader.count);
    for (let head = 0; head < scales.length; head += 1) {
      this.margins[head] = (sums[head] ?? 0) * reader.norm * (scales[head] ?? 0) + (biases[head] ?? 0);
    }
  }

  /** Index of the item of the category that fits the text scored last best; -1 when the category has none. */
  bestItem(category: string): number {
    const range = this.#ranges.get(category);
    if (!range) return -1;
    const { from, to, bit } = range;
    const scores = this.#itemScores;
    for (let item = 0; item < to - from; item += 1) scores[item] = 0;
    const { itemData } = this.#parts;
    const { rows, values, count } = this.#reader;
    const size = recordBytes(this.margins.length);
    for (let at = 0; at < count; at += 1) {
      const record = (rows[at] ?? 0) * size;
      const mask = this.#masks[(record + maskAt) >>> 1] ?? 0;
      if ((mask & bit) === 0) continue;
      const value = values[at] ?? 0;
      // First how many entries each category has, then the entries, category by category.
      const counts = this.#itemAt[record >>> 2] ?? 0;
      const before = bitCounts[mask & (bit - 1)] ?? 0;
      let slot = counts + (bitCounts[mask] ?? 0);
      for (let earlier = 0; earlier < before; earlier += 1) slot += itemData[counts + earlier] ?? 0;
      const end = slot + (itemData[counts + before] ?? 0);
      for (; slot < end; slot += 1) {
        const entry = itemData[slot] ?? 0;
        const item = entry >>> 8;
        scores[item] = (scores[item] ?? 0) + value * (entry & 0xff);
      }
    }
    let best = 0;
    for (let item = 1; item < to - from; item += 1) {
      if ((scores[item] ?? 0) > (scores[best] ?? 0)) best = item;
    }
    return from + best;
  }
}

/** How many bits a mask has. */
const bitCounts = new Uint8Array(65_536);
for (let mask = 1; mask < bitCounts.length; mask += 1) {
  bitCounts[mask] = (bitCounts[mask >>> 1] ?? 0) + (mask & 1);
}

/** The items of one category: indices from `from` to before `to`, and the category's bit. */
export interface ItemRange {
  readonly from: number;
  readonly to: number;
  readonly bit: number;
}

/** Category → its items, which are listed by code. */
export function itemRanges(items: ModelHeader['items']): Map<string, ItemRange> {
  const ranges = new Map<string, ItemRange>();
  for (const [at, { code }] of items.entries()) {
    const category = code.slice(0, 2);
    const range = ranges.get(category) ?? { from: at, bit: 1 << ranges.size };
    ranges.set(category, { ...range, to: at + 1 });
  }
  return ranges;
}
