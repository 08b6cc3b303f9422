import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { ConfigReader } from '../base/config-file.js';
import { Fault } from '../base/fault.js';
import { readCatalogue, type Catalogue } from './catalogue.js';
import { evaluate, type Evaluation } from './evaluate.js';
import { readExamples, splitExamples, type Example } from './examples.js';
import { train } from './train.js';
import { loadUnderstanding } from './understand.js';

/** What a model is learned from. */
export interface TrainingMaterial {
  readonly catalogue: Catalogue;
  readonly examples: readonly Example[];
  /** Groups of words of like meaning. */
  readonly groups: readonly (readonly string[])[];
}

/** Reads categories.yaml, understanding/lexicon.yaml and examples/*.jsonl of a configuration folder; a Fault lists what is wrong. */
export function readTrainingMaterial(configFolder: string): TrainingMaterial {
  const reader = new ConfigReader(configFolder);
  const catalogue = readCatalogue(reader);
  const lexicon = reader.read('understanding/lexicon.yaml', z.record(z.string(), z.string()));
  reader.finish();
  if (!catalogue || !lexicon) throw new Fault('config-faulty', 'the configuration could not be read');
  const groups = Object.values(lexicon).map(words => words.split(/\s+/u).filter(word => word !== ''));
  return { catalogue, groups, examples: readExamples(path.join(configFolder, 'examples')) };
}

/** Learns from most of the examples and judges by the others, which stay unseen. */
export function judgeTraining({ catalogue, examples, groups }: TrainingMaterial): Evaluation {
  const { learn, judge } = splitExamples(examples);
  return evaluate(judge, loadUnderstanding(train(learn, catalogue, groups)));
}

/**
 * Learns from all examples and writes understanding/model.bin; beside it, in a thread of its own, learns from 85 % of them and
 * says how well the other 15 % are understood.
 */
export async function trainModel(configFolder: string, say: (text: string) => void): Promise<void> {
  const material = readTrainingMaterial(configFolder);
  const judged = judgedBeside(configFolder);
  say(`${material.examples.length} examples, ${material.groups.length} groups of words\n`);
  const model = train(material.examples, material.catalogue, material.groups);
  const file = path.join(configFolder, 'understanding/model.bin');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, model);
  say(`learned from all: ${file}, ${model.byteLength} bytes\n`);
  say(`\nlearned from 85 %, judged by the unseen 15 %:\n${await judged}\n`);
}

/** The evaluation of a training on most of the examples, as a text. */
async function judgedBeside(configFolder: string): Promise<string> {
  const thread = new Worker(new URL('./judge-training.js', import.meta.url), { workerData: configFolder });
  const [text] = (await once(thread, 'message')) as [string];
  return text;
}
