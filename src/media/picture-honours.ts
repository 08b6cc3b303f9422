import { drawable, fitted, joined } from './picture-letters.js';
import { palette } from './picture-palette.js';
import { Paper } from './picture-paper.js';
import {
  CARD_WIDTH,
  drawCard,
  drawFace,
  drawFoot,
  drawHeading,
  drawNumber,
  drawStars,
  INSET,
  MARGIN,
  ROOM,
  type Heading,
} from './picture-parts.js';

/** Somebody on the roll. */
export interface Honour {
  readonly name: string;
  /** 金桂第一网格 */
  readonly place: string;
  readonly stars: number;
  readonly points: string;
  /** What it was for, the most telling first: 办结 34 件, 走访 60 户. As many are shown as have room. */
  readonly deeds: readonly string[];
}

/** The month's roll, best first; the first three stand out. */
export interface HonourPicture extends Heading {
  readonly honours: readonly Honour[];
  readonly mostStars: number;
  /** 分 */
  readonly unit: string;
  readonly foot: readonly string[];
}

const medals = [palette.gold, palette.silver, palette.bronze] as const;
const FIRST_HEIGHT = 250;
const ROW_HEIGHT = 128;

/** The roll as SVG. */
export function drawHonours(roll: HonourPicture): string {
  const paper = new Paper();
  let y = drawHeading(paper, roll);
  const first = roll.honours.slice(0, 3);
  for (const [nth, honour] of first.entries()) y = drawFirst(paper, y, nth, honour, roll);
  const rest = roll.honours.slice(3);
  if (rest.length > 0) {
    y = drawCard(paper, y, { height: rest.length * ROW_HEIGHT - 28 }, top => {
      for (const [nth, honour] of rest.entries())
        drawRow(paper, top + nth * ROW_HEIGHT, nth + 4, honour, roll);
    });
  }
  return paper.svg(drawFoot(paper, y, roll.foot));
}

/** Gold, silver and bronze: a card each, with a ribbon at its side. */
function drawFirst(paper: Paper, y: number, nth: number, honour: Honour, roll: HonourPicture): number {
  const medal = medals[nth] ?? palette.bronze;
  const room = ROOM - 190;
  const textRoom = room - 250;
  paper.box(
    { x: MARGIN, y, width: CARD_WIDTH, height: FIRST_HEIGHT, radius: 24 },
    palette.raised,
    palette.line,
  );
  paper.box({ x: MARGIN, y: y + 36, width: 12, height: FIRST_HEIGHT - 72, radius: 6 }, medal);
  drawFace(paper, honour.name, INSET + 70, y + FIRST_HEIGHT / 2, 70);
  paper.disc(INSET + 122, y + FIRST_HEIGHT / 2 + 52, 30, palette.raised);
  paper.disc(INSET + 122, y + FIRST_HEIGHT / 2 + 52, 26, medal);
  const number = { x: INSET + 122, y: y + FIRST_HEIGHT / 2 + 63, size: 30, weight: 'bold' } as const;
  paper.text(String(nth + 1), { ...number, fill: palette.raised, anchor: 'middle' });
  const x = INSET + 180;
  paper.text(fitted(honour.name, textRoom, { size: 44, weight: 'bold' }), {
    x,
    y: y + 78,
    size: 44,
    weight: 'bold',
  });
  drawStars(paper, { of: honour.stars, most: roll.mostStars }, { x, y: y + 112, size: 34 });
  const place = fitted(honour.place, room, { size: 30 });
  paper.text(place, { x, y: y + 172, size: 30, fill: palette.inkSoft });
  const deeds = joined(honour.deeds, room, { size: 28 });
  paper.text(deeds, { x, y: y + 214, size: 28, fill: palette.inkFaint });
  drawPoints(paper, y + 84, 60, honour, roll.unit);
  return y + FIRST_HEIGHT + 28;
}

function drawRow(paper: Paper, y: number, place: number, honour: Honour, roll: HonourPicture): void {
  const middle = y + (ROW_HEIGHT - 28) / 2;
  const room = ROOM - 150;
  const rank = { x: INSET + 24, y: middle + 13, size: 36, weight: 'bold' } as const;
  drawNumber(paper, String(place), 50, { ...rank, fill: palette.inkFaint, anchor: 'middle' });
  drawFace(paper, honour.name, INSET + 98, middle, 42);
  const x = INSET + 164;
  const name = fitted(honour.name, room - 430, { size: 36, weight: 'bold' });
  const used = paper.text(name, { x, y: middle - 6, size: 36, weight: 'bold' });
  drawStars(
    paper,
    { of: honour.stars, most: roll.mostStars },
    { x: x + used + 18, y: middle - 18, size: 24 },
  );
  const below = joined([honour.place, ...honour.deeds], room - 250, { size: 26 });
  paper.text(below, { x, y: middle + 40, size: 26, fill: palette.inkFaint });
  drawPoints(paper, middle + 14, 44, honour, roll.unit);
}

/** The points at the card's right side, with their unit. */
function drawPoints(paper: Paper, y: number, size: number, { points }: Honour, unit: string): void {
  const words = drawable(unit);
  const used = paper.text(words, { x: INSET + ROOM, y, size: 28, fill: palette.inkFaint, anchor: 'end' });
  drawNumber(paper, points, 180, {
    x: INSET + ROOM - used - 10,
    y,
    size,
    weight: 'bold',
    fill: palette.accent,
    anchor: 'end',
  });
}
