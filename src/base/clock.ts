/** Milliseconds since 1970-01-01T00:00:00Z. Every moment that is kept or compared has this shape. */
export type Moment = number;

/** The only source of the present. Nothing that decides reads it; it is read at the edges and passed in. */
export interface Clock {
  now(): Moment;
}

export const systemClock: Clock = { now: () => Date.now() };

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A clock that runs on at its usual pace from wherever it was moved to; it never goes back. */
export class MovableClock implements Clock {
  #aheadMs: number;

  constructor(
    private readonly base: Clock,
    aheadMs = 0,
  ) {
    this.#aheadMs = aheadMs;
  }

  now(): Moment {
    return this.base.now() + this.#aheadMs;
  }

  /** How far the clock is ahead of its base, in milliseconds. */
  get aheadMs(): number {
    return this.#aheadMs;
  }

  /** Moves forward to `moment`; a moment already past changes nothing. */
  moveTo(moment: Moment): void {
    this.#aheadMs += Math.max(0, moment - this.now());
  }
}
