import type { Clock, Moment } from '../base/clock.js';

/**
 * Leaves an endpoint in peace after so many failures in a row. When the pause is over, one call may try (half open): if it
 * succeeds everything goes on, if it fails the pause begins again.
 */
export class Breaker {
  #failures = 0;
  #openUntil: Moment | undefined;
  #isProbing = false;

  constructor(
    private readonly clock: Clock,
    private readonly rule: { readonly failures: number; readonly pauseMs: number },
  ) {}

  /** Whether a call may go out now. Who enters must say afterwards how it went: `succeeded`, `failed` or `left`. */
  enter(): boolean {
    if (this.#openUntil === undefined) return true;
    if (this.#isProbing || this.clock.now() < this.#openUntil) return false;
    this.#isProbing = true;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#openUntil = undefined;
    this.#isProbing = false;
  }

  failed(): void {
    this.#failures += 1;
    this.#isProbing = false;
    if (this.#failures >= this.rule.failures) this.#openUntil = this.clock.now() + this.rule.pauseMs;
  }

  /** The call did not take place after all. */
  left(): void {
    this.#isProbing = false;
  }
}
