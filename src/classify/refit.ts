/** What came of a decision: how sure the model was by itself, 0 to 1, and whether the category stood to the end. */
export interface Outcome {
  readonly score: number;
  readonly isRight: boolean;
}

/** A correction of confidence, a line in log-odds: `slope` below 1 takes back overconfidence, `offset` moves all alike. */
export interface Refit {
  readonly slope: number;
  readonly offset: number;
}

/** Confidence as the model file has it. */
export const asLearned: Refit = { slope: 1, offset: 0 };

/** With fewer outcomes chance would decide. */
export const FEWEST_OUTCOMES = 100;
/** Older ones say nothing of the groups as they are now. */
export const MOST_OUTCOMES = 500;

/** How strongly the model's own calibration is held on to, in outcomes' worth. */
const HOLD = 2;
const STEEPEST = 3;
const FLATTEST = 0.3;
/**
 * What nobody corrected counts as right, also where nobody looked. So confidence may fall as far as it must, but rise only to three times
 * the odds: a bot that grew ever surer because people grew tired of correcting it would be the worse for it.
 */
const HIGHEST = Math.log(3);
const LOWEST = -4;
const ENDS = 0.002;

/** What the model's own confidence comes to, 0 to 1; order stays as it was. */
export function refitted({ slope, offset }: Refit, score: number): number {
  return slope === 1 && offset === 0 ? score : shareOf(slope * oddsOf(score) + offset);
}

/** The line that fits the outcomes best (logistic regression, held to the model's own calibration). Pure. */
export function refit(outcomes: readonly Outcome[]): Refit {
  let { slope, offset } = asLearned;
  const told = outcomes.map(({ score, isRight }) => ({ odds: oddsOf(score), right: Number(isRight) }));
  for (let round = 0; round < 30; round += 1) {
    let [slopePull, offsetPull] = [HOLD * (slope - 1), HOLD * offset];
    let [slopes, both, offsets] = [HOLD, 0, HOLD];
    for (const { odds, right } of told) {
      const share = shareOf(slope * odds + offset);
      const weight = share * (1 - share);
      slopePull += (share - right) * odds;
      offsetPull += share - right;
      slopes += weight * odds * odds;
      both += weight * odds;
      offsets += weight;
    }
    const determinant = slopes * offsets - both * both;
    slope = within(FLATTEST, slope - (offsets * slopePull - both * offsetPull) / determinant, STEEPEST);
    offset = within(LOWEST, offset - (slopes * offsetPull - both * slopePull) / determinant, HIGHEST);
  }
  return { slope: rounded(slope), offset: rounded(offset) };
}

function oddsOf(score: number): number {
  const inside = within(ENDS, score, 1 - ENDS);
  return Math.log(inside / (1 - inside));
}

function shareOf(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

function within(least: number, value: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
