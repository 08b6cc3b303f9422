import type { BoardPicture } from '../../src/media/picture-board.js';
import type { HonourPicture } from '../../src/media/picture-honours.js';
import type { ReportPicture } from '../../src/media/picture-report.js';
import type { TaskPicture } from '../../src/media/picture-task.js';

/** What is put into every place of a picture that holds words or numbers. */
export interface Filling {
  readonly words: string;
  readonly number: number;
  readonly share: number | null;
  /** How many rows, bars, people. */
  readonly count: number;
}

function many<Each>(count: number, each: (nth: number) => Each): Each[] {
  return Array.from({ length: count }, (_, nth) => each(nth));
}

export function reportOf({ words, number, share, count }: Filling): ReportPicture {
  const value = number.toLocaleString('en-US');
  const bars = many(count, nth => ({ label: words, value: number - nth, note: words }));
  const days = many(count, nth => (number * (nth % 3)) / 2);
  return {
    title: words,
    subtitle: words,
    summary: words,
    tiles: many(6, () => ({ label: words, value, note: words })),
    rates: { title: words, note: words, content: many(4, () => ({ label: words, share, note: words })) },
    days: {
      title: words,
      note: words,
      content: {
        labels: days.map((_, nth) => `12月${nth + 1}日`),
        lines: [
          { name: words, values: days },
          { name: words, values: days.toReversed() },
        ],
      },
    },
    bars: [{ title: words, note: words, content: bars }],
    notes: { title: words, content: [words, words] },
    foot: [words],
  };
}

export function honoursOf({ words, number, count }: Filling): HonourPicture {
  return {
    title: words,
    subtitle: words,
    summary: words,
    unit: '分',
    mostStars: 5,
    honours: many(count, nth => ({
      name: words,
      place: words,
      stars: nth % 6,
      points: number.toLocaleString('en-US'),
      deeds: [words, words],
    })),
    foot: [words],
  };
}

export function taskOf({ words, share, count }: Filling): TaskPicture {
  return {
    title: words,
    subtitle: words,
    pills: [
      { text: words, tone: 'bad' },
      { text: words, tone: 'plain' },
    ],
    text: words,
    facts: many(count, () => ({ label: words, value: words })),
    progress: { label: words, share: share ?? 0 },
    story: { title: words, lines: many(count, () => words) },
    answers: [words],
    foot: [words],
  };
}

export function boardOf({ words, count }: Filling): BoardPicture {
  return {
    title: words,
    subtitle: words,
    people: many(count, () => ({ role: words, name: words, duty: words })),
    hint: [words],
    foot: [words],
  };
}
