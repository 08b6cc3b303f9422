import type { Collection, CollectionPlan, Document, Query, Store } from '../../src/store/store.js';

/** What was asked of the store: how often, and how many documents came back. */
export interface Asked {
  questions: number;
  documents: number;
}

/** Counts what a program reads from its store, whatever time that takes. */
export class Reads {
  /** By collection and by what is asked of it: `tickets get`, `tickets nextDueAt`. */
  readonly byQuestion = new Map<string, Asked>();

  /** The same store, counted; with a store that is opened again the count goes on. */
  over(store: Store): Store {
    const together = store.together?.bind(store);
    return {
      collection: async <T extends Document>(plan: CollectionPlan) =>
        this.#counted(plan.name, await store.collection<T>(plan)),
      ...(together ? { together } : {}),
      scrub: () => store.scrub(),
      close: () => store.close(),
    };
  }

  /** How many documents were read so far. */
  get documents(): number {
    return [...this.byQuestion.values()].reduce((sum, { documents }) => sum + documents, 0);
  }

  #counted<T extends Document>(name: string, collection: Collection<T>): Collection<T> {
    return {
      insert: value => collection.insert(value),
      replace: (value, version) => collection.replace(value, version),
      remove: id => collection.remove(id),
      count: where => collection.count(where),
      countBy: (field, where) => collection.countBy(field, where),
      get: async id => {
        const stored = await collection.get(id);
        this.#note(`${name} get`, stored ? 1 : 0);
        return stored;
      },
      find: async query => {
        const page = await collection.find(query);
        this.#note(`${name} ${fieldsOf(query)}`, page.found.length);
        return page;
      },
    };
  }

  #note(question: string, documents: number): void {
    const asked = this.byQuestion.get(question) ?? { questions: 0, documents: 0 };
    asked.questions += 1;
    asked.documents += documents;
    this.byQuestion.set(question, asked);
  }
}

function fieldsOf({ where = {}, orderBy = [] }: Query): string {
  return [...new Set([...Object.keys(where), ...orderBy])].join(',');
}
