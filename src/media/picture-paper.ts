import { fontOf, widthOf, type LetterStyle, type LetterWeight } from './picture-letters.js';
import { palette } from './picture-palette.js';

/** How wide every picture is, in pixels: what a phone shows without scaling. */
export const PICTURE_WIDTH = 1080;

/** How a text is placed: `y` is its baseline. */
export interface Placed extends LetterStyle {
  readonly x: number;
  readonly y: number;
  readonly fill?: string;
  /** Where `x` is; the default is the text's beginning. */
  readonly anchor?: 'begin' | 'middle' | 'end';
}

/** A box; `radius` rounds its corners. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius?: number;
}

const codes: Readonly<Record<LetterWeight, string>> = { regular: 'r', bold: 'b' };

/** A sheet that is drawn on from top to bottom; it becomes an SVG without a single font name in it. */
export class Paper {
  readonly #shapes = new Map<string, string>();
  readonly #drawn: string[] = [];

  /** A box of one colour, with an edge where one is named. */
  box({ x, y, width, height, radius = 0 }: Box, fill: string, edge?: string): void {
    const stroke = edge === undefined ? '' : ` stroke="${edge}" stroke-width="2"`;
    this.#drawn.push(
      `<rect x="${n(x)}" y="${n(y)}" width="${n(Math.max(0, width))}" height="${n(Math.max(0, height))}" rx="${n(radius)}" fill="${fill}"${stroke}/>`,
    );
  }

  disc(x: number, y: number, radius: number, fill: string): void {
    this.#drawn.push(`<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="${fill}"/>`);
  }

  line(points: readonly (readonly [number, number])[], stroke: string, width = 2, dashes = ''): void {
    const list = points.map(([x, y]) => `${n(x)},${n(y)}`).join(' ');
    const dashed = dashes === '' ? '' : ` stroke-dasharray="${dashes}"`;
    this.#drawn.push(
      `<polyline points="${list}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linejoin="round" stroke-linecap="round"${dashed}/>`,
    );
  }

  /** Any shape, as data of an SVG path. */
  shape(path: string, fill: string): void {
    this.#drawn.push(`<path d="${path}" fill="${fill}"/>`);
  }

  /** A ring's part from the top on; `share` of 1 is the whole ring. */
  ring(x: number, y: number, radius: number, share: number, stroke: string, width: number): void {
    if (share <= 0) return;
    const round = 2 * Math.PI * radius;
    const along = Math.min(1, share) * round;
    const cap = share >= 1 ? 'butt' : 'round';
    this.#drawn.push(
      `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="${cap}" stroke-dasharray="${n(along)} ${n(round - along)}" transform="rotate(-90 ${n(x)} ${n(y)})"/>`,
    );
  }

  /** A drawable text on one line. @returns how wide it is */
  text(text: string, placed: Placed): number {
    const { x, y, fill = palette.ink, anchor = 'begin', size, weight = 'regular' } = placed;
    const width = widthOf(text, { size, weight });
    const begin = { begin: x, middle: x - width / 2, end: x - width }[anchor];
    const font = fontOf(weight);
    const scale = size / font.unitsPerEm;
    let at = 0;
    let letters = '';
    for (const letter of text) {
      const shape = font.shapeOf(letter.codePointAt(0) ?? 0) ?? 0;
      const outline = font.outlineOf(shape);
      if (outline !== '') {
        const id = `${codes[weight]}${shape}`;
        this.#shapes.set(id, outline);
        letters += `<use href="#${id}" x="${at}"/>`;
      }
      at += font.widthOf(shape);
    }
    const place = `translate(${n(begin)} ${n(y)}) scale(${scale.toFixed(5)})`;
    if (letters !== '') this.#drawn.push(`<g fill="${fill}" transform="${place}">${letters}</g>`);
    return width;
  }

  /** Lines one below the other. @returns the baseline of the line that would follow */
  lines(lines: readonly string[], placed: Placed, leading = placed.size * 1.5): number {
    for (const [nth, line] of lines.entries()) this.text(line, { ...placed, y: placed.y + nth * leading });
    return placed.y + lines.length * leading;
  }

  /** The picture, as high as what was drawn needs. */
  svg(height: number): string {
    const shapes = [...this.#shapes].map(([id, outline]) => `<path id="${id}" d="${outline}"/>`);
    const size = `width="${PICTURE_WIDTH}" height="${Math.ceil(height)}" viewBox="0 0 ${PICTURE_WIDTH} ${Math.ceil(height)}"`;
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" ${size}><defs>${shapes.join('')}</defs>` +
      `<rect width="100%" height="100%" fill="${palette.ground}"/>${this.#drawn.join('')}</svg>`
    );
  }
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}
