import type { Example } from './examples.js';
import { seededRandom, shuffle } from './learn-linear.js';
import type { ModelParts } from './model-file.js';
import {
  bestPath,
  featureBuckets,
  featuresPerSign,
  longestTagged,
  placeBuckets,
  tagCount,
  tags,
  takeFeatures,
  zeroByte,
} from './place-tags.js';

const rounds = 5;
/** Added to the worth of beginning a place: a place too many does less harm than one too few. */
const eagerness = 80;

/** Weights of the tagger and their running sums, for the average. */
interface Learning {
  readonly weights: Float32Array;
  readonly sums: Float64Array;
  readonly steps: Float32Array;
  readonly stepSums: Float64Array;
  /** Counts the texts seen, weighs what is summed. */
  moment: number;
}

/** Learns which words of a message say where: an averaged structured perceptron over the marked places. */
export function learnPlaces(examples: readonly Example[]): Pick<ModelParts, 'placeWeights' | 'placeBiases'> {
  const learning: Learning = {
    weights: new Float32Array(placeBuckets * tagCount),
    sums: new Float64Array(placeBuckets * tagCount),
    steps: new Float32Array(tagCount * tagCount),
    stepSums: new Float64Array(tagCount * tagCount),
    moment: 1,
  };
  const texts = [...examples, ...swapped(examples)].filter(
    ({ text }) => text.length > 1 && text.length <= longestTagged,
  );
  const order = Int32Array.from(texts.keys());
  const random = seededRandom(5);
  for (let round = 0; round < rounds; round += 1) {
    shuffle(order, random);
    for (const at of order) {
      const example = texts[at];
      if (example) learnOne(example, learning);
    }
  }
  return averaged(learning);
}

/** Every placed message once more with the place of another: so names are learned apart from what is said of them. */
function swapped(examples: readonly Example[]): Example[] {
  const random = seededRandom(17);
  const places = examples.flatMap(({ location }) => location ?? []);
  return examples.flatMap(example => {
    const { text, location } = example;
    const other = places[Math.floor(random() * places.length)];
    if (location === null || other === undefined) return [];
    return [{ ...example, text: text.replace(location, () => other), location: other }];
  });
}

const own = new Float64Array(longestTagged * tagCount);

function learnOne(example: Example, learning: Learning): void {
  const length = takeFeatures(example.text);
  weigh(learning.weights, length);
  const guessed = bestPath(own, learning.steps, length);
  const wanted = wantedTags(example, length);
  learning.moment += 1;
  for (let at = 0; at < length; at += 1) {
    const [right = 0, wrong = 0] = [wanted[at], guessed[at]];
    if (right !== wrong) {
      for (let slot = at * featuresPerSign; slot < (at + 1) * featuresPerSign; slot += 1) {
        const base = (featureBuckets[slot] ?? 0) * tagCount;
        move(learning.weights, learning.sums, base + right, 1, learning.moment);
        move(learning.weights, learning.sums, base + wrong, -1, learning.moment);
      }
    }
    if (at === 0) continue;
    const [rightBefore = 0, wrongBefore = 0] = [wanted[at - 1], guessed[at - 1]];
    if (right === wrong && rightBefore === wrongBefore) continue;
    move(learning.steps, learning.stepSums, rightBefore * tagCount + right, 1, learning.moment);
    move(learning.steps, learning.stepSums, wrongBefore * tagCount + wrong, -1, learning.moment);
  }
}

function weigh(weights: Float32Array, length: number): void {
  own.fill(0, 0, length * tagCount);
  for (let slot = 0; slot < length * featuresPerSign; slot += 1) {
    const base = (featureBuckets[slot] ?? 0) * tagCount;
    const here = Math.floor(slot / featuresPerSign) * tagCount;
    for (let tag = 0; tag < tagCount; tag += 1)
      own[here + tag] = (own[here + tag] ?? 0) + (weights[base + tag] ?? 0);
  }
}

function move(weights: Float32Array, sums: Float64Array, at: number, step: number, moment: number): void {
  weights[at] = (weights[at] ?? 0) + step;
  sums[at] = (sums[at] ?? 0) + step * moment;
}

function wantedTags({ text, location }: Example, length: number): Uint8Array {
  const wanted = new Uint8Array(length);
  const start = location === null || location.length < 2 ? -1 : text.indexOf(location);
  if (start < 0 || location === null || start + location.length > length) return wanted;
  wanted.fill(tags.middle, start, start + location.length);
  wanted[start] = tags.first;
  wanted[start + location.length - 1] = tags.last;
  return wanted;
}

/** The average of the weights over all moments, as bytes; the steps in the same unit. */
function averaged({
  weights,
  sums,
  steps,
  stepSums,
  moment,
}: Learning): Pick<ModelParts, 'placeWeights' | 'placeBiases'> {
  const mean = Float32Array.from(weights, (weight, at) => weight - (sums[at] ?? 0) / moment);
  const largest = mean.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const scale = largest / 127 || 1;
  return {
    placeWeights: packed(mean, scale),
    placeBiases: Float32Array.from(steps, (weight, at) => {
      const bonus = at === tags.first || at === tags.last * tagCount + tags.first ? eagerness : 0;
      return (weight - (stepSums[at] ?? 0) / moment) / scale + bonus;
    }),
  };
}

/** Four weights to a number, a byte each: tag 0 lowest. */
function packed(mean: Float32Array, scale: number): Uint32Array {
  const bytes = Uint8Array.from(mean, weight => Math.round(weight / scale) + zeroByte);
  return new Uint32Array(bytes.buffer);
}
