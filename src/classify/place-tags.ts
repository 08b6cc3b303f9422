/** What a sign of a message is: no place, its first, a middle one, its last. */
export const tagCount = 4;
export const tags = { none: 0, first: 1, middle: 2, last: 3 } as const;

/** Buckets of the tagger's features, each with a weight for every tag. */
export const placeBuckets = 1 << 16;
export const featuresPerSign = 14;
/** No place is looked for beyond. */
export const longestTagged = 400;
/** What a weight of zero is as a byte. */
export const zeroByte = 128;

const numerals = new Set('一二三四五六七八九十');
const sides = new Set('东南西北前后左右上下内外里中旁边侧对面间');
const ends = new Set('栋幢楼座元层室号路街巷道弄村组区苑园院站场厂店桥口门库亭坝塘河沟坡湾段期队屯庄校馆');

const kinds = signKinds();

function signKinds(): Uint8Array {
  const table = new Uint8Array(65_536);
  for (let code = 0; code < 65_536; code += 1) table[code] = codeKind(code);
  for (const sign of numerals) table[sign.charCodeAt(0)] = 6;
  for (const sign of sides) table[sign.charCodeAt(0)] = 7;
  for (const sign of ends) table[sign.charCodeAt(0)] = 8;
  return table;
}

function codeKind(code: number): number {
  if ((code >= 48 && code <= 57) || (code >= 0xff_10 && code <= 0xff_19)) return 1;
  if ((code >= 65 && code <= 90) || (code >= 97 && code <= 122)) return 2;
  if (code === 45 || code === 35 || code === 0x20_14) return 3;
  if (code >= 0x4e_00 && code <= 0x9f_ff) return 9;
  return code <= 32 ? 4 : 5;
}

const edgeSigns = 3;
const signs = new Int32Array(longestTagged + 2 * edgeSigns);
const kindsOf = new Int32Array(longestTagged + 2 * edgeSigns);

/** Buckets of the features of every sign of a text, `featuresPerSign` each; returns the number of signs. */
export function placeFeatures(text: string, buckets: Uint16Array): number {
  const length = takeSigns(text);
  for (let at = 0; at < length; at += 1) featuresAt(at, buckets, at * featuresPerSign);
  return length;
}

/** Takes in the signs of a text, whose features `featuresAt` then tells; returns how many there are. */
export function takeSigns(text: string): number {
  const length = Math.min(text.length, longestTagged);
  signs.fill(1, 0, length + 2 * edgeSigns);
  kindsOf.fill(0, 0, length + 2 * edgeSigns);
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    // Digits look alike.
    signs[at + edgeSigns] = code >= 48 && code <= 57 ? 48 : code;
    kindsOf[at + edgeSigns] = kinds[code] ?? 0;
  }
  return length;
}

/** The upper 16 bits of a key spread over 32. */
function bucket(key: number): number {
  return Math.imul(key ^ (key >>> 15), 0x9e_37_79_b1) >>> 16;
}

