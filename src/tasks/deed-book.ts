import type { Moment } from '../base/clock.js';
import type { MediaId, PersonId, UnitId } from '../base/ids.js';
import { change, everyOne } from '../store/change.js';
import type { Collection, Document, Store } from '../store/store.js';
import type { Deed, DeedKind } from './deed.js';

/** A half-open stretch of time. */
export interface Span {
  readonly from: Moment;
  readonly below: Moment;
}

/** A photo that belongs to a deed, so that it is not erased with the message it came in. */
interface DeedPhoto extends Document {
  readonly deedId: string;
}

/** When somebody last sent where they are. Where that is, is not kept. */
interface SentLocation extends Document {
  readonly at: Moment;
}

/** Keeps every deed: the ledger of each grid and the log of each worker are views of it. */
export class DeedBook {
  private constructor(
    private readonly deeds: Collection<Deed>,
    private readonly photos: Collection<DeedPhoto>,
    private readonly locations: Collection<SentLocation>,
  ) {}

  static async open(store: Store): Promise<DeedBook> {
    const deeds = await store.collection<Deed>({
      name: 'deeds',
      indexes: [
        ['gridId', 'at'],
        ['personId', 'at'],
        ['kind', 'at'],
        ['household', 'at'],
      ],
    });
    const photos = await store.collection<DeedPhoto>({ name: 'deedPhotos' });
    const locations = await store.collection<SentLocation>({ name: 'sentLocations' });
    return new DeedBook(deeds, photos, locations);
  }

  /** Writes it down; false when it stands there already. */
  async note(deed: Deed): Promise<boolean> {
    await this.#keepPhotos(deed);
    return (await this.deeds.insert(deed)).done;
  }

  /** Completes or corrects a deed; `changeOf` is pure and may run several times. */
  async change(id: string, changeOf: (deed: Deed) => Deed | undefined): Promise<Deed | undefined> {
    const changed = await change(this.deeds, id, changeOf);
    if (changed?.changed) await this.#keepPhotos(changed.value);
    return changed?.value;
  }

  /** Whether a photo belongs to a deed. */
  async holdsPhoto(mediaId: MediaId): Promise<boolean> {
    return (await this.photos.get(mediaId)) !== undefined;
  }

  /** Somebody has sent where they are. */
  async noteLocation(personId: PersonId, at: Moment): Promise<void> {
    if ((await this.locations.insert({ id: personId, at })).done) return;
    await change(this.locations, personId, before => (before.at >= at ? undefined : { ...before, at }));
  }

  /** When somebody last sent where they are. */
  async locationSentAt(personId: PersonId): Promise<Moment | undefined> {
    return (await this.locations.get(personId))?.value.at;
  }

  async get(id: string): Promise<Deed | undefined> {
    return (await this.deeds.get(id))?.value;
  }

  /** A grid's, oldest first. */
  async ofGrid(gridId: UnitId, span: Span): Promise<readonly Deed[]> {
    return everyOne(this.deeds, { where: { gridId, at: { ...span } }, orderBy: ['gridId', 'at'] });
  }

  /** A person's, oldest first. */
  async ofPerson(personId: PersonId, span: Span): Promise<readonly Deed[]> {
    return everyOne(this.deeds, { where: { personId, at: { ...span } }, orderBy: ['personId', 'at'] });
  }

  /** Everybody's of one kind, oldest first. */
  async ofKind(kind: DeedKind, span: Span): Promise<readonly Deed[]> {
    return everyOne(this.deeds, { where: { kind, at: { ...span } }, orderBy: ['kind', 'at'] });
  }

  async #keepPhotos({ id, mediaIds }: Deed): Promise<void> {
    for (const mediaId of mediaIds) await this.photos.insert({ id: mediaId, deedId: id });
  }
}
