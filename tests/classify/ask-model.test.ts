import { expect, test } from '@jest/globals';
import { askModel, type JudgedModel, type ModelSays } from '../../src/classify/ask-model.js';
import { evaluate } from '../../src/classify/evaluate.js';
import { evaluationChart } from '../../src/classify/evaluation-chart.js';
import type { Example } from '../../src/classify/examples.js';
import type { Matter, Understand } from '../../src/classify/understanding.js';

const said = { kind: 'report', urgency: 'normal', location: null } as const;
const examples: readonly Example[] = [
  { ...said, text: '路灯不亮', category: '04' },
  { ...said, text: '又来了', category: '02' },
  { ...said, text: '谁管管', category: '08' },
  { ...said, text: '着火了', category: '03', urgency: 'emergency' },
  { text: '谢谢大家', kind: 'chat', location: null },
];

/** Knows the lamp, alarms at the fire, and takes the rest for 11 without being sure. */
const embedded: Understand = text => {
  if (text === '谢谢大家') return { kind: 'chat', confidence: 0.9, matters: [] };
  const sure = { 路灯不亮: '04', 着火了: '03' }[text];
  const matter: Matter = {
    text,
    category: sure ?? '11',
    item: `${sure ?? '11'}-01`,
    urgency: text === '着火了' ? 'emergency' : 'normal',
    confidence: sure ? 0.95 : 0.4,
    abstained: sure === undefined,
    decidedBy: 'embedded',
  };
  return { kind: 'report', confidence: 0.9, matters: [matter] };
};

function modelThat(says: (text: string, hasGuess: boolean) => ModelSays): JudgedModel & { asked: string[] } {
  const asked: string[] = [];
  let open = 0;
  return {
    name: 'a model',
    atOnce: 2,
    asked,
    spent: async () => ({ calls: 0, tokens: 0 }),
    ask: async (text, guess) => {
      open += 1;
      expect(open).toBeLessThanOrEqual(2);
      await Promise.resolve();
      open -= 1;
      asked.push(`${text} ${guess?.category ?? '-'}`);
      return says(text, guess !== undefined);
    },
  };
}

const answers = (category: string): ModelSays => ({
  done: true,
  category,
  item: `${category}-01`,
  confidence: 0.9,
  isKept: false,
});

test('by itself it is asked about every report, together only where the bot is in doubt and nobody in danger', async () => {
  const model = modelThat(() => answers('02'));
  await askModel(examples, embedded, model);
  expect(model.asked.toSorted()).toEqual(
    ['路灯不亮 -', '又来了 -', '谁管管 -', '着火了 -', '又来了 11', '谁管管 11'].toSorted(),
  );
});

test('its answers are judged by themselves and in the place of doubt', async () => {
  const model = modelThat(text => answers(text === '又来了' ? '02' : '08'));
  const { alone, together } = await askModel(examples, embedded, model);
  const categories = (understand: Understand) =>
    examples.map(({ text }) => understand(text).matters[0]?.category ?? null);
  expect(categories(alone)).toEqual(['08', '02', '08', '08', null]);
  expect(categories(together)).toEqual(['04', '02', '08', '03', null]);
  expect(together('着火了').matters[0]?.urgency).toBe('emergency');
  expect(evaluate(examples, together).macroF1).toBe(1);
});

test('without an answer it counts as wrong by itself, and together the bot’s own decision stands', async () => {
  const model = modelThat(text => ({ done: false, why: text === '又来了' ? 'unsure' : 'late' }));
  const { alone, together, asking } = await askModel(examples, embedded, model);
  expect(evaluate(examples, alone).macroF1).toBe(0);
  expect(evaluate(examples, alone).coverage).toBe(0);
  expect(evaluate(examples, together)).toEqual(evaluate(examples, embedded));
  expect(asking).toEqual({ asked: 6, answered: 0, kept: 0, unsure: 2, failed: new Map([['late', 4]]) });
});

test('every way has a line of its own in the picture', () => {
  const evaluation = evaluate(examples, embedded);
  const ways = ['embedded', 'small <model>', 'together'].map(name => ({ name, evaluation }));
  const chart = evaluationChart(ways);
  expect(chart.match(/<polyline/g)).toHaveLength(1 + 2 * 3);
  expect(chart).toContain('small  model , error');
});
