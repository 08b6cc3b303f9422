import { dayOf, type Day } from '../base/china-time.js';
import type { Clock } from '../base/clock.js';
import { change } from '../store/change.js';
import type { Collection, Store } from '../store/store.js';

interface Spent {
  /** The day in China. */
  readonly id: Day;
  readonly calls: number;
  readonly tokens: number;
}

/** What a call has been allowed to spend; give it back to `settle` when the true number is known. */
export interface Reserved {
  readonly day: Day;
  readonly tokens: number;
}

/** Calls and tokens of a day in China, kept in the store: the limit holds over restarts and over all processes together. */
export class Budget {
  private constructor(
    private readonly days: Collection<Spent>,
    private readonly clock: Clock,
    private readonly limit: { readonly callsPerDay: number; readonly tokensPerDay: number },
  ) {}

  static async open(
    store: Store,
    clock: Clock,
    limit: { readonly callsPerDay: number; readonly tokensPerDay: number },
  ): Promise<Budget> {
    return new Budget(await store.collection<Spent>({ name: 'llmBudget' }), clock, limit);
  }

  /**
   * Sets one call and so many tokens aside before they are spent, so that two processes cannot both use the last. What a process
   * that dies has set aside stays spent. Undefined when it would be over the limit.
   */
  async reserve(tokens: number): Promise<Reserved | undefined> {
    const day = dayOf(this.clock.now());
    await this.days.insert({ id: day, calls: 0, tokens: 0 });
    const outcome = await change(this.days, day, spent =>
      spent.calls + 1 > this.limit.callsPerDay || spent.tokens + tokens > this.limit.tokensPerDay
        ? undefined
        : { ...spent, calls: spent.calls + 1, tokens: spent.tokens + tokens },
    );
    return outcome?.changed ? { day, tokens } : undefined;
  }

  /** Corrects what was set aside to what was used; without a number from the endpoint the estimate stands. */
  async settle(reserved: Reserved, used: number | undefined): Promise<void> {
    if (used === undefined || used === reserved.tokens) return;
    await change(this.days, reserved.day, spent => ({
      ...spent,
      tokens: Math.max(0, spent.tokens - reserved.tokens + used),
    }));
  }

  /** What the day has used so far. */
  async spentToday(): Promise<{ readonly calls: number; readonly tokens: number }> {
    const stored = await this.days.get(dayOf(this.clock.now()));
    return { calls: stored?.value.calls ?? 0, tokens: stored?.value.tokens ?? 0 };
  }
}
