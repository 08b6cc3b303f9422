import { Fault, reasonOf } from '../base/fault.js';
import { archiveLines, checkArchive, type CheckedArchive } from './read-archive.js';
import type { Media } from './media-store.js';
import type { Document, Stored } from './store.js';
import { differences, Tally, type Manifest } from './tally.js';
import type { StoreInTheMaking, WholeCollection, WholeStore } from './whole-store.js';

const DOCUMENTS_AT_ONCE = 500;

/**
 * Fills an empty store from an archive: the archive is checked to its end before the store is begun, and the store is read
 * again and compared with the manifest before it is finished. On a fault what was written is cleared away.
 *
 * Throws what `checkArchive` throws, `restore-differs` when the store does not hold what it was given, and `restore-left-half`
 * when clearing away failed, too.
 */
export async function restoreArchive(
  file: string,
  begin: () => Promise<StoreInTheMaking>,
): Promise<CheckedArchive> {
  const checked = await checkArchive(file);
  const making = await begin();
  try {
    await fill(making, file);
    await compare(making, checked.manifest);
  } catch (error) {
    await discard(making, error);
    throw error;
  }
  await making.finish();
  return checked;
}

/** What cannot be cleared away now is cleared away by the next restoring; it must not hide why this one failed. */
async function discard(making: StoreInTheMaking, why: unknown): Promise<void> {
  try {
    await making.discard();
  } catch (error) {
    throw new Fault(
      'restore-left-half',
      `${reasonOf(why)}; what was written could not be cleared away (${reasonOf(error)}): restore again, that clears it`,
      { cause: why },
    );
  }
}

async function fill(making: StoreInTheMaking, file: string): Promise<void> {
  let collection: WholeCollection = { name: '', unique: [] };
  let waiting: Stored<Document>[] = [];
  const flush = async (): Promise<void> => {
    const documents = waiting;
    waiting = [];
    if (documents.length > 0) await making.put(collection, documents);
  };
  for await (const line of archiveLines(file)) {
    if (line.kind === 'document') {
      waiting.push({ value: line.value, version: line.version });
      if (waiting.length === DOCUMENTS_AT_ONCE) await flush();
      continue;
    }
    await flush();
    if (line.kind === 'collection') collection = { name: line.name, unique: line.unique };
    if (line.kind === 'media') await making.putMedia(line.id, mediaOf(line));
  }
}

function mediaOf({ type, base64 }: { type: Media['type']; base64: string }): Media {
  return { type, bytes: Buffer.from(base64, 'base64') };
}

async function compare(making: StoreInTheMaking, expected: Manifest): Promise<void> {
  const whole = await making.readBack();
  try {
    const found = await manifestOf(whole);
    const [difference] = differences(expected, found);
    if (difference === undefined) return;
    throw new Fault(
      'restore-differs',
      `what was written is not what was read (${difference}); check the disk, nothing was kept`,
    );
  } finally {
    await whole.close();
  }
}

/** The figures of a store as it lies. */
export async function manifestOf(whole: WholeStore): Promise<Manifest> {
  const tally = new Tally();
  for (const { name } of whole.collections) {
    tally.begin(name);
    for await (const documents of whole.documents(name)) {
      for (const document of documents) tally.add(name, document);
    }
  }
  for (const id of await whole.mediaIds()) {
    const media = await whole.media(id);
    if (media) tally.addMedia(id, media);
  }
  return tally.manifest();
}
