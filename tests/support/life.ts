import type { Collection, Document, Store } from '../../src/store/store.js';

/** Thrown by everything that a process asks for when it runs no more. */
export class Gone extends Error {}

/** How long a process lives, counted in operations of its store; between two operations others go on for a random while. */
export class Life {
  #left = Infinity;
  #isOver = false;
  #endsSaying: 'before' | 'after' | undefined;

  /** @param dice a random whole number from 0 up to the bound, which is left out */
  constructor(private readonly dice: (bound: number) => number) {}

  get isOver(): boolean {
    return this.#isOver;
  }

  /** It ends after so many more operations. */
  endAfter(operations: number): void {
    this.#left = operations;
  }

  /** It ends when it says something next: before or after the network has taken it. */
  endSaying(when: 'before' | 'after'): void {
    this.#endsSaying = when;
  }

  /** Call before and after the network takes something, for which it needs its time. */
  readonly saying = async (isShown: boolean): Promise<void> => {
    if (!isShown) await this.#pause(40);
    if (this.#endsSaying === (isShown ? 'after' : 'before')) this.#isOver = true;
    if (this.#isOver) throw new Gone();
  };

  async work<T>(operation: () => Promise<T>): Promise<T> {
    // Now and then one takes as long as a whole round of another process.
    await this.#pause(this.dice(12) === 0 ? 80 : 4);
    this.#left -= 1;
    if (this.#left < 0) this.#isOver = true;
    if (this.#isOver) throw new Gone();
    const result = await operation();
    // Done, and nobody learned of it any more.
    if (this.#left === 0 && this.dice(2) === 1) this.#isOver = true;
    if (this.#isOver) throw new Gone();
    return result;
  }

  async #pause(bound: number): Promise<void> {
    for (let turns = this.dice(bound); turns > 0; turns -= 1) await Promise.resolve();
  }
}

/** The store as a process with this life has it. */
export function lived(store: Store, life: Life): Store {
  return {
    async collection<T extends Document>(plan: Parameters<Store['collection']>[0]): Promise<Collection<T>> {
      const inner = await store.collection<T>(plan);
      return {
        insert: value => life.work(() => inner.insert(value)),
        get: id => life.work(() => inner.get(id)),
        find: query => life.work(() => inner.find(query)),
        replace: (value, version) => life.work(() => inner.replace(value, version)),
        remove: id => life.work(() => inner.remove(id)),
        count: where => life.work(() => inner.count(where)),
        countBy: (field, where) => life.work(() => inner.countBy(field, where)),
      };
    },
    scrub: () => store.scrub(),
    close: () => store.close(),
  };
}
