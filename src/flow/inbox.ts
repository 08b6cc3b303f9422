import { SECOND, type Moment } from '../base/clock.js';
import type { Heard, Journal } from '../intake/journal.js';

/** A message whose handling failed is tried again after growing pauses, so often while the process runs. */
const FIRST_PAUSE = 30 * SECOND;
const MOST_TRIES = 5;

/** Messages that were written down and that this process is to work on. */
export class Inbox {
  readonly #waiting: Heard[] = [];
  /** What was taken in hand and may not be done yet; kept only where other processes write messages down, too. */
  readonly #inHand = new Set<string>();
  readonly #tries = new Map<string, number>();
  /** What failed, and when it is tried again. */
  #failed: { readonly heard: Heard; readonly again: Moment }[] = [];

  constructor(private readonly isShared: boolean) {}

  get size(): number {
    return this.#waiting.length;
  }

  /** Adds a message, unless it is in hand already. */
  put(heard: Heard): void {
    const key = keyOf(heard);
    if (this.#inHand.has(key)) return;
    if (this.isShared) this.#inHand.add(key);
    this.#waiting.push(heard);
  }

  /** The one that has waited longest. */
  next(): Heard | undefined {
    return this.#waiting.shift();
  }

  /** Its handling failed. @returns how often it has */
  failed(heard: Heard, now: Moment): number {
    const key = keyOf(heard);
    const tried = (this.#tries.get(key) ?? 0) + 1;
    this.#tries.set(key, tried);
    const again = now + FIRST_PAUSE * 2 ** (tried - 1);
    if (tried < MOST_TRIES) this.#failed.push({ heard, again });
    return tried;
  }

  /** Adds what failed and has waited long enough. */
  tryAgain(now: Moment): void {
    this.#waiting.push(...this.#failed.flatMap(({ heard, again }) => (again <= now ? [heard] : [])));
    this.#failed = this.#failed.filter(({ again }) => again > now);
  }

  /** Takes a recalled message out, for good. True if nothing had been done about it yet. */
  takeOut(messageId: string): boolean {
    this.#failed = this.#failed.filter(({ heard }) => heard.messageId !== messageId);
    const at = this.#waiting.findIndex(waiting => waiting.messageId === messageId);
    if (at >= 0) this.#waiting.splice(at, 1);
    return at >= 0;
  }

  /** Adds what was written down, here or by another process, and is not done: of every account or of ours. */
  async takeUp(journal: Journal, isMine: (account: string) => boolean): Promise<void> {
    // Only what was in hand before the look is surely done when it is not found any more.
    const before = [...this.#inHand];
    const open = await journal.unfinished(isMine);
    const isOpen = new Set(open.map(keyOf));
    for (const key of before) if (!isOpen.has(key)) this.#inHand.delete(key);
    for (const heard of open) this.put(heard);
  }

  /** Another process works on them from now on. */
  letGo(): void {
    this.#waiting.length = 0;
    this.#failed = [];
    this.#tries.clear();
    this.#inHand.clear();
  }
}

function keyOf({ account, messageId }: Heard): string {
  return `${account}|${messageId}`;
}