/** Writes the buckets of the features of one sign of the text taken in last. */
export function featuresAt(place: number, buckets: Uint16Array, to: number): void {
  const at = place + edgeSigns;
  const a = signs[at - 2] ?? 1;
  const b = signs[at - 1] ?? 1;
  const c = signs[at] ?? 1;
  const d = signs[at + 1] ?? 1;
  const e = signs[at + 2] ?? 1;
  const f = signs[at + 3] ?? 1;
  const ka = kindsOf[at - 2] ?? 0;
  const kb = kindsOf[at - 1] ?? 0;
  const kc = kindsOf[at] ?? 0;
  const kd = kindsOf[at + 1] ?? 0;
  const ke = kindsOf[at + 2] ?? 0;
  const kf = kindsOf[at + 3] ?? 0;
  const bc = Math.imul(b, 0x5b_d1) + c;
  const cd = Math.imul(c, 0x5b_d1) + d;
  const ab = Math.imul(a, 0x5b_d1) + b;
  const de = Math.imul(d, 0x5b_d1) + e;
  buckets[to] = bucket(c);
  buckets[to + 1] = bucket(b + 0x1_00_00);
  buckets[to + 2] = bucket(d + 0x2_00_00);
  buckets[to + 3] = bucket(Math.imul(bc, 3) + 0x11_35_79);
  buckets[to + 4] = bucket(Math.imul(cd, 5) + 0x22_46_8a);
  buckets[to + 5] = bucket(Math.imul(ab, 7) + 0x33_57_9b);
  buckets[to + 6] = bucket(Math.imul(de, 11) + 0x44_68_ac);
  buckets[to + 7] = bucket(Math.imul(bc, 0x3f_51) + d + 0x55_79_bd);
  buckets[to + 8] = bucket(Math.imul(ab, 0x2e_43) + c + 0x66_8a_ce);
  buckets[to + 9] = bucket(Math.imul(cd, 0x4d_37) + e + 0x77_9b_df);
  buckets[to + 10] = bucket(Math.imul(de, 0x6c_29) + f + 0x88_ac_e1);
  buckets[to + 11] = bucket((((ka * 10 + kb) * 10 + kc) * 10 + kd) * 10 + ke + 0x99_00_00);
  buckets[to + 12] = bucket(((kc * 10 + kd) * 10 + ke) * 10 + kf + 0xaa_00_00);
  buckets[to + 13] = bucket(Math.imul(c, 0x7f_4b) + kb * 10 + kd + 0xbb_00_00);
}

const pathOf = new Uint8Array(longestTagged);
/** For each sign a bit for each tag: whether the better way to it came from the second of the two tags before. */
const ways = new Uint8Array(longestTagged);

/**
 * The best sequence of tags (Viterbi), from each sign's own score for each tag and the worth of each step from tag to
 * tag. A place has two signs or more. Outside a place come none and last, inside it first and middle. The answer is reused
 * by the next call.
 */
export function bestPath(own: Float64Array, steps: ArrayLike<number>, length: number): Uint8Array {
  const step = (from: number, to: number): number => steps[from * tagCount + to] ?? 0;
  const { none, first, middle, last } = tags;
  const [noneNone, lastNone] = [step(none, none), step(last, none)];
  const [noneFirst, lastFirst] = [step(none, first), step(last, first)];
  const [firstMiddle, middleMiddle] = [step(first, middle), step(middle, middle)];
  const [firstLast, middleLast] = [step(first, last), step(middle, last)];
  let [atNone, atFirst, atMiddle, atLast] = [own[0] ?? 0, own[1] ?? 0, -1e12, -1e12];
  for (let at = 1; at < length; at += 1) {
    const here = at * tagCount;
    const toNone = atLast + lastNone > atNone + noneNone;
    const toFirst = atLast + lastFirst > atNone + noneFirst;
    const toMiddle = atMiddle + middleMiddle > atFirst + firstMiddle;
    const toLast = atMiddle + middleLast > atFirst + firstLast;
    const nextNone = (toNone ? atLast + lastNone : atNone + noneNone) + (own[here] ?? 0);
    const nextFirst = (toFirst ? atLast + lastFirst : atNone + noneFirst) + (own[here + 1] ?? 0);
    const nextMiddle = (toMiddle ? atMiddle + middleMiddle : atFirst + firstMiddle) + (own[here + 2] ?? 0);
    atLast = (toLast ? atMiddle + middleLast : atFirst + firstLast) + (own[here + 3] ?? 0);
    atNone = nextNone;
    atFirst = nextFirst;
    atMiddle = nextMiddle;
    ways[at] = (toNone ? 1 : 0) | (toFirst ? 2 : 0) | (toMiddle ? 4 : 0) | (toLast ? 8 : 0);
  }
  return walkBack(length, atNone >= atLast ? none : last);
}

function walkBack(length: number, end: number): Uint8Array {
  let tag = end;
  for (let at = length - 1; at >= 0; at -= 1) {
    pathOf[at] = tag;
    const isSecond = (((ways[at] ?? 0) >>> tag) & 1) === 1;
    if (tag === tags.none || tag === tags.first) tag = isSecond ? tags.last : tags.none;
    else tag = isSecond ? tags.middle : tags.first;
  }
  return pathOf;
}
