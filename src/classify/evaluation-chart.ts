import type { Decision, Evaluation } from './evaluate.js';

const side = 360;
const margin = 56;
const ink = '#24313d';
const line = '#0b7285';
const faint = '#c9d1d8';

/** The calibration curve and precision over coverage, side by side, as one SVG picture. */
export function evaluationChart({
  decisions,
  calibrationError,
  coverage,
  precisionWhenSure,
}: Evaluation): string {
  const width = 2 * side + 3 * margin;
  const height = side + 2 * margin;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="12" fill="${ink}">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    frame(
      margin,
      'Calibration',
      'confidence',
      'share that was right',
      `error ${calibrationError.toFixed(3)}`,
    ),
    path(
      margin,
      [
        [0, 0],
        [1, 1],
      ],
      faint,
    ),
    path(margin, calibrationPoints(decisions), line),
    dots(margin, calibrationPoints(decisions)),
    frame(2 * margin + side, 'Precision over coverage', 'coverage', 'precision', ''),
    path(2 * margin + side, coveragePoints(decisions), line),
    dots(2 * margin + side, [[coverage, precisionWhenSure]]),
    '</svg>',
    '',
  ].join('\n');
}

type Point = readonly [number, number];

function calibrationPoints(decisions: readonly Decision[]): Point[] {
  const points: Point[] = [];
  for (let bin = 0; bin < 10; bin += 1) {
    const members = decisions.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === bin);
    if (members.length === 0) continue;
    const said = members.reduce((sum, { confidence }) => sum + confidence, 0) / members.length;
    points.push([said, members.filter(({ isRight }) => isRight).length / members.length]);
  }
  return points;
}

function coveragePoints(decisions: readonly Decision[]): Point[] {
  const sorted = [...decisions].sort((one, two) => two.confidence - one.confidence);
  const step = Math.max(1, Math.floor(sorted.length / 100));
  const points: Point[] = [];
  let right = 0;
  for (const [at, { isRight }] of sorted.entries()) {
    right += Number(isRight);
    if ((at + 1) % step === 0) points.push([(at + 1) / sorted.length, right / (at + 1)]);
  }
  return points;
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

function dots(left: number, points: readonly Point[]): string {
  return points
    .map(point => placed(left, point))
    .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="4" fill="${line}"/>`)
    .join('');
}
