import { randomUUID } from 'node:crypto';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { performance } from 'node:perf_hooks';
import { Lease, type Holder } from './store/lease.js';
import type { Store } from './store/store.js';

/** This process as others on the same store see it. */
export async function thisProcess(): Promise<Holder> {
  return { id: randomUUID(), place: await placeOfNumbers(), pid: process.pid };
}

/** Opens leases for this process. */
export function leasesFor(holder: Holder, store: Store): (about: string) => Promise<Lease> {
  return about => Lease.open({ store, about, holder, elapsed: () => performance.now(), isGone });
}

/**
 * Where process numbers mean the same: until the machine starts again, and within one container. Two containers may bear the
 * same name, and their processes the same numbers.
 */
async function placeOfNumbers(): Promise<string> {
  const boot = await orNothing(readFile('/proc/sys/kernel/random/boot_id', 'utf8'));
  return [hostname(), boot.trim(), await orNothing(readlink('/proc/self/ns/pid'))].join('|');
}

/** Only Linux says it. */
async function orNothing(reading: Promise<string>): Promise<string> {
  return reading.catch(() => '');
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // Anything else means that there is one, and that it is not ours to signal.
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
