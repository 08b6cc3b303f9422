import { hashOfWord } from './features.js';

/** Groups of words of like meaning, as tables: hash of a word → its groups. */
export interface WordTables {
  /** Slot of the hash → entry, 0 for none. */
  readonly wordSlots: Uint16Array;
  /** Entry → the hash it stands for. */
  readonly wordHashes: Uint32Array;
  /** Entry → where its groups begin in `wordGroups`; one more at the end. */
  readonly wordStart: Uint16Array;
  readonly wordGroups: Uint16Array;
}

export const slotBits = 16;
const slotCount = 1 << slotBits;

/** Where the entry of a hash is looked for first; the next slots follow. */
export function slotOf(hash: number): number {
  return hash & (slotCount - 1);
}

/** The words of each group; numbers count from 0 in the order of the groups. */
export function wordTables(groups: readonly (readonly string[])[]): WordTables {
  const groupsOf = new Map<number, Set<number>>();
  for (const [group, words] of groups.entries()) {
    for (const word of words) {
      const hash = hashOfWord(word);
      if (hash === undefined) continue;
      const known = groupsOf.get(hash) ?? new Set<number>();
      groupsOf.set(hash, known.add(group));
    }
  }
  const wordSlots = new Uint16Array(slotCount);
  const wordHashes = new Uint32Array(groupsOf.size + 1);
  const wordStart = new Uint16Array(groupsOf.size + 2);
  const wordGroups: number[] = [];
  let entry = 0;
  for (const [hash, known] of groupsOf) {
    entry += 1;
    let slot = slotOf(hash);
    while (wordSlots[slot] !== 0) slot = (slot + 1) % slotCount;
    wordSlots[slot] = entry;
    wordHashes[entry] = hash;
    wordStart[entry] = wordGroups.length;
    wordGroups.push(...known);
  }
  wordStart[entry + 1] = wordGroups.length;
  return { wordSlots, wordHashes, wordStart, wordGroups: Uint16Array.from(wordGroups) };
}

/** The entry of a hash; 0 when no word has it. */
export function entryOf(hash: number, { wordSlots, wordHashes }: WordTables): number {
  let slot = slotOf(hash);
  for (;;) {
    const entry = wordSlots[slot] ?? 0;
    if (entry === 0 || wordHashes[entry] === hash) return entry;
    slot = (slot + 1) & (slotCount - 1);
  }
}
