import { cosine, pairsOf } from '../base/likeness.js';
import type { Collection, Document, Store } from '../store/store.js';
import { everyOne } from '../store/change.js';
import { ChangeLog } from '../store/change-log.js';
import type { Matter, Understand } from './understanding.js';

/** What a person said a matter really is; the id is the ticket's, so that the last word on it counts. */
export interface Correction extends Document {
  /** What was reported, phone and identity numbers masked. */
  readonly text: string;
  readonly category: string;
  readonly item: string;
}

/** From this likeness on, what was corrected before decides. Below it, texts only share a manner of speaking. */
const LIKE_ENOUGH = 0.6;

interface Remembered {
  readonly correction: Correction;
  readonly pairs: ReadonlyMap<string, number>;
}

/**
 * What people have corrected, kept across restarts. A report like a corrected one is understood as it was corrected, from the
 * next message on; nothing else changes, so that one wrong correction harms only its own like.
 */
export class Corrections {
  readonly #byPair = new Map<string, Set<string>>();
  readonly #known = new Map<string, Remembered>();

  private constructor(
    private readonly kept: Collection<Correction>,
    private readonly changes: ChangeLog,
  ) {}

  static async open(store: Store): Promise<Corrections> {
    const kept = await store.collection<Correction>({ name: 'corrections' });
    const corrections = new Corrections(kept, await ChangeLog.open(store, 'corrections'));
    await corrections.changes.begin();
    await corrections.#readAll();
    return corrections;
  }

  /** Tells other processes to read everything again. */
  async announce(): Promise<void> {
    await this.changes.announce();
  }

  /** Learns what other processes were taught. */
  async refresh(): Promise<void> {
    const news = await this.changes.news();
    if (news === 'everything') await this.#readAll();
    if (typeof news === 'string') return;
    for (const id of news) {
      const stored = await this.kept.get(id);
      if (stored) this.#remember(stored.value);
    }
  }

  /** Keeps a correction and learns it at once; a later one for the same ticket takes its place. */
  async learn(correction: Correction): Promise<void> {
    const stored = await this.kept.get(correction.id);
    if (stored) await this.kept.replace(correction, stored.version);
    else await this.kept.insert(correction);
    this.#remember(correction);
    await this.changes.announce([correction.id]);
  }

  /** The correction of the most alike text, with its likeness; undefined when none is like enough. */
  recall(text: string): { readonly correction: Correction; readonly likeness: number } | undefined {
    if (this.#known.size === 0) return undefined;
    const pairs = pairsOf(text);
    const ids = new Set([...pairs.keys()].flatMap(pair => [...(this.#byPair.get(pair) ?? [])]));
    let best: { correction: Correction; likeness: number } | undefined;
    for (const id of ids) {
      const known = this.#known.get(id);
      const likeness = known ? cosine(pairs, known.pairs) : 0;
      if (known && likeness >= Math.max(LIKE_ENOUGH, best?.likeness ?? 0))
        best = { correction: known.correction, likeness };
    }
    return best;
  }

  async #readAll(): Promise<void> {
    for (const correction of await everyOne(this.kept)) this.#remember(correction);
  }

  #remember(correction: Correction): void {
    const former = this.#known.get(correction.id);
    for (const pair of former?.pairs.keys() ?? []) this.#byPair.get(pair)?.delete(correction.id);
    const pairs = pairsOf(correction.text);
    this.#known.set(correction.id, { correction, pairs });
    for (const pair of pairs.keys()) {
      const ids = this.#byPair.get(pair) ?? new Set();
      this.#byPair.set(pair, ids.add(correction.id));
    }
  }
}

/** An understanding that minds what people have corrected. People in danger are never argued away. */
export function mindful(understand: Understand, corrections: Corrections): Understand {
  return text => {
    const understanding = understand(text);
    const matters = understanding.matters.map(matter => corrected(matter, corrections));
    return { ...understanding, matters };
  };
}

function corrected(matter: Matter, corrections: Corrections): Matter {
  if (matter.urgency === 'emergency') return matter;
  const recalled = corrections.recall(matter.text);
  if (!recalled) return matter;
  const { category, item } = recalled.correction;
  const { score: _own, ...others } = matter;
  return {
    ...others,
    category,
    item,
    confidence: Math.max(matter.confidence, recalled.likeness),
    abstained: false,
    decidedBy: 'correction',
  };
}
