import { readExampleFile } from '../../src/classify/examples.js';

/** The same pseudo-random numbers from 0 to 1 every time (a linear congruential generator). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** One of the list, by chance. */
export function pick<T>(list: readonly T[], random: () => number): T {
  const picked = list[Math.floor(random() * list.length)];
  if (picked === undefined) throw new Error('there is nothing to pick from');
  return picked;
}

const unseen = ['a', 'b'].flatMap(name => readExampleFile(`tests/classify/unseen-${name}.jsonl`));

/** What people say: messages the embedded model has never seen, told apart by hand. */
export const reports = unseen.filter(({ kind }) => kind === 'report').map(({ text }) => text);
export const chats = unseen.filter(({ kind }) => kind === 'chat').map(({ text }) => text);

/** A report in its own words; every third says in which entrance. */
export function someReport(random: () => number): string {
  const text = pick(reports, random);
  return random() < 0.33 ? `${1 + Math.floor(random() * 4)}单元，${text}` : text;
}
