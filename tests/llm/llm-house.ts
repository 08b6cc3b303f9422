import path from 'node:path';
import { MovableClock, type Clock } from '../../src/base/clock.js';
import { silentLog } from '../../src/base/log.js';
import type { ListedCategory } from '../../src/llm/classify-with-model.js';
import type { LlmSettings } from '../../src/llm/llm-settings.js';
import { openLlm, type OpenLlm } from '../../src/llm/open-llm.js';
import { openaiEndpoint } from '../../src/llm/openai-llm.js';
import { readPrompts } from '../../src/llm/prompt-file.js';
import type { Store } from '../../src/store/store.js';
import { memoryStore } from '../support/memory-store.js';

export const promptsFolder = path.resolve('prompts');
export const prompts = readPrompts(promptsFolder);

/** A Monday morning in China, in no hurry. */
export function morningClock(): MovableClock {
  const start = Date.parse('2026-11-23T08:00:00+08:00');
  return new MovableClock({ now: () => start });
}

export function settingsFor(url: string, changed: Partial<LlmSettings> = {}): LlmSettings {
  return {
    apiKey: 'sk-test',
    baseUrl: url,
    model: 'small-model',
    deadlineMs: 20_000,
    callsAtOnce: 4,
    callsPerDay: 10_000,
    tokensPerDay: 100_000_000,
    ...changed,
  };
}

/** A model at the fake endpoint, with whatever store and clock the story needs. */
export async function llmAt(
  url: string,
  changed: Partial<LlmSettings> = {},
  parts: { store?: Store; clock?: Clock } = {},
): Promise<OpenLlm> {
  const settings = settingsFor(url, changed);
  return openLlm({
    endpoint: openaiEndpoint(settings),
    settings,
    prompts,
    store: parts.store ?? memoryStore(),
    clock: parts.clock ?? morningClock(),
    log: silentLog,
  });
}

const names =
  '公安政法 城市管理 安全监管 城市建设 科教文卫 经济管理 民生保障 环境保护 交通运输 农林水利 社区服务 党群政务 超出受理范围'.split(
    ' ',
  );

/** The thirteen categories with two items each. */
export const categories: readonly ListedCategory[] = names.map((name, at) => {
  const code = String(at + 1).padStart(2, '0');
  const items = ['01', '02'].map(item => ({ code: `${code}-${item}`, name: `${name}事项${item}` }));
  return { code, name, items };
});

export const goodAnswer = '{"category":"03","item":"03-02","certainty":"高"}';
