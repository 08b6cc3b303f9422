import type { MediaId, TicketId } from '../base/ids.js';
import { fingerprintDistance } from '../media/fingerprint.js';
import { change, everyOne } from '../store/change.js';
import type { Collection, Document, Store, Where } from '../store/store.js';

/** The eight bytes of a fingerprint, looked up two by two, so that like photos are found without looking through all. */
const bands = ['band0', 'band1', 'band2', 'band3', 'band4', 'band5', 'band6', 'band7'] as const;
const pairs = [
  ['band0', 'band1'],
  ['band2', 'band3'],
  ['band4', 'band5'],
  ['band6', 'band7'],
] as const;
type Bands = { readonly [Band in (typeof bands)[number]]?: string };

/** A photo that was put aside; without a ticket it is forgotten with the message it came in. */
interface KnownPhoto extends Document, Bands {
  readonly ticketId: TicketId | null;
  readonly fingerprint?: string;
}

/** Two fingerprints that differ in so few of their 64 bits are of the same picture, see `fingerprintDistance`. */
const SAME_UP_TO = 10;
/** A picture without light and shade has hardly any bits, or nearly all: a dark hall looks like every dark hall. */
const FEWEST_BITS = 8;
const NO_BITS = '0'.repeat(16);

/** Which photos tickets hold, and what each looks like. */
export class PhotoBook {
  private constructor(private readonly photos: Collection<KnownPhoto>) {}

  static async open(store: Store): Promise<PhotoBook> {
    return new PhotoBook(await store.collection<KnownPhoto>({ name: 'ticketPhotos', indexes: pairs }));
  }

  /** Writes down what a photo looks like when it is put aside. @param fingerprint 16 hexadecimal digits */
  async note(id: MediaId, fingerprint: string): Promise<void> {
    await this.photos.insert({ id, ticketId: null, fingerprint, ...bandsOf(fingerprint) });
  }

  /** The photos have become part of a ticket. */
  async keep(ticketId: TicketId, ids: readonly MediaId[]): Promise<void> {
    for (const id of ids) {
      if ((await this.photos.insert({ id, ticketId })).done) continue;
      await change(this.photos, id, photo => (photo.ticketId === null ? { ...photo, ticketId } : undefined));
    }
  }

  /** Whether a photo became part of a ticket. */
  async isKept(id: MediaId): Promise<boolean> {
    return ((await this.photos.get(id))?.value.ticketId ?? null) !== null;
  }

  /** A photo that no ticket holds is gone, and with it what it looked like. */
  async forget(id: MediaId): Promise<void> {
    if (!(await this.isKept(id))) await this.photos.remove(id);
  }

  /**
   * Other tickets that hold the same picture, also resized or compressed anew. Of two fingerprints that differ in up to seven
   * bits at least one pair of bytes differs in one bit at most, and such pairs are looked up; beyond that a few may be missed.
   * Of all photos one in a thousand is read: single bytes, of which one in thirty has one in common, would be quicker to
   * ask for, but a year's photos are too many to read so often.
   */
  async ticketsWithSamePhoto(id: MediaId): Promise<readonly TicketId[]> {
    const photo = (await this.photos.get(id))?.value;
    const fingerprint = photo?.fingerprint;
    if (fingerprint === undefined || !isTelling(fingerprint)) return [];
    const found = new Set<TicketId>();
    for (const where of pairs.flatMap(pair => nearTo(bandsOf(fingerprint), pair))) {
      const like = await everyOne(this.photos, { where });
      for (const { ticketId, fingerprint: other } of like) {
        if (ticketId === null || ticketId === photo?.ticketId || other === undefined) continue;
        if (fingerprintDistance(fingerprint, other) <= SAME_UP_TO) found.add(ticketId);
      }
    }
    return [...found];
  }
}

function bandsOf(fingerprint: string): Bands {
  return Object.fromEntries(bands.map((band, at) => [band, fingerprint.slice(2 * at, 2 * at + 2)]));
}

/** What asks for a pair of bytes that differs in one bit at most. */
function nearTo(own: Bands, [one, other]: (typeof pairs)[number]): readonly Where[] {
  const [first = '', second = ''] = [own[one], own[other]];
  return [
    { [one]: first, [other]: { in: [second, ...oneBitFrom(second)] } },
    { [one]: { in: oneBitFrom(first) }, [other]: second },
  ];
}

function oneBitFrom(byte: string): readonly string[] {
  const value = Number.parseInt(byte, 16);
  return Array.from({ length: 8 }, (_, bit) => (value ^ (1 << bit)).toString(16).padStart(2, '0'));
}

function isTelling(fingerprint: string): boolean {
  const bits = fingerprintDistance(fingerprint, NO_BITS);
  return bits >= FEWEST_BITS && bits <= 64 - FEWEST_BITS;
}
