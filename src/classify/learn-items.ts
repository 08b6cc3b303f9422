import type { Lesson } from './lessons.js';
import { itemRanges } from './linear-model.js';
import type { ModelHeader, ModelParts } from './model-file.js';
import { TextReader, type ReadingTables } from './text-reader.js';

/** What speaks less for an item, of 255, is left out. */
const leastWorth = 5;
/** A gram of more items than this tells none of them. */
const mostItems = 80;

type ItemParts = Pick<ModelParts, 'itemRows' | 'itemBlocks' | 'itemEntries'>;

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
  const ranges = itemRanges(items);
  const rows = new Uint32Array(idf.length * 2);
  const blocks: number[] = [];
  const entries: number[] = [];
  for (let row = 0; row < idf.length; row += 1) {
    rows[row * 2 + 1] = blocks.length;
    const byItem = [...(counts.get(row) ?? [])].sort((one, two) => one[0] - two[0]);
    if (row > groupCount && byItem.length > mostItems) continue;
    let mask = 0;
    for (const [item, count] of byItem) {
      const category = categoryOf(items[item]);
      const rivals = byItem
        .filter(([other]) => categoryOf(items[other]) === category)
        .reduce((sum, [other, others]) => sum + others / ((totals[other] ?? 0) + 2), 0);
      const share = count / ((totals[item] ?? 0) + 2);
      const worth = Math.round((255 * Math.sqrt(share) * share) / rivals);
      if (worth < leastWorth) continue;
      const bit = ranges.get(category)?.bit ?? 0;
      if ((mask & bit) === 0) blocks.push(entries.length);
      mask |= bit;
      entries.push((item << 8) | Math.min(255, worth));
    }
    rows[row * 2] = mask;
  }
  return {
    itemRows: rows,
    itemBlocks: Uint32Array.from([...blocks, entries.length]),
    itemEntries: Uint32Array.from(entries),
  };
}

function categoryOf(item: ModelHeader['items'][number] | undefined): string {
  return item?.code.slice(0, 2) ?? '';
}
