import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { classifyWithModel } from '../../src/llm/classify-with-model.js';
import { noLlm } from '../../src/llm/llm.js';
import { startFakeLlm, wordsOf, type Behaviour, type FakeLlm } from '../support/fake-llm.js';
import { categories, goodAnswer, llmAt } from './llm-house.js';

let fake: FakeLlm;
beforeEach(async () => {
  fake = await startFakeLlm();
  fake.plays({ kind: 'answers', content: goodAnswer });
});
afterEach(() => fake.close());

const matter = { text: '楼道里有人给电瓶车飞线充电', categories };
const done = { done: true, value: { category: '03', item: '03-02', certainty: 'high' } };
const complains = (status: number, message: string, code: string | null = null): Behaviour => ({
  kind: 'complains',
  status,
  error: { error: { message, code, type: 'invalid_request_error', param: null } },
});

describe('what comes back is read', () => {
  test('a good answer is a category and an item of the list', async () => {
    const llm = await llmAt(fake.url);
    expect(await classifyWithModel(llm, matter)).toMatchObject({ ...done, tokens: 100 });
    const [request] = fake.requests;
    expect(request).toMatchObject({ path: '/v1/chat/completions', key: 'sk-test' });
    expect(request?.body).toMatchObject({ model: 'small-model', temperature: 0, max_tokens: 200 });
    const { properties } = request!.body.response_format!.json_schema!.schema;
    expect(properties.category).toMatchObject({ enum: [...categories.map(({ code }) => code), '不确定'] });
  });

  test.each([
    ['a fence', '```json\n' + goodAnswer + '\n```'],
    ['a fence and a sentence', '好的，结果如下：\n```\n' + goodAnswer + '\n```\n希望有帮助！'],
    ['a sentence before it', '结果：' + goodAnswer],
    ['thoughts before it', '<think>可能是 {"category":"99"}…</think>\n' + goodAnswer],
  ])('%s around the answer is taken off', async (_what, content) => {
    fake.plays({ kind: 'answers', content });
    expect(await classifyWithModel(await llmAt(fake.url), matter)).toMatchObject(done);
  });

  test('a model that is not sure leaves the fields out', async () => {
    fake.plays({ kind: 'answers', content: '{"category":"不确定","item":"不确定","certainty":"低"}' });
    const asked = await classifyWithModel(await llmAt(fake.url), matter);
    expect(asked).toMatchObject({ done: true, value: { certainty: 'low' } });
    expect(asked.done && Object.keys(asked.value)).toEqual(['certainty']);
  });

  test('an item of another category is left out', async () => {
    fake.plays({ kind: 'answers', content: '{"category":"01","item":"02-01","certainty":"中"}' });
    const asked = await classifyWithModel(await llmAt(fake.url), matter);
    expect(asked.done && asked.value).toEqual({ category: '01', certainty: 'medium' });
  });

  test.each<[string, Behaviour, string]>([
    ['not JSON', { kind: 'answers', content: '我觉得是安全监管' }, 'malformed'],
    ['nothing', { kind: 'answers', content: '' }, 'malformed'],
    ['an array', { kind: 'answers', content: `[${goodAnswer}]x` }, 'done'],
    ['another shape', { kind: 'answers', content: '{"category":3}' }, 'malformed'],
    [
      'a category outside the list',
      { kind: 'answers', content: goodAnswer.replace('"03"', '"14"') },
      'malformed',
    ],
    ['a further field', { kind: 'answers', content: goodAnswer.replace('}', ',"x":1}') }, 'malformed'],
    ['endless talk', { kind: 'answers', content: `${goodAnswer}${' '.repeat(30_000)}` }, 'malformed'],
    ['HTML', { kind: 'html' }, 'malformed'],
    ['half a body', { kind: 'cut-off' }, 'malformed'],
    ['no choices', { kind: 'no-choices' }, 'malformed'],
    ['an answer cut for its length', { kind: 'answers', content: '{"cat', finish: 'length' }, 'too-long'],
    ['a refusal', { kind: 'answers', content: '', refusal: '我不能回答' }, 'refused'],
    ['a filter', { kind: 'answers', content: '', finish: 'content_filter' }, 'refused'],
    ['a filter as a complaint', complains(400, 'Content Exists Risk'), 'refused'],
    ['a prompt over its length', complains(400, 'too long', 'context_length_exceeded'), 'too-long'],
    ['a wrong key', complains(401, 'Incorrect API key provided'), 'rejected'],
    ['an unknown model', complains(404, 'The model does not exist', 'model_not_found'), 'rejected'],
    ['an empty purse', complains(429, 'You exceeded your current quota', 'insufficient_quota'), 'rejected'],
    ['a request it does not want', complains(400, 'bad request'), 'rejected'],
  ])('%s is an outcome after one call', async (_what, behaviour, why) => {
    fake.plays(behaviour);
    const asked = await classifyWithModel(await llmAt(fake.url), matter);
    expect(asked.done ? 'done' : asked.why).toBe(why);
    expect(fake.requests).toHaveLength(1);
  });
});

