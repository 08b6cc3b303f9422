import type { LocalEntry } from './local-message.js';

/** What has been said to the bot and not yet been taken by it, in the order it was said. */
export class LocalDelivery {
  readonly #undelivered = new Map<string, LocalEntry>();
  readonly #underWay = new Set<string>();
  #waiting: (() => void)[] = [];

  /** To be handed over; counts as under way until `taken` or `failed`. */
  expect(entry: LocalEntry): void {
    this.#undelivered.set(entry.id, entry);
    this.#underWay.add(entry.id);
  }

  taken(id: string): void {
    this.#undelivered.delete(id);
    this.#settle(id);
  }

  /** Nobody is working on it any more, but it is still to be handed over some day. */
  failed(id: string): void {
    this.#settle(id);
  }

  undelivered(): LocalEntry[] {
    return [...this.#undelivered.values()];
  }

  isUndelivered(id: string): boolean {
    return this.#undelivered.has(id);
  }

  /** Resolves when nothing is under way. */
  async quiet(): Promise<void> {
    if (this.#underWay.size === 0) return;
    await new Promise<void>(resolve => {
      this.#waiting.push(resolve);
    });
  }

  #settle(id: string): void {
    this.#underWay.delete(id);
    if (this.#underWay.size > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }
}
