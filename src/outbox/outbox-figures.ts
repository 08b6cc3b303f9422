/** What an account has done since the process began, and how it stands. */
export interface OutboxFigures {
  readonly account: string;
  /** To be said, now or later. */
  readonly waiting: number;
  readonly said: number;
  /** Times the network did not take a message. */
  readonly failed: number;
  /** Times the network slowed the account down. */
  readonly throttled: number;
  /** Times it was in doubt whether a message arrived. */
  readonly inDoubt: number;
  readonly givenUp: number;
  /** How long the account still waits, in milliseconds. */
  readonly closedForMs: number;
  /** How often in a row it was slowed down. */
  readonly strikes: number;
}

/** The counters among them. */
export type Counted = 'said' | 'failed' | 'throttled' | 'inDoubt' | 'givenUp';

/** Nothing has happened yet. */
export function nothingCounted(): Record<Counted, number> {
  return { said: 0, failed: 0, throttled: 0, inDoubt: 0, givenUp: 0 };
}
