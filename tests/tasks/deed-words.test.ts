import { describe, expect, test } from '@jest/globals';
import { plainWords } from '../../src/flow/worker-words.js';
import { readDeed } from '../../src/tasks/read-deed.js';
import { talk } from './deed-talk.js';
import { told } from './deed-told.js';

const known = { names: ['网格员小周', '小周'], estates: ['柳园里', '锦澜府', '文化路'] };

function kindOf(text: string): string | undefined {
  return readDeed(plainWords(text), known)?.kind;
}

describe('workers tell what they did in words of their own', () => {
  test.each(Object.entries(told).flatMap(([kind, texts]) => texts.map(text => [text, kind])))(
    '“%s” is a %s',
    (text, kind) => {
      expect(kindOf(text)).toBe(kind);
    },
  );
});

describe('talk about the work is left alone', () => {
  test.each(talk.map(text => [text]))('“%s” is no record', text => {
    expect(kindOf(text)).toBeUndefined();
  });
});

test('each of them was said once, and there are enough of both', () => {
  const all = [...Object.values(told).flat(), ...talk];
  expect(new Set(all).size).toBe(all.length);
  expect(all.length).toBeGreaterThanOrEqual(200);
  expect(talk.length).toBeGreaterThanOrEqual(50);
});
