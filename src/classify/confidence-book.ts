import { createHash } from 'node:crypto';
import { daysLater, dayOf, startOf } from '../base/china-time.js';
import { HOUR, type Moment } from '../base/clock.js';
import { ChangeLog } from '../store/change-log.js';
import type { Collection, Document, Store } from '../store/store.js';
import { calibrationError } from './evaluate.js';
import { asLearned, FEWEST_OUTCOMES, refit, refitted, type Outcome, type Refit } from './refit.js';

/** What is kept of a fit. */
interface Kept extends Document, Refit {
  /** The model whose decisions were looked at; another model begins as it was learned. */
  readonly model: string;
  readonly outcomes: number;
  readonly nextAt: Moment;
}

/** What came of looking at the outcomes; errors are expected calibration errors over ten bins. */
export interface Refitted extends Refit {
  readonly outcomes: number;
  readonly errorBefore: number;
  readonly errorAfter: number;
  /** False while there are too few outcomes: everything stays as it is. */
  readonly changed: boolean;
}

/** When nobody writes. */
const AT = 3.5 * HOUR;
const ID = 'embedded';

/** Tells one model file from another, by its beginning: it holds the classes, the curves and the thresholds. */
export function modelIdOf(model: Uint8Array): string {
  return createHash('sha256').update(model.subarray(0, 65_536)).digest('hex').slice(0, 16);
}

/**
 * How far the embedded model's confidence can be believed in these groups, learned from what came of its decisions. Kept in the
 * store, never in the model file, and read at start.
 */
export class ConfidenceBook {
  #fit: Refit = asLearned;
  #nextAt: Moment | undefined;

  private constructor(
    private readonly kept: Collection<Kept>,
    private readonly changes: ChangeLog,
    readonly modelId: string,
  ) {}

  static async open(store: Store, modelId: string): Promise<ConfidenceBook> {
    const kept = await store.collection<Kept>({ name: 'confidence' });
    const book = new ConfidenceBook(kept, await ChangeLog.open(store, 'confidence'), modelId);
    await book.changes.begin();
    await book.#read();
    return book;
  }

  /** Tells other processes to read it again. */
  async announce(): Promise<void> {
    await this.changes.announce();
  }

  /** Takes over what another process has fitted. */
  async refresh(): Promise<void> {
    if ((await this.changes.news()) !== 'nothing') await this.#read();
  }

  /** The model's own confidence → the one to go by. */
  readonly believed = (score: number): number => refitted(this.#fit, score);

  /** The next moment to look at outcomes; undefined before the first. */
  get nextAt(): Moment | undefined {
    return this.#nextAt;
  }

  /** Whether it is time to look at outcomes; another process may have done it already, then its fit is taken over. */
  async isDue(now: Moment): Promise<boolean> {
    if (this.#nextAt !== undefined && now < this.#nextAt) return false;
    await this.#read();
    return this.#nextAt === undefined || now >= this.#nextAt;
  }

  /** Fits to the outcomes of this model's decisions, newest first, and keeps what came of it until the next night. */
  async learn(outcomes: readonly Outcome[], now: Moment): Promise<Refitted> {
    const changed = outcomes.length >= FEWEST_OUTCOMES;
    const before = this.#fit;
    if (changed) this.#fit = refit(outcomes);
    this.#nextAt = nextNight(now);
    await this.#write({ ...this.#fit, outcomes: outcomes.length });
    await this.changes.announce();
    return {
      ...this.#fit,
      outcomes: outcomes.length,
      errorBefore: errorOf(outcomes, before),
      errorAfter: errorOf(outcomes, this.#fit),
      changed,
    };
  }

  async #read(): Promise<void> {
    const stored = (await this.kept.get(ID))?.value;
    if (!stored) return;
    const { slope, offset, nextAt, model } = stored;
    this.#fit = model === this.modelId ? { slope, offset } : asLearned;
    this.#nextAt = nextAt;
  }

  async #write(fit: Refit & { readonly outcomes: number }): Promise<void> {
    const kept: Kept = { id: ID, model: this.modelId, ...fit, nextAt: this.#nextAt ?? 0 };
    if ((await this.kept.insert(kept)).done) return;
    const stored = await this.kept.get(ID);
    // Whoever wrote meanwhile looked at the same outcomes: either may stay.
    if (stored) await this.kept.replace(kept, stored.version);
  }
}

function nextNight(now: Moment): Moment {
  const tonight = startOf(dayOf(now)) + AT;
  return tonight > now ? tonight : startOf(daysLater(dayOf(now), 1)) + AT;
}

function errorOf(outcomes: readonly Outcome[], fit: Refit): number {
  return calibrationError(
    outcomes.map(({ score, isRight }) => ({ confidence: refitted(fit, score), isRight, abstained: false })),
  );
}
