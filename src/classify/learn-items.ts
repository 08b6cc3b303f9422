import type { Lesson } from './lessons.js';
import { itemRanges } from './linear-model.js';
import type { ModelHeader, ModelParts } from './model-file.js';
import { TextReader, type ReadingTables } from './text-reader.js';

/** What speaks less for an item, of 255, is left out. */
const leastWorth = 5;
/** A gram of more items than this tells none of them. */
const mostItems = 80;

/** For each row a bit for each category that has an item which the row speaks for, and where its items begin. */
export interface LearnedItems {
  readonly masks: Uint16Array;
  readonly starts: Uint32Array;
  readonly itemData: ModelParts['itemData'];
}

/**
 * Which item of a category: by how often its lessons have a gram against the whole category's. Only grams that speak
 * for an item are kept.
 */
export function learnItems(
  lessons: readonly Lesson[],
  items: ModelHeader['items'],
  vocabulary: ReadingTables,
): LearnedItems {
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
): LearnedItems {
  const ranges = itemRanges(items);
  const masks = new Uint16Array(idf.length);
  const starts = new Uint32Array(idf.length);
  const itemData: number[] = [];
  for (let row = 0; row < idf.length; row += 1) {
    starts[row] = itemData.length;
    const byItem = [...(counts.get(row) ?? [])].sort((one, two) => one[0] - two[0]);
    if (row > groupCount && byItem.length > mostItems) continue;
    const byCategory = new Map<string, number[]>();
    for (const [item, count] of byItem) {
      const category = categoryOf(items[item]);
      const rivals = byItem
        .filter(([other]) => categoryOf(items[other]) === category)
        .reduce((sum, [other, others]) => sum + others / ((totals[other] ?? 0) + 2), 0);
      const share = count / ((totals[item] ?? 0) + 2);
      const worth = Math.round((255 * Math.sqrt(share) * share) / rivals);
      if (worth < leastWorth) continue;
      const within = item - (ranges.get(category)?.from ?? 0);
      const entries = byCategory.get(category) ?? [];
      byCategory.set(category, [...entries, (within << 8) | Math.min(255, worth)]);
    }
    for (const category of byCategory.keys())
      masks[row] = (masks[row] ?? 0) | (ranges.get(category)?.bit ?? 0);
    const lists = [...byCategory.values()];
    itemData.push(...lists.map(list => list.length), ...lists.flat());
  }
  return { masks, starts, itemData: Uint16Array.from(itemData) };
}

function categoryOf(item: ModelHeader['items'][number] | undefined): string {
  return item?.code.slice(0, 2) ?? '';
}
