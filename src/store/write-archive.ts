import { open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Fault, reasonOf } from '../base/fault.js';
import { documentLine, mediaLine, type ArchiveHead, type ArchiveLine } from './archive.js';
import { errorCodeOf } from './error-code.js';
import { syncFolder } from './folder-media-store.js';
import { Tally, type Manifest } from './tally.js';
import type { WholeStore } from './whole-store.js';

/** Faster by half than the usual level, and larger by a twentieth. */
const LEVEL = 3;
const ENOUGH_CHARACTERS = 1 << 18;

/**
 * Writes everything in the store to an archive. It is written under a temporary name beside it, `FILE.<pid>.part`, and gets
 * its own name only when it is whole and on the disk; an archive that exists is never replaced.
 *
 * Throws `backup-exists` and `backup-unwritable`, and whatever reading the store throws. Broken off by the signal, it leaves
 * nothing behind and throws `backup-broken-off`.
 */
export async function writeArchive(
  whole: WholeStore,
  file: string,
  head: Omit<ArchiveHead, 'kind'>,
  signal?: AbortSignal,
): Promise<Manifest> {
  await refuseExisting(file);
  const tally = new Tally();
  const temporary = `${file}.${process.pid}.part`;
  const lines = inPieces(linesOf(whole, { kind: 'qunliban-backup', ...head }, tally));
  try {
    const target = (await open(temporary, 'w', 0o600)).createWriteStream({ flush: true });
    await pipeline(Readable.from(lines, { objectMode: false }), createGzip({ level: LEVEL }), target, {
      signal,
    });
    await giveName(temporary, file);
  } catch (error) {
    if (signal?.aborted) throw new Fault('backup-broken-off', `${file} was not written: it was broken off`);
    throw error instanceof Fault ? error : unwritable(file, error);
  } finally {
    await rm(temporary, { force: true });
  }
  return tally.manifest();
}

async function* linesOf(
  whole: WholeStore,
  head: ArchiveHead,
  tally: Tally,
): AsyncGenerator<ArchiveHead | ArchiveLine> {
  yield head;
  for (const { name, unique } of whole.collections) {
    tally.begin(name);
    yield { kind: 'collection', name, unique };
    for await (const documents of whole.documents(name)) {
      for (const document of documents) {
        tally.add(name, document);
        yield documentLine(document);
      }
    }
  }
  for (const id of await whole.mediaIds()) {
    const media = await whole.media(id);
    if (!media) continue;
    tally.addMedia(id, media);
    yield mediaLine(id, media);
  }
  yield { kind: 'manifest', ...tally.manifest() };
}

/** Many lines a piece, because each piece costs a round through the compressor's thread. */
async function* inPieces(lines: AsyncIterable<object>): AsyncGenerator<string> {
  let piece = '';
  for await (const line of lines) {
    piece += `${JSON.stringify(line)}\n`;
    if (piece.length < ENOUGH_CHARACTERS) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

async function refuseExisting(file: string): Promise<void> {
  const found = await stat(file).catch((error: unknown) => {
    if (errorCodeOf(error) === 'ENOENT') return undefined;
    throw unwritable(file, error);
  });
  if (found) throw exists(file);
}

async function giveName(temporary: string, file: string): Promise<void> {
  await refuseExisting(file);
  await rename(temporary, file);
  await syncFolder(path.dirname(path.resolve(file)));
}

function exists(file: string): Fault {
  return new Fault('backup-exists', `${file} exists already and stays as it is; choose another name`);
}

function unwritable(file: string, cause: unknown): Fault {
  return new Fault(
    'backup-unwritable',
    `${file} cannot be written (${reasonOf(cause)}); check the folder, its rights and the room on the disk`,
    { cause },
  );
}
