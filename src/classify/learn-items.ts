import type { Lesson } from './lessons.js';
import type { ModelHeader, ModelParts } from './model-file.js';
import { TextReader, type ReadingTables } from './text-reader.js';

/** What speaks less for an item, of 255, is left out. */
const leastWorth = 5;
/** A gram of more items than this tells none of them. */
const mostItems = 80;

type ItemParts = Pick<ModelParts, 'itemStart' | 'itemOf' | 'itemWeight'>;

/**
 * Which item of a category: by how often its lessons have a gram against the whole category's. Only grams that speak
 * for an item are kept.
 */
export function learnItems(
  lessons: readonly Lesson[],
  items: ModelHeader['items'],
  vocabulary: ReadingTables,
): ItemParts {
  const indexOf = new Map(items.map(({ code }, at) => [code, at]));
  const counts = new Map<number, Map<number, number>>();
  const totals = new Float64Array(items.length);
  const reader = new TextReader(vocabulary);
  for (const lesson of lessons) {
    const item = indexOf.get(lesson.item ?? '');
    if (item === undefined) continue;
    totals[item] = (totals[item] ?? 0) + lesson.weight;
    reader.read(lesson.text);
    for (const row of reader.rows.subarray(0, reader.count)) {
      const byItem = counts.get(row) ?? new Map<number, number>();
      byItem.set(item, (byItem.get(item) ?? 0) + lesson.weight);
      counts.set(row, byItem);
    }
  }
  return packed(counts, totals, items, vocabulary);
}

function packed(
  counts: ReadonlyMap<number, ReadonlyMap<number, number>>,
  totals: Float64Array,
  items: ModelHeader['items'],
  { idf, groupCount }: ReadingTables,
): ItemParts {
  const size = idf.length;
  const start = new Uint32Array(size + 1);
  const ofItem: number[] = [];
  const weight: number[] = [];
  for (let row = 0; row < size; row += 1) {
    start[row] = ofItem.length;
    const byItem = [...(counts.get(row) ?? [])].sort((one, two) => one[0] - two[0]);
    if (row > groupCount && byItem.length > mostItems) continue;
    for (const [item, count] of byItem) {
      const rivals = byItem
        .filter(([other]) => items[other]?.code.slice(0, 2) === items[item]?.code.slice(0, 2))
        .reduce((sum, [other, others]) => sum + others / ((totals[other] ?? 0) + 2), 0);
      const share = count / ((totals[item] ?? 0) + 2);
      const worth = Math.round((255 * Math.sqrt(share) * share) / rivals);
      if (worth < leastWorth) continue;
      ofItem.push(item);
      weight.push(Math.min(255, worth));
    }
  }
  start[size] = ofItem.length;
  return { itemStart: start, itemOf: Uint16Array.from(ofItem), itemWeight: Uint8Array.from(weight) };
}
