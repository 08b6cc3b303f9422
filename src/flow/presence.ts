import { MINUTE, type Moment } from '../base/clock.js';
import { change } from '../store/change.js';
import type { Collection, Document, Store } from '../store/store.js';

/** Until when an account was on its network for sure, and when a gap was told last. */
interface Present extends Document {
  readonly onlineUntil: Moment;
  readonly gapToldAt: Moment;
}

/** How long after its last sign an account counts as there. */
const COUNTS_FOR = 5 * MINUTE;

/** When each of our accounts was on its network: so that a start knows how long nobody listened. */
export class Presence {
  readonly #writtenAt = new Map<string, Moment>();

  private constructor(private readonly kept: Collection<Present>) {}

  static async open(store: Store): Promise<Presence> {
    return new Presence(await store.collection<Present>({ name: 'presence' }));
  }

  /** Undefined for an account that was never there. */
  async of(account: string): Promise<Present | undefined> {
    return (await this.kept.get(account))?.value;
  }

  async isThere(account: string, now: Moment): Promise<boolean> {
    const known = await this.of(account);
    return known !== undefined && now - known.onlineUntil < COUNTS_FOR;
  }

  /** The account is there now; written down once a minute. */
  async sawOnline(account: string, now: Moment): Promise<void> {
    if (now - (this.#writtenAt.get(account) ?? -Infinity) < MINUTE) return;
    this.#writtenAt.set(account, now);
    await this.#note(account, { onlineUntil: now });
  }

  /** The account has just gone. */
  async leftAt(account: string, now: Moment): Promise<void> {
    this.#writtenAt.delete(account);
    await this.#note(account, { onlineUntil: now });
  }

  async toldOfGap(account: string, now: Moment): Promise<void> {
    await this.#note(account, { gapToldAt: now });
  }

  async #note(account: string, noted: Partial<Present>): Promise<void> {
    if (await change(this.kept, account, known => ({ ...known, ...noted }))) return;
    await this.kept.insert({ id: account, onlineUntil: 0, gapToldAt: 0, ...noted });
  }
}
