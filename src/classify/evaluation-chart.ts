import type { Evaluation } from './evaluate.js';
import { calibrationBins, coverageCurve } from './evaluation-curves.js';

const side = 360;
const margin = 56;
const ink = '#24313d';
const colours = ['#0b7285', '#b35309', '#6741d9', '#2b8a3e'];
const faint = '#c9d1d8';

/** An evaluation and whose it is. */
export interface NamedEvaluation {
  readonly name: string;
  readonly evaluation: Evaluation;
}

/** The calibration curves and precision over coverage, side by side, as one SVG picture with a colour for each. */
export function evaluationChart(ways: readonly NamedEvaluation[]): string {
  const width = 2 * side + 3 * margin;
  const height = side + 2 * margin + (ways.length > 1 ? 24 : 0);
  const [first] = ways;
  const note = ways.length === 1 && first ? `error ${first.evaluation.calibrationError.toFixed(3)}` : '';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="12" fill="${ink}">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    frame(margin, 'Calibration', 'confidence', 'share that was right', note),
    path(
      margin,
      [
        [0, 0],
        [1, 1],
      ],
      faint,
    ),
    frame(2 * margin + side, 'Precision over coverage', 'coverage', 'precision', ''),
    ...ways.map(({ evaluation }, at) => curves(evaluation, colours[at % colours.length] ?? ink)),
    ...(ways.length > 1 ? ways.map((way, at) => legend(way, at, height - 16)) : []),
    '</svg>',
    '',
  ].join('\n');
}

type Point = readonly [number, number];

function curves({ decisions, coverage, precisionWhenSure }: Evaluation, colour: string): string {
  const calibration = calibrationBins(decisions).map(({ said, right }): Point => [said, right]);
  const precision = coverageCurve(decisions).map((point): Point => [point.coverage, point.precision]);
  return [
    path(margin, calibration, colour),
    dots(margin, calibration, colour),
    path(2 * margin + side, precision, colour),
    dots(2 * margin + side, [[coverage, precisionWhenSure]], colour),
  ].join('\n');
}

function legend({ name, evaluation }: NamedEvaluation, at: number, y: number): string {
  const left = margin + at * 270;
  const colour = colours[at % colours.length] ?? ink;
  const says = `${name}, error ${evaluation.calibrationError.toFixed(3)}`.replace(/[<>&]/g, ' ');
  return `<circle cx="${left}" cy="${y - 4}" r="4" fill="${colour}"/><text x="${left + 10}" y="${y}">${says}</text>`;
}

function frame(left: number, title: string, below: string, beside: string, note: string): string {
  const ticks = [0, 0.25, 0.5, 0.75, 1].map(value => {
    const [x, y] = placed(left, [value, value]);
    return `<text x="${x}" y="${margin + side + 18}" text-anchor="middle">${value}</text><text x="${left - 8}" y="${y + 4}" text-anchor="end">${value}</text>`;
  });
  return [
    `<rect x="${left}" y="${margin}" width="${side}" height="${side}" fill="none" stroke="${faint}"/>`,
    `<text x="${left}" y="${margin - 16}" font-size="15" font-weight="bold">${title}</text>`,
    `<text x="${left + side}" y="${margin - 16}" text-anchor="end">${note}</text>`,
    `<text x="${left + side / 2}" y="${margin + side + 38}" text-anchor="middle">${below}</text>`,
    `<text x="${left - 40}" y="${margin + side / 2}" text-anchor="middle" transform="rotate(-90 ${left - 40} ${margin + side / 2})">${beside}</text>`,
    ...ticks,
  ].join('\n');
}

function placed(left: number, [x, y]: Point): [number, number] {
  return [Math.round((left + x * side) * 10) / 10, Math.round((margin + (1 - y) * side) * 10) / 10];
}

function path(left: number, points: readonly Point[], colour: string): string {
  const pairs = points.map(point => placed(left, point).join(','));
  return `<polyline points="${pairs.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`;
}

function dots(left: number, points: readonly Point[], colour: string): string {
  return points
    .map(point => placed(left, point))
    .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="4" fill="${colour}"/>`)
    .join('');
}
