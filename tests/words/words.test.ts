import { describe, expect, test } from '@jest/globals';
import { ofTheRoster } from './said-with-roster.js';
import { toAnybody, toResidents } from './said-with.js';

interface Sentence {
  readonly name: string;
  readonly text: string;
}

function sentences(rooms: typeof toResidents): Sentence[] {
  return rooms.flatMap(([room, calls]) =>
    Object.entries(calls).flatMap(([name, lists]) => {
      const say = Object.entries(room).find(([exported]) => exported === name)?.[1] as (
        ...args: readonly unknown[]
      ) => string;
      return lists.map(args => ({ name, text: say(...args) }));
    }),
  );
}

const all = sentences([...toResidents, ...toAnybody, ...ofTheRoster]);

describe('every sentence', () => {
  test('has been tried here', () => {
    for (const [room, calls] of [...toResidents, ...toAnybody, ...ofTheRoster])
      expect(Object.keys(calls).toSorted()).toEqual(Object.keys(room).toSorted());
  });

  test.each(all.map(({ name, text }) => [name, text]))(
    '%s is plain Chinese without a gap: %s',
    (_name, text) => {
      expect(text).not.toBe('');
      expect(text).not.toMatch(/undefined|null|NaN|\[object|\{|\}/u);
      // Only ticket numbers and the codes that are quoted as examples are in Latin letters.
      expect(text.replace(/WG-\d{8}-\d{4}|JGY6|20MB/gu, '')).not.toMatch(/[A-Za-z]/u);
      expect(text).not.toMatch(/[,;?!](?=\p{Script=Han})|，，|。。|，。|（）|“”|\s$|^\s/u);
      const quotes = Array.from(text).filter(letter => letter === '“' || letter === '”');
      expect(quotes.filter(letter => letter === '“')).toHaveLength(quotes.length / 2);
      expect(text.split('（')).toHaveLength(text.split('）').length);
    },
  );
});

test.each(sentences(toResidents).map(({ name, text }) => [name, text]))(
  '%s is short enough for a resident to read: %s',
  (_name, text) => {
    expect(Array.from(text).length).toBeLessThanOrEqual(200);
  },
);
