import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Fault, reasonOf } from '../base/fault.js';
import type { MediaId } from '../base/ids.js';
import { errorCodeOf } from './error-code.js';
import { MEDIA_ID_FORM, type Media, type MediaStore, type MediaType } from './media-store.js';

const EXTENSIONS = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'application/octet-stream': '.bin',
} as const satisfies Record<MediaType, string>;

/** Where the files lie within the data folder, and where they are written. */
export const MEDIA_FOLDER = 'media';
const HALF_WRITTEN = 'half-written';

const ENDINGS: ReadonlySet<string> = new Set(Object.values(EXTENSIONS));
const TYPES = Object.keys(EXTENSIONS) as MediaType[];

/**
 * Opens the files in `media/` of the data folder: `media/ab/abcdef….jpg`, the type told by the ending. A file appears whole
 * or not at all. What a killed process left half written is removed here, so only one process may have the folder open.
 *
 * An id of another form than letters, digits, `-` and `_` belongs to no file; to put one is a Fault `media-id-bad`. What the
 * disk complains of is a Fault `media-failed`.
 */
export async function openFolderMediaStore(dataFolder: string): Promise<MediaStore> {
  const folder = path.join(dataFolder, MEDIA_FOLDER);
  const halfWritten = path.join(folder, HALF_WRITTEN);
  await orFault(folder, async () => {
    await rm(halfWritten, { recursive: true, force: true });
    await mkdir(halfWritten, { recursive: true, mode: 0o700 });
  });
  const fileOf = (id: MediaId, type: MediaType) => mediaFile(folder, id, type);
  return {
    async put(id, media) {
      if (!MEDIA_ID_FORM.test(id)) throw new Fault('media-id-bad', `"${id}" cannot be the id of a file`);
      const others = TYPES.filter(type => type !== media.type).map(type => fileOf(id, type));
      await orFault(folder, async () => {
        await putDurably(media.bytes, path.join(halfWritten, randomUUID()), fileOf(id, media.type));
        for (const other of others) await rm(other, { force: true });
      });
    },
    get: async id => await readFolderMedia(dataFolder, id),
    async remove(id) {
      if (!MEDIA_ID_FORM.test(id)) return;
      await orFault(folder, async () => {
        for (const type of TYPES) await rm(fileOf(id, type), { force: true });
        await syncFolder(path.join(folder, id.slice(0, 2)));
      });
    },
  };
}

/** Reads one file, also beside a program that has the folder open. */
export async function readFolderMedia(dataFolder: string, id: MediaId): Promise<Media | undefined> {
  if (!MEDIA_ID_FORM.test(id)) return undefined;
  const folder = path.join(dataFolder, MEDIA_FOLDER);
  for (const type of TYPES) {
    const bytes = await orFault(folder, () => bytesIn(mediaFile(folder, id, type)));
    if (bytes) return { bytes, type };
  }
  return undefined;
}

/** The ids of all files that are whole, also beside a program that has the folder open; none when there is no folder. */
export async function folderMediaIds(dataFolder: string): Promise<readonly MediaId[]> {
  const folder = path.join(dataFolder, MEDIA_FOLDER);
  return await orFault(folder, async () => {
    const ids = new Set<MediaId>();
    for (const shelf of await namesIn(folder)) {
      if (shelf === HALF_WRITTEN) continue;
      for (const name of await namesIn(path.join(folder, shelf))) {
        const { name: id, ext } = path.parse(name);
        if (ENDINGS.has(ext) && MEDIA_ID_FORM.test(id)) ids.add(id);
      }
    }
    return [...ids];
  });
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(unlessMissing)) ?? [];
}

function mediaFile(folder: string, id: MediaId, type: MediaType): string {
  return path.join(folder, id.slice(0, 2), id + EXTENSIONS[type]);
}

/** The bytes reach the disk before the name does, and the name before anybody is told. */
async function putDurably(bytes: Uint8Array, temporary: string, file: string): Promise<void> {
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  const shelf = path.dirname(file);
  const isNewShelf = (await mkdir(shelf, { recursive: true, mode: 0o700 })) !== undefined;
  await rename(temporary, file);
  await syncFolder(shelf);
  if (isNewShelf) await syncFolder(path.dirname(shelf));
}

/** Makes what was renamed or removed within a folder last. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders, and keeps their entries without being asked.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r').catch(unlessMissing);
  if (!handle) return;
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function bytesIn(file: string): Promise<Uint8Array | undefined> {
  return await readFile(file).catch(unlessMissing);
}

function unlessMissing(error: unknown): undefined {
  if (errorCodeOf(error) === 'ENOENT') return undefined;
  throw error;
}

async function orFault<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  return await work().catch((error: unknown) => {
    throw new Fault('media-failed', `${folder}: a file cannot be kept or read (${reasonOf(error)})`, {
      cause: error,
    });
  });
}
