import { createHash } from 'node:crypto';
import { newId, type MediaId } from '../base/ids.js';
import type { Media, MediaStore, MediaType } from '../store/media-store.js';
import type { LocalPhoto } from './local-message.js';

const MOST_BYTES_IN_MEMORY = 64 * 1024 * 1024;

/** Photos of the pretended network: raw bytes in the media store; those that had to leave it stay in memory a while. */
export class LocalPhotos {
  readonly #remembered = new Map<MediaId, Media>();
  #rememberedBytes = 0;

  constructor(private readonly store: MediaStore) {}

  /** Keeps the bytes as they are; they are durable afterwards. */
  async keep(bytes: Uint8Array): Promise<LocalPhoto> {
    const photo: LocalPhoto = { id: newId<'media'>(), type: typeOf(bytes), digest: digestOf(bytes) };
    await this.store.put(photo.id, { bytes, type: photo.type });
    return photo;
  }

  async read(id: MediaId): Promise<Media | undefined> {
    return this.#remembered.get(id) ?? (await this.store.get(id));
  }

  /** Takes the photo out of the media store. The page can show it until newer ones need the memory. */
  async forget(id: MediaId): Promise<void> {
    const media = await this.store.get(id);
    if (!media) return;
    this.#remember(id, media);
    await this.store.remove(id);
  }

  /** Takes the photo out of the media store and out of memory. */
  async remove(id: MediaId): Promise<void> {
    this.#drop(id);
    await this.store.remove(id);
  }

  #remember(id: MediaId, media: Media): void {
    this.#drop(id);
    this.#remembered.set(id, media);
    this.#rememberedBytes += media.bytes.byteLength;
    for (const oldest of this.#remembered.keys()) {
      if (this.#rememberedBytes <= MOST_BYTES_IN_MEMORY) break;
      this.#drop(oldest);
    }
  }

  #drop(id: MediaId): void {
    this.#rememberedBytes -= this.#remembered.get(id)?.bytes.byteLength ?? 0;
    this.#remembered.delete(id);
  }
}

/** SHA-256 in hexadecimal. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** By the first bytes; what is no picture we know is kept all the same, so that a damaged photo can be posted. */
function typeOf(bytes: Uint8Array): MediaType {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (head.startsWith('\xFF\xD8\xFF')) return 'image/jpeg';
  if (head.startsWith('\x89PNG\r\n\x1A\n')) return 'image/png';
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return 'image/webp';
  return 'application/octet-stream';
}
