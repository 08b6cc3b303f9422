import { Fault } from '../base/fault.js';
import { change } from '../store/change.js';
import type { Collection, Document, Store } from '../store/store.js';
import type { LocalEntry } from './local-message.js';

const MOST_LOADED = 20_000;
const PAGE = 1_000;
const SEQS_PER_RESERVATION = 1_000;

/** `delivered`: the bot's side has taken it, so it need not be handed over again. */
export type KeptEntry = LocalEntry & { readonly delivered: boolean };

interface SeqReservation extends Document {
  readonly reservedBelow: number;
}

/** What the pretended network keeps in the store, so that nothing said is lost when the process dies. */
export class LocalRecords {
  #nextSeq = 0;
  #reservedBelow = 0;

  private constructor(
    private readonly entries: Collection<KeptEntry>,
    private readonly reservations: Collection<SeqReservation>,
  ) {}

  static async open(store: Store): Promise<LocalRecords> {
    const entries = await store.collection<KeptEntry>({
      name: 'localMessages',
      unique: ['seq'],
      indexes: [['seq'], ['delivered', 'seq']],
    });
    const reservations = await store.collection<SeqReservation>({ name: 'localMessageSeq' });
    const records = new LocalRecords(entries, reservations);
    records.#nextSeq = (await reservations.get('seq'))?.value.reservedBelow ?? 1;
    records.#reservedBelow = records.#nextSeq;
    return records;
  }

  /**
   * The next number, greater than every one before. Numbers are reserved in blocks, because the highest number in use
   * cannot be read back from the messages once they are forgotten; a restart skips the rest of its block.
   */
  async nextSeq(): Promise<number> {
    if (this.#nextSeq >= this.#reservedBelow) {
      const reservedBelow = this.#nextSeq + SEQS_PER_RESERVATION;
      const changed = await change(this.reservations, 'seq', reservation => ({
        ...reservation,
        reservedBelow,
      }));
      if (!changed) await this.reservations.insert({ id: 'seq', reservedBelow });
      this.#reservedBelow = reservedBelow;
    }
    this.#nextSeq += 1;
    return this.#nextSeq - 1;
  }

  async add(entry: KeptEntry): Promise<void> {
    const inserted = await this.entries.insert(entry);
    if (!inserted.done)
      throw new Fault('local-message-taken', `the ${inserted.taken} of a new message is taken already`);
  }

  /** The newest entries and every undelivered one, oldest first. */
  async load(): Promise<KeptEntry[]> {
    const newest: KeptEntry[] = [];
    let after: string | undefined;
    do {
      const page = await this.entries.find({
        orderBy: ['seq'],
        descending: true,
        limit: PAGE,
        ...(after === undefined ? {} : { after }),
      });
      for (const { value } of page.found) newest.push(value);
      after = page.cursor;
    } while (after !== undefined && newest.length < MOST_LOADED);
    const known = new Set(newest.map(({ id }) => id));
    const waiting = await this.#undelivered();
    return [...newest, ...waiting.filter(({ id }) => !known.has(id))].sort((a, b) => a.seq - b.seq);
  }

  async markDelivered(id: string): Promise<void> {
    await change(this.entries, id, entry => (entry.delivered ? undefined : { ...entry, delivered: true }));
  }

  /** Marks a message of the bot as taken back. */
  async markRecalled(id: string): Promise<void> {
    await change(this.entries, id, entry =>
      entry.kind === 'message' ? { ...entry, isRecalled: true } : undefined,
    );
  }

  async remove(id: string): Promise<void> {
    await this.entries.remove(id);
  }

  async #undelivered(): Promise<KeptEntry[]> {
    const all: KeptEntry[] = [];
    let after: string | undefined;
    do {
      const page = await this.entries.find({
        where: { delivered: false },
        orderBy: ['delivered', 'seq'],
        limit: PAGE,
        ...(after === undefined ? {} : { after }),
      });
      for (const { value } of page.found) all.push(value);
      after = page.cursor;
    } while (after !== undefined);
    return all;
  }
}
