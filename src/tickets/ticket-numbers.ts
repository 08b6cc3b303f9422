import { dayOf } from '../base/china-time.js';
import type { Moment } from '../base/clock.js';
import { Fault } from '../base/fault.js';
import type { Collection, Document, Store, Stored } from '../store/store.js';

interface Counter extends Document {
  readonly last: number;
}

/** So many processes may be faster, one after the other. */
const MOST_TRIES = 50;

/** The numbers of tickets, counted from one every day of China, without gaps: `WG-20261121-0007`. */
export class TicketNumbers {
  #counting: Promise<unknown> = Promise.resolve();
  /** The counter as this process left it; it is read again only when another process has counted since. */
  #left: Stored<Counter> | undefined;

  private constructor(private readonly counters: Collection<Counter>) {}

  static async open(store: Store): Promise<TicketNumbers> {
    return new TicketNumbers(await store.collection<Counter>({ name: 'counters' }));
  }

  /** The next one. One after the other within the process, so that a rush of reports does not wear itself out on one counter. */
  async next(at: Moment): Promise<string> {
    const mine = this.#counting.then(() => this.#countUp(at));
    this.#counting = mine.catch(() => undefined);
    return mine;
  }

  async #countUp(at: Moment): Promise<string> {
    const day = dayOf(at).replaceAll('-', '');
    return `WG-${day}-${String(await this.#countOn(`ticket:${day}`)).padStart(4, '0')}`;
  }

  async #countOn(id: string): Promise<number> {
    for (let tried = 0; tried < MOST_TRIES; tried += 1) {
      const before = this.#left?.value.id === id ? this.#left : await this.counters.get(id);
      this.#left = undefined;
      // The first of the day; it does no harm when another process is faster.
      if (!before) await this.counters.insert({ id, last: 0 });
      const next = { id, last: (before?.value.last ?? 0) + 1 };
      const outcome = await this.counters.replace(next, before?.version ?? 1);
      if (!outcome.done) continue;
      this.#left = { value: next, version: outcome.version };
      return next.last;
    }
    throw new Fault('store-contended', `no number could be drawn in ${MOST_TRIES} tries`);
  }
}
