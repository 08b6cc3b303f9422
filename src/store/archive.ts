import type { MediaId } from '../base/ids.js';
import type { Media, MediaType } from './media-store.js';
import type { Document, Stored } from './store.js';
import type { Manifest, Sum } from './tally.js';
import type { WholeCollection } from './whole-store.js';

/**
 * An archive is gzip of lines of JSON: first what it is, then every collection's name followed by its documents, then the
 * files, last the manifest. `zcat FILE | head -1` shows the head, `zcat FILE | tail -1` the manifest. It knows of no engine.
 */
export const ARCHIVE_FORMAT = 1;

export interface ArchiveHead {
  readonly kind: 'qunliban-backup';
  readonly format: number;
  /** The version of the program that wrote it. */
  readonly program: string;
  /** When it was begun, in ISO 8601. */
  readonly madeAt: string;
}

/** One line of an archive after the head. A document belongs to the collection last named. */
export type ArchiveLine =
  | ({ readonly kind: 'collection' } & WholeCollection)
  | { readonly kind: 'document'; readonly version: number; readonly value: Document }
  | { readonly kind: 'media'; readonly id: MediaId; readonly type: MediaType; readonly base64: string }
  | ({ readonly kind: 'manifest' } & Manifest);

export function documentLine({ value, version }: Stored<Document>): ArchiveLine {
  return { kind: 'document', version, value };
}

export function mediaLine(id: MediaId, { type, bytes }: Media): ArchiveLine {
  return { kind: 'media', id, type, base64: Buffer.from(bytes).toString('base64') };
}

/** What a parsed first line is; undefined when it is no head of ours. A newer format may have more in it. */
export function headIn(line: unknown): ArchiveHead | undefined {
  if (!isRecord(line) || line['kind'] !== 'qunliban-backup') return undefined;
  const { format, program, madeAt } = line;
  if (!Number.isInteger(format) || typeof program !== 'string' || typeof madeAt !== 'string')
    return undefined;
  return { kind: 'qunliban-backup', format: Number(format), program, madeAt };
}

/** What a parsed line is; undefined when it is nothing that format 1 has. */
export function lineIn(line: unknown): ArchiveLine | undefined {
  if (!isRecord(line)) return undefined;
  switch (line['kind']) {
    case 'collection':
      return isCollection(line) ? (line as never) : undefined;
    case 'document': {
      const { version, value } = line;
      const isWhole = Number.isInteger(version) && Number(version) >= 1 && isRecord(value);
      return isWhole && typeof value['id'] === 'string' ? (line as never) : undefined;
    }
    case 'media':
      return isMedia(line) ? (line as never) : undefined;
    case 'manifest':
      return isManifest(line) ? (line as never) : undefined;
    default:
      return undefined;
  }
}

const NAME_FORM = /^[A-Za-z]\w*$/;

const MEDIA_TYPES: readonly unknown[] = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'application/octet-stream',
] satisfies MediaType[];

function isCollection({ name, unique }: Readonly<Record<string, unknown>>): boolean {
  return (
    Array.isArray(unique) && [name, ...unique].every(one => typeof one === 'string' && NAME_FORM.test(one))
  );
}

function isMedia({ id, type, base64 }: Readonly<Record<string, unknown>>): boolean {
  return typeof id === 'string' && MEDIA_TYPES.includes(type) && typeof base64 === 'string';
}

function isManifest({ collections, media }: Readonly<Record<string, unknown>>): boolean {
  return isRecord(collections) && Object.values(collections).every(isSum) && isSum(media);
}

function isSum(value: unknown): value is Sum {
  return isRecord(value) && Number.isInteger(value['count']) && typeof value['checksum'] === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
