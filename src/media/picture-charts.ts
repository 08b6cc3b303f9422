import { drawable, fitted, widthOf } from './picture-letters.js';
import { palette, toneColours, type Tone } from './picture-palette.js';
import type { Paper } from './picture-paper.js';
import { drawNumber, INSET, ROOM } from './picture-parts.js';

/** One bar; `note` stands behind the number. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly note?: string;
}

const BAR_LEADING = 64;

export function barsHeight(bars: readonly Bar[]): number {
  return bars.length * BAR_LEADING - 10;
}

/** Lying bars with their names before them and their numbers behind. */
export function drawBars(paper: Paper, top: number, bars: readonly Bar[]): void {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const labelRoom = 250;
  const numbers = bars.map(({ value, note = '' }) => ({ number: value.toLocaleString('en-US'), note }));
  const numberRoom = Math.min(
    330,
    Math.max(
      ...numbers.map(({ number, note }) => widthOf(number, { size: 32, weight: 'bold' }) + noteWidth(note)),
      60,
    ) + 20,
  );
  const room = ROOM - labelRoom - numberRoom;
  for (const [nth, { label, value }] of bars.entries()) {
    const y = top + nth * BAR_LEADING;
    const text = fitted(label, labelRoom - 24, { size: 32 });
    paper.text(text, { x: INSET, y: y + 36, size: 32, fill: palette.inkSoft });
    paper.box({ x: INSET + labelRoom, y: y + 8, width: room, height: 34, radius: 17 }, palette.pane);
    const width = value > 0 ? Math.max(12, (room * value) / most) : 0;
    paper.box(
      { x: INSET + labelRoom, y: y + 8, width, height: 34, radius: Math.min(17, width / 2) },
      value === most ? palette.accent : '#4c9c8f',
    );
    drawBarNumber(paper, INSET + labelRoom + room + 20, y + 37, numberRoom - 20, numbers[nth]);
  }
}

function noteWidth(note: string): number {
  return note === '' ? 0 : widthOf(drawable(note), { size: 26 }) + 14;
}

function drawBarNumber(
  paper: Paper,
  x: number,
  y: number,
  room: number,
  said: { readonly number: string; readonly note: string } | undefined,
): void {
  if (!said) return;
  const used = drawNumber(paper, said.number, room, { x, y, size: 32, weight: 'bold' });
  const note = fitted(said.note, room - used - 14, { size: 26 });
  if (said.note !== '' && note !== '…')
    paper.text(note, { x: x + used + 14, y: y - 1, size: 26, fill: palette.inkFaint });
}

/** A line through the days; the first line is filled below. */
export interface DayLine {
  readonly name: string;
  readonly values: readonly number[];
}

export interface DayChart {
  /** Under the days; not all of them find room. There may be more than values: days to come. */
  readonly labels: readonly string[];
  readonly lines: readonly DayLine[];
}

const CHART_HEIGHT = 300;
export const DAY_CHART_HEIGHT = CHART_HEIGHT + 110;
const strokes = [palette.accent, palette.amber, palette.blue] as const;

/** Lines by day with a scale of round numbers. */
export function drawDays(paper: Paper, top: number, { labels, lines }: DayChart): void {
  const step = roundStep(Math.max(1, ...lines.flatMap(({ values }) => values)));
  const steps = Math.max(1, Math.ceil(Math.max(1, ...lines.flatMap(({ values }) => values)) / step));
  const scale = widthOf((steps * step).toLocaleString('en-US'), { size: 26 }) + 20;
  const left = INSET + scale + 14;
  const lastLabel = widthOf(drawable(labels.at(-1) ?? ''), { size: 26 });
  const room = ROOM - scale - 14 - Math.max(14, lastLabel / 2);
  const base = top + 60 + CHART_HEIGHT;
  const xOf = (nth: number): number =>
    left + (labels.length < 2 ? room / 2 : (room * nth) / (labels.length - 1));
  const yOf = (value: number): number => base - (CHART_HEIGHT * value) / (steps * step);
  drawLegend(paper, top, lines);
  for (let nth = 0; nth <= steps; nth += 1) {
    const y = yOf(nth * step);
    paper.line(
      [
        [left - 14, y],
        [left + room + 14, y],
      ],
      palette.line,
      nth === 0 ? 3 : 2,
    );
    const number = (nth * step).toLocaleString('en-US');
    paper.text(number, { x: left - 28, y: y + 9, size: 26, fill: palette.inkFaint, anchor: 'end' });
  }
  drawDayLabels(paper, labels, xOf, base + 42);
  for (const [nth, { values }] of [...lines.entries()].reverse()) {
    const points = values.map((value, day) => [xOf(day), yOf(value)] as const);
    if (nth === 0 && points.length > 1) paper.shape(areaUnder(points, base), '#e7f2ef');
  }
  for (const [nth, { values }] of [...lines.entries()].reverse()) {
    const points = values.map((value, day) => [xOf(day), yOf(value)] as const);
    const stroke = strokes[nth % strokes.length] ?? palette.accent;
    paper.line(points, stroke, 5, nth === 0 ? '' : '2 12');
    if (points.length <= 16) for (const [x, y] of points) paper.disc(x, y, 8, stroke);
  }
}

