import { DAY, type Moment } from '../base/clock.js';
import { Fault, reasonOf } from '../base/fault.js';
import type { Log } from '../base/log.js';

/** Something that came and could not be taken in. */
interface Missed {
  /** For the log. */
  readonly about: object;
  readonly since: Moment;
  readonly work: () => Promise<void>;
}

type Outcome = 'over' | 'failed' | 'away';

/** A network does not say things twice; this bounds what a store that stays away can take of the memory. */
const MOST_KEPT = 5_000;

/**
 * What came while the store was away: a message that could not be written down, a recall that could not be noted. It is kept in
 * memory, in the order in which it came, and tried again with every round for a day; all of it can be done twice without harm.
 */
export class SecondTries {
  #missed: readonly Missed[] = [];

  constructor(private readonly log: Log) {}

  /** Keeps it for the next round. */
  add(missed: Missed): void {
    this.#keep([...this.#missed, missed]);
  }

  /** Tries again; as long as the store is away, nothing more than the first. Never rejects. */
  async run(now: Moment): Promise<void> {
    const missed = this.#missed;
    this.#missed = [];
    const left: Missed[] = [];
    let isStoreAway = false;
    for (const one of missed) {
      const outcome: Outcome = isStoreAway ? 'away' : await this.#try(one, now);
      isStoreAway = outcome === 'away';
      if (outcome !== 'over') left.push(one);
    }
    // What has come meanwhile comes after them.
    this.#keep([...left, ...this.#missed]);
  }

  #keep(missed: readonly Missed[]): void {
    const { length } = missed;
    for (const { about } of missed.slice(0, Math.max(0, length - MOST_KEPT)))
      this.log.error(about, 'the store has been away for too much; the oldest of what came is given up');
    this.#missed = missed.slice(-MOST_KEPT);
  }

  async #try({ about, since, work }: Missed, now: Moment): Promise<Outcome> {
    try {
      await work();
      this.log.info(about, 'what could not be taken in at once was taken in after all');
      return 'over';
    } catch (error) {
      const isAway = error instanceof Fault && error.code.startsWith('store-');
      if (now - since < DAY) return isAway ? 'away' : 'failed';
      this.log.error(
        { ...about, reason: reasonOf(error) },
        'what could not be taken in for a day is given up',
      );
      return 'over';
    }
  }
}
