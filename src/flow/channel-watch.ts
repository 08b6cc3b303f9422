import { HOUR, type Moment } from '../base/clock.js';
import { tellOfGap } from './gap.js';
import type { House } from './house.js';

interface Login {
  readonly account: string;
  readonly mayHaveMissed: boolean;
}

/** Minds whether our accounts are on their networks, and what was missed while they were not. */
export class ChannelWatch {
  readonly #lost = new Map<string, Moment>();
  readonly #there = new Set<string>();
  #loggedAt = 0;
  #logged = '';
  /** Logins from before anything could be said. */
  #early: Login[] | undefined = [];

  constructor(private readonly house: House) {}

  /** Call once something can be said. */
  async begin(): Promise<void> {
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const login of early) await this.connected(login);
  }

  async connected(login: Login): Promise<void> {
    if (this.#early) return void this.#early.push(login);
    const { channel, outbox, clock, log } = this.house;
    const { account, mayHaveMissed } = login;
    const until = clock.now();
    const from = this.#lost.get(account) ?? (await channel.presence.of(account))?.onlineUntil;
    this.#lost.delete(account);
    this.#there.add(account);
    await outbox.isOnline(true);
    if (from !== undefined && from < until && mayHaveMissed)
      await tellOfGap(this.house, { account, from, until });
    else log.info({ account }, 'the account is on the network; nothing was missed');
    await channel.presence.sawOnline(account, until);
  }

  async disconnected({ account }: { readonly account: string }): Promise<void> {
    this.#there.delete(account);
    if (this.#early || this.#lost.has(account)) return;
    const now = this.house.clock.now();
    this.#lost.set(account, now);
    // A restart reckons the gap from the same moment.
    await this.house.channel.presence.leftAt(account, now);
    this.house.log.warn({ account }, 'the account is off its network; what it has to say waits');
    await this.house.outbox.isOnline(false);
  }

  /** Whether the account is on its network now. */
  isThere(account: string): boolean {
    return this.#there.has(account);
  }

  /** Remembers who is there. */
  async tick(): Promise<void> {
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
