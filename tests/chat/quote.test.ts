import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readQuote, writeQuote } from '../../src/chat/quote.js';

describe('a quotation', () => {
  test('is read as WeChat shows it', () => {
    expect(readQuote('「张三：路灯坏了」\n- - - - - - - - - - - - - - -\n我家门口也是')).toEqual({
      quote: { name: '张三', text: '路灯坏了' },
      text: '我家门口也是',
    });
  });

  test.each([
    ['a western colon', '「张三:路灯坏了」\n- - - - - - -\n也是'],
    ['dashes without spaces', '「张三：路灯坏了」\n-----\n也是'],
    ['long dashes', '「张三：路灯坏了」\n————————\n也是'],
    ['lines that end as on Windows', '「张三：路灯坏了」\r\n- - - - - - -\r\n也是'],
  ])('is read with %s', (_, text) => {
    expect(readQuote(text)).toEqual({ quote: { name: '张三', text: '路灯坏了' }, text: '也是' });
  });

  test('may have several lines, brackets and colons of its own', () => {
    const said = '通知：\n明天停水\n「全天」';
    expect(readQuote(`「居委会：${said}」\n- - - - - - -\n几点恢复`)).toEqual({
      quote: { name: '居委会', text: said },
      text: '几点恢复',
    });
  });

  test('may be answered with nothing', () => {
    expect(readQuote('「张三：路灯坏了」\n- - - - - -')).toEqual({
      quote: { name: '张三', text: '路灯坏了' },
      text: '',
    });
  });

  test.each([
    ['words in brackets', '「张三：路灯坏了」'],
    ['a line of four dashes', '「张三：路灯坏了」\n----\n好'],
    ['something before the bracket', '看「张三：路灯坏了」\n- - - - - - -\n好'],
    ['no name', '「路灯坏了」\n- - - - - - -\n好'],
  ])('is not seen in a text with %s', (_, text) => {
    expect(readQuote(text)).toEqual({ text });
  });

  test('that was written is read back, whatever was said', () => {
    const line = fc.string({
      unit: fc.constantFrom('灯', '坏', '：', ':', '-', ' ', '」', '「', '\n'),
      maxLength: 30,
    });
    fc.assert(
      fc.property(line, line, (said, answer) => {
        // A rule inside the quoted words ends the quotation early: nobody can tell it from the real one.
        fc.pre(!/」\r?\n(?:[-–—－] ?){5,}/u.test(`${said}」\n`));
        expect(readQuote(writeQuote({ name: '张三', text: said }, answer))).toEqual({
          quote: { name: '张三', text: said.trim() },
          text: answer.trim(),
        });
      }),
    );
  });

  test('is read from a text made to be slow', () => {
    // Trying every way to divide them would take longer than a test may.
    const parts = [`「a：${'」\n- - - - - -x'.repeat(50_000)}`, `「a：b」\n${'- '.repeat(500_000)}x`];
    for (const part of parts) expect(part).toContain(readQuote(part).text);
  });
});
