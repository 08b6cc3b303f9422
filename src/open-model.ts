import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock } from './base/clock.js';
import type { Log } from './base/log.js';
import type { Catalogue } from './classify/catalogue.js';
import type { ModelHelp, Opinion } from './flow/model-help.js';
import { askWithModel } from './llm/ask-with-model.js';
import { classifyWithModel, type ModelChoice } from './llm/classify-with-model.js';
import { readLlmSettings } from './llm/llm-settings.js';
import { lookWithModel } from './llm/look-with-model.js';
import { openLlm } from './llm/open-llm.js';
import { readPrompts } from './llm/prompt-file.js';
import { decodeSilkWithWasm } from './llm/silk-wasm-decoder.js';
import { summariseWithModel } from './llm/summarise-with-model.js';
import { openTranscribe } from './llm/transcribe.js';
import type { Settings } from './settings.js';
import type { Store } from './store/store.js';

/** Where the prompts lie. */
export const PROMPTS = path.join(path.dirname(fileURLToPath(import.meta.url)), '../prompts');

/** What the model's own word for its certainty counts as; a model that says 高 may be wrong all the same. */
const CERTAINTY = { high: 0.9, medium: 0.7, low: 0.4 } as const;

/** The language model and the transcription endpoint of the environment; nothing without a key. */
export async function openModel(parts: {
  environment: NodeJS.ProcessEnv;
  settings: Settings;
  store: Store;
  clock: Clock;
  log: Log;
  catalogue: Catalogue;
}): Promise<ModelHelp> {
  const { environment, store, clock, log, catalogue } = parts;
  const settings = readLlmSettings(environment);
  if (!settings) return {};
  // The client is some 240 files, which nobody without a key should wait for.
  const { openaiEndpoint } = await import('./llm/openai-llm.js');
  const common = { endpoint: openaiEndpoint(settings), settings, store, clock, log };
  const llm = await openLlm({ ...common, prompts: readPrompts(PROMPTS) });
  const categories = catalogue.categories;
  const transcribe = await openTranscribe({ ...common, decodeSilk: decodeSilkWithWasm });
  return {
    consult: async (text, guess) => {
      const asked = await classifyWithModel(llm, { text, categories, guess });
      return asked.done ? opinionOf(asked.value, catalogue) : asked;
    },
    wordQuestion: { withinMs: settings.deadlineMs, ask: report => askWithModel(llm, report) },
    summarise: ticket => summariseWithModel(llm, ticket),
    // Without a model that sees, no photo is ever read for it.
    ...(llm.sees ? { look: sight => lookWithModel(llm, sight) } : {}),
    forgetOldAnswers: () => llm.forgetOld(),
    consultsAlways: parts.settings.llmUse === 'always',
    ...(settings.transcribeModel === undefined ? {} : { transcribe }),
  };
}

/** What a choice comes to: without a category the model was not sure; a category without an item means its first. */
export function opinionOf({ category, item, certainty }: ModelChoice, catalogue: Catalogue): Opinion {
  const chosen = item ?? (category === undefined ? undefined : catalogue.firstItem(category)?.code);
  if (category === undefined || chosen === undefined) return { done: false, why: 'unsure' };
  return { done: true, category, item: chosen, confidence: CERTAINTY[certainty] };
}
