import type { ModelParts } from './model-file.js';
import {
  bestPath,
  featureBuckets,
  featuresPerSign,
  longestTagged,
  tagCount,
  tags,
  takeFeatures,
  zeroByte,
} from './place-tags.js';
import { placeOf } from './place.js';
import type { Place } from './understanding.js';

/** Shapes that are places whatever the words around them: `12栋2单元301`, `12-2-301`. */
const surelyPlace =
  /(?<![\dA-Za-z-])(?:[A-Za-z]?\d{1,3}\s*(?:栋|幢|号楼|座|#)\s*(?:\d{1,2}\s*单元)?\s*(?:\d{3,4}(?!\d|元|块|多))?室?|\d{1,2}\s*单元\s*(?:\d{3,4}(?!\d|元|块))?室?|\d{1,3}-\d{1,2}-\d{3,4}(?!\d))/u;
const mayHoldShape = /[栋幢座#元楼]|\d-\d/u;

type PlaceParts = Pick<ModelParts, 'placeWeights' | 'placeBiases'>;

/** Finds the place that a message names, by the learned tags and, where they are silent, by shape. */
export function placeFinder(parts: PlaceParts): (text: string) => Place | undefined {
  const own = new Float64Array(longestTagged * tagCount);
  return text => {
    const length = takeFeatures(text);
    if (length < 2) return undefined;
    weigh(parts.placeWeights, own, length);
    const found = bestPlace(text, bestPath(own, parts.placeBiases, length), length);
    if (found) return placeOf(text.slice(found[0], found[1]));
    if (text.length > longestTagged || !mayHoldShape.test(text)) return undefined;
    const shape = surelyPlace.exec(text)?.[0].trim();
    return shape === undefined ? undefined : placeOf(shape);
  };
}

// What is imported is fetched anew in every round of a loop, what is not is known to the compiler.
const buckets = featureBuckets;
const perSign = featuresPerSign;
const perTag = tagCount;
/** What a sum of as many weights as a sign has features is too large by. */
const zero = perSign * zeroByte;

/** Two of the four bytes of a weight. */
const pair = 0xff_00_ff;

/**
 * Each sign's score for each tag. A weight has a byte for each of the four; those of two are added at once, and without a loop,
 * which would take longer than the adding.
 */
function weigh(weights: Uint32Array, own: Float64Array, length: number): void {
  for (let at = 0; at < length; at += 1) {
    const slot = at * perSign;
    const a = weights[buckets[slot] ?? 0] ?? 0;
    const b = weights[buckets[slot + 1] ?? 0] ?? 0;
    const c = weights[buckets[slot + 2] ?? 0] ?? 0;
    const d = weights[buckets[slot + 3] ?? 0] ?? 0;
    const e = weights[buckets[slot + 4] ?? 0] ?? 0;
    const f = weights[buckets[slot + 5] ?? 0] ?? 0;
    const g = weights[buckets[slot + 6] ?? 0] ?? 0;
    const h = weights[buckets[slot + 7] ?? 0] ?? 0;
    const i = weights[buckets[slot + 8] ?? 0] ?? 0;
    const j = weights[buckets[slot + 9] ?? 0] ?? 0;
    const k = weights[buckets[slot + 10] ?? 0] ?? 0;
    const l = weights[buckets[slot + 11] ?? 0] ?? 0;
    const m = weights[buckets[slot + 12] ?? 0] ?? 0;
    const n = weights[buckets[slot + 13] ?? 0] ?? 0;
    const even = (a & pair) + (b & pair) + (c & pair) + (d & pair) + (e & pair) + (f & pair) + (g & pair);
    const evens =
      even + (h & pair) + (i & pair) + (j & pair) + (k & pair) + (l & pair) + (m & pair) + (n & pair);
    const upper = (a >>> 8) + (b >>> 8) + (c >>> 8) + (d >>> 8) + (e >>> 8) + (f >>> 8) + (g >>> 8);
    const uppers = upper + (h >>> 8) + (i >>> 8) + (j >>> 8) + (k >>> 8) + (l >>> 8) + (m >>> 8) + (n >>> 8);
    // The upper three bytes are added as one number, out of which the sum of the middle one is taken.
    const odds = uppers - ((evens >>> 16) << 8);
    const here = at * perTag;
    own[here] = (evens & 0xff_ff) - zero;
    own[here + 1] = (odds & 0xff_ff) - zero;
    own[here + 2] = (evens >>> 16) - zero;
    own[here + 3] = (odds >>> 16) - zero;
  }
}

/** The first place that names a building or a number, else the first that ends like a place, else the first. */
function bestPlace(text: string, path: Uint8Array, length: number): [number, number] | undefined {
  let best: [number, number] | undefined;
  let worth = -1;
  let start = -1;
  for (let at = 0; at < length; at += 1) {
    if (path[at] === tags.first) start = at;
    if (path[at] !== tags.last || start < 0) continue;
    const own = worthOf(text, start, at + 1);
    if (own > worth) [best, worth] = [[start, at + 1], own];
  }
  return best;
}

function worthOf(text: string, start: number, end: number): number {
  for (let at = start; at < end; at += 1) {
    if (buildings.has(text.charCodeAt(at))) return 2;
  }
  for (let at = start; at < end; at += 1) {
    if (grounds.has(text.charCodeAt(at))) return 1;
  }
  return 0;
}

const codes = (signs: string): ReadonlySet<number> => new Set(Array.from(signs, sign => sign.charCodeAt(0)));
/** Signs of places that are told by their number. */
const buildings = codes('0123456789栋幢座#元');
/** Signs that end the names of places. */
const grounds = codes('路街巷村苑园院区站桥里湾府庄组队弄道坊城');
