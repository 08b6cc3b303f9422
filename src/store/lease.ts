import type { Collection, Document, Store } from './store.js';

/** How long a holder that shows no life keeps what it held, in milliseconds. */
export const LEASE_MS = 15_000;
/** How often a holder shows that it lives, in milliseconds. */
export const BEAT_MS = 3_000;

/** One process, as the others see it. */
export interface Holder {
  /** Another one after every start. */
  readonly id: string;
  /** Where process numbers mean the same: one machine, or one container. */
  readonly place: string;
  readonly pid: number;
}

interface Held extends Document {
  /** Null once it was given back. */
  readonly holder: Holder | null;
  /** Grows as long as the holder lives. */
  readonly beat: number;
}

export interface LeaseParts {
  readonly store: Store;
  /** What is held. */
  readonly about: string;
  readonly holder: Holder;
  /** Milliseconds that never go back, whatever is done to the machine's clock. */
  readonly elapsed: () => number;
  /** Whether no process with this number runs in our place. */
  readonly isGone: (pid: number) => boolean;
}

/** What came of tending it: ours as before, ours from now on, or somebody else's. */
export type Tended = 'kept' | 'taken' | 'elsewhere';

/**
 * Something that one process holds at a time, such as an account's voice. The holder shows that it lives by a growing number;
 * when the number has stood still for LEASE_MS by the watcher's own clock, or the process is known to be gone, another one
 * takes it. Clocks of different machines are never compared. The holder itself stops believing in it earlier than anybody
 * else may take it, so that a process which was held up finds that out before it acts.
 */
export class Lease {
  #heldUntil = -Infinity;
  #watched: { readonly beat: number; readonly holderId: string; readonly since: number } | undefined;

  private constructor(
    private readonly leases: Collection<Held>,
    private readonly parts: LeaseParts,
  ) {}

  static async open(parts: LeaseParts): Promise<Lease> {
    return new Lease(await parts.store.collection<Held>({ name: 'leases' }), parts);
  }

  /** Whether it is surely ours at this moment. */
  get isHeld(): boolean {
    return this.parts.elapsed() < this.#heldUntil;
  }

  /** Shows that we live, or takes it when nobody holds it. Call every BEAT_MS. */
  async tend(): Promise<Tended> {
    const { about, holder, elapsed } = this.parts;
    const began = elapsed();
    const stored = await this.leases.get(about);
    if (!stored) {
      const { done } = await this.leases.insert({ id: about, holder, beat: 1 });
      return this.#tended(done ? 'taken' : 'elsewhere', began);
    }
    const { value, version } = stored;
    const isOurs = value.holder?.id === holder.id;
    if (!isOurs && !this.#isFree(value, elapsed())) return this.#tended('elsewhere', began);
    const { done } = await this.leases.replace({ id: about, holder, beat: value.beat + 1 }, version);
    if (!done) return this.#tended('elsewhere', began);
    return this.#tended(isOurs ? 'kept' : 'taken', began);
  }

  /** Gives it back, so that another process need not wait. */
  async release(): Promise<void> {
    this.#heldUntil = -Infinity;
    const { about, holder } = this.parts;
    const stored = await this.leases.get(about);
    if (stored?.value.holder?.id !== holder.id) return;
    await this.leases.replace({ ...stored.value, holder: null }, stored.version);
  }

  #tended(outcome: Tended, began: number): Tended {
    this.#heldUntil = outcome === 'elsewhere' ? -Infinity : began + LEASE_MS;
    return outcome;
  }

  #isFree({ holder, beat }: Held, now: number): boolean {
    if (holder === null) return true;
    const own = this.parts.holder;
    // Our number within our place is ours alone: who had it before us is gone.
    const isHere = holder.place === own.place;
    if (isHere && (holder.pid === own.pid || this.parts.isGone(holder.pid))) return true;
    const isSeenBefore = this.#watched?.beat === beat && this.#watched.holderId === holder.id;
    if (!isSeenBefore) this.#watched = { beat, holderId: holder.id, since: now };
    return now - (this.#watched?.since ?? now) >= LEASE_MS;
  }
}
