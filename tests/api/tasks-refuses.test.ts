import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readOperatorTokens } from '../../src/api/operator-tokens.js';
import { answerOf } from './played-house.js';
import { census, openTaskDesk, problem, hashed, secret, tokens, type TaskDesk } from './task-desk.js';

let desk: TaskDesk;

beforeAll(async () => {
  desk = await openTaskDesk();
});
beforeEach(() => desk.reset());
afterAll(() => desk.close());

describe('who asks', () => {
  test.each([
    ['nobody', {}],
    ['somebody with a wrong token', { authorization: 'Bearer wrong-secret-0123456789' }],
    ['somebody with a token in another scheme', { authorization: `Basic ${secret('street')}` }],
    ['somebody with half a token', { authorization: `Bearer ${secret('street').slice(0, -1)}` }],
    ['somebody with an endless token', { authorization: `Bearer ${'x'.repeat(2_000)}` }],
  ])('%s is told to bring a token', async (_who, headers) => {
    for (const init of [{ method: 'POST', body: '{' }, { method: 'GET' }]) {
      const response = await fetch(desk.url(init.method === 'GET' ? '/WG-20261123-0001' : ''), {
        ...init,
        headers,
      });
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/u);
      expect(await answerOf(response)).toMatchObject(problem(401, 'unknown-token'));
    }
  });

  test('a token of somebody who is gone from the roster opens nothing', async () => {
    expect(await desk.pushed(census, { as: 'nobody' })).toMatchObject(problem(403, 'unknown-operator'));
  });

  test.each(['worker', 'named'])('a grid worker (%s) pushes nothing down', async as => {
    expect(await desk.pushed(census, { as })).toMatchObject(problem(403, 'not-a-pusher'));
  });

  test('a street pushes nothing to units above it', async () => {
    expect(await desk.pushed({ ...census, units: ['qinghe'] })).toMatchObject(problem(403, 'unit-not-yours'));
    expect((await desk.pushed({ ...census, units: ['qinghe'] }, { as: 'district' })).status).toBe(201);
  });
});

describe('a wrong request is told what is wrong', () => {
  test.each([
    ['no title', { title: undefined }, /title/u],
    ['a title of one letter', { title: '登' }, /title：至少 2 个字/u],
    ['a title that is too long', { title: '登'.repeat(61) }, /title：最多 60 个字/u],
    ['no units', { units: [] }, /units：至少一个单位/u],
    ['units that are no list', { units: 'liuyuan' }, /units：要填单位的编号/u],
    ['no term', { dueAt: undefined }, /dueAt/u],
    ['a term without a zone', { dueAt: '2026-11-27T18:00:00' }, /dueAt：要写成/u],
    ['a term in words', { dueAt: '周五' }, /dueAt：要写成/u],
    ['a level that does not exist', { level: 'planet' }, /level：只能是/u],
    ['hands that do not exist', { hands: 'robots' }, /hands：只能是/u],
    ['three reports a day', { reportsPerDay: 3 }, /reportsPerDay：只能是/u],
    ['an unknown key', { titel: '登记' }, /不认识这些字段：titel/u],
    ['an unknown key further in', { count: { word: '户', per: 3 } }, /count：不认识这些字段：per/u],
    ['a count below one', { count: { word: '户', each: 0 } }, /count\.each：至少 1/u],
  ])('%s', async (_what, changes, detail) => {
    const answer = await desk.pushed({ ...census, ...changes });
    expect(answer).toMatchObject(problem(400, 'bad-request'));
    expect(answer.body.detail).toMatch(detail);
  });

  test.each([
    ['a list', '[]'],
    ['a word', '"登记"'],
    ['null', 'null'],
  ])('%s in place of an object', async (_what, raw) => {
    const answer = await desk.pushed(undefined, { raw });
    expect([answer.status, answer.type]).toEqual([400, 'application/problem+json']);
  });

  test.each([
    ['a unit nobody knows', { units: ['翠湖'] }, 'unknown-unit', /翠湖/u],
    ['a level that is not below', { units: ['lyl-7'], level: 'grid' }, 'no-such-level', /lyl-7/u],
    ['a term that is over', { dueAt: '2026-11-01T18:00:00+08:00' }, 'due-in-the-past', /dueAt/u],
    ['a beginning after the end', { beginAt: '2026-12-27T18:00:00+08:00' }, 'begins-too-late', /beginAt/u],
    ['an item that is not on the list', { item: '99-99' }, 'unknown-item', /99-99/u],
    ['a kind nobody knows', { kind: 'party' }, 'unknown-kind', /census、list/u],
    ['what is never a grid worker’s', { text: '不配合的当场罚款' }, 'not-admitted', /没有执法权/u],
  ])('%s', async (_what, changes, code, detail) => {
    const answer = await desk.pushed({ ...census, ...changes });
    expect(answer).toMatchObject(problem(422, code));
    expect(answer.body.detail).toMatch(detail);
  });

  test('too many units', async () => {
    const settings = { ...desk.played.house.taskRules.settings, mostUnits: 5 };
    desk.parts.house = { ...desk.played.house, taskRules: { ...desk.played.house.taskRules, settings } };
    expect(await desk.pushed(census)).toMatchObject(problem(422, 'too-many-units'));
  });

  test('no JSON, another format, or too much of it', async () => {
    expect(await desk.pushed(undefined, { raw: '{"title":' })).toMatchObject(problem(400, 'bad-json'));
    expect(await desk.pushed(census, { type: 'text/plain' })).toMatchObject(problem(415, 'unsupported-type'));
    const large = { ...census, text: '登'.repeat(60_000) };
    expect(await desk.pushed(large)).toMatchObject(problem(413, 'body-too-large'));
  });

  test('a number nobody knows, or none at all', async () => {
    for (const number of ['WG-20261123-9999', 'hello', '%E5%95%8A'])
      expect(await desk.get(`/${number}`)).toMatchObject(problem(404, 'unknown-task'));
  });

  test('a method that is not there', async () => {
    const headers = { authorization: `Bearer ${secret('street')}` };
    const response = await fetch(desk.url(), { method: 'DELETE', headers });
    expect(response.headers.get('allow')).toContain('POST');
    expect(await answerOf(response)).toMatchObject(problem(405, 'method-not-allowed'));
  });
});

