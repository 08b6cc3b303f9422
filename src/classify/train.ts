import type { Catalogue } from './catalogue.js';
import { calibrate, type Outcome } from './calibrate.js';
import type { Example } from './examples.js';
import { learnItems } from './learn-items.js';
import { learnHead, marginOf, type Sparse } from './learn-linear.js';
import { learnPlaces } from './learn-places.js';
import { lessonOf, lessonsOf, type Lesson } from './lessons.js';
import {
  encodeModel,
  maskAt,
  recordBytes,
  weightsAt,
  type ModelHeader,
  type ModelParts,
} from './model-file.js';
import { TextReader, type ReadingTables } from './text-reader.js';
import { gatherVocabulary, sparseOf } from './vocabulary.js';

const folds = 5;
const rounds = 8;
/** What an error on a whole message costs. */
const cost = 1.5;

/** The heads before quantising: weights by row, the bias last. */
interface Heads {
  readonly vocabulary: ReadingTables;
  readonly reader: TextReader;
  readonly weights: readonly Float32Array[];
}

/**
 * Learns a model from labelled messages and the phrases of the catalogue. The same input gives the same bytes.
 * Calibration and thresholds come from messages that the judged heads had not seen (five folds).
 */
export function train(
  examples: readonly Example[],
  catalogue: Catalogue,
  groups: readonly (readonly string[])[],
): Uint8Array {
  const classes = [...catalogue.categories.map(category => category.code), 'inquiry', 'chat'];
  const outcomes: Outcome[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const heads = learnHeads(
      lessonsOf(
        examples.filter((_, at) => at % folds !== fold),
        catalogue,
      ),
      classes,
      groups,
    );
    for (const example of examples.filter((_, at) => at % folds === fold)) {
      outcomes.push({ lesson: lessonOf(example), margins: marginsOf(example.text, heads) });
    }
  }
  const lessons = lessonsOf(examples, catalogue);
  const heads = learnHeads(lessons, classes, groups);
  const items = catalogue.categories.flatMap(category =>
    category.items.map(({ code, urgency }) => ({ code, urgency })),
  );
  const header: ModelHeader = {
    version: 3,
    classes,
    items,
    groupCount: groups.length,
    ...calibrate(outcomes, classes),
  };
  return encodeModel(header, partsOf(heads, lessons, items, examples));
}

function learnHeads(
  lessons: readonly Lesson[],
  classes: readonly string[],
  groups: readonly (readonly string[])[],
): Heads {
  const vocabulary = gatherVocabulary(lessons, groups);
  const reader = new TextReader(vocabulary);
  const texts = lessons.map(lesson => sparseOf(lesson.text, reader));
  const costs = Float32Array.from(lessons, lesson => lesson.weight * cost);
  const weights = classes.map((label, at) => {
    const isMember = Uint8Array.from(lessons, lesson => Number(lesson.label === label));
    return learnHead(texts, isMember, costs, vocabulary.idf.length, { rounds, seed: 11 + at });
  });
  weights.push(
    learnHead(
      texts,
      Uint8Array.from(lessons, lesson => Number(lesson.isEmergency)),
      costs,
      vocabulary.idf.length,
      { rounds, seed: 91 },
    ),
  );
  weights.push(learnUrgency(lessons, texts, vocabulary.idf.length));
  return { vocabulary, reader, weights };
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
  const sparse = sparseOf(text, heads.reader);
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
  const { masks, starts, itemData } = learnItems(lessons, items, vocabulary);
  const records = new DataView(new ArrayBuffer(vocabulary.idf.length * recordBytes(count)));
  const scales = new Float32Array(count);
  const biases = new Float32Array(count);
  for (let row = 0; row < vocabulary.idf.length; row += 1) {
    records.setUint32(row * recordBytes(count), starts[row] ?? 0, true);
    records.setUint16(row * recordBytes(count) + maskAt, masks[row] ?? 0, true);
  }
  for (const [head, learned] of heads.weights.entries()) {
    biases[head] = learned[learned.length - 1] ?? 0;
    const largest = learned.subarray(0, -1).reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
    const scale = largest / 127 || 1;
    scales[head] = scale;
    for (let row = 1; row < vocabulary.idf.length; row += 1) {
      const weight = Math.round((learned[row] ?? 0) / scale);
      records.setInt8(row * recordBytes(count) + weightsAt + head, weight);
    }
  }
  return {
    ...vocabulary,
    records: new Uint8Array(records.buffer),
    scales,
    biases,
    itemData,
    ...learnPlaces(examples),
  };
}
