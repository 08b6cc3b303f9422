import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { decodeSilkWithWasm } from '../../src/llm/silk-wasm-decoder.js';

const voice = readFileSync(new URL('one-second.silk', import.meta.url));

test('a recording of a second becomes a second of sound', async () => {
  const samples = await decodeSilkWithWasm(voice, 16_000);
  expect(samples.length / 2 / 16_000).toBeCloseTo(1, 1);
  const loud = new Int16Array(samples.slice().buffer).filter(sample => Math.abs(sample) > 1_000);
  expect(loud.length).toBeGreaterThan(8_000);
});

test('a broken recording is rejected, and the next one is read all the same', async () => {
  const broken = Buffer.concat([voice.subarray(0, 10), Buffer.alloc(50_000, 0xff)]);
  await expect(decodeSilkWithWasm(broken, 16_000)).rejects.toBeDefined();
  expect((await decodeSilkWithWasm(voice, 16_000)).length).toBeGreaterThan(30_000);
});
