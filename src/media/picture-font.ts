import { Buffer } from 'node:buffer';
import { openSync, readSync } from 'node:fs';
import { Fault, reasonOf } from '../base/fault.js';

/** A point of an outline in font units, y upwards; a curve bends towards points that are not on it. */
interface Point {
  readonly x: number;
  readonly y: number;
  readonly isOn: boolean;
}

type Contour = readonly Point[];

/** Where a table lies in the file. */
interface Table {
  readonly at: number;
  readonly length: number;
}

const DEEPEST_COMPOSITE = 6;

/**
 * The letters of one TrueType file: which it has, how wide they are, and their outlines. Pictures are made of outlines, so
 * that they look the same on every machine, whatever fonts are installed there. Only small tables are kept in memory;
 * outlines are read from the file when they are first drawn.
 */
export class PictureFont {
  readonly #outlines = new Map<number, string>();
  readonly #shapes = new Map<number, number | undefined>();

  private constructor(
    private readonly file: number,
    /** Units per em. */
    readonly unitsPerEm: number,
    private readonly letters: Buffer,
    private readonly widths: Buffer,
    private readonly wideCount: number,
    private readonly places: Buffer,
    private readonly shapesAt: number,
  ) {}

  /** Throws `font-unreadable` when the file is missing or no TrueType font with the usual tables. */
  static open(path: string): PictureFont {
    try {
      return PictureFont.#read(openSync(path, 'r'));
    } catch (error) {
      const advice = 'run npm install on this machine';
      throw new Fault('font-unreadable', `${path} cannot be used (${reasonOf(error)}); ${advice}`, {
        cause: error,
      });
    }
  }

  static #read(file: number): PictureFont {
    const tables = tablesOf(file);
    const whole = (name: string): Buffer => {
      const table = tables.get(name);
      if (!table) throw new RangeError(`it has no table ${name}`);
      return bytesAt(file, table.at, table.length);
    };
    const head = whole('head');
    if (head.readInt16BE(50) !== 1) throw new RangeError('its offsets are short');
    return new PictureFont(
      file,
      head.readUInt16BE(18),
      longMap(whole('cmap')),
      whole('hmtx'),
      whole('hhea').readUInt16BE(34),
      whole('loca'),
      tables.get('glyf')?.at ?? 0,
    );
  }

  /** The number of the letter's shape; undefined when the font lacks it. */
  shapeOf(codePoint: number): number | undefined {
    if (!this.#shapes.has(codePoint)) this.#shapes.set(codePoint, this.#lookUp(codePoint));
    return this.#shapes.get(codePoint);
  }

  #lookUp(codePoint: number): number | undefined {
    let low = 0;
    let high = this.letters.length / 12 - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const first = this.letters.readUInt32BE(middle * 12);
      if (codePoint < first) high = middle - 1;
      else if (codePoint > this.letters.readUInt32BE(middle * 12 + 4)) low = middle + 1;
      else return this.letters.readUInt32BE(middle * 12 + 8) + codePoint - first;
    }
    return undefined;
  }

  /** How far the next letter stands, in font units. */
  widthOf(shape: number): number {
    return this.widths.readUInt16BE(Math.min(shape, this.wideCount - 1) * 4);
  }

  /** The outline as data of an SVG path, in font units, y downwards; '' for a blank. */
  outlineOf(shape: number): string {
    const known = this.#outlines.get(shape);
    if (known !== undefined) return known;
    const outline = this.#contoursOf(shape, 0).map(pathOf).join('');
    this.#outlines.set(shape, outline);
    return outline;
  }

  #contoursOf(shape: number, depth: number): readonly Contour[] {
    const at = this.places.readUInt32BE(shape * 4);
    const length = this.places.readUInt32BE(shape * 4 + 4) - at;
    if (length === 0 || depth > DEEPEST_COMPOSITE) return [];
    const bytes = bytesAt(this.file, this.shapesAt + at, length);
    return bytes.readInt16BE(0) >= 0
      ? simpleContours(bytes)
      : partsOf(bytes).flatMap(part =>
          this.#contoursOf(part.shape, depth + 1).map(contour => contour.map(point => moved(point, part))),
        );
  }
}

function bytesAt(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  const read = readSync(file, bytes, 0, length, at);
  if (read !== length) throw new RangeError(`it ends after ${at + read} bytes`);
  return bytes;
}

function tablesOf(file: number): ReadonlyMap<string, Table> {
  const count = bytesAt(file, 0, 12).readUInt16BE(4);
  const list = bytesAt(file, 12, count * 16);
  const tables = new Map<string, Table>();
  for (let at = 0; at < list.length; at += 16) {
    tables.set(list.toString('latin1', at, at + 4), {
      at: list.readUInt32BE(at + 8),
      length: list.readUInt32BE(at + 12),
    });
  }
  return tables;
}

