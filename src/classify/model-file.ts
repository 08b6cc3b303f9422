import { Fault } from '../base/fault.js';

/** What an item needs when a message is told: its urgency unless the words say otherwise. */
export interface ModelItem {
  readonly code: string;
  readonly urgency: 'emergency' | 'urgent' | 'normal';
}

/** Points of a rising curve: raw score → share that was right. */
export interface Curve {
  readonly at: readonly number[];
  readonly share: readonly number[];
}

/** The readable part of a model file. */
export interface ModelHeader {
  readonly version: 3;
  /** Category codes, then `inquiry` and `chat`; the first heads in this order. */
  readonly classes: readonly string[];
  readonly items: readonly ModelItem[];
  /** Divides the margins before the softmax. */
  readonly temperature: number;
  /** What the shares of report, inquiry and chat are multiplied by. */
  readonly kindFactors: readonly [number, number, number];
  readonly curve: Curve;
  readonly kindCurve: Curve;
  /** Confidence below which a person must look. */
  readonly abstainBelow: number;
  /** Margins of the heads above which a message counts as an emergency: alone, and with a word of danger. */
  readonly emergency: { readonly alone: number; readonly withWords: number };
  readonly urgentAbove: number;
  /** Groups of words; their rows are 1 to this number. */
  readonly groupCount: number;
}

/** The number sections of a model file. Rows are grams; row 0 is no gram. */
export interface ModelParts {
  /** Bucket → row and check byte, see text-reader.ts. */
  readonly rows: Uint32Array;
  /** Row → weight of the gram in a text, times `idfScale`. */
  readonly idf: Uint8Array;
  /**
   * All that is known of a row beside each other, `recordBytes` each, for what lies apart is fetched apart: from byte 0
   * where its items begin in `itemData` (how many entries each of its categories has, then the entries: index of the item
   * within its category, and in the low byte how much the row speaks for it), from `maskAt` a bit for each category that
   * has such an item, from `weightsAt` a signed byte for every head.
   */
  readonly records: Uint8Array;
  /** Head → what one unit of a weight is worth. */
  readonly scales: Float32Array;
  readonly biases: Float32Array;
  /** Groups of words of like meaning, see lexicon.ts. */
  readonly wordSlots: Uint16Array;
  readonly wordHashes: Uint32Array;
  readonly wordStart: Uint16Array;
  readonly wordGroups: Uint16Array;
  /** Of the items that rows speak for: see `records`. */
  readonly itemData: Uint16Array;
  /** Bucket → the weights of four tags, a byte each plus 128. */
  readonly placeWeights: Uint32Array;
  readonly placeBiases: Float32Array;
}

export const maskAt = 4;
export const weightsAt = 6;

/** How long the record of a row is, by the number of heads. */
export function recordBytes(heads: number): number {
  return (weightsAt + heads + 3) & ~3;
}

/** One unit of `idf`. */
export const idfScale = 1 / 12;

const magic = 0x33_42_4c_51;
const sections = [
  ['rows', Uint32Array],
  ['idf', Uint8Array],
  ['records', Uint8Array],
  ['scales', Float32Array],
  ['biases', Float32Array],
  ['wordSlots', Uint16Array],
  ['wordHashes', Uint32Array],
  ['wordStart', Uint16Array],
  ['wordGroups', Uint16Array],
  ['itemData', Uint16Array],
  ['placeWeights', Uint32Array],
  ['placeBiases', Float32Array],
] as const;

/** A model as it lies in the file: magic, length of the header, header, then the sections on 8-byte borders. */
export function encodeModel(header: ModelHeader, parts: ModelParts): Uint8Array {
  const lengths = Object.fromEntries(sections.map(([name]) => [name, parts[name].length]));
  const text = new TextEncoder().encode(JSON.stringify({ ...header, lengths }));
  const size = sections.reduce(
    (sum, [name]) => sum + padded(parts[name].byteLength),
    padded(8 + text.length),
  );
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, magic, true);
  new DataView(bytes.buffer).setUint32(4, text.length, true);
  bytes.set(text, 8);
  let at = padded(8 + text.length);
  for (const [name] of sections) {
    const part = parts[name];
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += padded(part.byteLength);
  }
  return bytes;
}

/** Reads a model; throws a Fault `model-unreadable` when the bytes are none. The numbers are views, not copies. */
export function decodeModel(given: Uint8Array): { header: ModelHeader; parts: ModelParts } {
  const bytes = given.byteOffset % 8 === 0 ? given : given.slice();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 16 || view.getUint32(0, true) !== magic) {
    throw new Fault('model-unreadable', 'This is no model of understanding; run `npm run train`.');
  }
  const length = view.getUint32(4, true);
  const text = new TextDecoder().decode(bytes.subarray(8, 8 + length));
  const header = JSON.parse(text) as ModelHeader & { lengths: Record<string, number> };
  let at = padded(8 + length);
  const parts: Record<string, unknown> = {};
  for (const [name, Numbers] of sections) {
    const count = header.lengths[name] ?? 0;
    if (at + count * Numbers.BYTES_PER_ELEMENT > bytes.byteLength) {
      throw new Fault('model-unreadable', 'The model of understanding is cut short; run `npm run train`.');
    }
    parts[name] = new Numbers(bytes.buffer as ArrayBuffer, bytes.byteOffset + at, count);
    at += padded(count * Numbers.BYTES_PER_ELEMENT);
  }
  return { header, parts: parts as unknown as ModelParts };
}

function padded(length: number): number {
  return (length + 7) & ~7;
}
