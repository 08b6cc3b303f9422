import { balanced, drawable, fitted, shrunk, widthOf, wrapped, type LetterStyle } from './picture-letters.js';
import { palette, tintOf } from './picture-palette.js';
import { PICTURE_WIDTH, type Paper, type Placed } from './picture-paper.js';

/** What every picture keeps free at its sides, in pixels. */
export const MARGIN = 48;
/** Inside a card. */
export const PADDING = 40;
export const CARD_WIDTH = PICTURE_WIDTH - 2 * MARGIN;
/** Where the text of a card begins, and how much room it has. */
export const INSET = MARGIN + PADDING;
export const ROOM = CARD_WIDTH - 2 * PADDING;
const GAP = 28;

/** What stands above everything in a picture. */
export interface Heading {
  readonly title: string;
  readonly subtitle: string;
  /** A sentence that says it all. */
  readonly summary?: string;
}

/** The green band at the top with the product's mark. @returns where the first card begins */
export function drawHeading(paper: Paper, { title, subtitle, summary = '' }: Heading): number {
  const room = PICTURE_WIDTH - 2 * INSET;
  const titleStyle: LetterStyle = { size: 60, weight: 'bold' };
  const titles = balanced(title, room - 110, titleStyle, 2);
  const summaries = balanced(summary, room, { size: 34 }, 3);
  const height = 128 + titles.length * 78 + (summaries.length > 0 ? 20 + summaries.length * 52 : 0) + 56;
  paper.box({ x: 0, y: 0, width: PICTURE_WIDTH, height }, palette.accent);
  paper.shape(
    `M${PICTURE_WIDTH} 0V${height}H${PICTURE_WIDTH - 420}C${PICTURE_WIDTH - 260} ${height} ${PICTURE_WIDTH - 330} 0 ${PICTURE_WIDTH - 120} 0Z`,
    palette.accentDark,
  );
  drawMark(paper, PICTURE_WIDTH - INSET - 88, 68);
  let y = paper.lines(titles, { ...titleStyle, x: INSET, y: 124, fill: palette.raised }, 78);
  paper.text(fitted(subtitle, room, { size: 32 }), {
    x: INSET,
    y: y - 16,
    size: 32,
    fill: palette.accentSoft,
  });
  if (summaries.length > 0) {
    y = paper.lines(summaries, { x: INSET, y: y + 52, size: 34, fill: palette.raised }, 52);
  }
  return height + GAP;
}

/** The product's mark: a speech bubble with a tick. */
function drawMark(paper: Paper, x: number, y: number): void {
  paper.box({ x, y, width: 88, height: 88, radius: 23 }, palette.raised);
  const at = (dx: number, dy: number): string => `${x + dx * 1.375} ${y + dy * 1.375}`;
  paper.shape(
    `M${at(14, 17)}H${x + 50 * 1.375}Q${at(54, 17)} ${at(54, 21)}V${y + 42 * 1.375}Q${at(54, 46)} ${at(50, 46)}H${x + 31 * 1.375}L${at(21, 54)}V${y + 46 * 1.375}H${x + 14 * 1.375}Q${at(10, 46)} ${at(10, 42)}V${y + 21 * 1.375}Q${at(10, 17)} ${at(14, 17)}Z`,
    palette.accent,
  );
  const tick = [
    [22, 31.5],
    [29, 38.5],
    [42.5, 24.5],
  ] as const;
  paper.line(
    tick.map(([dx, dy]) => [x + dx * 1.375, y + dy * 1.375] as const),
    palette.raised,
    7,
  );
}

/**
 * A white card with a title, as high as its content. `draw` gets the first free line's top.
 *
 * @returns where the next card begins
 */
export function drawCard(
  paper: Paper,
  y: number,
  card: { readonly title?: string; readonly note?: string; readonly height: number },
  draw: (top: number) => void,
): number {
  const { title = '', note = '', height } = card;
  const head = title === '' ? 0 : 78;
  const whole = height + head + 2 * 34;
  paper.box({ x: MARGIN, y, width: CARD_WIDTH, height: whole, radius: 24 }, palette.raised, palette.line);
  if (head > 0) {
    const name = fitted(title, ROOM * 0.6, { size: 38, weight: 'bold' });
    const used = paper.text(name, { x: INSET, y: y + 76, size: 38, weight: 'bold' });
    const beside = fitted(note, ROOM - used - 30, { size: 28 });
    paper.text(beside, { x: INSET + ROOM, y: y + 74, size: 28, fill: palette.inkFaint, anchor: 'end' });
  }
  draw(y + 34 + head);
  return y + whole + GAP;
}

/** Small print below the last card. @returns the picture's height */
export function drawFoot(paper: Paper, y: number, lines: readonly string[]): number {
  const set = lines.flatMap(line => wrapped(line, CARD_WIDTH - 2 * 12, { size: 26 }, 3));
  return paper.lines(set, { x: MARGIN + 12, y: y + 30, size: 26, fill: palette.inkFaint }, 40) + 16;
}

/** A round sign with the letter by which somebody is known: the last of the name, which nobody shares in 网格员小陈. */
export function drawFace(paper: Paper, name: string, x: number, y: number, radius: number): void {
  const letters = Array.from(drawable(name));
  const size = radius * 0.95;
  paper.disc(x, y, radius, tintOf(name));
  const letter = letters.findLast(one => /[\p{L}\p{N}]/u.test(one)) ?? '·';
  paper.text(letter, {
    x,
    y: y + size * 0.36,
    size,
    weight: 'bold',
    fill: palette.raised,
    anchor: 'middle',
  });
}

/** A coloured pill with words. @returns its width */
export function drawPill(
  paper: Paper,
  text: string,
  placed: { readonly x: number; readonly y: number; readonly room: number },
  colours: { readonly ground: string; readonly ink: string },
): number {
  const style = { size: 28, weight: 'bold' } as const;
  const words = fitted(text, placed.room - 40, style);
  const width = widthOf(words, style) + 40;
  paper.box({ x: placed.x, y: placed.y, width, height: 50, radius: 25 }, colours.ground);
  paper.text(words, { ...style, x: placed.x + 20, y: placed.y + 35, fill: colours.ink });
  return width;
}

/** A number that is made smaller rather than cut. */
export function drawNumber(paper: Paper, text: string, room: number, placed: Placed): number {
  const words = drawable(text);
  const style = shrunk(words, room, placed);
  return paper.text(fitted(words, room, style), { ...placed, ...style });
}

/** Stars in a row, full and empty. */
export function drawStars(
  paper: Paper,
  stars: { readonly of: number; readonly most: number },
  placed: { readonly x: number; readonly y: number; readonly size: number },
): void {
  for (let nth = 0; nth < stars.most; nth += 1) {
    const x = placed.x + nth * placed.size * 1.15 + placed.size / 2;
    paper.shape(starAt(x, placed.y, placed.size / 2), nth < stars.of ? palette.gold : palette.line);
  }
}

function starAt(x: number, y: number, radius: number): string {
  const points = Array.from({ length: 10 }, (_, nth) => {
    const angle = (Math.PI / 5) * nth - Math.PI / 2;
    const away = nth % 2 === 0 ? radius : radius * 0.45;
    return `${(x + away * Math.cos(angle)).toFixed(1)} ${(y + away * Math.sin(angle)).toFixed(1)}`;
  });
  return `M${points.join('L')}Z`;
}
