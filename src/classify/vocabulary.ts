import { bucketCount, bucketOf, checkOf, gramsOf } from './features.js';
import type { Sparse } from './learn-linear.js';
import { idfScale } from './model-file.js';

/** The grams that a model knows, and what each is worth. Row 0 is no gram. */
export interface Vocabulary {
  readonly rows: Uint16Array;
  readonly checks: Uint8Array;
  readonly idf: Uint8Array;
  readonly size: number;
}

/** Gathers the grams that stand in two texts or more; of two grams in one bucket the commoner stays. */
export function gatherVocabulary(texts: readonly string[]): Vocabulary {
  const counts = countTexts(texts);
  const common = [...counts]
    .filter(([, count]) => count > 1)
    .sort((one, two) => two[1] - one[1] || one[0] - two[0]);
  const rows = new Uint16Array(bucketCount);
  const checks = new Uint8Array(bucketCount);
  const worths = [0];
  for (const [hash, count] of common) {
    const bucket = bucketOf(hash);
    if (rows[bucket] !== 0 || worths.length === 65_535) continue;
    rows[bucket] = worths.length;
    checks[bucket] = checkOf(hash);
    const worth = Math.log((1 + texts.length) / (1 + count)) + 1;
    worths.push(Math.min(255, Math.round(worth / idfScale)));
  }
  return { rows, checks, idf: Uint8Array.from(worths), size: worths.length };
}

function countTexts(texts: readonly string[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const text of texts) {
    const { hashes, count } = gramsOf(text);
    for (const hash of new Set(hashes.subarray(0, count))) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  }
  return counts;
}

/** A text as the rows of its known grams, each once, length one. */
export function sparseOf(text: string, vocabulary: Vocabulary): Sparse {
  const { hashes, count } = gramsOf(text);
  const rows = new Set<number>();
  for (let at = 0; at < count; at += 1) {
    const hash = hashes[at] ?? 0;
    const bucket = bucketOf(hash);
    const row = vocabulary.rows[bucket] ?? 0;
    if (row !== 0 && vocabulary.checks[bucket] === checkOf(hash)) rows.add(row);
  }
  const values = Float32Array.from(rows, row => vocabulary.idf[row] ?? 0);
  let square = 0;
  for (const value of values) square += value * value;
  const norm = square === 0 ? 0 : 1 / Math.sqrt(square);
  return { rows: Int32Array.from(rows), values: values.map(value => value * norm) };
}
