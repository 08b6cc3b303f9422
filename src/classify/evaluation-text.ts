import type { Evaluation } from './evaluate.js';
import { calibrationBins, coverageCurve } from './evaluation-curves.js';

/** An evaluation as text for a terminal. */
export function evaluationText(evaluation: Evaluation): string {
  const rows = [
    ['messages', String(evaluation.messages)],
    ['macro-F1 over the categories', fraction(evaluation.macroF1)],
    ['kind right', percent(evaluation.kindAccuracy)],
    ['chat taken for a report', percent(evaluation.chatAsReport)],
    ['emergencies recognised', percent(evaluation.emergencyRecall)],
    ['false alarms', percent(evaluation.falseAlarms)],
    ['precision when not abstaining', percent(evaluation.precisionWhenSure)],
    ['coverage (not abstaining)', percent(evaluation.coverage)],
    ['calibration error (10 bins)', fraction(evaluation.calibrationError)],
    ['place found (contained or half shared)', percent(evaluation.placeFound)],
    ['place found to the sign', percent(evaluation.placeExact)],
    ['no place where none is', percent(evaluation.noPlaceKept)],
    ['item right, where the category is', percent(evaluation.itemAccuracy)],
    ['urgency right, where the category is', percent(evaluation.urgencyAccuracy)],
    ['split in several matters', percent(evaluation.falseSplits)],
  ] as const;
  const head = rows.map(([name, value]) => `${name.padEnd(42)}${value.padStart(8)}`);
  const classes = evaluation.classes.map(
    one =>
      `${one.category.padEnd(10)}${String(one.count).padStart(6)}${fraction(one.precision).padStart(11)}` +
      `${fraction(one.recall).padStart(9)}${fraction(one.f1).padStart(8)}`,
  );
  const confusion = [...evaluation.confusion].sort((one, two) => two[1] - one[1]).slice(0, 15);
  return [
    ...head,
    '',
    'category   count  precision   recall      F1',
    ...classes,
    '',
    `taken for another: ${confusion.map(([pair, count]) => `${pair} ${count}`).join(', ')}`,
    '',
    'confidence   count     said    right',
    ...calibrationBins(evaluation.decisions).map(
      ({ from, count, said, right }) =>
        `${`${from.toFixed(1)}–${(from + 0.1).toFixed(1)}`.padEnd(10)}${String(count).padStart(8)}` +
        `${fraction(said).padStart(9)}${fraction(right).padStart(9)}`,
    ),
    '',
    'coverage  precision',
    ...precisions(evaluation),
    '',
  ].join('\n');
}

/** Precision at tenths of coverage from a half on. */
function precisions({ decisions }: Evaluation): string[] {
  const curve = coverageCurve(decisions);
  return [0.5, 0.6, 0.7, 0.8, 0.9, 1].flatMap(wanted => {
    const point = curve.findLast(({ coverage }) => coverage <= wanted + 1e-9);
    return point ? [`${percent(wanted).padEnd(10)}${percent(point.precision).padStart(9)}`] : [];
  });
}

function fraction(value: number): string {
  return value.toFixed(3);
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}
