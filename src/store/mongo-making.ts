import { randomUUID } from 'node:crypto';
import { systemClock } from '../base/clock.js';
import { Fault } from '../base/fault.js';
import type { MongoLink } from './mongo-link.js';
import { openMongoMediaStore } from './mongo-media-store.js';
import type { Kept } from './mongo-plan.js';
import { collectionNames, MAKING_MARK, openMongoWhole } from './mongo-whole.js';
import type { Document, Stored } from './store.js';
import type { StoreInTheMaking, WholeCollection } from './whole-store.js';

const MEDIA = ['media.files', 'media.chunks', 'media.uploads'];

/**
 * Begins a store in an empty database. A mark stands in it until the store is finished; with it no program opens the store,
 * and the next restoring clears the database first. Closing the link is left to the caller.
 *
 * Throws `restore-not-empty` when the database holds documents of the program or files.
 */
export async function beginMongoStore(link: MongoLink): Promise<StoreInTheMaking> {
  const marks = link.collection<{ _id: string }>(MAKING_MARK);
  const clear = async (): Promise<void> => {
    for (const name of [...(await collectionNames(link)), ...MEDIA]) {
      await link.insist(() => link.collection(name).drop());
    }
  };
  if ((await link.insist(() => marks.countDocuments())) > 0) await clear();
  else await refuseFull(link);
  await link.insist(() => marks.replaceOne({ _id: 'restoring' }, {}, { upsert: true }));
  const unmark = async (): Promise<void> => {
    await link.insist(() => marks.drop());
  };
  const media = await openMongoMediaStore(link, systemClock);
  return {
    async put(collection, documents) {
      await putAll(link, collection, documents);
    },
    putMedia: async (id, kept) => await media.put(id, kept),
    readBack: async () => await openMongoWhole({ ...link, close: async () => {} }, names => names),
    finish: unmark,
    async discard() {
      await clear();
      await unmark();
    },
  };
}

/** Put in place by their ids, so that a batch whose answer was lost can be put again; twins are found by the count in the end. */
async function putAll(
  link: MongoLink,
  { name, unique }: WholeCollection,
  documents: readonly Stored<Document>[],
): Promise<void> {
  const writes = documents.map(document => {
    const { _id, ...replacement } = keptOf(document, unique);
    return { replaceOne: { filter: { _id }, replacement, upsert: true } };
  });
  await link.insist(() => link.collection<Kept>(name).bulkWrite(writes));
}

/** As a collection with these unique fields lays it out. */
function keptOf({ value, version }: Stored<Document>, unique: readonly string[]): Kept {
  const nulls = unique.filter(field => (value as unknown as Record<string, unknown>)[field] === null);
  const present = Object.entries(value).filter(([field]) => !nulls.includes(field));
  return {
    _id: value.id,
    version,
    stamp: randomUUID(),
    value: Object.fromEntries(present) as unknown as Document,
    ...(nulls.length > 0 ? { nulls } : {}),
  };
}

async function refuseFull(link: MongoLink): Promise<void> {
  for (const name of [...(await collectionNames(link)), 'media.files']) {
    if ((await link.insist(() => link.collection(name).countDocuments({}, { limit: 1 }))) === 0) continue;
    throw new Fault(
      'restore-not-empty',
      `${link.address} holds a store already, and a backup is restored into an empty place only: name a new database in ` +
        'MONGODB_URI, or drop the old one',
    );
  }
}
