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
  const weights = inLanes(parts.placeWeights);
  const own = new Float64Array(longestTagged * tagCount);
  return text => {
    const length = takeFeatures(text);
    if (length < 2) return undefined;
    weigh(weights, own, length);
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

/** A tag's part of a number that holds a sum for every tag: as many weights of a byte as a sign has features. */
const laneBits = 12;
const lane = 2 ** laneBits;
const twoLanes = lane * lane;

/** Bucket → its weights for the four tags in one number, so that all four are added at once. */
function inLanes(weights: Uint32Array): Float64Array {
  const lanes = new Float64Array(weights.length);
  for (let at = 0; at < weights.length; at += 1) {
    const four = weights[at] ?? 0;
    const low = (four & 0xff) + ((four >>> 8) & 0xff) * lane;
    const high = ((four >>> 16) & 0xff) + (four >>> 24) * lane;
    lanes[at] = low + high * twoLanes;
  }
  return lanes;
}

/** Written out and in pairs, so that the additions need not wait for each other. */
function sumOfSeven(weights: Float64Array, slot: number): number {
  const one = (weights[buckets[slot] ?? 0] ?? 0) + (weights[buckets[slot + 1] ?? 0] ?? 0);
  const two = (weights[buckets[slot + 2] ?? 0] ?? 0) + (weights[buckets[slot + 3] ?? 0] ?? 0);
  const three = (weights[buckets[slot + 4] ?? 0] ?? 0) + (weights[buckets[slot + 5] ?? 0] ?? 0);
  return one + two + (three + (weights[buckets[slot + 6] ?? 0] ?? 0));
}

/** Each sign's score for each tag. */
function weigh(weights: Float64Array, own: Float64Array, length: number): void {
  for (let at = 0; at < length; at += 1) {
    const slot = at * perSign;
    const sum = sumOfSeven(weights, slot) + sumOfSeven(weights, slot + 7);
    const high = Math.floor(sum / twoLanes);
    const low = sum - high * twoLanes;
    const here = at * perTag;
    own[here] = (low & (lane - 1)) - zero;
    own[here + 1] = (low >>> laneBits) - zero;
    own[here + 2] = (high & (lane - 1)) - zero;
    own[here + 3] = (high >>> laneBits) - zero;
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
