import path from 'node:path';
import { systemClock } from './base/clock.js';
import { silentLog } from './base/log.js';
import type { JudgedModel } from './classify/ask-model.js';
import { readConfiguration } from './configuration.js';
import { maskPrivate } from './intake/privacy.js';
import { classifyWithModel } from './llm/classify-with-model.js';
import { readLlmSettings } from './llm/llm-settings.js';
import { openLlm } from './llm/open-llm.js';
import { openaiEndpoint } from './llm/openai-llm.js';
import { readPrompts } from './llm/prompt-file.js';
import { opinionOf, PROMPTS } from './open-model.js';
import { openSqliteStore } from './store/sqlite-store.js';

/**
 * The language model of the environment, to be judged; undefined without a key. Its answers and its budget of the day are kept in a
 * folder of their own beside the bot's: judging neither eats up what the bot may spend nor waits for the bot to stop, and
 * judging again the same day costs nothing.
 */
export async function openJudgedModel(
  environment: NodeJS.ProcessEnv,
  configFolder: string,
  dataFolder: string,
): Promise<{ readonly model: JudgedModel; close(): Promise<void> } | undefined> {
  const settings = readLlmSettings(environment);
  if (!settings) return undefined;
  const { catalogue } = readConfiguration(configFolder);
  const store = await openSqliteStore(path.join(dataFolder, 'evaluation'));
  const endpoint = openaiEndpoint(settings);
  const prompts = readPrompts(PROMPTS);
  const llm = await openLlm({ endpoint, settings, prompts, store, clock: systemClock, log: silentLog });
  const { categories } = catalogue;
  const model: JudgedModel = {
    name: settings.model,
    atOnce: settings.callsAtOnce,
    spent: () => llm.spentToday(),
    ask: async (text, guess) => {
      const matter = { text: maskPrivate(text), categories, ...(guess ? { guess } : {}) };
      const asked = await classifyWithModel(llm, matter);
      if (!asked.done) return asked;
      return { ...opinionOf(asked.value, catalogue), isKept: asked.tokens === 0 && asked.ms === 0 };
    },
  };
  return { model, close: () => store.close() };
}
