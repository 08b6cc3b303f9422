import type { Lesson } from './lessons.js';
import type { Curve, ModelHeader } from './model-file.js';

/** What heads that had not seen a message said of it. */
export interface Outcome {
  readonly lesson: Lesson;
  readonly margins: Float32Array;
}

type Calibration = Pick<
  ModelHeader,
  'temperature' | 'kindFactors' | 'curve' | 'kindCurve' | 'abstainBelow' | 'emergency' | 'urgentAbove'
>;

/**
 * The examples are written to be all different and to lie on the borders; what people say in a group is plainer. Where a
 * share is whole the odds of being right are this much better there, by the figures of sets of group messages that are not
 * learned from.
 */
const plainOdds = 9;
/** A share below speaks of no category. */
const vagueBelow = 0.3;
/** A decision below is left to a person. */
const abstainBelow = 0.83;
/** How much an error in a report, an inquiry, chat weighs. */
const kindWeights = [1.3, 1, 1.3];

/** The share of each class, by softmax of the margins of the first `count` heads. */
export function sharesOf(
  margins: Float32Array,
  count: number,
  temperature: number,
  shares: Float32Array,
): void {
  let most = -Infinity;
  for (let at = 0; at < count; at += 1) most = Math.max(most, margins[at] ?? 0);
  let sum = 0;
  for (let at = 0; at < count; at += 1) {
    const share = Math.exp(((margins[at] ?? 0) - most) / temperature);
    shares[at] = share;
    sum += share;
  }
  for (let at = 0; at < count; at += 1) shares[at] = (shares[at] ?? 0) / sum;
}

/** Temperature, curves and thresholds from outcomes out of fold. */
export function calibrate(outcomes: readonly Outcome[], classes: readonly string[]): Calibration {
  const temperature = bestTemperature(outcomes, classes);
  const categoryCount = classes.length - 2;
  const shares = new Float32Array(classes.length);
  const kindFactors = bestKindFactors(outcomes, classes.length, temperature);
  const category: Scored[] = [];
  const kind: Scored[] = [];
  for (const { lesson, margins } of outcomes) {
    sharesOf(margins, classes.length, temperature, shares);
    const kinds = kindShares(shares, categoryCount, kindFactors);
    const guess = topOf(kinds, 3);
    kind.push({ score: kinds[guess] ?? 0, isRight: guess === kindOf(lesson.label) });
    const best = topOf(shares, categoryCount);
    if (kindOf(lesson.label) === 0)
      category.push({ score: shares[best] ?? 0, isRight: classes[best] === lesson.label });
  }
  return {
    temperature,
    kindFactors,
    curve: forPlainTexts(risingCurve(category)),
    kindCurve: forPlainTexts(risingCurve(kind)),
    abstainBelow,
    emergency: emergencyLines(outcomes, classes.length),
    urgentAbove: 0,
  };
}

interface Scored {
  readonly score: number;
  readonly isRight: boolean;
}

/** What the shares of report, inquiry and chat are multiplied by. */
export type KindFactors = readonly [number, number, number];

/** Shares of report, inquiry and chat, after the factors. */
export function kindShares(
  shares: Float32Array,
  categoryCount: number,
  factors: KindFactors,
): readonly [number, number, number] {
  let report = 0;
  for (let at = 0; at < categoryCount; at += 1) report += shares[at] ?? 0;
  const inquiry = (shares[categoryCount] ?? 0) * factors[1];
  const chat = (shares[categoryCount + 1] ?? 0) * factors[2];
  const sum = report + inquiry + chat;
  return [report / sum, inquiry / sum, chat / sum];
}

/** Factors by which the rates of error of the three kinds come out least in sum: there are far more reports to learn from. */
function bestKindFactors(outcomes: readonly Outcome[], count: number, temperature: number): KindFactors {
  const shares = new Float32Array(count);
  const told = outcomes.map(({ lesson, margins }) => {
    sharesOf(margins, count, temperature, shares);
    return { kind: kindOf(lesson.label), shares: shares.slice() };
  });
  const totals = [0, 1, 2].map(kind => told.filter(one => one.kind === kind).length);
  let best: KindFactors = [1, 1, 1];
  let least = Infinity;
  for (let inquiry = 0.6; inquiry < 8; inquiry *= 1.25) {
    for (let chat = 0.6; chat < 8; chat *= 1.25) {
      const wrong = [0, 0, 0];
      for (const one of told) {
        const kinds = kindShares(one.shares, count - 2, [1, inquiry, chat]);
        if (topOf(kinds, 3) !== one.kind) wrong[one.kind] = (wrong[one.kind] ?? 0) + 1;
      }
      const loss = wrong.reduce(
        (sum, errors, kind) => sum + (errors / (totals[kind] ?? 1)) * (kindWeights[kind] ?? 1),
        0,
      );
      if (loss < least) [best, least] = [[1, rounded(inquiry), rounded(chat)], loss];
    }
  }
  return best;
}