describe('what may pass is tried again', () => {
  test.each<[string, Behaviour]>([
    ['a reset', { kind: 'resets' }],
    ['a connection that dies midway', { kind: 'dies-midway' }],
    ['a fault of the server', { kind: 'complains', status: 500 }],
    ['a page of a proxy', { kind: 'html', status: 502 }],
    ['too many requests', { kind: 'complains', status: 429, headers: { 'retry-after-ms': '5' } }],
  ])('%s', async (_what, behaviour) => {
    fake.playsNext(behaviour);
    expect(await classifyWithModel(await llmAt(fake.url), matter)).toMatchObject(done);
    expect(fake.requests).toHaveLength(2);
  });

  test('three times at most', async () => {
    fake.plays({ kind: 'complains', status: 503 });
    const asked = await classifyWithModel(await llmAt(fake.url), matter);
    expect(asked).toEqual({ done: false, why: 'unreachable' });
    expect(fake.requests).toHaveLength(3);
  });

  test('not when the endpoint asks for more patience than the deadline has', async () => {
    fake.plays({ kind: 'complains', status: 429, headers: { 'retry-after': '30' } });
    expect(await classifyWithModel(await llmAt(fake.url), matter)).toEqual({ done: false, why: 'busy' });
    expect(fake.requests).toHaveLength(1);
  });

  test('an address where nobody is', async () => {
    const gone = await startFakeLlm();
    await gone.close();
    const llm = await llmAt(gone.url, { deadlineMs: 400 });
    expect(await classifyWithModel(llm, matter)).toEqual({ done: false, why: 'unreachable' });
  });

  test('an endpoint that never answers costs no more than the deadline', async () => {
    fake.plays({ kind: 'hangs' });
    const llm = await llmAt(fake.url, { deadlineMs: 150 });
    expect(await classifyWithModel(llm, matter)).toEqual({ done: false, why: 'late' });
    expect(fake.requests).toHaveLength(1);
  });

  test('a slow answer within the deadline is an answer', async () => {
    fake.plays({ kind: 'answers', content: goodAnswer, afterMs: 60 });
    const asked = await classifyWithModel(await llmAt(fake.url), matter);
    expect(asked).toMatchObject(done);
    expect(asked.done && asked.ms).toBeGreaterThanOrEqual(50);
  });
});

describe('an endpoint that knows less is asked in simpler manners', () => {
  const unsupported = complains(
    400,
    "'response_format' of type 'json_schema' is not supported with this model",
  );
  const noObject = complains(400, 'response_format json_object is not supported');

  test('schema, then object, then plain text, and it is remembered', async () => {
    const llm = await llmAt(fake.url);
    fake.playsNext(unsupported, noObject);
    expect(await classifyWithModel(llm, matter)).toMatchObject(done);
    expect(await classifyWithModel(llm, { ...matter, text: '楼道灯不亮' })).toMatchObject(done);
    const formats = fake.requests.map(({ body }) => body.response_format?.type ?? 'text');
    expect(formats).toEqual(['json_schema', 'json_object', 'text', 'text']);
    expect(wordsOf(fake.requests[0]!, 'system')).not.toContain('additionalProperties');
    expect(wordsOf(fake.requests[2]!, 'system')).toContain('"additionalProperties":false');
  });

  test('a complaint in a form of its own is understood, too', async () => {
    const detail = [{ type: 'extra_forbidden', loc: ['body', 'response_format'], msg: 'Extra inputs' }];
    fake.playsNext({ kind: 'complains', status: 422, error: { detail } });
    expect(await classifyWithModel(await llmAt(fake.url), matter)).toMatchObject(done);
    expect(fake.requests.at(-1)?.body.response_format?.type).toBe('json_object');
  });

  test('a model that wants another limit and its own temperature gets both', async () => {
    const noLimit =
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
    const noTemperature = "Unsupported value: 'temperature' does not support 0 with this model.";
    fake.playsNext(complains(400, noLimit), complains(400, noTemperature));
    expect(await classifyWithModel(await llmAt(fake.url), matter)).toMatchObject(done);
    const { body } = fake.requests.at(-1)!;
    expect(body).toMatchObject({ max_completion_tokens: 200, response_format: { type: 'json_schema' } });
    expect([body.max_tokens, body.temperature]).toEqual([undefined, undefined]);
  });
});

describe('what must not be sent stays here', () => {
  test.each([
    ['a phone number', '请打 13800138000'],
    ['a phone number with spaces', '请打 138 0013 8000'],
    ['a phone number in full-width digits', '请打１３８００１３８０００'],
    ['a phone number with unseen signs', '138\u200b0013\u200b8000'],
    ['a phone number spelled out', '一三八零零一三八零零零'],
    ['an identity number', '身份证110101199003070011'],
    ['a card number', '卡号6222020200112233445'],
  ])('%s', async (_what, text) => {
    const llm = await llmAt(fake.url);
    expect(await classifyWithModel(llm, { text, categories })).toEqual({ done: false, why: 'unmasked' });
    expect(fake.requests).toHaveLength(0);
  });

  test('a text over its length', async () => {
    const long = { text: '长'.repeat(1_501), categories };
    expect(await classifyWithModel(await llmAt(fake.url), long)).toEqual({ done: false, why: 'too-long' });
    expect(fake.requests).toHaveLength(0);
  });

  test('everything, when there is no key', async () => {
    expect(await classifyWithModel(noLlm, matter)).toEqual({ done: false, why: 'not-configured' });
  });
});
