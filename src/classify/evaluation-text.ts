import type { Evaluation } from './evaluate.js';

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
  ].join('\n');
}

function fraction(value: number): string {
  return value.toFixed(3);
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}
