import type { Cell } from './table.js';

/** Control, zero-width and direction characters, soft hyphens and byte order marks. */
const UNSEEN = /(?![\t\n\r])[\p{Cc}\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/gu;
const LOST = /\uFFFD|锟斤拷|烫烫烫|屯屯屯/u;
const SCIENTIFIC = /^\d(?:\.\d+)?[eE]\+\d{1,2}$/u;

/** A full-width digit, letter or sign in its plain form; brackets and Chinese marks stay as they are. */
function narrow(letter: string): string {
  return String.fromCharCode(letter.charCodeAt(0) - 0xfee0);
}

/** The text as it is meant: no unseen characters, plain digits and letters, single spaces, none at the ends. */
export function tidy(text: string): string {
  return text
    .toWellFormed()
    .replace(UNSEEN, '')
    .replace(/[０-９Ａ-Ｚａ-ｚ＃＋－．／]/gu, narrow)
    .replace(/[\s\u00A0\u3000]+/gu, ' ')
    .trim();
}

/** The same without spaces beside Chinese characters, where they only spread a name over its cell: 张 三, 第 1 网格. */
export function withoutGaps(text: string): string {
  return tidy(text).replace(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, '');
}

/** A cell that was written as text. */
export function textCell(text: string): Cell {
  const plain = tidy(text);
  if (LOST.test(plain)) return { text: plain, fault: 'garbled' };
  return SCIENTIFIC.test(plain) ? { text: plain, fault: 'scientific' } : { text: plain };
}

/**
 * A cell that was written as a number: without what floating point adds, with the zeros that its format shows before it.
 *
 * @param format the cell's number format, e.g. `0000`
 */
export function numberCell(value: number, format = ''): Cell {
  if (!Number.isFinite(value)) return { text: '', fault: 'error' };
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return { text: String(value), fault: 'scientific' };
  const text = String(Number(value.toPrecision(15)));
  return { text: /^0+$/u.test(format) ? text.padStart(format.length, '0') : text };
}
