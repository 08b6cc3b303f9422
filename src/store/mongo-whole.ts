import { systemClock } from '../base/clock.js';
import { Fault } from '../base/fault.js';
import { stored } from './mongo-collection.js';
import type { MongoLink } from './mongo-link.js';
import { openMongoMediaStore } from './mongo-media-store.js';
import type { Kept } from './mongo-plan.js';
import type { Document, Stored } from './store.js';
import type { WholeCollection, WholeStore } from './whole-store.js';

const DOCUMENTS_AT_ONCE = 500;
const NAME_FORM = /^[A-Za-z]\w*$/;

/** Stands in the database as long as restoring a backup into it is not done; no collection of the program has this name. */
export const MAKING_MARK = '_restoring';

/**
 * The database of the link as a whole, for reading, also beside running programs; closing it closes the link. There is no
 * moment that it shows: a collection is read while others change, each document as it is when its turn comes.
 *
 * @param inOrder puts the names in the order in which they are to be read, causes before effects
 */
export async function openMongoWhole(
  link: MongoLink,
  inOrder: (names: readonly string[]) => readonly string[],
): Promise<WholeStore> {
  const collections: WholeCollection[] = [];
  for (const name of inOrder(await collectionNames(link))) {
    collections.push({ name, unique: await uniqueFields(link, name) });
  }
  const media = await openMongoMediaStore(link, systemClock);
  return {
    collections,
    documents: name => documentsOf(link, name),
    async mediaIds() {
      const files = link.collection<{ _id: unknown; filename: string }>('media.files');
      const names = await link.insist(() => files.find({}, { projection: { filename: 1 } }).toArray());
      return [...new Set(names.map(({ filename }) => filename))];
    },
    media: async id => await media.get(id),
    close: async () => await link.close(),
  };
}

/** Throws `store-half-restored` where restoring a backup was broken off. */
export async function refuseHalfRestored(link: MongoLink): Promise<void> {
  const marks = await link.insist(() => link.collection(MAKING_MARK).countDocuments());
  if (marks === 0) return;
  throw new Fault(
    'store-half-restored',
    `restoring a backup into ${link.address} is not done; wait for it, or restore again if it was broken off`,
  );
}

/** The names of the collections that the program keeps, in order. */
export async function collectionNames(link: MongoLink): Promise<readonly string[]> {
  const found = await link.insist(() => link.database.listCollections({}, { nameOnly: true }).toArray());
  return found
    .map(({ name }) => name)
    .filter(name => NAME_FORM.test(name))
    .toSorted();
}

async function uniqueFields(link: MongoLink, name: string): Promise<readonly string[]> {
  const indexes = await link.insist(() => link.database.collection(name).indexes());
  const names = indexes.map(index => String(index.name)).filter(index => index.startsWith('unique-'));
  return names.map(index => index.slice('unique-'.length));
}

async function* documentsOf(link: MongoLink, name: string): AsyncGenerator<readonly Stored<Document>[]> {
  const kept = link.collection<Kept>(name);
  let after: string | undefined;
  for (;;) {
    const filter = after === undefined ? {} : { _id: { $gt: after } };
    const rows = await link.insist(() =>
      kept.find(filter).sort({ _id: 1 }).limit(DOCUMENTS_AT_ONCE).toArray(),
    );
    yield rows.map(row => stored<Document>(row));
    after = rows.at(-1)?.value.id;
    if (rows.length < DOCUMENTS_AT_ONCE || after === undefined) return;
  }
}
