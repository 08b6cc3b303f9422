import type { MediaId } from '../base/ids.js';
import type { Media } from './media-store.js';
import type { Document, Stored } from './store.js';

/**
 * The store as a whole, for backup and restore. Beside the everyday port because no room needs it: documents are taken as
 * they lie, with their versions, whatever their collection is for.
 */
export interface WholeStore {
  /** The collections that exist, in the order in which they are to be read. */
  readonly collections: readonly WholeCollection[];
  /** Every document of a collection once, some hundreds at a time. */
  documents(name: string): AsyncIterable<readonly Stored<Document>[]>;
  /** The files that exist. To be asked after the documents were read, so that no document misses its file. */
  mediaIds(): Promise<readonly MediaId[]>;
  /** Undefined when it was removed since it was listed. */
  media(id: MediaId): Promise<Media | undefined>;
  close(): Promise<void>;
}

/**
 * A collection by its name. Of its plan only the unique fields matter to how documents lie; the program that opens it brings
 * the indexes with it.
 */
export interface WholeCollection {
  readonly name: string;
  readonly unique: readonly string[];
}

/**
 * An empty store that is being filled. Nobody can open it as a store before it is finished; what a killed process left of
 * one is cleared away by the next.
 */
export interface StoreInTheMaking {
  /** Keeps new documents with their versions. */
  put(collection: WholeCollection, documents: readonly Stored<Document>[]): Promise<void>;
  putMedia(id: MediaId, media: Media): Promise<void>;
  /** Reads what was put, from where it lies; everything is on the disk by then. */
  readBack(): Promise<WholeStore>;
  /** Makes it the store. */
  finish(): Promise<void>;
  /** Clears away what was put. */
  discard(): Promise<void>;
}
