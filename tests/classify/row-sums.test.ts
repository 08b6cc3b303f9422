import { expect, test } from '@jest/globals';
import { seededRandom } from '../../src/classify/learn-linear.js';
import { recordBytes } from '../../src/classify/model-file.js';
import { plainSum, rowSums } from '../../src/classify/row-sums.js';

const rowCount = 3000;

/** Sums of random rows, by the program and without it. */
function bothSums(heads: number, count: number): [number[], number[]] {
  const random = seededRandom(heads * 7919 + count);
  const records = Uint8Array.from({ length: rowCount * recordBytes(heads) }, () =>
    Math.floor(random() * 256),
  );
  const summed = rowSums(records, heads);
  for (let at = 0; at < count; at += 1) {
    summed.rows[at] = at === 0 ? rowCount - 1 : Math.floor(random() * rowCount);
    summed.values[at] = Math.floor(random() * 1313);
  }
  summed.sum(count);
  const quick = [...summed.sums.subarray(0, heads)];
  plainSum(summed, heads)(count);
  return [quick, [...summed.sums.subarray(0, heads)]];
}

test.each([
  [17, 63],
  [17, 0],
  [17, 1],
  [1, 40],
  [24, 300],
  [25, 300],
  [60, 2000],
])(
  '%i heads of %i rows come to the same sums with the program for many at once and head by head',
  (heads, count) => {
    const [quick, plain] = bothSums(heads, count);
    expect(quick).toEqual(plain);
    expect(plain.some(sum => sum !== 0)).toBe(count > 0);
  },
);