describe('a fault of the house', () => {
  test('after the task was kept does not lose it: the answer names it, the next round goes on', async () => {
    desk.parts.stir = async () => Promise.reject(new Error('network gone'));
    const { status, body } = await desk.pushed(census);
    expect([status, body.state]).toEqual([201, 'submitted']);
    expect(desk.errors).toEqual([{ task: body.number, reason: 'network gone' }]);
    await desk.played.keeper.step();
    expect((await desk.get(`/${body.number}`)).body.state).not.toBe('submitted');
  });

  test('that would show something else than was promised shows nothing', async () => {
    const { number } = (await desk.pushed(census)).body;
    const task = await desk.played.house.tasks.byNumber(number);
    const broken = { ...task, state: 'lost' };
    const tasks = Object.assign(Object.create(desk.played.house.tasks) as typeof desk.played.house.tasks, {
      byNumber: async () => broken,
    });
    desk.parts.house = { ...desk.played.house, tasks };
    expect(await desk.get(`/${number}`)).toMatchObject(problem(500, 'internal'));
  });
});

describe('tokens in the environment', () => {
  test('open nothing when there are none', () => {
    expect(readOperatorTokens(undefined, 'OPERATOR_TOKENS').ownerOf('')).toBeUndefined();
    expect(readOperatorTokens(' , ', 'OPERATOR_TOKENS').ownerOf('anything')).toBeUndefined();
  });

  test('may be written plainly or as a hash', () => {
    expect(tokens.ownerOf(secret('street'))).toBe('o-meng');
    expect(tokens.ownerOf(secret('district'))).toBe('QINGHE');
    expect(tokens.ownerOf(`sha256$${hashed}`)).toBeUndefined();
    expect(tokens.ownerOf(hashed)).toBeUndefined();
  });

  test.each([
    ['o-meng', 'write it like name:token'],
    [':0123456789abcdef', 'write it like name:token'],
    ['o-meng:short', '16 characters at least'],
    ['o-meng:sha256$abc', '64 hexadecimal digits'],
    [`o-meng:${secret('a')} o-jin:${secret('a')}`, 'entry 2: the same token stands twice'],
  ])('%s is a fault that names the entry and shows no token', (given, message) => {
    expect(() => readOperatorTokens(given, 'OPERATOR_TOKENS')).toThrow(
      expect.objectContaining({ code: 'operator-tokens-faulty', message: expect.stringContaining(message) }),
    );
    expect(() => readOperatorTokens(given, 'OPERATOR_TOKENS')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    );
  });
});