function drawLegend(paper: Paper, top: number, lines: readonly DayLine[]): void {
  let x = INSET;
  for (const [nth, { name, values }] of lines.entries()) {
    const sum = values.reduce((all, value) => all + value, 0).toLocaleString('en-US');
    paper.disc(x + 10, top + 14, 10, strokes[nth % strokes.length] ?? palette.accent);
    const words = fitted(`${name} ${sum}`, ROOM / lines.length - 70, { size: 28 });
    x += 34 + paper.text(words, { x: x + 30, y: top + 24, size: 28, fill: palette.inkSoft }) + 40;
  }
}

/** As many as find room without touching; the last day is always named. */
function drawDayLabels(
  paper: Paper,
  labels: readonly string[],
  xOf: (nth: number) => number,
  y: number,
): void {
  const widest = Math.max(...labels.map(label => widthOf(drawable(label), { size: 26 })), 1) + 18;
  const between = labels.length < 2 ? Infinity : xOf(1) - xOf(0);
  const each = Math.max(1, Math.ceil(widest / between));
  for (const [nth, label] of labels.entries()) {
    if ((labels.length - 1 - nth) % each !== 0) continue;
    const x = xOf(nth);
    paper.text(drawable(label), { x, y, size: 26, fill: palette.inkFaint, anchor: 'middle' });
  }
}

function areaUnder(points: readonly (readonly [number, number])[], base: number): string {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return '';
  const top = points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L');
  return `M${first[0]} ${base}L${top}L${last[0]} ${base}Z`;
}

/** 1, 2, 5, 10, 20 …, so that there are at most five lines. */
function roundStep(most: number): number {
  for (let power = 1; ; power *= 10) {
    for (const step of [1, 2, 5]) if (most / (step * power) <= 5) return step * power;
  }
}

/** A share in a ring; null: there is nothing to judge by. */
export interface Ring {
  readonly label: string;
  readonly share: number | null;
  /** 26/40 */
  readonly note: string;
  /** Left out: good from nine tenths on, bad below seven. */
  readonly tone?: Tone;
}

export const RINGS_HEIGHT = 300;

/** Rings side by side, up to four. */
export function drawRings(paper: Paper, top: number, rings: readonly Ring[]): void {
  const room = ROOM / Math.max(1, rings.length);
  const radius = Math.min(88, room / 2 - 22);
  for (const [nth, { label, share, note, tone = toneOfShare(share) }] of rings.entries()) {
    const x = INSET + room * (nth + 0.5);
    const y = top + 100;
    paper.ring(x, y, radius, 1, palette.ground, 18);
    paper.ring(x, y, radius, share ?? 0, toneColours[tone], 18);
    const words = share === null ? '—' : percent(share);
    drawNumber(paper, words, radius * 1.5, { x, y: y + 16, size: 46, weight: 'bold', anchor: 'middle' });
    const middle = { x, anchor: 'middle' } as const;
    paper.text(fitted(label, room - 16, { size: 32, weight: 'bold' }), {
      ...middle,
      y: y + radius + 62,
      size: 32,
      weight: 'bold',
    });
    const below = fitted(note, room - 12, { size: 26 });
    paper.text(below, { ...middle, y: y + radius + 100, size: 26, fill: palette.inkFaint });
  }
}

function toneOfShare(share: number | null): Tone {
  if (share === null || share >= 0.9) return 'good';
  return share >= 0.7 ? 'warn' : 'bad';
}

/** 97%, and 99.5% rather than a rounded 100%. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  const isRoundedUp = rounded === 100 && share < 1;
  return isRoundedUp ? `${(Math.floor(share * 1000) / 10).toFixed(1)}%` : `${rounded}%`;
}
