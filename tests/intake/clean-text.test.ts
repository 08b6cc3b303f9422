import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cleanText } from '../../src/intake/clean-text.js';

test.each([
  ['１２栋２单元', '12栋2单元'],
  ['Ａ座＃３', 'A座#3'],
  ['  路灯\u3000坏了 \n\n 在东门\t口 ', '路灯 坏了 在东门 口'],
  ['第一行\r\n第二行\r第三行', '第一行 第二行 第三行'],
  ['路\u200B灯\u200D坏\uFEFF了', '路灯坏了'],
  ['\u202E倒着写\u202C', '倒着写'],
  ['响\u0007铃\u0000了', '响铃了'],
  ['半个\uD83D字', '半个字'],
  ['漏水😭，急！', '漏水😭，急！'],
  ['𠮷祥里3栋', '𠮷祥里3栋'],
  ['', ''],
])('%j is read as %j', (text, clean) => {
  expect(cleanText(text)).toBe(clean);
});

test('a long text is cut and what is cut is whole', () => {
  expect(cleanText('漏'.repeat(3_000))).toHaveLength(2_000);
  expect(cleanText('😭'.repeat(10), 5).isWellFormed()).toBe(true);
});

test('any text is well formed, without control signs and not too long, and cleaning it again changes nothing', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.integer({ min: 1, max: 100 }),
      (text, longest) => {
        const clean = cleanText(text, longest);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean).not.toMatch(/\p{Cc}/u);
        expect(clean.length).toBeLessThanOrEqual(longest);
        expect(cleanText(clean, longest)).toBe(clean);
      },
    ),
    { numRuns: 2_000 },
  );
});
