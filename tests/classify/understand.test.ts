import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { evaluate } from '../../src/classify/evaluate.js';
import { evaluationChart } from '../../src/classify/evaluation-chart.js';
import { evaluationText } from '../../src/classify/evaluation-text.js';
import { readExampleFile } from '../../src/classify/examples.js';
import { loadUnderstanding } from '../../src/classify/understand.js';

const model = readFileSync('config/understanding/model.bin');
const understand = loadUnderstanding(model);

describe.each(['judged', 'unseen-a', 'unseen-b'])('messages that were not learned from (%s)', name => {
  const evaluation = evaluate(readExampleFile(`tests/classify/${name}.jsonl`), understand);

  test('the category of a report is right nine times in ten', () => {
    expect(evaluation.macroF1).toBeGreaterThanOrEqual(0.9);
    expect(evaluation.precisionWhenSure).toBeGreaterThanOrEqual(0.95);
    expect(evaluation.coverage).toBeGreaterThanOrEqual(0.75);
  });

  test('talk among neighbours opens no ticket', () => {
    expect(evaluation.kindAccuracy).toBeGreaterThanOrEqual(0.95);
    expect(evaluation.chatAsReport).toBeLessThanOrEqual(0.04);
  });

  test('an emergency is seen, and nothing else is taken for one', () => {
    expect(evaluation.emergencyRecall).toBeGreaterThanOrEqual(0.97);
    expect(evaluation.falseAlarms).toBeLessThanOrEqual(0.015);
  });

  test('the place is found', () => {
    expect(evaluation.placeFound).toBeGreaterThanOrEqual(0.85);
  });

  test('how sure it is can be believed', () => {
    expect(evaluation.calibrationError).toBeLessThanOrEqual(0.04);
  });

  test('the figures can be read and drawn', () => {
    expect(evaluationText(evaluation)).toMatch(/macro-F1 over the categories +0\.\d{3}/u);
    expect(evaluationChart([{ name: 'embedded', evaluation }])).toMatch(/^<svg[\s\S]+<\/svg>\n$/u);
  });
});

describe('whatever is written, an answer comes', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(fc.integer({ min: 0, max: 0xff_ff }), { maxLength: 200 })
      .map(codes => String.fromCharCode(...codes)),
    fc
      .array(
        fc.constantFrom(
          '着火了',
          '12-2-301',
          '。',
          '😂',
          '\ud800',
          '还有',
          '1、',
          '2、',
          '\u0000',
          '救命',
          '栋',
        ),
        { maxLength: 60 },
      )
      .map(parts => parts.join('')),
  );

  test('for any text', () => {
    fc.assert(
      fc.property(anything, text => {
        const { kind, matters, confidence, place } = understand(text);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        expect(matters.length > 0).toBe(kind === 'report');
        if (place) expect(text).toContain(place.text);
        for (const matter of matters) {
          expect(matter.category).toMatch(/^\d{2}$/u);
          expect(matter.item.slice(0, 2)).toBe(matter.category);
        }
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  test('even for twenty thousand signs, of which head and tail are read', () => {
    const long = '楼上漏水还有电梯坏了12-2-301，'.repeat(1112);
    const same = long.slice(0, 2_000) + '无'.repeat(16_000) + long.slice(-2_000);
    expect(understand(long).matters[0]?.category).toBe('11');
    expect(understand(same)).toMatchObject({ kind: 'report', confidence: understand(long).confidence });
  });
});
