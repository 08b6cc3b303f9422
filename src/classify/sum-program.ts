/** Heads that the program sums at a time; twice as many as the bytes of a record that it widens at once. */
export const headsAtOnce = 24;

/** Where in the memory, in bytes, the program finds its rows (16 bits each) and their values (32 bits each). */
export interface SumLayout {
  readonly rowsAt: number;
  readonly valuesAt: number;
  readonly recordBytes: number;
}

/**
 * A WebAssembly module that imports a memory as `given.memory` and exports `sum(count, weightsAt, sumsAt)`: for 24 heads in a
 * row the weights of `count` rows, signed bytes from `weightsAt` on in the first record, times their values. Sixteen bytes are
 * worked on by one instruction, of which JavaScript has none. In the words of WebAssembly's text:
 *
 *     block loop
 *       (br_if 1 (i32.ge_s at count))
 *       base = rows[at] * recordBytes + weightsAt;  value = splat(values[at])
 *       for each eight heads: wide = load8x8_s(base + …); low += wide.low * value; high += wide.high * value
 *       at += 1; br 0
 *     end end
 *     store the sums
 */
export function sumProgram(layout: SumLayout): Uint8Array {
  const body = [...locals, ...sumLoop(layout), ...storeSums(), op.end];
  return Uint8Array.from(
    [
      [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      // Types: (i32, i32, i32) → nothing. Imports: given.memory, a page or more. One function of that type, exported as sum.
      section(1, [1, 0x60, 3, i32, i32, i32, 0]),
      section(2, [1, ...name('given'), ...name('memory'), 2, 0, 1]),
      section(3, [1, 0]),
      section(7, [1, ...name('sum'), 0, 0]),
      section(10, [1, ...number(body.length), ...body]),
    ].flat(),
  );
}

const i32 = 0x7f;
const v128 = 0x7b;

const op = {
  block: [0x02, 0x40],
  loop: [0x03, 0x40],
  end: 0x0b,
  repeat: [0x0c, 0],
  leaveIf: [0x0d, 1],
  load: 0x28,
  loadTwoBytes: 0x2f,
  constant: 0x41,
  notLess: 0x4e,
  add: 0x6a,
  times: 0x6c,
  shift: 0x74,
} as const;

/** Instructions for sixteen bytes at once. */
const wide = {
  loadEightBytes: [0xfd, 0x01],
  store: [0xfd, 0x0b],
  splat: [0xfd, 0x10],
  addFour: [0xfd, 0xae, 0x01],
  timesLow: [0xfd, 0xbc, 0x01],
  timesHigh: [0xfd, 0xbd, 0x01],
} as const;

/** Parameters, then locals, then a sum for every four heads. */
const [count, weightsAt, sumsAt, at, base, value, weights, firstSum] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const sumCount = headsAtOnce / 4;
const locals = [2, 2, i32, 2 + sumCount, v128];

function sumLoop({ rowsAt, valuesAt, recordBytes }: SumLayout): number[] {
  return [
    [...op.block, ...op.loop],
    [...get(at), ...get(count), op.notLess, ...op.leaveIf],
    [...get(at), ...constant(1), op.shift, op.loadTwoBytes, 0, ...number(rowsAt)],
    [...constant(recordBytes), op.times, ...get(weightsAt), op.add, ...set(base)],
    [...get(at), ...constant(2), op.shift, op.load, 0, ...number(valuesAt), ...wide.splat, ...set(value)],
    ...Array.from({ length: sumCount / 2 }, (_, eight) => addEight(eight)),
    [...get(at), ...constant(1), op.add, ...set(at), ...op.repeat],
    [op.end, op.end],
  ].flat();
}

function addEight(eight: number): number[] {
  const low = firstSum + eight * 2;
  return [
    [...get(base), ...wide.loadEightBytes, 0, ...number(eight * 8), ...set(weights)],
    [...get(weights), ...get(value), ...wide.timesLow, ...get(low), ...wide.addFour, ...set(low)],
    [...get(weights), ...get(value), ...wide.timesHigh],
    [...get(low + 1), ...wide.addFour, ...set(low + 1)],
  ].flat();
}

function storeSums(): number[] {
  return Array.from({ length: sumCount }, (_, four) => [
    [...get(sumsAt), ...get(firstSum + four)],
    [...wide.store, 0, ...number(four * 16)],
  ]).flat(2);
}

function get(local: number): number[] {
  return [0x20, local];
}

function set(local: number): number[] {
  return [0x21, local];
}

/** For numbers from 0 to 63, and larger ones that need no sign. */
function constant(whole: number): number[] {
  return whole < 64 ? [op.constant, whole] : [op.constant, (whole & 0x7f) | 0x80, whole >>> 7];
}

/** LEB128: seven bits a byte, the lowest first. */
function number(whole: number): number[] {
  return whole < 128 ? [whole] : [(whole & 0x7f) | 0x80, ...number(whole >>> 7)];
}

function name(text: string): number[] {
  return [text.length, ...new TextEncoder().encode(text)];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...number(content.length), ...content];
}
