import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { DAY, HOUR } from '../../src/base/clock.js';
import { likeness } from '../../src/base/likeness.js';
import { placesAgree, similarTo } from '../../src/tickets/similar.js';
import { friday, ticketIn } from './a-ticket.js';

const report = {
  text: '楼道灯不亮了，黑得很',
  item: '08-01',
  category: '08',
  whereabouts: { unitId: 'jgy-6', place: '2单元' },
};

describe('likeness', () => {
  test('lies between 0 and 1, the same either way round', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
        const alike = likeness(one, other);
        expect(alike).toBeGreaterThanOrEqual(0);
        expect(alike).toBeLessThanOrEqual(1 + 1e-9);
        expect(likeness(other, one)).toBeCloseTo(alike, 9);
      }),
    );
  });

  test('is 1 for the same words, whatever the signs between', () => {
    expect(likeness('楼道灯坏了', '楼道灯，坏了！')).toBeCloseTo(1);
  });

  test('is 0 for words that share nothing, and for no words', () => {
    expect(likeness('楼道灯坏了', '电梯停在三层')).toBe(0);
    expect(likeness('', '')).toBe(0);
    expect(likeness('灯', '灯')).toBe(0);
  });
});

describe('places', () => {
  test.each([
    ['jgy-6', '2单元', 'jgy-6', '2单元', true],
    ['jgy-6', '2单元', 'jgy-6', '3单元', false],
    ['jgy-6', '2单元', 'jgy-6', '', true],
    ['jgy-6', '2单元', 'jgy-6', '东门', true],
    ['jgy-6', '2单元', 'jgy-8', '2单元', false],
  ])('%s %s and %s %s: the same spot is %s', (unitId, place, otherUnit, otherPlace, agree) => {
    expect(placesAgree({ unitId, place }, { unitId: otherUnit, place: otherPlace })).toBe(agree);
  });
});

describe('a report that may be about an open matter', () => {
  const now = friday + HOUR;

  test('is the same when the item, the unit and the entrance are', () => {
    const [found] = similarTo(report, [ticketIn('offered')], now);
    expect(found?.degree).toBe('same');
  });

  test('is the same under another item of the category when the words are', () => {
    const ticket = ticketIn('offered', { item: '08-02', text: report.text });
    expect(similarTo(report, [ticket], now)[0]?.degree).toBe('same');
  });

  test.each([
    ['of another entrance', ticketIn('offered', { whereabouts: { unitId: 'jgy-6', place: '3单元' } })],
    [
      'of another building',
      ticketIn('offered', { unitId: 'jgy-8', whereabouts: { unitId: 'jgy-8', place: '' } }),
    ],
    ['about something else', ticketIn('offered', { item: '03-01', category: '03', text: '狗叫得睡不着' })],
  ])('is none %s', (_why, ticket) => {
    expect(similarTo(report, [ticket], now)).toEqual([]);
  });

  test('is only near after three days, or when only the words are alike', () => {
    const same = ticketIn('offered', { text: report.text });
    expect(similarTo(report, [same], friday + 3 * DAY)[0]?.degree).toBe('same');
    expect(similarTo(report, [same], friday + 3 * DAY + 1)[0]?.degree).toBe('near');
    const otherCategory = ticketIn('offered', { item: '03-01', category: '03', text: report.text });
    expect(similarTo(report, [otherCategory], now)[0]?.degree).toBe('near');
  });

  test('the same matters stand before near ones, the most alike first', () => {
    const near = ticketIn('offered', { id: 'near', item: '03-01', category: '03', text: report.text });
    const less = ticketIn('offered', { id: 'less', text: '灯坏了' });
    const most = ticketIn('offered', { id: 'most', text: report.text });
    expect(similarTo(report, [near, less, most], now).map(({ ticket }) => ticket.id)).toEqual([
      'most',
      'less',
      'near',
    ]);
  });
});
