/**
 * Text → hashed character 1–3-grams. The text is cleaned on the way: full-width signs become plain, letters small, a
 * run of digits one sign, emoji one sign, repeated signs at most two. A gram is known by its bucket of 2^17 and a check
 * byte, so that grams never met in training add nothing instead of the weight of a stranger.
 */

/** Buckets of the hash. */
export const bucketCount = 1 << 17;
const bucketShift = 32 - 17;
/** Longer messages are read by their head and tail; no group message needs more to be understood. */
const longestText = 600;
const headOfLong = 420;

const space = 32;
const digit = 48;
const emoji = 0x26_3a;
const edge = 1;
/** 【, with which names are set off in notices. */
const openingBracket = 0x30_10;
const variationSelector = 0xfe_0f;

/** What each UTF-16 unit counts as: 0 says it is dropped. */
const plain = plainSigns();

/** Range by range, the narrower after the wider: asking of each of 65,536 signs what it is would take a tenth of the start. */
function plainSigns(): Uint16Array {
  const table = new Uint16Array(65_536);
  for (let code = 0xc0; code < 65_536; code += 1) table[code] = code;
  table.fill(space, 0, 0xc0);
  table.fill(digit, 48, 58);
  for (let letter = 97; letter <= 122; letter += 1) table[letter] = letter;
  for (let letter = 65; letter <= 90; letter += 1) table[letter] = letter + 32;
  for (const kept of '!?#@') table[kept.charCodeAt(0)] = kept.charCodeAt(0);
  table.fill(0, 0x20_00, 0x20_10);
  table.fill(space, 0x20_10, 0x20_70);
  table.fill(emoji, 0x21_90, 0x2c_00);
  table.fill(space, 0x30_00, 0x30_40);
  table[openingBracket] = openingBracket;
  table.fill(0, 0xd8_00, 0xdc_00);
  table.fill(emoji, 0xdc_00, 0xe0_00);
  table[variationSelector] = 0;
  // Signs of full width count as the plain ones.
  table.copyWithin(0xff_01, 0x21, 0x7f);
  return table;
}

/** The grams of one text; the arrays are reused, so read them before the next text is taken. */
export interface Grams {
  count: number;
  /** 1–3-grams and the shape of the text. */
  readonly hashes: Uint32Array;
  wideCount: number;
  /** 4-grams, only to look words up. */
  readonly wide: Uint32Array;
}

const mostSigns = longestText + 8;
const signs = new Uint16Array(mostSigns);
const grams: Grams = {
  count: 0,
  hashes: new Uint32Array(mostSigns * 3 + 8),
  wideCount: 0,
  wide: new Uint32Array(mostSigns),
};

/** Fills the cleaned signs; returns how many there are, an edge sign at both ends included. */
function clean(text: string): number {
  let length = 0;
  let last = edge;
  let beforeLast = 0;
  signs[length++] = edge;
  const jumpAt = text.length > longestText ? headOfLong : -1;
  for (let at = 0; at < text.length; at += 1) {
    if (at === jumpAt) at = text.length - (longestText - headOfLong);
    const sign = plain[text.charCodeAt(at)] ?? 0;
    if (sign === 0) continue;
    if (sign === last && (sign === beforeLast || sign <= 64 || sign === emoji)) continue;
    if (sign === space && last === edge) continue;
    signs[length++] = sign;
    beforeLast = last;
    last = sign;
  }
  if (last === space) length -= 1;
  signs[length++] = edge;
  return length;
}

/** Spreads a key over 32 bits. */
function mix(key: number): number {
  let hash = Math.imul(key ^ (key >>> 15), 0x85_eb_ca_6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The grams of a text as 32-bit hashes, with repetitions. */
export function gramsOf(text: string): Grams {
  const length = clean(text);
  const { hashes, wide } = grams;
  let count = 0;
  let wideCount = 0;
  let one = 0;
  let two = 0;
  let three = 0;
  for (let at = 0; at < length; at += 1) {
    const sign = signs[at] ?? 0;
    const single = spread(sign);
    if (sign > edge && sign !== space) hashes[count++] = mix(single);
    if (at > 0) hashes[count++] = pairHash(one, single);
    if (at > 1) hashes[count++] = tripleHash(two, one, single);
    if (at > 2) wide[wideCount++] = fourHash(three, two, one, single);
    three = two;
    two = one;
    one = single;
  }
  grams.count = addShape(length, hashes, count);
  grams.wideCount = wideCount;
  return grams;
}

function spread(sign: number): number {
  return Math.imul(sign, 0x9e_37_79_b1) >>> 0;
}

function pairHash(one: number, two: number): number {
  return mix((Math.imul(one, 31) + two + 0x51_7c) >>> 0);
}

function tripleHash(one: number, two: number, three: number): number {
  return mix((Math.imul(one, 37) + Math.imul(two, 101) + three + 0x3b_9a_ca) >>> 0);
}

function fourHash(one: number, two: number, three: number, four: number): number {
  return mix((Math.imul(one, 41) + Math.imul(two, 193) + Math.imul(three, 389) + four + 0x6d_2b_79) >>> 0);
}

/** Upper borders of the lengths that count as one, in signs. */
const lengthSteps = [4, 6, 9, 14, 22, 37, 62];
const shapeHashes = Array.from({ length: (lengthSteps.length + 1) * 4 }, (_, at) =>
  hashOfName(`shape ${at}`),
);

/** How long the text is, alone and together with whether it asks; whether it is of one piece. */
function addShape(length: number, hashes: Uint32Array, from: number): number {
  let step = 0;
  while (step < lengthSteps.length && length > (lengthSteps[step] ?? 0)) step += 1;
  let asks = 0;
  let isWhole = 1;
  for (let at = 1; at + 1 < length; at += 1) {
    if (signs[at] === 63) asks = 1;
    if (signs[at] === space) isWhole = 0;
  }
  hashes[from] = shapeHashes[step] ?? 0;
  hashes[from + 1] = shapeHashes[lengthSteps.length + 1 + step * 2 + asks] ?? 0;
  hashes[from + 2] = shapeHashes[lengthSteps.length * 3 + 3 + isWhole] ?? 0;
  return from + 3;
}

/** The hash by which a word of one to four signs is found in a text; undefined when it is none, or only a number. */
export function hashOfWord(word: string): number | undefined {
  const length = clean(word) - 2;
  const [one = 0, two = 0, three = 0, four = 0] = Array.from(signs.subarray(1, 1 + length), spread);
  switch (length) {
    case 1:
      return signs[1] === digit || signs[1] === space ? undefined : mix(one);
    case 2:
      return pairHash(one, two);
    case 3:
      return tripleHash(one, two, three);
    case 4:
      return fourHash(one, two, three, four);
    default:
      return undefined;
  }
}

/** The hash of a feature that is not a gram, by its name. */
export function hashOfName(name: string): number {
  let key = 0x81_1c_9d_c5;
  for (let at = 0; at < name.length; at += 1) key = Math.imul(key ^ name.charCodeAt(at), 0x01_00_01_93);
  return mix(key >>> 0);
}

/** Where a gram's weights lie. */
export function bucketOf(hash: number): number {
  return hash >>> bucketShift;
}

/** Tells grams of one bucket apart; never 0, which means an empty bucket. */
export function checkOf(hash: number): number {
  return (hash & 0xff) === 0 ? 1 : hash & 0xff;
}
