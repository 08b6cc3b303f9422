/** What a sign of a message is: no place, its first, a middle one, its last. */
export const tagCount = 4;
export const tags = { none: 0, first: 1, middle: 2, last: 3 } as const;

/** Buckets of the tagger's features, each with a weight for every tag. */
export const placeBuckets = 1 << 16;
const perSign = 14;
/** No place is looked for beyond. */
const longest = 400;
// What is exported is fetched anew in every round of a loop, what is not is known to the compiler.
export const featuresPerSign = perSign;
export const longestTagged = longest;
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

/** What stands before a text and behind it. */
const edgeSign = 1;
const edgeKind = 0;

/** The upper 16 bits of a key spread over 32. */
function bucket(key: number): number {
  return Math.imul(key ^ (key >>> 15), 0x9e_37_79_b1) >>> 16;
}

/** Two signs in one number. */
function pair(one: number, two: number): number {
  return (Math.imul(one, 0x5b_d1) + two) | 0;
}

/** Digits look alike. */
function signOf(code: number): number {
  return code >= 48 && code <= 57 ? 48 : code;
}

const buckets = new Uint16Array(longest * perSign);
/** What `takeFeatures` fills. */
export const featureBuckets: Readonly<Uint16Array> = buckets;

/**
 * Fills the buckets of the features of every sign of a text, `featuresPerSign` each; returns the number of signs. The features
 * of a sign c are made of the two signs before it (a, b), itself and the three behind it (d, e, f), and of their kinds. All
 * these move along the text, so that nothing is looked at or counted twice; the first sign begins as f.
 */
export function takeFeatures(text: string): number {
  const length = Math.min(text.length, longest);
  let b = edgeSign;
  let c = edgeSign;
  let d = edgeSign;
  let e = edgeSign;
  let ab = pair(edgeSign, edgeSign);
  let bc = ab;
  let cd = ab;
  // The kinds of a to f, four bits each, and those of a to e as a decimal number.
  let kindBits = 0;
  let fiveKinds = 0;
  for (let at = -3; at < length; at += 1) {
    const isWithin = at + 3 < length;
    const code = isWithin ? text.charCodeAt(at + 3) : 0;
    const f = isWithin ? signOf(code) : edgeSign;
    const kf = isWithin ? (kinds[code] ?? 0) : edgeKind;
    kindBits = ((kindBits << 4) | kf) & 0xff_ff_ff;
    const de = pair(d, e);
    const kb = (kindBits >>> 16) & 15;
    const kd = (kindBits >>> 8) & 15;
    const kindsFromB = fiveKinds - (kindBits >>> 20) * 10_000;
    if (at >= 0) {
      const to = at * perSign;
      buckets[to] = bucket(c);
      buckets[to + 1] = bucket((b + 0x1_00_00) | 0);
      buckets[to + 2] = bucket((d + 0x2_00_00) | 0);
      buckets[to + 3] = bucket((Math.imul(bc, 3) + 0x11_35_79) | 0);
      buckets[to + 4] = bucket((Math.imul(cd, 5) + 0x22_46_8a) | 0);
      buckets[to + 5] = bucket((Math.imul(ab, 7) + 0x33_57_9b) | 0);
      buckets[to + 6] = bucket((Math.imul(de, 11) + 0x44_68_ac) | 0);
      buckets[to + 7] = bucket((Math.imul(bc, 0x3f_51) + d + 0x55_79_bd) | 0);
      buckets[to + 8] = bucket((Math.imul(ab, 0x2e_43) + c + 0x66_8a_ce) | 0);
      buckets[to + 9] = bucket((Math.imul(cd, 0x4d_37) + e + 0x77_9b_df) | 0);
      buckets[to + 10] = bucket((Math.imul(de, 0x6c_29) + f + 0x88_ac_e1) | 0);
      buckets[to + 11] = bucket((fiveKinds + 0x99_00_00) | 0);
      buckets[to + 12] = bucket(((kindsFromB - kb * 1000) * 10 + kf + 0xaa_00_00) | 0);
      buckets[to + 13] = bucket((Math.imul(c, 0x7f_4b) + kb * 10 + kd + 0xbb_00_00) | 0);
    }
    b = c;
    c = d;
    d = e;
    e = f;
    ab = bc;
    bc = cd;
    cd = de;
    fiveKinds = kindsFromB * 10 + kf;
  }
  return length;
}

const pathOf = new Uint8Array(longest);
/** For each sign a bit for each tag: whether the better way to it came from the second of the two tags before. */
const ways = new Uint8Array(longest);

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
