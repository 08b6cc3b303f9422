import { recordBytes, weightsAt } from './model-file.js';
import { headsAtOnce, sumProgram } from './sum-program.js';
import { mostRows, type ReadRows } from './text-reader.js';

/** Sums the weights of rows by head. */
export interface RowSums extends ReadRows {
  /** The records given, where they now lie. */
  readonly records: Uint8Array;
  /** By head, of what was summed last. */
  readonly sums: Int32Array;
  /** Fills `sums` with the weights of the first `count` of `rows` times their `values`. */
  readonly sum: (count: number) => void;
}

interface Memory {
  readonly buffer: ArrayBuffer;
}

/** What is used of it; neither the language's types nor those of Node speak of it. */
declare const WebAssembly: {
  readonly Memory: new (size: { readonly initial: number }) => Memory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly given: { readonly memory: Memory } },
  ) => { readonly exports: { readonly sum: (count: number, weightsAt: number, sumsAt: number) => void } };
  readonly validate: (bytes: Uint8Array) => boolean;
};

const rowsAt = 0;
const valuesAt = rowsAt + mostRows * Uint16Array.BYTES_PER_ELEMENT;
const sumsAt = valuesAt + mostRows * Int32Array.BYTES_PER_ELEMENT;
const pageBytes = 65_536;

/** Sums by a program that works on eight heads at once, or, on a processor without such instructions, head by head. */
export function rowSums(records: Uint8Array, heads: number): RowSums {
  const rounds = Math.ceil(heads / headsAtOnce);
  const recordsAt = sumsAt + rounds * headsAtOnce * Int32Array.BYTES_PER_ELEMENT;
  // The program reads beyond the last record, into what it does not use.
  const needed = recordsAt + records.length + rounds * headsAtOnce;
  const memory = new WebAssembly.Memory({ initial: Math.ceil(needed / pageBytes) });
  const at = { recordsAt, heads, memory };
  const parts = {
    rows: new Uint16Array(memory.buffer, rowsAt, mostRows),
    values: new Int32Array(memory.buffer, valuesAt, mostRows),
    sums: new Int32Array(memory.buffer, sumsAt, rounds * headsAtOnce),
    records: new Uint8Array(memory.buffer, recordsAt, records.length),
  };
  parts.records.set(records);
  const program = sumProgram({ rowsAt, valuesAt, recordBytes: recordBytes(heads) });
  const canRun = WebAssembly.validate(program);
  return { ...parts, sum: canRun ? quickSum(program, at) : plainSum(parts, heads) };
}

function quickSum(
  program: Uint8Array,
  { recordsAt, heads, memory }: { recordsAt: number; heads: number; memory: Memory },
): (count: number) => void {
  const { sum } = new WebAssembly.Instance(new WebAssembly.Module(program), { given: { memory } }).exports;
  const first = recordsAt + weightsAt;
  return count => {
    for (let from = 0; from < heads; from += headsAtOnce) sum(count, first + from, sumsAt + from * 4);
  };
}

/** The same without the program. */
export function plainSum(
  { rows, values, sums, records }: Omit<RowSums, 'sum'>,
  heads: number,
): (count: number) => void {
  const weights = new Int8Array(records.buffer, records.byteOffset, records.length);
  const size = recordBytes(heads);
  return count => {
    sums.fill(0);
    for (let at = 0; at < count; at += 1) {
      const base = (rows[at] ?? 0) * size + weightsAt;
      const value = values[at] ?? 0;
      for (let head = 0; head < heads; head += 1) {
        sums[head] = (sums[head] ?? 0) + (weights[base + head] ?? 0) * value;
      }
    }
  };
}
