import type { Moment } from '../base/clock.js';
import { change } from '../store/change.js';
import type { Collection, Document } from '../store/store.js';
import type { OutboxSettings } from './outbox-settings.js';

/** What is kept of an account, so that a restart does not hurry what a network has slowed down. */
export interface GateState extends Document {
  /** Nothing but emergencies is tried before. */
  readonly openAt: Moment;
  /** How often in a row the network has slowed the account down. */
  readonly strikes: number;
  readonly struckAt: Moment;
}

type BackOff = OutboxSettings['backOff'];

/** Whether an account may speak at all: closed for a growing while whenever the network slows it down. */
export class AccountGate {
  #state: GateState;
  /** Conversations in which everything failed since something was last taken anywhere. */
  readonly #failing = new Set<string>();
  #triedAt = 0;
  #offlineUntil = 0;

  private constructor(
    private readonly kept: Collection<GateState>,
    private readonly backOff: BackOff,
    state: GateState,
  ) {
    this.#state = state;
  }

  static async open(kept: Collection<GateState>, account: string, backOff: BackOff): Promise<AccountGate> {
    const blank: GateState = { id: account, openAt: 0, strikes: 0, struckAt: 0 };
    return new AccountGate(kept, backOff, (await kept.get(account))?.value ?? blank);
  }

  get strikes(): number {
    return this.#state.strikes;
  }

  /** Whether the account is waiting to be on the network again. */
  isOffline(now: Moment): boolean {
    return now < this.#offlineUntil;
  }

  /** From when on something may be tried. An emergency is tried now and then even while the account is closed. */
  freeAt(isEmergency: boolean): Moment {
    const openAt = Math.max(this.#state.openAt, this.#offlineUntil);
    return isEmergency ? Math.min(openAt, this.#triedAt + this.backOff.emergencyPauseMs) : openAt;
  }

  /** How long it stays closed, in milliseconds. */
  closedFor(now: Moment): number {
    return Math.max(0, this.freeAt(false) - now);
  }

  tried(now: Moment): void {
    this.#triedAt = now;
  }

  /** The network took a message. */
  async took(now: Moment): Promise<void> {
    this.#failing.clear();
    this.#offlineUntil = 0;
    const isCalm = now - this.#state.struckAt >= this.backOff.calmAfterMs;
    if (this.#state.strikes > 0 && isCalm) await this.#keep({ ...this.#state, strikes: 0, openAt: 0 });
  }

  /** The network has slowed the account down. @returns the pause, in milliseconds */
  async throttled(now: Moment): Promise<number> {
    const { firstPauseMs, longestPauseMs } = this.backOff;
    const strikes = this.#state.strikes + 1;
    const pause = Math.min(firstPauseMs * 2 ** (strikes - 1), longestPauseMs);
    await this.#keep({ ...this.#state, strikes, struckAt: now, openAt: now + pause });
    return pause;
  }

  /** A message failed there. @returns the pause when it failed in so many places that the account itself is in trouble */
  async failed(conversation: string, now: Moment): Promise<number | undefined> {
    this.#failing.add(conversation);
    if (this.#failing.size < this.backOff.failingPlaces) return undefined;
    this.#failing.clear();
    return this.throttled(now);
  }

  /** The account is not on the network. */
  offline(now: Moment): void {
    this.#offlineUntil = now + this.backOff.offlinePauseMs;
  }

  /** The account is on the network again. */
  online(): void {
    this.#offlineUntil = 0;
    this.#triedAt = 0;
  }

  async #keep(state: GateState): Promise<void> {
    this.#state = state;
    if (!(await change(this.kept, state.id, () => state))) await this.kept.insert(state);
  }
}
