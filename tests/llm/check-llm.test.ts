import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { checkLlm } from '../../src/llm/check-llm.js';
import { readLlmSettings } from '../../src/llm/llm-settings.js';
import { startFakeLlm, type Behaviour, type FakeLlm } from '../support/fake-llm.js';
import { settingsFor } from './llm-house.js';

let fake: FakeLlm;
beforeEach(async () => {
  fake = await startFakeLlm();
  fake.plays({ kind: 'answers', content: '{"ok":true}' });
});
afterEach(() => fake.close());

const complaint = (status: number, message: string, code: string | null = null): Behaviour => ({
  kind: 'complains',
  status,
  error: { error: { message, code } },
});

test('an endpoint that answers is fine, after one cheap call', async () => {
  expect(await checkLlm(settingsFor(fake.url))).toBe(`small-model at ${fake.url} answers`);
  expect(fake.requests).toHaveLength(1);
  expect(fake.requests[0]?.body.max_tokens).toBe(50);
});

test('an endpoint that knows no schemas is fine, too', async () => {
  fake.playsNext(complaint(400, 'response_format is not supported'));
  expect(await checkLlm(settingsFor(fake.url))).toContain('answers');
});

test('no key is fine', async () => {
  expect(await checkLlm(readLlmSettings({}))).toMatch(/everything works without/);
});

test.each<[string, Behaviour, string, RegExp]>([
  ['a page instead of a model', { kind: 'html' }, 'llm-address-wrong', /OPENAI_BASE_URL/],
  ['a path that is not there', { kind: 'html', status: 404 }, 'llm-address-wrong', /often ends in \/v1/],
  ['a wrong key', complaint(401, 'Incorrect API key provided'), 'llm-key-wrong', /OPENAI_API_KEY/],
  ['a model that is not there', complaint(404, 'model "x" not found'), 'llm-model-wrong', /OPENAI_MODEL/],
  ['a model by another complaint', complaint(400, 'Model Not Exist'), 'llm-model-wrong', /OPENAI_MODEL/],
  [
    'a model one may not use',
    complaint(403, 'no access', 'model_not_allowed'),
    'llm-model-wrong',
    /OPENAI_MODEL/,
  ],
  ['an empty purse', complaint(402, 'Insufficient Balance'), 'llm-busy', /quota or the balance/],
  ['a fault over there', { kind: 'complains', status: 500 }, 'llm-failed', /try again later/],
  ['a reset', { kind: 'resets' }, 'llm-address-wrong', /ECONNRESET|UND_ERR/],
])('%s is named', async (_what, behaviour, code, says) => {
  fake.plays(behaviour);
  const checked = checkLlm(settingsFor(fake.url));
  await expect(checked).rejects.toMatchObject({ code, message: expect.stringMatching(says) });
});

test('an address where nobody is, and one that never answers', async () => {
  const gone = await startFakeLlm();
  await gone.close();
  await expect(checkLlm(settingsFor(gone.url))).rejects.toMatchObject({
    code: 'llm-address-wrong',
    message: expect.stringContaining('ECONNREFUSED'),
  });
  fake.plays({ kind: 'hangs' });
  await expect(checkLlm(settingsFor(fake.url, { deadlineMs: 150 }))).rejects.toMatchObject({
    code: 'llm-late',
  });
});

test('the environment says where the model is', () => {
  const settings = readLlmSettings({
    OPENAI_API_KEY: 'sk-1',
    OPENAI_BASE_URL: 'http://localhost:11434/v1/',
    OPENAI_MODEL: 'qwen3:8b',
    OPENAI_TRANSCRIBE_MODEL: '',
    LLM_CALLS_PER_DAY: '50',
  });
  expect(settings).toMatchObject({
    baseUrl: 'http://localhost:11434/v1',
    model: 'qwen3:8b',
    callsPerDay: 50,
  });
  expect(settings).not.toHaveProperty('transcribeModel');
});

test('what the environment may not say is named, the key itself is not', () => {
  const environment = { OPENAI_API_KEY: 'sk 中文', OPENAI_BASE_URL: 'localhost', LLM_CALLS_AT_ONCE: '0' };
  const read = () => readLlmSettings(environment);
  expect(read).toThrow(/OPENAI_API_KEY/);
  expect(read).toThrow(/OPENAI_BASE_URL/);
  expect(read).toThrow(/LLM_CALLS_AT_ONCE/);
  expect(read).not.toThrow(/sk 中文/);
});
