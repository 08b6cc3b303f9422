import { bucketOf, checkOf, gramsOf, type Grams } from './features.js';
import { idfScale, type ModelHeader, type ModelParts } from './model-file.js';

/** Distinct grams of one text that are looked at. */
const mostRows = 4096;

/** A text judged by its grams. Keeps scratch space: what it says holds until the next text is scored. */
export class LinearModel {
  /** By head: the classes, then emergency, then urgent. */
  readonly margins: Float32Array;
  readonly #parts: ModelParts;
  readonly #heads: number;
  readonly #sums: Int32Array;
  /** Rows of the grams found in the text. */
  readonly #found = new Uint16Array(mostRows);
  #known = 0;
  /** Row → the turn in which it was seen, so that a gram counts once. */
  readonly #seenAt: Uint32Array;
  #turn = 0;
  readonly #itemScores: Float32Array;
  readonly #ranges: ReadonlyMap<string, readonly [number, number]>;

  constructor(header: ModelHeader, parts: ModelParts) {
    this.#parts = parts;
    this.#heads = parts.scales.length;
    this.margins = new Float32Array(this.#heads);
    this.#sums = new Int32Array(this.#heads);
    this.#seenAt = new Uint32Array(parts.idf.length);
    this.#itemScores = new Float32Array(header.items.length);
    this.#ranges = itemRanges(header);
  }

  /** Fills `margins` for a text. */
  score(text: string): void {
    this.#look(gramsOf(text));
    const { idf, weights, scales, biases } = this.#parts;
    const heads = this.#heads;
    const sums = this.#sums.fill(0);
    let square = 0;
    for (let at = 0; at < this.#known; at += 1) {
      const row = this.#found[at] ?? 0;
      const value = idf[row] ?? 0;
      square += value * value;
      const base = row * heads;
      for (let head = 0; head < heads; head += 1) {
        sums[head] = (sums[head] ?? 0) + (weights[base + head] ?? 0) * value;
      }
    }
    const norm = square === 0 ? 0 : 1 / Math.sqrt(square);
    for (let head = 0; head < heads; head += 1) {
      this.margins[head] = (sums[head] ?? 0) * norm * (scales[head] ?? 0) + (biases[head] ?? 0);
    }
  }

  /** Which known grams the text has, each once. */
  #look({ hashes, count }: Grams): void {
    const { rows, checks } = this.#parts;
    this.#turn += 1;
    let known = 0;
    for (let at = 0; at < count && known < mostRows; at += 1) {
      const hash = hashes[at] ?? 0;
      const bucket = bucketOf(hash);
      const row = rows[bucket] ?? 0;
      if (row === 0 || checks[bucket] !== checkOf(hash) || this.#seenAt[row] === this.#turn) continue;
      this.#seenAt[row] = this.#turn;
      this.#found[known++] = row;
    }
    this.#known = known;
  }

  /** Index of the item of the category that fits the text scored last best; -1 when the category has none. */
  bestItem(category: string): number {
    const [from, to] = this.#ranges.get(category) ?? [0, 0];
    const scores = this.#itemScores.fill(0, from, to);
    for (let at = 0; at < this.#known; at += 1) this.#addItems(this.#found[at] ?? 0, from, to);
    let best = from < to ? from : -1;
    for (let item = from; item < to; item += 1) {
      if ((scores[item] ?? 0) > (scores[best] ?? 0)) best = item;
    }
    return best;
  }

  #addItems(row: number, from: number, to: number): void {
    const { idf, itemStart, itemOf, itemWeight } = this.#parts;
    const value = (idf[row] ?? 0) * idfScale;
    const end = itemStart[row + 1] ?? 0;
    for (let at = itemStart[row] ?? 0; at < end; at += 1) {
      const item = itemOf[at] ?? 0;
      if (item < from) continue;
      if (item >= to) break;
      this.#itemScores[item] = (this.#itemScores[item] ?? 0) + value * (itemWeight[at] ?? 0);
    }
  }
}

/** Category → the indices of its items; the header lists items by code. */
function itemRanges(header: ModelHeader): Map<string, [number, number]> {
  const ranges = new Map<string, [number, number]>();
  for (const [at, { code }] of header.items.entries()) {
    const range = ranges.get(code.slice(0, 2));
    if (range) range[1] = at + 1;
    else ranges.set(code.slice(0, 2), [at, at + 1]);
  }
  return ranges;
}
