import {
  barsHeight,
  DAY_CHART_HEIGHT,
  drawBars,
  drawDays,
  drawRings,
  RINGS_HEIGHT,
  type Bar,
  type DayChart,
  type Ring,
} from './picture-charts.js';
import { fitted, wrapped } from './picture-letters.js';
import { palette, toneColours, type Tone } from './picture-palette.js';
import { Paper } from './picture-paper.js';
import {
  CARD_WIDTH,
  drawCard,
  drawFoot,
  drawHeading,
  drawNumber,
  INSET,
  MARGIN,
  ROOM,
  type Heading,
} from './picture-parts.js';

/** A number with its name; `tone` colours it. */
export interface Tile {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
  readonly tone?: Tone;
}

/** A part of the report with its title and what stands beside the title. */
export interface Part<Content> {
  readonly title: string;
  readonly note?: string;
  readonly content: Content;
}

/** What a week's or a month's report shows, all words ready to be said. */
export interface ReportPicture extends Heading {
  readonly tiles: readonly Tile[];
  readonly rates: Part<readonly Ring[]>;
  readonly days: Part<DayChart>;
  readonly bars: readonly Part<readonly Bar[]>[];
  /** Things to know, a line each. */
  readonly notes: Part<readonly string[]>;
  readonly foot: readonly string[];
}

const TILES_IN_A_ROW = 3;
const TILE_HEIGHT = 172;
const TILE_GAP = 20;

/** The report as SVG. */
export function drawReport(report: ReportPicture): string {
  const paper = new Paper();
  let y = drawHeading(paper, report);
  y = drawTiles(paper, y, report.tiles);
  const { rates, days, notes } = report;
  y = drawCard(paper, y, { ...titleOf(rates), height: RINGS_HEIGHT }, top =>
    drawRings(paper, top, rates.content),
  );
  y = drawCard(paper, y, { ...titleOf(days), height: DAY_CHART_HEIGHT }, top =>
    drawDays(paper, top, days.content),
  );
  for (const bars of report.bars) {
    if (bars.content.length === 0) continue;
    y = drawCard(paper, y, { ...titleOf(bars), height: barsHeight(bars.content) }, top =>
      drawBars(paper, top, bars.content),
    );
  }
  const lines = notes.content.flatMap(line => wrapped(line, ROOM - 36, { size: 32 }, 3).map(asLine));
  if (lines.length > 0) {
    y = drawCard(paper, y, { ...titleOf(notes), height: lines.length * 52 - 12 }, top =>
      drawNotes(paper, top, lines),
    );
  }
  return paper.svg(drawFoot(paper, y, report.foot));
}

function titleOf({ title, note = '' }: Part<unknown>): { title: string; note: string } {
  return { title, note };
}

/** The first line of a note has the point before it. */
function asLine(text: string, nth: number): { readonly text: string; readonly isFirst: boolean } {
  return { text, isFirst: nth === 0 };
}

function drawNotes(
  paper: Paper,
  top: number,
  lines: readonly { readonly text: string; readonly isFirst: boolean }[],
): void {
  for (const [nth, { text, isFirst }] of lines.entries()) {
    const y = top + nth * 52 + 32;
    if (isFirst) paper.disc(INSET + 8, y - 11, 7, palette.accent);
    paper.text(text, { x: INSET + 36, y, size: 32, fill: palette.inkSoft });
  }
}

function drawTiles(paper: Paper, top: number, tiles: readonly Tile[]): number {
  const width = (CARD_WIDTH - (TILES_IN_A_ROW - 1) * TILE_GAP) / TILES_IN_A_ROW;
  for (const [nth, { label, value, note = '', tone }] of tiles.entries()) {
    const x = MARGIN + (nth % TILES_IN_A_ROW) * (width + TILE_GAP);
    const y = top + Math.floor(nth / TILES_IN_A_ROW) * (TILE_HEIGHT + TILE_GAP);
    const room = width - 2 * 32;
    paper.box({ x, y, width, height: TILE_HEIGHT, radius: 24 }, palette.raised, palette.line);
    const name = fitted(label, note === '' ? room : room * 0.62, { size: 30 });
    const used = paper.text(name, { x: x + 32, y: y + 56, size: 30, fill: palette.inkSoft });
    const beside = fitted(note, room - used - 14, { size: 26 });
    const end = { x: x + width - 32, anchor: 'end' } as const;
    if (note !== '') paper.text(beside, { ...end, y: y + 55, size: 26, fill: palette.inkFaint });
    const fill = tone === undefined ? palette.ink : toneColours[tone];
    drawNumber(paper, value, room, { x: x + 32, y: y + 132, size: 64, weight: 'bold', fill });
  }
  const rows = Math.ceil(tiles.length / TILES_IN_A_ROW);
  return top + rows * (TILE_HEIGHT + TILE_GAP) + (rows > 0 ? 8 : 0);
}
