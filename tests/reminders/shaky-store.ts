import type { Collection, CollectionPlan, Document, Store } from '../../src/store/store.js';

/** Thrown by every operation after the cut: the process is gone. */
export class PowerCut extends Error {}

/** A power line that can be cut after so many operations of the store, before or after the operation took place. */
export class PowerLine {
  #left = Infinity;

  constructor(private readonly pause: () => number = () => 0) {}

  /** The power goes with the operation after so many more. */
  cutAfter(operations: number): void {
    this.#left = operations;
  }

  restore(): void {
    this.#left = Infinity;
  }

  /** Lets others go on for a random while, then works, unless the power is gone. */
  async work<T>(operation: () => Promise<T>): Promise<T> {
    for (let turn = this.pause(); turn > 0; turn -= 1) await Promise.resolve();
    if (this.#left <= 0) throw new PowerCut();
    this.#left -= 1;
    const result = await operation();
    // Done, and nobody learned of it any more.
    if (this.#left <= 0 && this.pause() % 2 === 1) throw new PowerCut();
    return result;
  }
}

/** The same store on a power line that can be cut. */
export function onPowerLine(store: Store, line: PowerLine): Store {
  return {
    async collection<T extends Document>(plan: CollectionPlan): Promise<Collection<T>> {
      const inner = await store.collection<T>(plan);
      return {
        insert: value => line.work(() => inner.insert(value)),
        get: id => line.work(() => inner.get(id)),
        find: query => line.work(() => inner.find(query)),
        replace: (value, version) => line.work(() => inner.replace(value, version)),
        remove: id => line.work(() => inner.remove(id)),
        count: where => line.work(() => inner.count(where)),
        countBy: (field, where) => line.work(() => inner.countBy(field, where)),
      };
    },
    scrub: () => store.scrub(),
    close: () => store.close(),
  };
}
