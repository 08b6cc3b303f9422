import type { MediaId } from '../base/ids.js';

/** The form of a file's id: nothing that could lead out of a folder, and nothing a file system would take for something else. */
export const MEDIA_ID_FORM = /^[A-Za-z0-9_-]{2,100}$/;

/** What a photo or a picture is kept as. */
export type MediaType = 'image/jpeg' | 'image/png' | 'image/webp' | 'application/octet-stream';

export interface Media {
  readonly bytes: Uint8Array;
  readonly type: MediaType;
}

/** Files beside the documents: a folder by default, GridFS with MongoDB. Durable when its promises resolve. */
export interface MediaStore {
  put(id: MediaId, media: Media): Promise<void>;
  get(id: MediaId): Promise<Media | undefined>;
  remove(id: MediaId): Promise<void>;
}
