import type { MediaId } from '../base/ids.js';
import type { Media } from './media-store.js';
import type { Document, Stored } from './store.js';

/**
 * The store as a whole, for backup and restore. Beside the everyday port because no room needs it: documents are taken as
 * they lie, with their versions, whatever their collection is for. Plans are no part of it; the program that opens a
 * collection brings the unique fields and indexes with it.
 */
export interface WholeStore {
  /** The names of the collections that exist, in the order in which they are to be read. */
  readonly collections: readonly string[];
  /** The files that exist. */
  readonly mediaIds: readonly MediaId[];
  /** Every document of a collection once, some hundreds at a time. */
  documents(collection: string): AsyncIterable<readonly Stored<Document>[]>;
  /** Undefined when it was removed since it was listed. */
  media(id: MediaId): Promise<Media | undefined>;
  close(): Promise<void>;
}

/**
 * An empty store that is being filled. Nobody can open it as a store before it is finished; what a killed process left of
 * one is cleared away by the next.
 */
export interface StoreInTheMaking {
  /** Keeps new documents with their versions. A document that is there already is a Fault `restore-twice`. */
  put(collection: string, documents: readonly Stored<Document>[]): Promise<void>;
  putMedia(id: MediaId, media: Media): Promise<void>;
  /** Reads what was put, from where it lies; everything is on the disk by then. */
  readBack(): Promise<WholeStore>;
  /** Makes it the store. */
  finish(): Promise<void>;
  /** Clears away what was put. */
  discard(): Promise<void>;
}
