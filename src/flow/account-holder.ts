import { reasonOf } from '../base/fault.js';
import type { Log } from '../base/log.js';
import { BEAT_MS, type Lease } from '../store/lease.js';

/** What holding an account takes. */
export interface AccountHolderParts {
  /** The account that this process is signed in as. */
  readonly account: () => string;
  readonly openLease: (about: string) => Promise<Lease>;
  /** Settles what the process before left in doubt; nothing is worked on or said before. */
  readonly takeUp: () => Promise<void>;
  readonly log: Log;
}

/**
 * Sees to it that of several processes on one account one works on what it hears and says what it has to say. The others write
 * down what they hear and wait; when the holder shows no life any more, the next one takes over.
 */
export class AccountHolder {
  #held: { readonly account: string; readonly lease: Lease } | undefined;
  #isSettled = false;
  #settling: Promise<void> | undefined;
  /** Another one whenever the account came or went: what was settled before is not settled now. */
  #tenure = 0;
  /** The beat of the timer that is under way. */
  #beating: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: AccountHolderParts) {}

  /** Whether the account is this process's at this moment, and nothing is in doubt. */
  readonly hasAccount = (): boolean => this.#isSettled && this.#held?.lease.isHeld === true;

  /** Whether it is this account. */
  readonly isMine = (account: string): boolean => this.hasAccount() && this.#held?.account === account;

  /** Call once the account is known; resolves when it is ours or known to be somebody else's. */
  async begin(): Promise<void> {
    await this.beat(true);
    this.#timer = setInterval(() => {
      this.#beating ??= this.#beatQuietly().finally(() => (this.#beating = undefined));
    }, BEAT_MS);
    this.#timer.unref();
  }

  /**
   * Shows that this process lives, or takes the account when nobody holds it. Taking it up may be a long piece of work, beside
   * which it goes on to show that it lives; `isPatient`: resolves when it is done.
   */
  async beat(isPatient = false): Promise<void> {
    const { openLease, log } = this.parts;
    const account = this.parts.account();
    if (this.#held?.account !== account) {
      await this.#giveBack();
      this.#held = { account, lease: await openLease(`account|${account}`) };
    }
    const outcome = await this.#held.lease.tend();
    if (outcome === 'elsewhere') {
      if (this.#isSettled) log.warn({ account }, 'another process has the account now');
      this.#comeOrGone();
      return;
    }
    if (outcome === 'taken') this.#comeOrGone();
    if (this.#isSettled) return;
    this.#settling ??= this.#settle(account).finally(() => (this.#settling = undefined));
    if (isPatient) await this.#settling;
  }

  /** Gives the account back, so that the next process need not wait. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    // It might take the account again, or write over its return.
    await this.#beating;
    await this.#giveBack();
  }

  async #settle(account: string): Promise<void> {
    const tenure = this.#tenure;
    try {
      await this.parts.takeUp();
      // Somebody else had it in between, and may have left something: the next beat settles that.
      if (tenure !== this.#tenure) return;
      this.#isSettled = true;
      this.parts.log.info({ account }, 'this process has the account');
    } catch (error) {
      this.parts.log.error(
        { account, reason: reasonOf(error) },
        'the account could not be taken up; it is tried again',
      );
    }
  }

  async #beatQuietly(): Promise<void> {
    try {
      await this.beat();
    } catch (error) {
      this.parts.log.warn({ reason: reasonOf(error) }, 'the store could not be told that this process lives');
    }
  }

  #comeOrGone(): void {
    this.#isSettled = false;
    this.#tenure += 1;
  }

  async #giveBack(): Promise<void> {
    this.#comeOrGone();
    await this.#held?.lease.release();
    this.#held = undefined;
  }
}
