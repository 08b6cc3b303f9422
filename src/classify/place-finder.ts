import type { ModelParts } from './model-file.js';
import {
  bestPath,
  featuresAt,
  featuresPerSign,
  longestTagged,
  tagCount,
  tags,
  takeSigns,
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
    const length = takeSigns(text);
    if (length < 2) return undefined;
    weigh(parts.placeWeights, own, length);
    const found = bestPlace(text, bestPath(own, parts.placeBiases, length), length);
    if (found) return placeOf(text.slice(found[0], found[1]));
    if (text.length > longestTagged || !mayHoldShape.test(text)) return undefined;
    const shape = surelyPlace.exec(text)?.[0].trim();
    return shape === undefined ? undefined : placeOf(shape);
  };
}

const buckets = new Uint16Array(featuresPerSign);

/** Each sign's score for each tag. Four bytes of weights are added at once, two of them in each of two sums. */
function weigh(weights: Uint32Array, own: Float64Array, length: number): void {
  const zero = featuresPerSign * zeroByte;
  for (let at = 0; at < length; at += 1) {
    let even = 0;
    let odd = 0;
    featuresAt(at, buckets, 0);
    for (let slot = 0; slot < featuresPerSign; slot += 1) {
      const four = weights[buckets[slot] ?? 0] ?? 0;
      even += four & 0xff_00_ff;
      odd += (four >>> 8) & 0xff_00_ff;
    }
    const here = at * tagCount;
    own[here] = (even & 0xff_ff) - zero;
    own[here + 1] = (odd & 0xff_ff) - zero;
    own[here + 2] = (even >>> 16) - zero;
    own[here + 3] = (odd >>> 16) - zero;
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
