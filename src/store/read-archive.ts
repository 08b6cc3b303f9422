import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import { Fault, reasonOf } from '../base/fault.js';
import { ARCHIVE_FORMAT, headIn, lineIn, type ArchiveHead, type ArchiveLine } from './archive.js';
import { errorCodeOf } from './error-code.js';
import { differences, Tally, type Manifest } from './tally.js';

/** Longer than any line of ours: a file of a hundred megabytes. It bounds what a foreign file can take of the memory. */
const MOST_CHARACTERS = 200_000_000;

/** An archive that was read to its end and agrees with its own manifest. */
export interface CheckedArchive {
  readonly head: ArchiveHead;
  readonly manifest: Manifest;
}

/**
 * Reads the whole archive without writing anything: every line must be one of ours, and every count and checksum as its
 * manifest says.
 *
 * Throws `archive-unreadable` (no such file, no rights), `archive-foreign` (not an archive of this program),
 * `archive-too-new` (the format of a newer program) and `archive-damaged` (cut off or altered).
 */
export async function checkArchive(file: string): Promise<CheckedArchive> {
  const tally = new Tally();
  let head: ArchiveHead | undefined;
  let manifest: Manifest | undefined;
  let collection = '';
  for await (const line of archiveLines(file)) {
    if (manifest) throw damaged(file, 'something follows its manifest');
    switch (line.kind) {
      case 'qunliban-backup':
        head = line;
        break;
      case 'collection':
        collection = line.name;
        tally.begin(collection);
        break;
      case 'document':
        if (collection === '') throw damaged(file, 'a document belongs nowhere');
        tally.add(collection, line);
        break;
      case 'media':
        tally.addMedia(line.id, { type: line.type, bytes: Buffer.from(line.base64, 'base64') });
        break;
      case 'manifest':
        manifest = line;
        break;
      default:
        line satisfies never;
    }
  }
  if (!head || !manifest) throw damaged(file, 'its end is missing');
  const [difference] = differences(manifest, tally.manifest());
  if (difference !== undefined) throw damaged(file, `it does not hold what its manifest says: ${difference}`);
  return { head, manifest };
}

/** The head and all lines of an archive, one after the other; throws like `checkArchive`, but compares no sums. */
export async function* archiveLines(file: string): AsyncGenerator<ArchiveHead | ArchiveLine> {
  let number = 0;
  for await (const text of textLines(file)) {
    number += 1;
    const parsed = parse(text);
    if (number === 1) {
      yield headOrFault(file, parsed);
      continue;
    }
    const line = lineIn(parsed);
    if (!line) throw damaged(file, `line ${number} is nothing that it should hold`);
    yield line;
  }
  if (number === 0) throw foreign(file);
}

function headOrFault(file: string, parsed: unknown): ArchiveHead {
  const head = headIn(parsed);
  if (!head) throw foreign(file);
  if (head.format <= ARCHIVE_FORMAT) return head;
  throw new Fault(
    'archive-too-new',
    `${file} was written by a newer program (${head.program}, format ${head.format}; this program reads up to format ` +
      `${ARCHIVE_FORMAT}): install that version and restore with it`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function* textLines(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const unpacked = source.pipe(createGunzip());
  source.on('error', error => unpacked.destroy(error));
  const decoder = new StringDecoder('utf8');
  let pieces: string[] = [];
  let length = 0;
  try {
    for await (const chunk of unpacked) {
      const [first = '', ...others] = decoder.write(chunk as Buffer).split('\n');
      pieces.push(first);
      length += first.length;
      if (length > MOST_CHARACTERS) throw foreign(file);
      for (const next of others) {
        yield pieces.join('');
        pieces = [next];
        length = next.length;
      }
    }
  } catch (error) {
    throw faultOf(file, error);
  } finally {
    source.destroy();
  }
  if (length > 0) throw damaged(file, 'its last line is cut off');
}

function faultOf(file: string, error: unknown): Fault {
  if (error instanceof Fault) return error;
  const code = errorCodeOf(error);
  if (!code.startsWith('Z_')) {
    return new Fault('archive-unreadable', `${file} cannot be read (${reasonOf(error)})`, { cause: error });
  }
  if (code === 'Z_BUF_ERROR') return damaged(file, 'it is cut off');
  return reasonOf(error).includes('incorrect header check') ? foreign(file) : damaged(file, reasonOf(error));
}

function foreign(file: string): Fault {
  return new Fault('archive-foreign', `${file} is no backup of this program; nothing was written`);
}

function damaged(file: string, how: string): Fault {
  return new Fault(
    'archive-damaged',
    `${file} is damaged (${how}); take another backup, nothing was written`,
  );
}
