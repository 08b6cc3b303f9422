import { bucketCount, bucketOf, gramsOf } from './features.js';
import type { Sparse } from './learn-linear.js';
import { wholeWeight, type Lesson } from './lessons.js';
import { wordTables } from './lexicon.js';
import { idfScale } from './model-file.js';
import { bucketEntry, TextReader, type ReadingTables } from './text-reader.js';

/** What a group of words weighs against a gram that is as rare. */
const groupWorth = 2.5;
const mostRows = 65_535;

/** Gathers the groups of words, and the grams that stand in two texts or more; of two grams in one bucket the commoner. */
export function gatherVocabulary(
  lessons: readonly Lesson[],
  groups: readonly (readonly string[])[],
): ReadingTables {
  // What is derived from a message does not make its grams commoner.
  const texts = lessons.filter(lesson => lesson.weight >= wholeWeight).map(lesson => lesson.text);
  const counts = countTexts(texts);
  const common = [...counts].filter(([, count]) => count > 1);
  common.sort((one, two) => two[1] - one[1] || one[0] - two[0]);
  const words = wordTables(groups);
  const rows = new Uint32Array(bucketCount);
  const worths = [0, ...groupWorths(texts, groups, words)];
  for (const [hash, count] of common) {
    const bucket = bucketOf(hash);
    if (rows[bucket] !== 0 || worths.length === mostRows) continue;
    rows[bucket] = bucketEntry(worths.length, hash);
    worths.push(worthOf(count, texts.length));
  }
  return { rows, idf: Uint8Array.from(worths), groupCount: groups.length, ...words };
}

function worthOf(count: number, total: number, times = 1): number {
  return Math.min(255, Math.round(((Math.log((1 + total) / (1 + count)) + 1) * times) / idfScale));
}

function countTexts(texts: readonly string[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const text of texts) {
    const { hashes, count } = gramsOf(text);
    for (const hash of new Set(hashes.subarray(0, count))) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  }
  return counts;
}

function groupWorths(
  texts: readonly string[],
  groups: readonly (readonly string[])[],
  words: ReturnType<typeof wordTables>,
): number[] {
  const counts = new Uint32Array(groups.length + 1);
  const reader = new TextReader({
    rows: new Uint32Array(bucketCount),
    idf: new Uint8Array(groups.length + 1),
    groupCount: groups.length,
    ...words,
  });
  for (const text of texts) {
    reader.read(text);
    for (const row of reader.rows.subarray(0, reader.count)) counts[row] = (counts[row] ?? 0) + 1;
  }
  return groups.map((_, at) => worthOf(counts[at + 1] ?? 0, texts.length, groupWorth));
}

/** A text as rows with values, length one. */
export function sparseOf(text: string, reader: TextReader): Sparse {
  reader.read(text);
  return {
    rows: Int32Array.from(reader.rows.subarray(0, reader.count)),
    values: Float32Array.from(reader.values.subarray(0, reader.count), value => value * reader.norm),
  };
}
