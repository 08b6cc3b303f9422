import type { Catalogue } from './catalogue.js';
import type { Example } from './examples.js';

/** A text to learn from: what it is, and how much it counts. */
export interface Lesson {
  readonly text: string;
  /** A category code, `inquiry` or `chat`. */
  readonly label: string;
  readonly item?: string;
  readonly isEmergency: boolean;
  /** Undefined where nothing is said of it. */
  readonly isUrgent?: boolean;
  readonly weight: number;
}

/** Lessons from this weight on are messages and phrases as they were written, not derived from others. */
export const wholeWeight = 0.5;

const lastPart = /[,，。！!？?；;\s]+/u;

/** What is learned from labelled messages: themselves, without their place, their beginning, and the catalogue's phrases. */
export function lessonsOf(examples: readonly Example[], catalogue: Catalogue): Lesson[] {
  return [...examples.flatMap(lessonsOfExample), ...phrasesOf(catalogue)];
}

/** The lesson of the message itself. */
export function lessonOf(example: Example): Lesson {
  return {
    text: example.text,
    label: example.kind === 'report' ? (example.category ?? 'chat') : example.kind,
    ...(example.item === undefined ? {} : { item: example.item }),
    isEmergency: example.urgency === 'emergency',
    ...(example.kind === 'report' ? { isUrgent: example.urgency !== 'normal' } : {}),
    weight: 1,
  };
}

function lessonsOfExample(example: Example): Lesson[] {
  const lesson = lessonOf(example);
  const lessons = [lesson];
  const { location, text } = example;
  if (location !== null && text.length > location.length + 4) {
    lessons.push({ ...lesson, text: text.replace(location, ' '), weight: 0.4 });
  }
  if (example.kind === 'report' && text.length > 40) {
    const parts = text.split(lastPart);
    const half = Math.ceil(parts.length / 2);
    lessons.push({ ...lesson, text: parts.slice(0, half).join(' '), weight: 0.25 });
  }
  return lessons;
}

function phrasesOf(catalogue: Catalogue): Lesson[] {
  return catalogue.categories.flatMap(category =>
    category.items.flatMap(item =>
      [item.name, ...item.phrases].map(text => ({
        text,
        label: category.code,
        item: item.code,
        isEmergency: false,
        weight: 0.5,
      })),
    ),
  );
}
