import { MINUTE, type Clock, type Moment } from '../base/clock.js';
import type { Collection, Store } from '../store/store.js';

interface Kept {
  /** A hash of the prompt's version, the model and the masked text: nothing in it can be read. */
  readonly id: string;
  /** JSON of the answer, which passed every check. */
  readonly answer: string;
  readonly expiresAt: Moment;
}

/** Answers that were given already, so that the same text costs nothing the second time. */
export class KeptAnswers {
  private constructor(
    private readonly answers: Collection<Kept>,
    private readonly clock: Clock,
  ) {}

  static async open(store: Store, clock: Clock): Promise<KeptAnswers> {
    return new KeptAnswers(
      await store.collection<Kept>({ name: 'llmAnswers', indexes: [['expiresAt']] }),
      clock,
    );
  }

  /** The answer under this key as JSON text; undefined when there is none or its time is over. */
  async get(key: string): Promise<string | undefined> {
    const stored = await this.answers.get(key);
    return stored && stored.value.expiresAt > this.clock.now() ? stored.value.answer : undefined;
  }

  async keep(key: string, answer: string, minutes: number): Promise<void> {
    const kept = { id: key, answer, expiresAt: this.clock.now() + minutes * MINUTE };
    if ((await this.answers.insert(kept)).done) return;
    const old = await this.answers.get(key);
    // Whoever replaced it meanwhile kept an answer to the same question: either may stay.
    if (old) await this.answers.replace(kept, old.version);
  }

  /** Removes what has expired. @returns how many were removed */
  async forgetOld(): Promise<number> {
    let removed = 0;
    for (;;) {
      const page = await this.answers.find({
        where: { expiresAt: { below: this.clock.now() } },
        orderBy: ['expiresAt'],
        limit: 500,
      });
      for (const { value } of page.found) if (await this.answers.remove(value.id)) removed += 1;
      if (page.found.length < 500) return removed;
    }
  }
}
