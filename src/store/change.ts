import { setImmediate as turnOfOthers } from 'node:timers/promises';
import { Fault } from '../base/fault.js';
import type { Collection, Document, Store } from './store.js';

const MOST_TRIES = 50;

/**
 * Reads, changes and puts back one document, again from the start whenever somebody else was faster. `change` is pure; it
 * returns undefined to leave the document as it is.
 *
 * @returns the document afterwards, and whether it changed; undefined if there is none with this id
 */
export async function change<T extends Document>(
  collection: Collection<T>,
  id: string,
  changeOf: (value: T) => T | undefined,
): Promise<{ value: T; changed: boolean } | undefined> {
  for (let tried = 0; tried < MOST_TRIES; tried += 1) {
    const stored = await collection.get(id);
    if (!stored) return undefined;
    const next = changeOf(stored.value);
    if (!next) return { value: stored.value, changed: false };
    const outcome = await collection.replace(next, stored.version);
    if (outcome.done) return { value: next, changed: true };
    if (outcome.why === 'taken') throw new Fault('store-key-taken', `${outcome.taken} is taken already`);
  }
  throw new Fault('store-contended', `a document could not be changed in ${MOST_TRIES} tries`);
}

/**
 * Every document that matches, page by page. Not a snapshot: what is inserted meanwhile may or may not show. Between the pages
 * of a long answer others have their turn, so that a message that comes in is written down while a year's report is made.
 */
export async function everyOne<T extends Document>(
  collection: Collection<T>,
  query: Omit<Parameters<Collection<T>['find']>[0], 'limit' | 'after'> = {},
): Promise<T[]> {
  const all: T[] = [];
  let after: string | undefined;
  do {
    const page = await collection.find({ ...query, limit: 500, ...(after === undefined ? {} : { after }) });
    for (const { value } of page.found) all.push(value);
    after = page.cursor;
    if (after !== undefined) await turnOfOthers();
  } while (after !== undefined);
  return all;
}

/** Does a piece of work whose changes become durable together where the store can do that; see Store.together. */
export async function together<Result>(store: Store, work: () => Promise<Result>): Promise<Result> {
  return store.together ? await store.together(work) : await work();
}
