import { createHash } from 'node:crypto';
import { DAY, type Moment } from '../base/clock.js';
import type { MediaId } from '../base/ids.js';
import type { MediaStore } from '../store/media-store.js';
import type { Collection, Document, Store } from '../store/store.js';
import { pngOf } from './picture-png.js';

interface KeptPicture extends Document {
  readonly madeAt: Moment;
}

/** Longer than any message waits to be said. */
const KEPT_FOR = 31 * DAY;
const FORGOTTEN_AT_ONCE = 100;

/** Keeps the pictures that the bot posts until they have surely been posted; the same drawing is made once. */
export class PictureShelf {
  private constructor(
    private readonly pictures: Collection<KeptPicture>,
    private readonly media: MediaStore,
  ) {}

  static async open(store: Store, media: MediaStore): Promise<PictureShelf> {
    const pictures = await store.collection<KeptPicture>({ name: 'pictures', indexes: [['madeAt']] });
    return new PictureShelf(pictures, media);
  }

  /** Makes a picture of a drawing. @returns the id by which a message can show it */
  async keep(svg: string, now: Moment): Promise<MediaId> {
    const id: MediaId = `picture-${createHash('sha256').update(svg).digest('hex').slice(0, 40)}`;
    if (await this.media.get(id)) return id;
    // Noted first, so that a crash between the two leaves nothing that nobody knows of.
    await this.pictures.insert({ id, madeAt: now });
    await this.media.put(id, { bytes: await pngOf(svg), type: 'image/png' });
    await this.#forgetOld(now);
    return id;
  }

  async #forgetOld(now: Moment): Promise<void> {
    const where = { madeAt: { from: 0, below: now - KEPT_FOR } };
    const page = await this.pictures.find({ where, orderBy: ['madeAt'], limit: FORGOTTEN_AT_ONCE });
    for (const { value } of page.found) {
      await this.media.remove(value.id);
      await this.pictures.remove(value.id);
    }
  }
}
