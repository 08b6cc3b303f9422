/** How far beyond its border a text must lie to be let be, and for how many rounds. */
const surelyRight = 0.25;
const restRounds = 4;

/** A text as rows of grams with their values, length one. */
export interface Sparse {
  readonly rows: Int32Array;
  readonly values: Float32Array;
}

/** Random numbers from 0 to 1 that are the same on every run. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 4_294_967_296;
  };
}

/**
 * One L2-regularised L2-loss support vector machine, by dual coordinate descent (Hsieh et al. 2008).
 *
 * @param isMember 1 for members of the class, 0 for the others
 * @param costs what an error on each text costs
 * @returns weights by row, the bias last
 */
export function learnHead(
  texts: readonly Sparse[],
  isMember: Uint8Array,
  costs: Float32Array,
  rowCount: number,
  options: { rounds: number; seed: number },
): Float32Array {
  const weights = new Float32Array(rowCount + 1);
  const alphas = new Float32Array(texts.length);
  const diagonal = texts.map((text, at) => 1 + lengthOf(text) + 0.5 / (costs[at] ?? 1));
  const order = Int32Array.from(texts.keys());
  const random = seededRandom(options.seed);
  // A text that is far on its right side is let be for some rounds: most texts are, for most heads.
  const restsUntil = new Uint8Array(texts.length);
  for (let round = 0; round < options.rounds; round += 1) {
    shuffle(order, random);
    for (const at of order) {
      const text = texts[at];
      if (!text || (restsUntil[at] ?? 0) > round) continue;
      const sign = isMember[at] === 1 ? 1 : -1;
      const alpha = alphas[at] ?? 0;
      const gradient = sign * marginOf(weights, text) - 1 + (alpha * 0.5) / (costs[at] ?? 1);
      if (alpha === 0 && gradient >= 0) {
        if (gradient > surelyRight && round > 0) restsUntil[at] = round + restRounds;
        continue;
      }
      const next = Math.max(0, alpha - gradient / (diagonal[at] ?? 1));
      alphas[at] = next;
      addTo(weights, text, (next - alpha) * sign);
    }
  }
  return weights;
}

/** Weights times values, and the bias. */
export function marginOf(weights: Float32Array, text: Sparse): number {
  const { rows, values } = text;
  let sum = weights[weights.length - 1] ?? 0;
  for (let at = 0; at < rows.length; at += 1) sum += (weights[rows[at] ?? 0] ?? 0) * (values[at] ?? 0);
  return sum;
}

function addTo(weights: Float32Array, text: Sparse, step: number): void {
  if (step === 0) return;
  const { rows, values } = text;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? 0;
    weights[row] = (weights[row] ?? 0) + step * (values[at] ?? 0);
  }
  const bias = weights.length - 1;
  weights[bias] = (weights[bias] ?? 0) + step;
}

function lengthOf(text: Sparse): number {
  let sum = 0;
  for (const value of text.values) sum += value * value;
  return sum;
}

/** In place, the same for the same random numbers. */
export function shuffle(order: Int32Array, random: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const kept = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = kept;
  }
}
