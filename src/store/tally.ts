import { createHash } from 'node:crypto';
import type { MediaId } from '../base/ids.js';
import type { Media } from './media-store.js';
import type { Document, Stored } from './store.js';

/** How many there are of something, and what they sum up to, as 64 hexadecimal digits. */
export interface Sum {
  readonly count: number;
  readonly checksum: string;
}

/** The content of a store in figures; two stores with the same manifest hold the same. */
export interface Manifest {
  readonly collections: Readonly<Record<string, Sum>>;
  readonly media: Sum;
}

const MODULUS = 1n << 256n;

/**
 * Sums up documents and files. The checksum is the sum of the SHA-256 of all of them modulo 2^256, so that the order does not
 * matter: engines need not agree on one.
 */
export class Tally {
  readonly #collections = new Map<string, RunningSum>();
  readonly #media = new RunningSum();

  /** A collection counts even when it is empty. */
  begin(collection: string): void {
    if (!this.#collections.has(collection)) this.#collections.set(collection, new RunningSum());
  }

  add(collection: string, { value, version }: Stored<Document>): void {
    this.begin(collection);
    this.#collections.get(collection)?.add(`${version} ${inOneOrder(value)}`);
  }

  addMedia(id: MediaId, { type, bytes }: Media): void {
    this.#media.add(`${id} ${type} `, bytes);
  }

  manifest(): Manifest {
    const named = [...this.#collections].map(([name, running]) => [name, running.sum()] as const);
    return { collections: Object.fromEntries(named), media: this.#media.sum() };
  }
}

class RunningSum {
  #count = 0;
  #total = 0n;

  add(text: string, bytes?: Uint8Array): void {
    const hash = createHash('sha256').update(text);
    if (bytes) hash.update(bytes);
    this.#count += 1;
    this.#total = (this.#total + BigInt(`0x${hash.digest('hex')}`)) % MODULUS;
  }

  sum(): Sum {
    return { count: this.#count, checksum: this.#total.toString(16).padStart(64, '0') };
  }
}

/** Where two manifests differ, in words; empty when they agree. A collection without documents is as good as none. */
export function differences(expected: Manifest, found: Manifest): readonly string[] {
  const names = new Set([...Object.keys(expected.collections), ...Object.keys(found.collections)]);
  const lines = [...names].map(name =>
    difference(name, expected.collections[name] ?? NONE, found.collections[name] ?? NONE),
  );
  return [...lines, difference('media files', expected.media, found.media)].filter(
    line => line !== undefined,
  );
}

const NONE: Sum = { count: 0, checksum: '0'.repeat(64) };

function difference(name: string, expected: Sum, found: Sum): string | undefined {
  if (expected.count !== found.count) return `${name}: ${found.count} instead of ${expected.count}`;
  return expected.checksum === found.checksum ? undefined : `${name}: another checksum`;
}

/** How many documents there are altogether. */
export function documentsIn({ collections }: Manifest): number {
  return Object.values(collections).reduce((sum, { count }) => sum + count, 0);
}

/** Only the outermost keys can come in another order, where an engine keeps the id apart. */
function inOneOrder(value: Document): string {
  return JSON.stringify(Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))));
}
