import { Fault } from '../base/fault.js';
import { MongoCollection } from './mongo-collection.js';
import type { MongoLink } from './mongo-link.js';
import { prepareShelf } from './mongo-plan.js';
import type { Collection, CollectionPlan, Document, Store } from './store.js';

/**
 * The store in the database of the link, which it closes when it is closed. Several processes may use one database.
 *
 * `scrub` only looks whether the server answers: a server keeps what was removed in its files, its log and its replicas
 * until it writes over it, and nobody outside can hasten that. Whoever needs more encrypts the disks.
 */
export function mongoStore(link: MongoLink): Store {
  const plans = new Map<string, string>();
  return {
    async collection<T extends Document>(plan: CollectionPlan): Promise<Collection<T>> {
      const declared = JSON.stringify([plan.unique ?? [], plan.indexes ?? []]);
      if ((plans.get(plan.name) ?? declared) !== declared) {
        throw new Fault('store-bad-plan', `${plan.name} is declared twice, and not in the same way`);
      }
      const shelf = await link.insist(async () => await prepareShelf(link, plan));
      plans.set(plan.name, declared);
      return new MongoCollection<T>(link, shelf);
    },
    async scrub() {
      await link.insist(async () => await link.database.command({ ping: 1 }));
    },
    async close() {
      await link.close();
    },
  };
}
