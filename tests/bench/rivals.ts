import { createRequire } from 'node:module';
import type { Example } from '../../src/classify/examples.js';

const load = createRequire(import.meta.url);

/** A classifier that learned the same examples: text → a category, `inquiry` or `chat`. */
export interface Rival {
  readonly name: string;
  readonly classify: (text: string) => string;
}

/** What a message is labelled as. */
export function labelOf(example: Example): string {
  return example.kind === 'report' ? (example.category ?? 'chat') : example.kind;
}

/** Single signs and pairs, which both rivals learn from: neither knows words of Chinese. */
function signsOf(text: string): string[] {
  const signs = Array.from(text.replace(/\s+/gu, ''));
  return [...signs, ...signs.slice(1).map((sign, at) => `${signs[at]}${sign}`)];
}

interface WinkBayes {
  definePrepTasks(tasks: readonly ((text: string) => string[])[]): void;
  defineConfig(config: { considerOnlyPresence: boolean; smoothingFactor: number }): void;
  learn(text: string, label: string): void;
  consolidate(): void;
  predict(text: string): string;
}

/** Naive Bayes: wink-naive-bayes-text-classifier. */
export function winkBayes(examples: readonly Example[]): Rival {
  const bayes = (load('wink-naive-bayes-text-classifier') as () => WinkBayes)();
  bayes.definePrepTasks([signsOf]);
  bayes.defineConfig({ considerOnlyPresence: true, smoothingFactor: 0.5 });
  for (const example of examples) bayes.learn(example.text, labelOf(example));
  bayes.consolidate();
  return { name: 'wink-naive-bayes-text-classifier', classify: text => bayes.predict(text) };
}

interface NlpNeural {
  train(lessons: readonly { input: Record<string, number>; output: Record<string, number> }[]): unknown;
  run(input: Record<string, number>): Record<string, number>;
}

function inputOf(text: string): Record<string, number> {
  return Object.fromEntries(signsOf(text).map(sign => [sign, 1]));
}

/** One perceptron for each label: @nlpjs/neural. */
export function nlpNeural(examples: readonly Example[]): Rival {
  const { NeuralNetwork } = load('@nlpjs/neural') as {
    NeuralNetwork: new (settings: object) => NlpNeural;
  };
  const network = new NeuralNetwork({ iterations: 12, learningRate: 0.05, momentum: 0.3, log: false });
  network.train(
    examples.map(example => ({ input: inputOf(example.text), output: { [labelOf(example)]: 1 } })),
  );
  return {
    name: '@nlpjs/neural',
    classify: text => {
      const [best] = Object.entries(network.run(inputOf(text))).sort((one, two) => two[1] - one[1]);
      return best?.[0] ?? 'chat';
    },
  };
}
