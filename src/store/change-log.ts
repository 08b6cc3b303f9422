import { change } from './change.js';
import type { Collection, Document, Store } from './store.js';

/** What one announcement was about: some documents, or everything. */
interface Announced {
  readonly revision: number;
  /** Absent: everything is to be read again. */
  readonly ids?: readonly string[];
}

interface Log extends Document {
  readonly revision: number;
  /** The last announcements, oldest first. */
  readonly recent: readonly Announced[];
}

/** How far the log is: small, because every process looks at it in every round. It may lag behind the log for a moment. */
interface Head extends Document {
  readonly revision: number;
}

/** What other processes have changed since one looked last. */
export type News = 'nothing' | 'everything' | readonly string[];

const MOST_RECENT = 200;

/**
 * Says that something has changed which other processes hold in memory, and which documents it was: so that they read those
 * again, and not everything. To look costs one small read, however much was announced. A process that is killed between a
 * change and its announcement leaves the others with what they had; that is why every process announces everything when it
 * begins.
 */
export class ChangeLog {
  #seen = 0;

  private constructor(
    private readonly logs: Collection<Log>,
    private readonly heads: Collection<Head>,
    private readonly about: string,
  ) {}

  static async open(store: Store, about: string): Promise<ChangeLog> {
    const logs = await store.collection<Log>({ name: 'changeLogs' });
    const heads = await store.collection<Head>({ name: 'changeHeads' });
    await logs.insert({ id: about, revision: 1, recent: [] });
    await heads.insert({ id: about, revision: 1 });
    return new ChangeLog(logs, heads, about);
  }

  /** Call before everything is read: what changes meanwhile is news. */
  async begin(): Promise<void> {
    this.#seen = (await this.#read()).revision;
  }

  /** Tells the others of a change of our own; without ids, that everything is to be read again. */
  async announce(ids?: readonly string[]): Promise<void> {
    const counted = await change(this.logs, this.about, ({ id, revision, recent }) => {
      const announced = { revision: revision + 1, ...(ids ? { ids } : {}) };
      return { id, revision: revision + 1, recent: [...recent, announced].slice(-MOST_RECENT) };
    });
    const revision = counted?.value.revision ?? 0;
    await change(this.heads, this.about, head =>
      head.revision < revision ? { ...head, revision } : undefined,
    );
    // When somebody else was there in between, theirs is still to be read.
    if (revision === this.#seen + 1) this.#seen += 1;
  }

  /** What changed since the last look; the documents are to be read after it. */
  async news(): Promise<News> {
    const head = await this.heads.get(this.about);
    if (head && head.value.revision <= this.#seen) return 'nothing';
    const { revision, recent } = await this.#read();
    if (revision === this.#seen) return 'nothing';
    const fresh = recent.filter(announced => announced.revision > this.#seen);
    const isComplete = fresh.length === revision - this.#seen;
    this.#seen = revision;
    const ids = new Set<string>();
    for (const announced of fresh) {
      if (!announced.ids) return 'everything';
      for (const id of announced.ids) ids.add(id);
    }
    return isComplete ? [...ids] : 'everything';
  }

  async #read(): Promise<Pick<Log, 'revision' | 'recent'>> {
    return (await this.logs.get(this.about))?.value ?? { revision: 0, recent: [] };
  }
}
