import mongoose from 'mongoose';
import type { Clock } from '../base/clock.js';
import { HOUR } from '../base/clock.js';
import { Fault, reasonOf } from '../base/fault.js';
import type { MongoLink } from './mongo-link.js';
import { MEDIA_ID_FORM, type Media, type MediaStore, type MediaType } from './media-store.js';

const { ObjectId, GridFSBucket } = mongoose.mongo;

/** GridFS keeps `media.files` and `media.chunks`; `media.uploads` notes what is being written. */
const BUCKET = 'media';
/** An upload takes seconds; whoever began one so long ago is dead. */
const DEAD_AFTER_MS = HOUR;

interface Revision {
  readonly _id: mongoose.mongo.ObjectId;
  readonly uploadDate: Date;
  readonly metadata?: { readonly type?: MediaType };
}

interface Upload {
  readonly _id: mongoose.mongo.ObjectId;
  readonly begunAt: number;
}

/**
 * Files in GridFS, in the database of the link. Putting a file writes a revision under the id as its name; the revision
 * shows when it is whole, and takes the older ones away. Half-written revisions of processes that died are removed here.
 *
 * An id of another form than letters, digits, `-` and `_` belongs to no file; to put one is a Fault `media-id-bad`. What the
 * server complains of is a Fault `media-failed`.
 */
export async function openMongoMediaStore(link: MongoLink, clock: Clock): Promise<MediaStore> {
  const shelf = new MongoMedia(link, clock);
  await shelf.sweep();
  return shelf;
}

class MongoMedia implements MediaStore {
  readonly #bucket: mongoose.mongo.GridFSBucket;

  constructor(
    private readonly link: MongoLink,
    private readonly clock: Clock,
  ) {
    this.#bucket = new GridFSBucket(link.database, { bucketName: BUCKET });
  }

  async put(id: string, { bytes, type }: Media): Promise<void> {
    if (!MEDIA_ID_FORM.test(id)) throw new Fault('media-id-bad', `"${id}" cannot be the id of a file`);
    await this.#orFault(async () => {
      const own = new ObjectId();
      const uploads = this.link.collection<Upload>(`${BUCKET}.uploads`);
      await uploads.insertOne({ _id: own, begunAt: this.clock.now() });
      await this.#write(own, id, bytes, type);
      await uploads.deleteOne({ _id: own });
      const [newest, ...older] = await this.#revisions(id);
      // Of two who put at the same time the newest stays, and neither takes away what came after its own.
      if (newest?._id.equals(own)) for (const { _id } of older) await this.#drop(_id);
    });
  }

  async get(id: string): Promise<Media | undefined> {
    if (!MEDIA_ID_FORM.test(id)) return undefined;
    return await this.#orFault(async () => {
      for (;;) {
        const [newest] = await this.#revisions(id);
        if (!newest) return undefined;
        const bytes = await this.#read(newest._id);
        if (bytes) return { bytes, type: newest.metadata?.type ?? 'application/octet-stream' };
      }
    });
  }

  async remove(id: string): Promise<void> {
    if (!MEDIA_ID_FORM.test(id)) return;
    await this.#orFault(async () => {
      for (const { _id } of await this.#revisions(id)) await this.#drop(_id);
    });
  }

  /** Removes what processes that died while writing have left. */
  async sweep(): Promise<void> {
    await this.#orFault(async () => {
      const uploads = this.link.collection<Upload>(`${BUCKET}.uploads`);
      const dead = await uploads.find({ begunAt: { $lt: this.clock.now() - DEAD_AFTER_MS } }).toArray();
      for (const { _id } of dead) {
        const isWhole = (await this.#files.countDocuments({ _id })) > 0;
        if (!isWhole) await this.link.collection(`${BUCKET}.chunks`).deleteMany({ files_id: _id });
        await uploads.deleteOne({ _id });
      }
    });
  }

  get #files() {
    return this.link.collection<Revision>(`${BUCKET}.files`);
  }

  async #revisions(id: string): Promise<Revision[]> {
    return await this.#files.find({ filename: id }).sort({ uploadDate: -1, _id: -1 }).toArray();
  }

  async #write(own: mongoose.mongo.ObjectId, id: string, bytes: Uint8Array, type: MediaType): Promise<void> {
    const upload = this.#bucket.openUploadStreamWithId(own, id, { metadata: { type } });
    await new Promise<void>((resolve, reject) => {
      upload.once('finish', resolve).once('error', reject).end(bytes);
    });
  }

  /** undefined when somebody removed it meanwhile. */
  async #read(revision: mongoose.mongo.ObjectId): Promise<Uint8Array | undefined> {
    const pieces: Buffer[] = [];
    try {
      for await (const piece of this.#bucket.openDownloadStream(revision)) pieces.push(piece as Buffer);
      return Buffer.concat(pieces);
    } catch (error) {
      if ((await this.#files.countDocuments({ _id: revision })) === 0) return undefined;
      throw error;
    }
  }

  async #drop(revision: mongoose.mongo.ObjectId): Promise<void> {
    try {
      await this.#bucket.delete(revision);
    } catch (error) {
      // Somebody else removed it first.
      if ((await this.#files.countDocuments({ _id: revision })) > 0) throw error;
    }
  }

  async #orFault<Result>(work: () => Promise<Result>): Promise<Result> {
    return await this.link.insist(work).catch((error: unknown) => {
      if (error instanceof Fault && /^(?:media-|store-closed)/.test(error.code)) throw error;
      throw new Fault('media-failed', `a file cannot be kept or read (${reasonOf(error)})`, { cause: error });
    });
  }
}
