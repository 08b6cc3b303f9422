import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DAY, MINUTE } from '../../src/base/clock.js';
import { classifyWithModel } from '../../src/llm/classify-with-model.js';
import { Slots } from '../../src/llm/slots.js';
import { summariseWithModel } from '../../src/llm/summarise-with-model.js';
import { openSqliteStore } from '../../src/store/sqlite-store.js';
import { startFakeLlm, type FakeLlm } from '../support/fake-llm.js';
import { memoryStore, type MemoryDisk } from '../support/memory-store.js';
import { categories, goodAnswer, llmAt, morningClock } from './llm-house.js';

let fake: FakeLlm;
beforeEach(async () => {
  fake = await startFakeLlm();
  fake.plays({ kind: 'answers', content: goodAnswer });
});
afterEach(() => fake.close());

const matter = (text: string) => ({ text, categories });
const whyOf = (asked: { done: boolean; why?: string }) => (asked.done ? 'done' : asked.why);

describe('the day has a budget', () => {
  test('of calls, which a restart does not renew and the next day in China does', async () => {
    const disk: MemoryDisk = new Map();
    const clock = morningClock();
    const first = await llmAt(fake.url, { callsPerDay: 2 }, { store: memoryStore(disk), clock });
    expect(whyOf(await classifyWithModel(first, matter('一')))).toBe('done');
    const again = await llmAt(fake.url, { callsPerDay: 2 }, { store: memoryStore(disk), clock });
    expect(whyOf(await classifyWithModel(again, matter('二')))).toBe('done');
    expect(whyOf(await classifyWithModel(again, matter('三')))).toBe('budget');
    expect(fake.requests).toHaveLength(2);
    expect(await again.spentToday()).toEqual({ calls: 2, tokens: 200 });
    clock.moveTo(Date.parse('2026-11-23T23:59:59+08:00'));
    expect(whyOf(await classifyWithModel(again, matter('三')))).toBe('budget');
    clock.moveTo(Date.parse('2026-11-24T00:00:00+08:00'));
    expect(whyOf(await classifyWithModel(again, matter('三')))).toBe('done');
  });

  test('of tokens, corrected to what the endpoint says it used', async () => {
    const llm = await llmAt(fake.url, { tokensPerDay: 3_000 });
    expect(whyOf(await classifyWithModel(llm, matter('一')))).toBe('done');
    expect(await llm.spentToday()).toEqual({ calls: 1, tokens: 100 });
    expect(whyOf(await classifyWithModel(await llmAt(fake.url, { tokensPerDay: 50 }), matter('二')))).toBe(
      'budget',
    );
  });

  test('of every try, so that retries do not go over it', async () => {
    fake.plays({ kind: 'complains', status: 503 });
    const llm = await llmAt(fake.url, { callsPerDay: 2 });
    expect(whyOf(await classifyWithModel(llm, matter('一')))).toBe('unreachable');
    expect(fake.requests).toHaveLength(2);
  });

  test('that several processes on one file share to the last call', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'llm-'));
    const stores = [await openSqliteStore(folder), await openSqliteStore(folder)];
    const llms = await Promise.all(stores.map(store => llmAt(fake.url, { callsPerDay: 7 }, { store })));
    const texts = Array.from({ length: 12 }, (_, at) => `第${at}件`);
    const outcomes = await Promise.all(
      texts.map((text, at) => classifyWithModel(llms[at % 2]!, matter(text)).then(whyOf)),
    );
    expect(outcomes.filter(outcome => outcome === 'done')).toHaveLength(7);
    expect(outcomes.filter(outcome => outcome === 'budget')).toHaveLength(5);
    expect(fake.requests).toHaveLength(7);
    for (const store of stores) await store.close();
    await rm(folder, { recursive: true });
  });
});

describe('an endpoint that fails again and again is left in peace', () => {
  test('for a minute, then one call tries', async () => {
    const clock = morningClock();
    const llm = await llmAt(fake.url, {}, { clock });
    fake.plays({ kind: 'complains', status: 401 });
    for (let at = 0; at < 5; at += 1)
      expect(whyOf(await classifyWithModel(llm, matter(`第${at}件`)))).toBe('rejected');
    expect(whyOf(await classifyWithModel(llm, matter('后来的')))).toBe('breaker');
    expect(fake.requests).toHaveLength(5);

    clock.moveTo(clock.now() + MINUTE);
    expect(whyOf(await classifyWithModel(llm, matter('后来的')))).toBe('rejected');
    expect(whyOf(await classifyWithModel(llm, matter('后来的')))).toBe('breaker');
    expect(fake.requests).toHaveLength(6);

    clock.moveTo(clock.now() + MINUTE);
    fake.plays({ kind: 'answers', content: goodAnswer, afterMs: 30 });
    const both = await Promise.all([matter('甲'), matter('乙')].map(one => classifyWithModel(llm, one)));
    expect(new Set(both.map(whyOf))).toEqual(new Set(['breaker', 'done']));
    expect(whyOf(await classifyWithModel(llm, matter('丙')))).toBe('done');
  });

  test('but texts that bring bad answers about do not close the door for others', async () => {
    const llm = await llmAt(fake.url);
    fake.plays({ kind: 'answers', content: 'hacked' });
    for (let at = 0; at < 8; at += 1)
      expect(whyOf(await classifyWithModel(llm, matter(`第${at}件`)))).toBe('malformed');
    fake.plays({ kind: 'answers', content: goodAnswer });
    expect(whyOf(await classifyWithModel(llm, matter('正经事')))).toBe('done');
  });
});

