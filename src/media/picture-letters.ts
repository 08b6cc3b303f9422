import { createRequire } from 'node:module';
import { PictureFont } from './picture-font.js';

/** The two weights of the font that is shipped: Noto Sans SC, which has every letter that people here are named with. */
export const letterWeights = ['regular', 'bold'] as const;
export type LetterWeight = (typeof letterWeights)[number];

const files: Readonly<Record<LetterWeight, string>> = {
  regular: '400Regular/NotoSansSC_400Regular.ttf',
  bold: '700Bold/NotoSansSC_700Bold.ttf',
};

/** How letters are set: the size in pixels of the picture. */
export interface LetterStyle {
  readonly size: number;
  readonly weight?: LetterWeight;
}

const opened = new Map<LetterWeight, PictureFont>();

/** The shipped font, opened when the first picture needs it. Throws `font-unreadable`. */
export function fontOf(weight: LetterWeight = 'regular'): PictureFont {
  const known = opened.get(weight);
  if (known) return known;
  const { resolve } = createRequire(import.meta.url);
  const font = PictureFont.open(resolve(`@expo-google-fonts/noto-sans-sc/${files[weight]}`));
  opened.set(weight, font);
  return font;
}

const UNKNOWN_HAN = '〓';

/**
 * The text with only what can be drawn: a rare ideograph becomes 〓, as printers do; a picture sign (emoji) that somebody
 * carries in the name is left out, line breaks become spaces.
 */
export function drawable(text: string): string {
  const font = fontOf();
  let drawn = '';
  for (const letter of text.normalize('NFC').replace(/\s+/gu, ' ')) {
    if (font.shapeOf(letter.codePointAt(0) ?? 0) !== undefined && !/\p{C}/u.test(letter)) drawn += letter;
    else if (/\p{Script=Han}/u.test(letter)) drawn += UNKNOWN_HAN;
  }
  return drawn.replace(/ {2,}/g, ' ').trim();
}

/** How wide a drawable text is, in pixels. */
export function widthOf(text: string, { size, weight }: LetterStyle): number {
  const font = fontOf(weight);
  let units = 0;
  for (const letter of text) units += font.widthOf(font.shapeOf(letter.codePointAt(0) ?? 0) ?? 0);
  return (units * size) / font.unitsPerEm;
}

/** The drawable text, cut with an ellipsis where it is wider than there is room. */
export function fitted(text: string, room: number, style: LetterStyle): string {
  const whole = drawable(text);
  if (widthOf(whole, style) <= room) return whole;
  const ellipsis = widthOf('…', style);
  let kept = '';
  let width = 0;
  for (const letter of whole) {
    width += widthOf(letter, style);
    if (width + ellipsis > room) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
}

/** Parts with a point between them, as many as have room; the first is cut rather than left out. */
export function joined(parts: readonly string[], room: number, style: LetterStyle): string {
  const [first = '', ...rest] = parts.map(drawable).filter(part => part !== '');
  let line = fitted(first, room, style);
  for (const part of rest) {
    const longer = `${line} · ${part}`;
    if (widthOf(longer, style) > room) return line;
    line = longer;
  }
  return line;
}

const SMALLEST_SHARE = 0.4;

/** The size at which the drawable text has room, no larger than asked for and not so small that nobody can read it. */
export function shrunk(text: string, room: number, style: LetterStyle): LetterStyle {
  const width = widthOf(text, style);
  const share = width <= room ? 1 : Math.max(SMALLEST_SHARE, room / width);
  return { ...style, size: Math.floor(style.size * share * 10) / 10 };
}

/** In letters; no picture is wider. */
const LONGEST_LINE = 200;

/** Signs that must not begin a line. */
const CLOSING = /^[，。、；：！？）】》」』”’％%,.;:!?)\]}…]/u;
/** Signs that must not end one. */
const OPENING = /[（【《「『“‘([]$/u;

/** Breaks a text into lines: between ideographs, never within a word or a number, no sign where it does not belong. */
export function wrapped(
  text: string,
  room: number,
  style: LetterStyle,
  mostLines: number,
): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const pieces = piecesOf(drawable(text)).flatMap(piece =>
    widthOf(piece, style) <= room ? [piece] : Array.from(piece),
  );
  for (const [nth, piece] of pieces.entries()) {
    if (line === '' || widthOf(line + piece.trimEnd(), style) <= room) {
      line += line === '' ? piece.trimStart() : piece;
      continue;
    }
    if (lines.length === mostLines - 1) {
      const rest = line + pieces.slice(nth, nth + LONGEST_LINE).join('');
      return [...lines, fitted(`${rest}…`, room, style)];
    }
    lines.push(line.trimEnd());
    line = piece.trimStart();
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
}

/** The same with lines of about the same width, so that no single word is left for the last one. */
export function balanced(
  text: string,
  room: number,
  style: LetterStyle,
  mostLines: number,
): readonly string[] {
  const lines = wrapped(text, room, style, mostLines);
  if (lines.length < 2 || lines.at(-1)?.endsWith('…')) return lines;
  for (let narrower = room; narrower > room / 2; narrower -= style.size / 2) {
    const tried = wrapped(text, narrower - style.size / 2, style, mostLines + 1);
    if (tried.length > lines.length) return wrapped(text, narrower, style, mostLines);
  }
  return lines;
}

/** What stays together on a line. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  for (const part of text.match(/[\w.:/+-]+ ?|[^\w]/gu) ?? []) {
    const last = pieces.at(-1);
    if (last !== undefined && (CLOSING.test(part) || OPENING.test(last)))
      pieces[pieces.length - 1] = last + part;
    else pieces.push(part);
  }
  return pieces;
}
