import { describe, expect, test } from '@jest/globals';
import { evaluate } from '../../src/classify/evaluate.js';
import { splitExamples } from '../../src/classify/examples.js';
import { train } from '../../src/classify/train.js';
import { readTrainingMaterial } from '../../src/classify/train-command.js';
import { loadUnderstanding } from '../../src/classify/understand.js';

const { catalogue, groups, examples } = readTrainingMaterial('config');
const { learn, judge } = splitExamples(examples);

describe('learning', () => {
  const few = learn.filter((_, at) => at % 12 === 0);
  const model = train(few, catalogue, groups);

  test('gives the same model for the same examples', () => {
    expect(Buffer.compare(train(few, catalogue, groups), model)).toBe(0);
  });

  test('from a twelfth of the examples understands unseen ones far better than chance', () => {
    const figures = evaluate(
      judge.filter((_, at) => at % 3 === 0),
      loadUnderstanding(model),
    );
    expect(figures.macroF1).toBeGreaterThan(0.35);
    expect(figures.kindAccuracy).toBeGreaterThan(0.7);
  });
});

test('the examples kept to judge by are the same every time, and none is learned from', () => {
  const again = splitExamples(examples);
  expect(again.judge.map(({ text }) => text)).toEqual(judge.map(({ text }) => text));
  expect(judge.length / examples.length).toBeGreaterThan(0.1);
  const learned = new Set(learn.map(({ text }) => text));
  expect(judge.some(({ text }) => learned.has(text))).toBe(false);
});
