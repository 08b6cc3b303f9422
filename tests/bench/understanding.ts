import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readExampleFile, type Example } from '../../src/classify/examples.js';
import { readTrainingMaterial } from '../../src/classify/train-command.js';
import { loadUnderstanding } from '../../src/classify/understand.js';
import { beside, perSecond, rounded, type Figure } from './figure.js';
import { labelOf, nlpNeural, winkBayes } from './rivals.js';

const MODEL = 'config/understanding/model.bin';

/** The embedded model beside two kept classifiers from npm that learned the same examples. */
export function understandingFigures(): Figure[] {
  const unseen = ['a', 'b'].flatMap(name => readExampleFile(`tests/classify/unseen-${name}.jsonl`));
  const texts = unseen.map(({ text }) => text);
  const understand = loadUnderstanding(MODEL);
  const { examples } = readTrainingMaterial('config');
  const speed: Figure = {
    work: 'messages understood (kind, category, item, urgency, place), one core',
    value: rounded(perSecond(texts, understand)),
    unit: '/s',
    atLeast: 50_000,
  };
  const right: Figure = {
    work: `unseen messages put where they belong (13 categories, inquiry, chat; ${unseen.length} messages)`,
    value: rounded(
      shareRight(unseen, text => {
        const { kind, matters } = understand(text);
        return kind === 'report' ? (matters[0]?.category ?? '') : kind;
      }),
    ),
    unit: 'share',
  };
  const rivals = [winkBayes(examples), nlpNeural(examples)];
  return [
    ...rivals.flatMap(({ name, classify }) => [
      beside(speed, `${name}, category only`, rounded(perSecond(texts, classify, 1_000))),
      beside(right, name, rounded(shareRight(unseen, classify))),
    ]),
    ...startFigures(),
  ];
}

function shareRight(examples: readonly Example[], classify: (text: string) => string): number {
  return examples.filter(example => classify(example.text) === labelOf(example)).length / examples.length;
}

/** How long it takes until the first message can be understood. */
function startFigures(): Figure[] {
  const bytes = readFileSync(MODEL);
  const loads = Array.from({ length: 20 }, () => timed(() => loadUnderstanding(bytes)));
  const line = `${JSON.stringify({ id: 1, text: '12栋电梯又停了' })}\n`;
  const command = ['dist/cli.js', 'classify'];
  const starts = Array.from({ length: 5 }, () =>
    timed(() => spawnSync(process.execPath, command, { input: line })),
  );
  const bare = Array.from({ length: 5 }, () => timed(() => spawnSync(process.execPath, ['--eval', '0'])));
  return [
    { work: 'the model is loaded', value: rounded(Math.min(...loads)), unit: 'ms', atMost: 15 },
    beside(
      {
        work: 'classify started, one message answered, ended',
        value: rounded(Math.min(...starts)),
        unit: 'ms',
        atMost: 200,
      },
      'node that does nothing',
      rounded(Math.min(...bare)),
    ),
  ];
}

function timed(work: () => unknown): number {
  const from = performance.now();
  work();
  return performance.now() - from;
}
