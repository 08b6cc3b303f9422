import type { Collection, CollectionPlan, Document, Store } from '../../src/store/store.js';

/** Thrown by everything that is asked of the store of a dead process. */
export class ProcessDead extends Error {}

/** The store of a process that dies: after so many writes nothing it asks for is done any more. */
export interface MortalStore {
  readonly store: Store;
  /** How many writes were done. */
  readonly writes: () => number;
  readonly isDead: () => boolean;
  /** It dies now. */
  readonly die: () => void;
}

/** @param diesAfter the number of the last write that is done, of which nobody learns; 0: none is, Infinity: a process that lives */
export function mortalStore(inner: Store, diesAfter = Infinity): MortalStore {
  let writes = 0;
  let isDead = false;
  const alive = (): void => {
    if (isDead) throw new ProcessDead('the process is dead');
  };
  const counted = async <Result>(write: () => Promise<Result>): Promise<Result> => {
    isDead ||= writes >= diesAfter;
    alive();
    const result = await write();
    writes += 1;
    if (writes >= diesAfter) isDead = true;
    alive();
    return result;
  };
  const mortal = <T extends Document>(collection: Collection<T>): Collection<T> => ({
    insert: async value => counted(() => collection.insert(value)),
    replace: async (value, version) => counted(() => collection.replace(value, version)),
    remove: async id => counted(() => collection.remove(id)),
    get: async id => (alive(), collection.get(id)),
    find: async query => (alive(), collection.find(query)),
    count: async where => (alive(), collection.count(where)),
    countBy: async (field, where) => (alive(), collection.countBy(field, where)),
  });
  const store: Store = {
    collection: async <T extends Document>(plan: CollectionPlan) => mortal(await inner.collection<T>(plan)),
    scrub: async () => (alive(), inner.scrub()),
    close: async () => inner.close(),
  };
  return {
    store,
    writes: () => writes,
    isDead: () => isDead,
    die: () => {
      isDead = true;
    },
  };
}
