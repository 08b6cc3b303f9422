import type { Decision } from './evaluate.js';

/** Of the decisions whose confidence lies in one tenth: what was said, and what was right. Shares are 0 to 1. */
export interface CalibrationBin {
  readonly from: number;
  readonly count: number;
  readonly said: number;
  readonly right: number;
}

/** The calibration curve in ten equal bins; empty ones are left out. */
export function calibrationBins(decisions: readonly Decision[]): readonly CalibrationBin[] {
  return Array.from({ length: 10 }, (_, bin) => {
    const members = decisions.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === bin);
    const count = members.length;
    const said = members.reduce((sum, { confidence }) => sum + confidence, 0) / count;
    const right = members.filter(({ isRight }) => isRight).length / count;
    return { from: bin / 10, count, said, right };
  }).filter(({ count }) => count > 0);
}

/** Precision among the share of decisions that are surest. */
export interface CoveragePoint {
  readonly coverage: number;
  readonly precision: number;
}

/** Precision against coverage, surest first, in about a hundred points. */
export function coverageCurve(decisions: readonly Decision[]): readonly CoveragePoint[] {
  const sorted = [...decisions].sort((one, two) => two.confidence - one.confidence);
  const step = Math.max(1, Math.floor(sorted.length / 100));
  const points: CoveragePoint[] = [];
  let right = 0;
  for (const [at, { isRight }] of sorted.entries()) {
    right += Number(isRight);
    if ((at + 1) % step === 0)
      points.push({ coverage: (at + 1) / sorted.length, precision: right / (at + 1) });
  }
  return points;
}
