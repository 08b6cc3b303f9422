import { writeFileSync } from 'node:fs';
import { askModel, type Asking, type JudgedModel } from './ask-model.js';
import { evaluate } from './evaluate.js';
import { evaluationChart, type NamedEvaluation } from './evaluation-chart.js';
import { evaluationText } from './evaluation-text.js';
import { readExampleFile } from './examples.js';
import { loadUnderstanding } from './understand.js';

/** What is judged by what; the curves are written as SVG when a file is named for them. */
export interface EvaluationPlan {
  readonly modelFile: string;
  readonly examplesFile: string;
  readonly chartFile?: string | undefined;
  /** A language model to be judged by itself and together with the embedded one. */
  readonly model?: JudgedModel | undefined;
}

/** Judges the embedded model by a file of labelled messages, and beside it a language model where there is one. */
export async function evaluateFile(plan: EvaluationPlan, say: (text: string) => void): Promise<void> {
  const { modelFile, examplesFile, chartFile, model } = plan;
  const examples = readExampleFile(examplesFile);
  const understand = loadUnderstanding(modelFile);
  const ways: NamedEvaluation[] = [{ name: 'embedded', evaluation: evaluate(examples, understand) }];
  if (model) {
    say(`asking ${model.name} about the reports among ${examples.length} messages …\n`);
    const before = await model.spent();
    const { alone, together, asking } = await askModel(examples, understand, model);
    const spent = await model.spent();
    say(
      `${askingText(asking, { calls: spent.calls - before.calls, tokens: spent.tokens - before.tokens })}\n`,
    );
    say('kind, urgency and place are the embedded model’s in every table\n\n');
    ways.push({ name: model.name, evaluation: evaluate(examples, alone) });
    ways.push({ name: 'together', evaluation: evaluate(examples, together) });
  }
  for (const { name, evaluation } of ways) {
    say(`${ways.length > 1 ? `== ${name} ==\n` : ''}${evaluationText(evaluation)}\n`);
  }
  if (chartFile === undefined) return;
  writeFileSync(chartFile, evaluationChart(ways));
  say(`curves: ${chartFile}\n`);
}

function askingText(asking: Asking, spent: { readonly calls: number; readonly tokens: number }): string {
  const { asked, answered, kept, unsure, failed } = asking;
  const reasons = [...failed].map(([why, count]) => `${why} ${count}`);
  const failures = [...failed.values()].reduce((sum, count) => sum + count, 0);
  return (
    `${asked} questions: ${answered} answered, ${unsure} not sure, ${failures} failed` +
    `${reasons.length === 0 ? '' : ` (${reasons.join(', ')})`}; ${kept} known from before; ` +
    `${spent.calls} calls, ${spent.tokens} tokens`
  );
}
