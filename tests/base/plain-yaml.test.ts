import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseDocument, stringify } from 'yaml';
import { readPlainYaml } from '../../src/base/plain-yaml.js';

const configFolder = 'config';
const shipped = readdirSync(configFolder)
  .filter(name => name.endsWith('.yaml'))
  .map(name => ({ name, text: readFileSync(path.join(configFolder, name), 'utf8') }));

/** What the library makes of it; undefined when it finds a fault. */
function byLibrary(text: string): unknown {
  const document = parseDocument(text);
  if (document.errors.length > 0) return undefined;
  try {
    return document.toJS();
  } catch {
    return undefined;
  }
}

/** The library's value, or nothing at all. @returns whether it was read */
function expectSame(text: string): boolean {
  const plain = readPlainYaml(text);
  if (plain !== undefined) expect({ text, value: plain }).toEqual({ text, value: byLibrary(text) });
  return plain !== undefined;
}

test.each(shipped.map(({ name, text }) => [name, text]))(
  '%s is plain, and read as the library reads it',
  (_name, text) => {
    expect(expectSame(text)).toBe(true);
  },
);

/** One of the signs. */
const signOf = (signs: string) => fc.constantFrom(...Array.from(signs));

const word = fc.oneof(
  fc.string({ unit: signOf('ab1-0 .:#,[]{}"\'&*!|>%@`?~\\e中'), maxLength: 6 }),
  fc.constantFrom(
    'true',
    'null',
    '30m',
    '08',
    '0.5',
    '-3',
    '1e3',
    '.5',
    '2026-01-01',
    '08:30-12:00',
    '- a',
    'a: b',
  ),
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.boolean(),
  fc.constant(null),
);
const anything = fc.letrec(tie => ({
  value: fc.oneof({ maxDepth: 4 }, word, tie('list'), tie('mapping')),
  list: fc.array(tie('value'), { maxLength: 3 }),
  mapping: fc.dictionary(fc.string({ unit: signOf('ab1-中 :'), maxLength: 4 }), tie('value'), {
    maxKeys: 3,
  }),
})).value;

test('whatever can be written is read as the library reads it, or left to it', () => {
  let read = 0;
  fc.assert(
    fc.property(anything, fc.boolean(), fc.constantFrom(2, 4), (value, isInBrackets, indent) => {
      const text = stringify(value, { indent, lineWidth: 0, collectionStyle: isInBrackets ? 'flow' : 'any' });
      if (expectSame(text)) read += 1;
    }),
    { numRuns: 1_500, seed: 5 },
  );
  expect(read).toBeGreaterThan(100);
});

test('a file changed in any place is read as the library reads it, or left to it', () => {
  const sign = fc.oneof(
    signOf('\n -:#,[]{}"\'&*!|>%@`?~\\.0a中\t\r'),
    fc.constantFrom('  ', ': ', ' #', '- ', '\n  ', '\n- '),
  );
  const texts = shipped.map(({ text }) => text.slice(0, 3_000).replace(/[^\n]*$/u, ''));
  let read = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.array(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), sign, out: fc.nat(2) }), {
        minLength: 1,
        maxLength: 2,
      }),
      (text, changes) => {
        let changed = text;
        for (const { at, sign: put, out } of changes) {
          const from = Math.floor(at * changed.length);
          changed = changed.slice(0, from) + put + changed.slice(from + out);
        }
        if (expectSame(changed)) read += 1;
      },
    ),
    { numRuns: 1_000, seed: 6 },
  );
  expect(read).toBeGreaterThan(100);
});
