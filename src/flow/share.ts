import type { House } from './house.js';

/** What one process does of the whole, when several work on one store. */
export interface Share {
  /** Others write to the store, too: what is held in memory has to be read again. */
  readonly isShared: boolean;
  /** Does what falls due for tickets, tasks and rules, asks the language model, and erases. */
  readonly keepsClock: boolean;
  /** Whether it is this process, at this moment, that works on what an account hears and says what the account has to say. */
  readonly hasAccount: () => boolean;
  /** Whether it is this account. */
  readonly isMine: (account: string) => boolean;
}

/** One process does everything. */
export const everything: Share = {
  isShared: false,
  keepsClock: true,
  hasAccount: () => true,
  isMine: () => true,
};

/** Reads again what is held in memory and was changed by other processes. */
export async function lookAround({ roster, corrections, confidence }: House): Promise<void> {
  await roster.refresh();
  await corrections.refresh();
  await confidence.refresh();
}

/** At a start: whatever the process before changed without having told of it is read again by the others. */
export async function announceAll({ roster, corrections, confidence }: House): Promise<void> {
  await roster.announce();
  await corrections.announce();
  await confidence.announce();
}
