import type { Log } from '../base/log.js';

/** Something that came from the network: it is read at once, and told in the order in which it came. */
export interface Turn<T> {
  /** For the log. */
  readonly about: object;
  readonly read: () => Promise<T>;
  readonly tell: (what: T) => Promise<void>;
  /** True when the failure is dealt with; else it is logged as an error. */
  readonly failed?: (thrown: unknown) => boolean;
}

/** Reads at once, tells in the order of the calls, and never rejects: what fails is logged. */
export class InTurn {
  #turn: Promise<unknown> = Promise.resolve();
  readonly #underWay = new Set<Promise<void>>();

  constructor(private readonly log: Log) {}

  add<T>({ about, read, tell, failed }: Turn<T>): void {
    const before = this.#turn;
    const reading = read();
    this.#turn = Promise.allSettled([before, reading]).then(() => undefined);
    const work = async (): Promise<void> => {
      try {
        await before;
        await tell(await reading);
      } catch (thrown) {
        if (failed?.(thrown)) return;
        this.log.error({ err: thrown, ...about }, 'something from the chat network could not be taken in');
      }
    };
    const done = work().finally(() => this.#underWay.delete(done));
    this.#underWay.add(done);
  }

  /** Resolves when everything that was added so far has been told or has failed. */
  async idle(): Promise<void> {
    await Promise.all(this.#underWay);
  }
}
