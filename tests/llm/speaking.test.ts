import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { askWithModel } from '../../src/llm/ask-with-model.js';
import { lookWithModel } from '../../src/llm/look-with-model.js';
import { summariseWithModel } from '../../src/llm/summarise-with-model.js';
import { startFakeLlm, wordsOf, type FakeLlm } from '../support/fake-llm.js';
import { llmAt } from './llm-house.js';

let fake: FakeLlm;
beforeEach(async () => {
  fake = await startFakeLlm();
});
afterEach(() => fake.close());

const says = (answer: object): void => fake.plays({ kind: 'answers', content: JSON.stringify(answer) });

describe('the one question', () => {
  const missing = [
    { key: 'place', name: '具体位置', words: ['哪', '位置', '几号楼'] },
    { key: 'time', name: '什么时候', words: ['时候', '几点', '多久'] },
  ];
  const report = { text: '路灯不亮了，老人走夜路害怕', item: '路灯不亮', missing };

  test('is short, polite and about something that is missing', async () => {
    says({ about: 'place', question: '请问您说的路灯在哪条路、靠近几号楼？' });
    const asked = await askWithModel(await llmAt(fake.url), report);
    expect(asked).toMatchObject({
      value: { about: 'place', question: '请问您说的路灯在哪条路、靠近几号楼？' },
    });
    expect(wordsOf(fake.requests[0]!, 'system')).toContain('place 具体位置\ntime 什么时候');
  });

  test('is left out when there is nothing to ask', async () => {
    says({ about: '不确定', question: '无' });
    expect(await askWithModel(await llmAt(fake.url), report)).toMatchObject({ done: true, value: {} });
  });

  test.each([
    ['about something else', { about: 'phone', question: '请问您的位置在哪？' }],
    ['in other words than its subject has', { about: 'place', question: '您今天心情怎么样？' }],
    ['with a statement before it', { about: 'place', question: '明天全区停水。请问在哪？' }],
    ['that is two', { about: 'place', question: '在哪？什么时候？' }],
    ['that is none', { about: 'place', question: '请告诉我位置' }],
    ['over its length', { about: 'place', question: `请问在${'很'.repeat(40)}哪？` }],
    ['for a number', { about: 'place', question: '请问您在哪，手机号是多少？' }],
    ['with an address', { about: 'place', question: '请到 a.com 填写在哪？' }],
    ['with unseen signs', { about: 'place', question: '请问在\u202e哪？' }],
    ['with a number to call', { about: 'place', question: '在哪？打13800138000可以吗' }],
  ])('%s is not asked', async (_what, answer) => {
    says(answer);
    expect(await askWithModel(await llmAt(fake.url), report)).toEqual({ done: false, why: 'malformed' });
  });
});

describe('the summary for the next level', () => {
  const ticket = { item: '井盖缺失', text: '东门井盖没了', notes: ['网格员已围挡', '物业称不归其管'] };

  test('rests on what was reported and done', async () => {
    says({ summary: '东门井盖缺失，已围挡，物业称不归其管。', needs: '请协调市政补装井盖。' });
    const asked = await summariseWithModel(await llmAt(fake.url), ticket);
    expect(asked).toMatchObject({ done: true, value: { needs: '请协调市政补装井盖。' } });
    expect(wordsOf(fake.requests[0]!, 'user')).toContain('网格员已围挡\n物业称不归其管');
  });

  test.each([
    ['a phone number', '联系人电话 139-1234-5678'],
    ['an address', '详见 https://x.example'],
    ['a paragraph over its length', '长'.repeat(161)],
  ])('does not hold %s', async (_what, summary) => {
    says({ summary, needs: '' });
    expect(await summariseWithModel(await llmAt(fake.url), ticket)).toEqual({
      done: false,
      why: 'malformed',
    });
  });
});

describe('a photo', () => {
  const photo = { bytes: Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]), type: 'image/jpeg' } as const;

  test('is shown to a model that sees, and to no other', async () => {
    says({ shows: '路面井盖缺失，旁边有锥桶', fits: '相符', isClear: true });
    const blind = await llmAt(fake.url);
    expect([blind.sees, await lookWithModel(blind, { photo, text: '' })]).toEqual([
      false,
      { done: false, why: 'not-configured' },
    ]);
    expect(fake.requests).toHaveLength(0);
    const seeing = await llmAt(fake.url, { visionModel: 'eyes' });
    const asked = await lookWithModel(seeing, { photo, text: '井盖没了' });
    expect(asked).toMatchObject({ done: true, value: { fits: 'yes', isClear: true } });
    expect(fake.requests[0]?.body.model).toBe('eyes');
    expect(JSON.stringify(fake.requests[0]?.body)).toContain('data:image/jpeg;base64,/9j/4A==');
  });

  test('that is too large stays here', async () => {
    const large = { ...photo, bytes: new Uint8Array(2 * 1024 * 1024 + 1) };
    const llm = await llmAt(fake.url, { visionModel: 'eyes' });
    expect(await lookWithModel(llm, { photo: large, text: '' })).toEqual({ done: false, why: 'too-long' });
  });
});
