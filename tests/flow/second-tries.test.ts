import { Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import pino from 'pino';
import { Fault } from '../../src/base/fault.js';
import { SecondTries } from '../../src/flow/second-tries.js';

function logged(): { lines: { message?: number; msg: string }[]; log: pino.Logger } {
  const lines: { message?: number; msg: string }[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      lines.push(JSON.parse(String(chunk)) as { msg: string });
      done();
    },
  });
  return { lines, log: pino(stream) };
}

test('what came while the store was away is taken in later, in the order in which it came', async () => {
  const { log } = logged();
  const tries = new SecondTries(log);
  const taken: number[] = [];
  let isAway = true;
  for (const message of [1, 2, 3]) {
    const work = async (): Promise<void> => {
      if (isAway) throw new Fault('store-busy', 'the store is away');
      taken.push(message);
    };
    tries.add({ about: { message }, since: 0, work });
  }
  await tries.run(1_000);
  expect(taken).toEqual([]);
  isAway = false;
  await tries.run(2_000);
  await tries.run(3_000);
  expect(taken).toEqual([1, 2, 3]);
});

test('more than can be kept is given up from the oldest, and the log names each', async () => {
  const { lines, log } = logged();
  const tries = new SecondTries(log);
  const taken: number[] = [];
  for (let message = 0; message < 5_002; message += 1) {
    tries.add({ about: { message }, since: 0, work: async () => void taken.push(message) });
  }
  expect(lines.map(({ message }) => message)).toEqual([0, 1]);
  await tries.run(1_000);
  expect(taken).toHaveLength(5_000);
  expect(taken[0]).toBe(2);
});