function kindOf(label: string): number {
  if (label === 'inquiry') return 1;
  return label === 'chat' ? 2 : 0;
}

/** Index of the largest of the first `count`. */
export function topOf(shares: ArrayLike<number>, count: number): number {
  let best = 0;
  for (let at = 1; at < count; at += 1) if ((shares[at] ?? 0) > (shares[best] ?? 0)) best = at;
  return best;
}

function bestTemperature(outcomes: readonly Outcome[], classes: readonly string[]): number {
  const shares = new Float32Array(classes.length);
  let best = 1;
  let least = Infinity;
  for (let temperature = 0.1; temperature < 1; temperature *= 1.08) {
    let loss = 0;
    for (const { lesson, margins } of outcomes) {
      sharesOf(margins, classes.length, temperature, shares);
      loss -= Math.log(Math.max(1e-9, shares[classes.indexOf(lesson.label)] ?? 0));
    }
    if (loss < least) [best, least] = [temperature, loss];
  }
  return best;
}

/** Isotonic regression in twenty-odd steps: pools neighbours until the share that was right rises with the score. */
export function risingCurve(scored: readonly Scored[]): Curve {
  const sorted = [...scored].sort((one, two) => one.score - two.score);
  const size = Math.max(1, Math.ceil(sorted.length / 24));
  const pools: { at: number; right: number; count: number }[] = [];
  for (let from = 0; from < sorted.length; from += size) {
    const part = sorted.slice(from, from + size);
    const right = part.filter(({ isRight }) => isRight).length;
    pools.push({ at: part.reduce((sum, { score }) => sum + score, 0), right, count: part.length });
    while (pools.length > 1 && shareOf(pools.at(-2)) > shareOf(pools.at(-1))) {
      const last = pools.pop();
      const before = pools.at(-1);
      if (!last || !before) break;
      before.at += last.at;
      before.right += last.right;
      before.count += last.count;
    }
  }
  return {
    at: pools.map(pool => rounded(pool.at / pool.count)),
    share: pools.map(pool => rounded(shareOf(pool))),
  };
}

function shareOf(pool: { right: number; count: number } | undefined): number {
  return pool === undefined ? 0 : (pool.right + 0.5) / (pool.count + 1);
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** The curve at a score, straight lines between its points. */
export function onCurve(curve: Curve, score: number): number {
  const { at, share } = curve;
  let above = 0;
  while (above < at.length && (at[above] ?? 0) < score) above += 1;
  if (above === at.length) return share.at(-1) ?? score;
  if (above === 0) return share[0] ?? score;
  const from = at[above - 1] ?? 0;
  const to = at[above] ?? 1;
  const low = share[above - 1] ?? 0;
  const high = share[above] ?? 1;
  return to === from ? high : low + ((high - low) * (score - from)) / (to - from);
}

/** Only what is clear is clearer in a group; vague words are as vague there as anywhere. */
function forPlainTexts(curve: Curve): Curve {
  const share = curve.share.map((hard, at) => {
    const clearness = Math.max(0, ((curve.at[at] ?? 0) - vagueBelow) / (1 - vagueBelow)) ** 3;
    const odds = (hard / (1 - hard)) * (1 + (plainOdds - 1) * clearness);
    return rounded(odds / (1 + odds));
  });
  return { at: curve.at, share };
}

/** Margins of the emergency head: few false alarms alone; with words of danger less is enough. */
function emergencyLines(outcomes: readonly Outcome[], head: number): { alone: number; withWords: number } {
  const quiet = outcomes.filter(({ lesson }) => !lesson.isEmergency).map(({ margins }) => margins[head] ?? 0);
  quiet.sort((one, two) => two - one);
  return {
    alone: rounded(Math.max(-0.6, quiet[Math.floor(quiet.length * 0.017)] ?? 0)),
    withWords: rounded(Math.max(-0.95, quiet[Math.floor(quiet.length * 0.06)] ?? 0)),
  };
}
