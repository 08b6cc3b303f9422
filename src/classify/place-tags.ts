import type { ModelParts } from './model-file.js';

/** What a sign of a message is: no place, its first, a middle one, its last. */
export const tagCount = 4;
export const tags = { none: 0, first: 1, middle: 2, last: 3 } as const;
/** From which tag which may follow; a place has two signs or more. */
const mayFollow = [
  [true, true, false, false],
  [false, false, true, true],
  [false, false, true, true],
  [true, true, false, false],
] as const;

/** Buckets of the tagger's features, each with a weight for every tag. */
export const placeBuckets = 1 << 16;
export const featuresPerSign = 15;
/** No place is looked for beyond. */
export const longestTagged = 400;

const numerals = new Set('一二三四五六七八九十');
const sides = new Set('东南西北前后左右上下内外里中旁边侧对面间');
const ends = new Set('栋幢楼座元层室号路街巷道弄村组区苑园院站场厂店桥口门库亭坝塘河沟坡湾段期队屯庄校馆');

const kinds = signKinds();

function signKinds(): Uint8Array {
  const table = new Uint8Array(65_536);
  for (let code = 0; code < 65_536; code += 1) table[code] = kindOf(code);
  return table;
}

function kindOf(code: number): number {
  if ((code >= 48 && code <= 57) || (code >= 0xff_10 && code <= 0xff_19)) return 1;
  if ((code >= 65 && code <= 90) || (code >= 97 && code <= 122)) return 2;
  if (code === 45 || code === 35 || code === 0x20_14) return 3;
  if (code < 0x4e_00 || code > 0x9f_ff) return code <= 32 ? 4 : 5;
  const sign = String.fromCharCode(code);
  if (numerals.has(sign)) return 6;
  if (sides.has(sign)) return 7;
  return ends.has(sign) ? 8 : 9;
}

function mixed(kind: number, one: number, two: number, three: number): number {
  let hash = Math.imul(kind + 1, 0x9e_37_79_b1) ^ Math.imul(one + 7, 0x85_eb_ca_6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2_b2_ae_35) ^ Math.imul(two + 13, 0x27_d4_eb_2f);
  hash = Math.imul(hash ^ (hash >>> 13), 0x16_56_67_b1) ^ Math.imul(three + 29, 0x9e_37_79_b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b);
  return (hash ^ (hash >>> 14)) >>> 16;
}

/** Buckets of the features of every sign of a text, `featuresPerSign` each; returns the number of signs. */
export function placeFeatures(text: string, buckets: Uint16Array): number {
  const length = Math.min(text.length, longestTagged);
  for (let at = 0; at < length; at += 1) featuresAt(text, at, buckets, at * featuresPerSign);
  return length;
}

/** Digits look alike. */
function signAt(text: string, at: number): number {
  if (at < 0 || at >= text.length) return 1;
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57 ? 48 : code;
}

function kindAt(text: string, at: number): number {
  return at < 0 || at >= text.length ? 0 : (kinds[text.charCodeAt(at)] ?? 0);
}

function featuresAt(text: string, at: number, buckets: Uint16Array, to: number): void {
  const a = signAt(text, at - 2);
  const b = signAt(text, at - 1);
  const c = signAt(text, at);
  const d = signAt(text, at + 1);
  const e = signAt(text, at + 2);
  const f = signAt(text, at + 3);
  const kb = kindAt(text, at - 1);
  const kc = kindAt(text, at);
  const kd = kindAt(text, at + 1);
  const ke = kindAt(text, at + 2);
  const ka = kindAt(text, at - 2);
  buckets[to] = mixed(0, c, 0, 0);
  buckets[to + 1] = mixed(1, b, 0, 0);
  buckets[to + 2] = mixed(2, d, 0, 0);
  buckets[to + 3] = mixed(3, b, c, 0);
  buckets[to + 4] = mixed(4, c, d, 0);
  buckets[to + 5] = mixed(5, a, b, 0);
  buckets[to + 6] = mixed(6, d, e, 0);
  buckets[to + 7] = mixed(7, b, c, d);
  buckets[to + 8] = mixed(8, a, b, c);
  buckets[to + 9] = mixed(9, c, d, e);
  buckets[to + 10] = mixed(10, ka * 16 + kb, kc, kd * 16 + ke);
  buckets[to + 11] = mixed(11, kb, kc, kd);
  buckets[to + 12] = mixed(12, c, kb, kd);
  buckets[to + 13] = mixed(13, d, e, f);
  buckets[to + 14] = mixed(14, kc, ke * 16 + kindAt(text, at + 3), kd);
}

/** The best sequence of tags under the given weights (Viterbi). Reuses its scratch space. */
export function tagger(
  weights: ArrayLike<number>,
  biases: ArrayLike<number>,
): (buckets: Uint16Array, length: number) => Uint8Array {
  const scores = new Float64Array((longestTagged + 1) * tagCount);
  const from = new Uint8Array((longestTagged + 1) * tagCount);
  const path = new Uint8Array(longestTagged + 1);
  return (buckets, length) => {
    for (let at = 0; at < length; at += 1) {
      for (let tag = 0; tag < tagCount; tag += 1) {
        let own = 0;
        const end = (at + 1) * featuresPerSign;
        for (let slot = at * featuresPerSign; slot < end; slot += 1) {
          own += weights[(buckets[slot] ?? 0) * tagCount + tag] ?? 0;
        }
        step(scores, from, biases, at, tag, own);
      }
    }
    return walkBack(scores, from, path, length);
  };
}

function step(
  scores: Float64Array,
  from: Uint8Array,
  biases: ArrayLike<number>,
  at: number,
  tag: number,
  own: number,
): void {
  const here = at * tagCount + tag;
  if (at === 0) {
    scores[here] = tag <= tags.first ? own : -1e12;
    return;
  }
  let best = -1e12;
  for (let before = 0; before < tagCount; before += 1) {
    if (mayFollow[before]?.[tag] !== true) continue;
    const score = (scores[here - tagCount - tag + before] ?? 0) + (biases[before * tagCount + tag] ?? 0);
    if (score > best) [best, from[here]] = [score, before];
  }
  scores[here] = best + own;
}

function walkBack(scores: Float64Array, from: Uint8Array, path: Uint8Array, length: number): Uint8Array {
  const end = (length - 1) * tagCount;
  let tag = (scores[end] ?? 0) >= (scores[end + tags.last] ?? 0) ? tags.none : tags.last;
  for (let at = length - 1; at >= 0; at -= 1) {
    path[at] = tag;
    tag = (from[at * tagCount + tag] ?? 0) as typeof tag;
  }
  return path;
}

/** Where the places of a text stand, by the learned weights: pairs of begin and end. */
export function placeTagger(
  parts: Pick<ModelParts, 'placeWeights' | 'placeBiases'>,
): (text: string) => [number, number][] {
  const buckets = new Uint16Array(longestTagged * featuresPerSign);
  const tagsOf = tagger(parts.placeWeights, parts.placeBiases);
  return text => {
    const length = placeFeatures(text, buckets);
    return length === 0 ? [] : spansOf(tagsOf(buckets, length), length);
  };
}

function spansOf(path: Uint8Array, length: number): [number, number][] {
  const spans: [number, number][] = [];
  let start = -1;
  for (let at = 0; at < length; at += 1) {
    if (path[at] === tags.first) start = at;
    if (path[at] === tags.last && start >= 0) spans.push([start, at + 1]);
  }
  return spans;
}
