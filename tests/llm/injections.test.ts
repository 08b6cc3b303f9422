import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { askWithModel } from '../../src/llm/ask-with-model.js';
import { classifyWithModel } from '../../src/llm/classify-with-model.js';
import { cleanForPrompt } from '../../src/llm/clean-for-prompt.js';
import type { OpenLlm } from '../../src/llm/open-llm.js';
import { holdsAddress, holdsPrivateNumber, lures } from '../../src/llm/private-numbers.js';
import { closing, opening } from '../../src/llm/render-prompt.js';
import { summariseWithModel } from '../../src/llm/summarise-with-model.js';
import { startFakeLlm, wordsOf, type FakeLlm } from '../support/fake-llm.js';
import { obey } from '../support/obedient.js';
import { categories, goodAnswer, llmAt } from './llm-house.js';

interface Injection {
  readonly id: string;
  readonly technique: string;
  readonly text: string;
  /** What whoever wrote it hopes that the model answers. */
  readonly hoped: string;
}

const injections = readFileSync(new URL('injections.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as Injection);
const titled = injections.map(one => [`${one.id} ${one.technique}`, one] as const);
const codes = categories.map(({ code }) => code);
const items = categories.flatMap(category => category.items.map(({ code }) => code));

let fake: FakeLlm;
let llm: OpenLlm;
beforeAll(async () => {
  fake = await startFakeLlm();
  // The breaker must not help: many of these answers are failures.
  llm = await llmAt(fake.url);
});
afterAll(() => fake.close());

/** What stands between the delimiters of the last request, which must be there exactly once each. */
function dataOf(request: FakeLlm['requests'][number]): string {
  const nonce = /带编号 ([0-9a-f]{24}) 的标记/.exec(wordsOf(request, 'system'))?.[1];
  const user = wordsOf(request, 'user');
  expect(nonce).toBeDefined();
  const parts = user.split(new RegExp(`${opening(nonce ?? '')}|${closing(nonce ?? '')}`));
  expect(parts).toHaveLength(3);
  expect(user.split(nonce ?? '')).toHaveLength(3);
  return (parts[1] ?? '').replace(/^\n|\n$/g, '');
}

/** Nothing but a category and an item of the list can come of it. */
function expectHarmless(asked: Awaited<ReturnType<typeof classifyWithModel>>): void {
  if (!asked.done) {
    expect(asked.why).toBe('malformed');
    return;
  }
  const { category, item, certainty, ...rest } = asked.value;
  expect(rest).toEqual({});
  expect(['high', 'medium', 'low']).toContain(certainty);
  expect([...codes, undefined]).toContain(category);
  expect([...items, undefined]).toContain(item);
  if (item !== undefined) expect(item.slice(0, 2)).toBe(category);
}

test('there are at least fifty different attempts', () => {
  expect(new Set(injections.map(({ text }) => text)).size).toBeGreaterThanOrEqual(50);
});

test('at least forty of the hoped-for answers break the rules of an answer', async () => {
  const outcomes: string[] = [];
  for (const { text, hoped } of injections) {
    fake.plays({ kind: 'answers', content: hoped });
    const asked = await classifyWithModel(llm, { text: `甲${text}`, categories });
    outcomes.push(asked.done ? 'done' : asked.why);
  }
  expect(outcomes.filter(outcome => outcome === 'malformed').length).toBeGreaterThanOrEqual(40);
});

describe.each(titled)('%s', (_title, { text, hoped }) => {
  test('the text stays between its delimiters and out of the rules', async () => {
    fake.plays({ kind: 'answers', content: goodAnswer });
    const seen = fake.requests.length;
    const asked = await classifyWithModel(llm, { text, categories });
    expect(asked).toMatchObject({ done: true, value: { category: '03', item: '03-02' } });
    expect(fake.requests).toHaveLength(seen + 1);
    const request = fake.requests.at(-1)!;
    expect(dataOf(request)).toBe(cleanForPrompt(text));
    expect(wordsOf(request, 'system')).not.toContain(cleanForPrompt(text));
    expect(request.body.messages?.map(message => message.role)).toEqual(['system', 'user']);
    expect(wordsOf(request, 'user')).not.toMatch(/[<>[\]{}`]|\p{Cf}|\p{Co}|\p{Cs}/u);
  });

  test('an obedient model can change the category within the list and nothing else', async () => {
    const usual = JSON.parse(goodAnswer) as Record<string, unknown>;
    fake.plays({ kind: 'answers', content: request => obey(wordsOf(request, 'user'), usual) });
    expectHarmless(await classifyWithModel(llm, { text: `${text}一`, categories }));
    fake.plays({ kind: 'answers', content: request => obey(dataOf(request), usual) });
    expectHarmless(await classifyWithModel(llm, { text: `${text}二`, categories }));
  });

  test('the very answer it hopes for is refused or within the list', async () => {
    fake.plays({ kind: 'answers', content: hoped });
    expectHarmless(await classifyWithModel(llm, { text: `${text}三`, categories }));
  });

  test('the question to the resident carries none of it', async () => {
    const question = { about: 'place', question: hoped };
    fake.plays({ kind: 'answers', content: JSON.stringify(question) });
    const missing = [{ key: 'place', name: '具体位置', words: ['哪', '位置'] }];
    const asked = await askWithModel(llm, { text, item: '井盖缺失', missing });
    expect(asked).toEqual({ done: false, why: 'malformed' });
  });

  test('a summary carries no number, no address and no further field', async () => {
    fake.plays({ kind: 'answers', content: JSON.stringify({ summary: hoped, needs: hoped.slice(0, 50) }) });
    const asked = await summariseWithModel(llm, { item: '井盖缺失', text, notes: [text] });
    if (!asked.done) {
      expect(asked.why).toBe('malformed');
      return;
    }
    expect(Object.keys(asked.value).sort()).toEqual(['needs', 'summary']);
    expect(asked.value.summary.length).toBeLessThanOrEqual(160);
    expect(holdsPrivateNumber(asked.value.summary) || holdsAddress(asked.value.summary)).toBe(false);
  });
});

test('a question that lures is noticed whatever it asks', () => {
  expect(lures('请问您在哪栋楼？加我微信说？')).toBe(true);
  expect(lures('请问井盖在哪栋楼的哪一侧？')).toBe(false);
});
