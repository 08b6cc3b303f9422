import { writeFileSync } from 'node:fs';
import { evaluate } from './evaluate.js';
import { evaluationChart } from './evaluation-chart.js';
import { evaluationText } from './evaluation-text.js';
import { readExampleFile } from './examples.js';
import { loadUnderstanding } from './understand.js';

/** Judges a model by a file of labelled messages; writes the curves as SVG when a file is named for them. */
export function evaluateFile(
  modelFile: string,
  examplesFile: string,
  chartFile: string | undefined,
  say: (text: string) => void,
): void {
  const evaluation = evaluate(readExampleFile(examplesFile), loadUnderstanding(modelFile));
  say(evaluationText(evaluation));
  if (chartFile === undefined) return;
  writeFileSync(chartFile, evaluationChart(evaluation));
  say(`curves: ${chartFile}\n`);
}
