import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import * as fc from 'fast-check';
import type { MediaId } from '../../src/base/ids.js';
import type { Media, MediaStore } from '../../src/store/media-store.js';
import type { Document, Store, Stored } from '../../src/store/store.js';
import { plans, thing, type Thing } from './store-arbitraries.js';

/** What a store may hold: documents that were changed so many times, and files. */
export interface Content {
  readonly documents: readonly { readonly value: Thing; readonly changes: number }[];
  readonly others: readonly Document[];
  readonly files: readonly { readonly id: MediaId; readonly media: Media }[];
}

const file = fc.record({
  id: fc.stringMatching(/^[a-zA-Z0-9_-]{2,20}$/),
  media: fc.record({
    type: fc.constantFrom('image/jpeg', 'image/png', 'image/webp', 'application/octet-stream'),
    bytes: fc.uint8Array({ maxLength: 300 }),
  }),
});

/** Documents as a program keeps them, and of any shape that JSON has. */
export const content: fc.Arbitrary<Content> = fc.record({
  documents: fc.uniqueArray(fc.record({ value: thing, changes: fc.nat({ max: 2 }) }), {
    selector: ({ value }) => value.id,
    maxLength: 14,
  }),
  others: fc.uniqueArray(
    fc.record({
      id: fc.string({ unit: 'binary', minLength: 1 }),
      deep: fc.jsonValue(),
      中文: fc.jsonValue(),
    }),
    { selector: ({ id }) => id, maxLength: 5 },
  ),
  files: fc.uniqueArray(file, { selector: ({ id }) => id.toLowerCase(), maxLength: 5 }),
});

/** A content that a failing test can be read by. */
export const few: Content = {
  documents: Array.from({ length: 40 }, (_, at) => ({
    value: { id: `t${at}`, number: `2026-${at}`, state: 'offered', note: '一楼地漏往外冒脏水' },
    changes: at % 3,
  })),
  others: [],
  files: [{ id: 'photo-1', media: { type: 'image/jpeg', bytes: new Uint8Array([1, 2, 3]) } }],
};

export async function newFolderIn(root: string): Promise<string> {
  return await mkdtemp(path.join(root, 'data-'));
}

/** Puts the content in through the everyday ports. What a taken key refuses is left out. */
export async function keep(
  { documents, others, files }: Content,
  store: Store,
  media: MediaStore,
): Promise<void> {
  const things = await store.collection<Thing>({ name: 'things', ...plans[1] });
  for (const { value, changes } of documents) {
    if (!(await things.insert(value)).done) continue;
    for (let version = 1; version <= changes; version += 1) await things.replace(value, version);
  }
  const shelf = await store.collection({ name: 'others' });
  for (const other of others) await shelf.insert(other);
  for (const { id, media: kept } of files) await media.put(id, kept);
}

/** Everything the everyday ports show of such a content, whatever order the engine has. */
export async function shown({ files }: Content, store: Store, media: MediaStore): Promise<unknown> {
  const things = await store.collection<Thing>({ name: 'things', ...plans[1] });
  const others = await store.collection({ name: 'others' });
  const kept = await Promise.all(files.map(async ({ id }) => await media.get(id)));
  return {
    things: inOneOrder((await things.find({ limit: 1_000 })).found),
    offered: inOneOrder((await things.find({ where: { state: 'offered' }, limit: 1_000 })).found),
    urgent: await things.countBy('isUrgent'),
    others: inOneOrder((await others.find({ limit: 1_000 })).found),
    files: kept.map(one => one && { type: one.type, bytes: [...one.bytes] }),
  };
}

function inOneOrder(found: readonly Stored<Document>[]): readonly Stored<Document>[] {
  return found.toSorted((a, b) => (a.value.id < b.value.id ? -1 : 1));
}
