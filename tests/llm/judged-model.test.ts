import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { evaluateFile } from '../../src/classify/evaluate-command.js';
import { openJudgedModel } from '../../src/judged-model.js';
import { startFakeLlm, wordsOf, type FakeLlm } from '../support/fake-llm.js';

const examples = [
  { text: '3栋电梯坏了两天没人修', kind: 'report', category: '11' },
  { text: '路灯坏了一排，晚上黑漆漆的', kind: 'report', category: '04' },
  { text: '楼下烧烤摊占道，油烟熏人，电话13812345678', kind: 'report', category: '02' },
  { text: '谢谢大家帮忙', kind: 'chat' },
];

let fake: FakeLlm;
let folder: string;
beforeEach(async () => {
  fake = await startFakeLlm();
  folder = await mkdtemp(path.join(tmpdir(), 'qunliban-judged-'));
  await writeFile(path.join(folder, 'judged.jsonl'), examples.map(one => JSON.stringify(one)).join('\n'));
});
afterEach(async () => {
  await fake.close();
  await rm(folder, { recursive: true, force: true });
});

async function evaluated(more: NodeJS.ProcessEnv = {}): Promise<string> {
  let said = '';
  const environment = { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: fake.url, OPENAI_MODEL: 'small', ...more };
  const judged = await openJudgedModel(environment, 'config', folder);
  try {
    const plan = {
      modelFile: 'config/understanding/model.bin',
      examplesFile: path.join(folder, 'judged.jsonl'),
      chartFile: path.join(folder, 'chart.svg'),
      model: judged?.model,
    };
    await evaluateFile(plan, text => (said += text));
  } finally {
    await judged?.close();
  }
  return said;
}

/** Answers as a good model would. */
function knowsAll(): void {
  fake.plays({
    kind: 'answers',
    content: request => {
      const text = wordsOf(request, 'user');
      const known = ['电梯坏了', '路灯坏了', '烧烤摊'].findIndex(words => text.includes(words));
      const category = ['11', '04', '02'][known] ?? '不确定';
      return JSON.stringify({ category, item: '不确定', certainty: '高' });
    },
  });
}

test('a model that is set is judged by itself and together, and asked only once a day', async () => {
  knowsAll();
  const first = await evaluated();
  expect(first).toMatch(/== embedded ==[\s\S]+== small ==[\s\S]+== together ==/u);
  expect(first).toMatch(/(\d) answered, 0 not sure, 0 failed; 0 known from before; \1 calls, \d+ tokens/u);
  expect(first.split('== small ==')[1]).toMatch(/macro-F1 over the categories +1\.000/u);
  expect(fake.requests.every(request => !request.raw.includes('13812345678'))).toBe(true);
  expect(await readFile(path.join(folder, 'chart.svg'), 'utf8')).toContain('together, error');
  const calls = fake.requests.length;
  expect(await evaluated()).toMatch(/(\d) answered.*; \1 known from before; 0 calls, 0 tokens/u);
  expect(fake.requests).toHaveLength(calls);
});

test('an endpoint that fails is said to, and takes nothing from the embedded model', async () => {
  fake.plays({ kind: 'complains', status: 401 });
  const said = await evaluated({ LLM_DEADLINE_MS: '500' });
  expect(said).toMatch(/0 answered, 0 not sure, (\d) failed \(rejected \1\)/u);
  const [, embedded, , together] = said.split(/== .+ ==\n/u);
  expect(together?.split('curves')[0]?.trim()).toBe(embedded?.trim());
});

test('without a key only the embedded model is judged', async () => {
  const said = await evaluated({ OPENAI_API_KEY: '' });
  expect(said).not.toContain('==');
  expect(said).toMatch(/confidence +count +said +right[\s\S]+coverage +precision/u);
  expect(fake.requests).toHaveLength(0);
});