describe('the same text costs once', () => {
  test('also after a restart, until its time is over', async () => {
    const disk: MemoryDisk = new Map();
    const clock = morningClock();
    const first = await llmAt(fake.url, {}, { store: memoryStore(disk), clock });
    await classifyWithModel(first, matter('东门路灯不亮'));
    const again = await llmAt(fake.url, {}, { store: memoryStore(disk), clock });
    expect(await classifyWithModel(again, matter('东门路灯不亮'))).toMatchObject({ done: true, tokens: 0 });
    expect(fake.requests).toHaveLength(1);
    clock.moveTo(clock.now() + DAY);
    expect(await classifyWithModel(again, matter('东门路灯不亮'))).toMatchObject({ done: true, tokens: 100 });
    expect(await classifyWithModel(again, matter('东门路灯不亮'))).toMatchObject({ done: true, tokens: 0 });
    clock.moveTo(clock.now() + DAY + 1);
    expect(await again.forgetOld()).toBe(1);
    expect(await again.forgetOld()).toBe(0);
  });

  test('and what is kept shows nothing of the text', async () => {
    const disk: MemoryDisk = new Map();
    const llm = await llmAt(fake.url, {}, { store: memoryStore(disk) });
    await classifyWithModel(llm, matter('东门路灯不亮'));
    const kept = JSON.stringify([...disk.values()].map(shelf => [...shelf.documents]));
    expect(kept).toContain('03-02');
    expect(kept).not.toContain('东门');
  });

  test('a bad answer is not kept, and a summary never is', async () => {
    const llm = await llmAt(fake.url);
    fake.playsNext({ kind: 'answers', content: 'hacked' });
    expect(whyOf(await classifyWithModel(llm, matter('井盖松了')))).toBe('malformed');
    expect(whyOf(await classifyWithModel(llm, matter('井盖松了')))).toBe('done');
    fake.plays({ kind: 'answers', content: '{"summary":"井盖松动，尚未处理。","needs":"请安排维修。"}' });
    const ticket = { item: '井盖缺失', text: '井盖松了', notes: [] };
    await summariseWithModel(llm, ticket);
    await summariseWithModel(llm, ticket);
    expect(fake.requests).toHaveLength(4);
  });
});

describe('only so many calls are under way at once', () => {
  test('the others wait in line', async () => {
    let underWay = 0;
    let most = 0;
    fake.plays({
      kind: 'answers',
      afterMs: 10,
      content: () => {
        underWay += 1;
        most = Math.max(most, underWay);
        setTimeout(() => (underWay -= 1), 8);
        return goodAnswer;
      },
    });
    const llm = await llmAt(fake.url, { callsAtOnce: 2 });
    const texts = Array.from({ length: 9 }, (_, at) => matter(`第${at}件`));
    const outcomes = await Promise.all(texts.map(one => classifyWithModel(llm, one).then(whyOf)));
    expect(outcomes).toEqual(Array.from({ length: 9 }, () => 'done'));
    expect(most).toBe(2);
  });

  test('who waits too long, or finds the line full, goes away and leaves no slot taken', async () => {
    const slots = new Slots(1, 2);
    const patient = new AbortController();
    const hasty = new AbortController();
    expect(await slots.take(patient.signal)).toBe(true);
    const inLine = [slots.take(hasty.signal), slots.take(patient.signal)];
    expect(await slots.take(patient.signal)).toBe(false);
    hasty.abort();
    expect(await inLine[0]).toBe(false);
    expect(await slots.take(hasty.signal)).toBe(false);
    slots.give();
    expect(await inLine[1]).toBe(true);
    slots.give();
    expect(await slots.take(patient.signal)).toBe(true);
  });

  test('who never gets a slot before the deadline sends nothing', async () => {
    fake.plays({ kind: 'hangs' });
    const llm = await llmAt(fake.url, { callsAtOnce: 1, deadlineMs: 150 });
    const outcomes = await Promise.all(
      [matter('甲'), matter('乙'), matter('丙')].map(one => classifyWithModel(llm, one)),
    );
    expect(outcomes.every(asked => !asked.done && ['late', 'busy'].includes(asked.why))).toBe(true);
    expect(whyOf(outcomes[0]!)).toBe('late');
  });
});
