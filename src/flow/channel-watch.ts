import { HOUR, type Moment } from '../base/clock.js';
import { reasonOf } from '../base/fault.js';
import type { ChatListener } from '../chat/chat-gateway.js';
import { tellOfGap } from './gap.js';
import type { House } from './house.js';

interface Login {
  readonly account: string;
  readonly mayHaveMissed: boolean;
}

type Loss = Parameters<Required<ChatListener>['disconnected']>[0];

/** Minds whether our accounts are on their networks, and what was missed while they were not. */
export class ChannelWatch {
  readonly #lost = new Map<string, Moment>();
  readonly #there = new Set<string>();
  #loggedAt = 0;
  #logged = '';
  /** By account: logins that are not written down yet, because nothing could be said yet or the store was away. */
  readonly #unnoted = new Map<string, Login & { readonly at: Moment }>();
  #isBegun = false;

  constructor(private readonly house: House) {}

  /** Call once something can be said. */
  async begin(): Promise<void> {
    this.#isBegun = true;
    await this.#noteLogins();
  }

  async connected(login: Login): Promise<void> {
    this.#unnoted.set(login.account, { ...login, at: this.house.clock.now() });
    if (this.#isBegun) await this.#noteLogins();
  }

  async #noteLogins(): Promise<void> {
    for (const login of this.#unnoted.values()) {
      await this.#note(login);
      this.#unnoted.delete(login.account);
    }
  }

  async #noteLoginsQuietly(): Promise<void> {
    try {
      await this.#noteLogins();
    } catch (error) {
      this.house.log.error(
        { reason: reasonOf(error) },
        'a login could not be noted; the next round tries again',
      );
    }
  }

  /** What fails in the middle is done again as a whole. */
  async #note({ account, mayHaveMissed, at: until }: Login & { readonly at: Moment }): Promise<void> {
    const { channel, outbox, log } = this.house;
    const from = this.#lost.get(account) ?? (await channel.presence.of(account))?.onlineUntil;
    await outbox.isOnline(true);
    if (from !== undefined && from < until && mayHaveMissed)
      await tellOfGap(this.house, { account, from, until });
    else log.info({ account }, 'the account is on the network; nothing was missed');
    await channel.presence.sawOnline(account, until);
    this.#lost.delete(account);
    this.#there.add(account);
  }

  /** `isMeant`: the program leaves the network by itself, because it stops. */
  async disconnected({ account, isMeant }: Loss): Promise<void> {
    this.#there.delete(account);
    this.#unnoted.delete(account);
    if (!this.#isBegun || this.#lost.has(account)) return;
    const now = this.house.clock.now();
    this.#lost.set(account, now);
    // A restart reckons the gap from the same moment.
    await this.house.channel.presence.leftAt(account, now);
    if (isMeant) this.house.log.info({ account }, 'the account leaves its network');
    else this.house.log.warn({ account }, 'the account is off its network; what it has to say waits');
    await this.house.outbox.isOnline(false);
  }

  /** Whether the account is on its network now. */
  isThere(account: string): boolean {
    return this.#there.has(account) || this.#unnoted.has(account);
  }

  /** Remembers who is there. */
  async tick(): Promise<void> {
    if (this.#isBegun) await this.#noteLoginsQuietly();
    const now = this.house.clock.now();
    for (const account of this.#there) await this.house.channel.presence.sawOnline(account, now);
    if (this.#there.size === 0 || now - this.#loggedAt < HOUR) return;
    this.#loggedAt = now;
    await this.#logFigures();
  }

  /** Only when something happened since. */
  async #logFigures(): Promise<void> {
    const figures = await this.house.outbox.figures();
    const { said, failed, throttled, inDoubt, givenUp } = figures;
    const counted = JSON.stringify([said, failed, throttled, inDoubt, givenUp]);
    if (counted === this.#logged) return;
    this.#logged = counted;
    this.house.log.info(figures, 'the outbox so far');
  }
}