/** The ranges of the map that knows all of Unicode (format 12): first, last, shape of the first; 12 bytes each. */
function longMap(cmap: Buffer): Buffer {
  const count = cmap.readUInt16BE(2);
  for (let nth = 0; nth < count; nth += 1) {
    const at = cmap.readUInt32BE(8 + nth * 8);
    if (cmap.readUInt16BE(at) === 12)
      return cmap.subarray(at + 16, at + 16 + cmap.readUInt32BE(at + 12) * 12);
  }
  throw new RangeError('it has no map of all Unicode letters');
}

/** The contours of a shape that is not put together from others. */
function simpleContours(bytes: Buffer): readonly Contour[] {
  const count = bytes.readInt16BE(0);
  const ends = Array.from({ length: count }, (_, nth) => bytes.readUInt16BE(10 + nth * 2));
  const points = (ends.at(-1) ?? -1) + 1;
  let at = 10 + count * 2;
  at += 2 + bytes.readUInt16BE(at);
  const flags: number[] = [];
  while (flags.length < points) {
    const flag = bytes.readUInt8(at++);
    const repeats = flag & 8 ? bytes.readUInt8(at++) : 0;
    for (let nth = 0; nth <= repeats; nth += 1) flags.push(flag);
  }
  const along = (short: number, same: number): number[] => {
    let value = 0;
    return flags.map(flag => {
      if (flag & short) value += flag & same ? bytes.readUInt8(at++) : -bytes.readUInt8(at++);
      else if (!(flag & same)) {
        value += bytes.readInt16BE(at);
        at += 2;
      }
      return value;
    });
  };
  const xs = along(2, 16);
  const ys = along(4, 32);
  const all = flags.map((flag, nth) => ({ x: xs[nth] ?? 0, y: ys[nth] ?? 0, isOn: (flag & 1) !== 0 }));
  return ends.map((end, nth) => all.slice((ends[nth - 1] ?? -1) + 1, end + 1));
}

/** A shape within another, with how it is scaled and moved. */
interface Part {
  readonly shape: number;
  readonly scale: readonly [number, number, number, number];
  readonly dx: number;
  readonly dy: number;
}

function partsOf(bytes: Buffer): readonly Part[] {
  const parts: Part[] = [];
  let at = 10;
  for (let flags = 0x20; flags & 0x20;) {
    flags = bytes.readUInt16BE(at);
    const shape = bytes.readUInt16BE(at + 2);
    const isWide = (flags & 1) !== 0;
    const [dx, dy] = isWide
      ? [bytes.readInt16BE(at + 4), bytes.readInt16BE(at + 6)]
      : [bytes.readInt8(at + 4), bytes.readInt8(at + 5)];
    at += isWide ? 8 : 6;
    const numbers = scaleNumbers(flags);
    const [a = 1, b = 0, c = 0, d = 1] = Array.from(
      { length: numbers },
      (_, nth) => bytes.readInt16BE(at + nth * 2) / 16_384,
    );
    at += numbers * 2;
    const scales = { 0: [1, 0, 0, 1], 1: [a, 0, 0, a], 2: [a, 0, 0, b], 4: [a, b, c, d] } as const;
    parts.push({ shape, scale: scales[numbers], dx, dy });
  }
  return parts;
}

/** How many numbers say how a part is scaled. */
function scaleNumbers(flags: number): 0 | 1 | 2 | 4 {
  if (flags & 0x80) return 4;
  if (flags & 0x40) return 2;
  return flags & 8 ? 1 : 0;
}

function moved({ x, y, isOn }: Point, { scale: [a, b, c, d], dx, dy }: Part): Point {
  return { x: Math.round(a * x + c * y + dx), y: Math.round(b * x + d * y + dy), isOn };
}

function between(one: Point, other: Point): Point {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2, isOn: true };
}

function at({ x, y }: Point): string {
  return `${x} ${-y}`;
}

/** Two points in a row that are off the curve have one on it halfway between them. */
function pathOf(contour: Contour): string {
  const first = contour[0];
  const last = contour.at(-1);
  if (!first || !last || contour.length < 2) return '';
  const end = last.isOn ? last : between(first, last);
  const begin = first.isOn ? first : end;
  let path = `M${at(begin)}`;
  for (const [nth, point] of contour.entries()) {
    const next = contour[(nth + 1) % contour.length] ?? begin;
    if (point.isOn) path += nth === 0 ? '' : `L${at(point)}`;
    else path += `Q${at(point)} ${at(next.isOn ? next : between(point, next))}`;
  }
  return `${path}Z`;
}
