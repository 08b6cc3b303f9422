/** Counts of a text's pairs of neighbouring characters; signs and spaces do not count. */
export function pairsOf(text: string): ReadonlyMap<string, number> {
  const letters = text.replace(/[\s\p{P}\p{S}]/gu, '');
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < letters.length; at += 1) {
    const pair = letters.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

/** How alike two texts are: the cosine of their character pairs, 0 to 1. */
export function likeness(left: string, right: string): number {
  return cosine(pairsOf(left), pairsOf(right));
}

/** The same for pairs that were counted before. */
export function cosine(left: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>): number {
  let dot = 0;
  for (const [pair, count] of left) dot += count * (right.get(pair) ?? 0);
  const norm = Math.hypot(...left.values()) * Math.hypot(...right.values());
  return norm === 0 ? 0 : dot / norm;
}
