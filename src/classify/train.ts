import type { Catalogue } from './catalogue.js';
import { calibrate, type Outcome } from './calibrate.js';
import type { Example } from './examples.js';
import { learnItems } from './learn-items.js';
import { learnHead, marginOf, type Sparse } from './learn-linear.js';
import { learnPlaces } from './learn-places.js';
import { lessonOf, lessonsOf, type Lesson } from './lessons.js';
import { encodeModel, type ModelHeader, type ModelParts } from './model-file.js';
import { gatherVocabulary, sparseOf, type Vocabulary } from './vocabulary.js';

const folds = 5;
const rounds = 10;

/** The heads before quantising: weights by row, the bias last. */
interface Heads {
  readonly vocabulary: Vocabulary;
  readonly weights: readonly Float32Array[];
}

/**
 * Learns a model from labelled messages and the phrases of the catalogue. The same input gives the same bytes.
 * Calibration and thresholds come from messages that the judged heads had not seen (five folds).
 */
export function train(examples: readonly Example[], catalogue: Catalogue): Uint8Array {
  const classes = [...catalogue.categories.map(category => category.code), 'inquiry', 'chat'];
  const outcomes: Outcome[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const heads = learnHeads(
      lessonsOf(
        examples.filter((_, at) => at % folds !== fold),
        catalogue,
      ),
      classes,
    );
    for (const example of examples.filter((_, at) => at % folds === fold)) {
      outcomes.push({ lesson: lessonOf(example), margins: marginsOf(example.text, heads) });
    }
  }
  const lessons = lessonsOf(examples, catalogue);
  const heads = learnHeads(lessons, classes);
  const items = catalogue.categories.flatMap(category =>
    category.items.map(({ code, urgency }) => ({ code, urgency })),
  );
  const header: ModelHeader = { version: 1, classes, items, ...calibrate(outcomes, classes) };
  return encodeModel(header, partsOf(heads, lessons, items, examples));
}

function learnHeads(lessons: readonly Lesson[], classes: readonly string[]): Heads {
  const vocabulary = gatherVocabulary(lessons.map(lesson => lesson.text));
  const texts = lessons.map(lesson => sparseOf(lesson.text, vocabulary));
  const costs = Float32Array.from(lessons, lesson => lesson.weight);
  const weights = classes.map((label, at) => {
    const isMember = Uint8Array.from(lessons, lesson => Number(lesson.label === label));
    return learnHead(texts, isMember, costs, vocabulary.size, { rounds, seed: 11 + at });
  });
  weights.push(
    learnHead(
      texts,
      Uint8Array.from(lessons, lesson => Number(lesson.isEmergency)),
      costs,
      vocabulary.size,
      { rounds, seed: 91 },
    ),
  );
  weights.push(learnUrgency(lessons, texts, vocabulary.size));
  return { vocabulary, weights };
}

/** Urgent or normal: told only by reports whose urgency somebody has set. */
function learnUrgency(lessons: readonly Lesson[], texts: readonly Sparse[], size: number): Float32Array {
  const told = [...lessons.keys()].filter(at => lessons[at]?.isUrgent !== undefined);
  const isUrgent = Uint8Array.from(told, at => Number(lessons[at]?.isUrgent));
  const costs = Float32Array.from(told, at => (lessons[at]?.weight ?? 1) * 0.3);
  return learnHead(
    told.flatMap(at => texts[at] ?? []),
    isUrgent,
    costs,
    size,
    { rounds, seed: 92 },
  );
}

function marginsOf(text: string, heads: Heads): Float32Array {
  const sparse = sparseOf(text, heads.vocabulary);
  return Float32Array.from(heads.weights, weights => marginOf(weights, sparse));
}

function partsOf(
  heads: Heads,
  lessons: readonly Lesson[],
  items: ModelHeader['items'],
  examples: readonly Example[],
): ModelParts {
  const { vocabulary } = heads;
  const count = heads.weights.length;
  const weights = new Int8Array(vocabulary.size * count);
  const scales = new Float32Array(count);
  const biases = new Float32Array(count);
  for (const [head, learned] of heads.weights.entries()) {
    biases[head] = learned[learned.length - 1] ?? 0;
    const largest = learned.subarray(0, -1).reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
    const scale = largest / 127 || 1;
    scales[head] = scale;
    for (let row = 1; row < vocabulary.size; row += 1) {
      weights[row * count + head] = Math.round((learned[row] ?? 0) / scale);
    }
  }
  return {
    rows: vocabulary.rows,
    checks: vocabulary.checks,
    idf: vocabulary.idf,
    weights,
    scales,
    biases,
    ...learnItems(lessons, items, vocabulary),
    ...learnPlaces(examples),
  };
}
