import { DAY, type Moment } from '../base/clock.js';
import type { Collection, Page, Store, Stored } from '../store/store.js';
import type { GateState } from './account-gate.js';
import type { Entry } from './saying.js';

const KEPT_FOR = 30 * DAY;
const AT_ONCE = 100;
const MOST_REMEMBERED = 5_000;
const IN_ORDER = ['account', 'state', 'rank', 'sendAfter', 'order'] as const;

/** Where the entries of every account lie, and how they are found. */
export class OutboxShelf {
  private constructor(
    readonly entries: Collection<Entry>,
    readonly gates: Collection<GateState>,
  ) {}

  static async open(store: Store): Promise<OutboxShelf> {
    const entries = await store.collection<Entry>({
      name: 'outbox',
      indexes: [[...IN_ORDER], ['account', 'state', 'sentAt'], ['state', 'sentAt'], ['account', 'isUntold']],
    });
    return new OutboxShelf(entries, await store.collection<GateState>({ name: 'outboxGates' }));
  }

  /** What is to be said by then: emergencies first, then in the order in which it was due. */
  async due(account: string, now: Moment, after?: string): Promise<Page<Entry>> {
    return this.#waiting(account, { sendAfter: { from: 0, below: now + 1 } }, after);
  }

  /** Everything that waits, due or not. */
  async waiting(account: string, after?: string): Promise<Page<Entry>> {
    return this.#waiting(account, {}, after);
  }

  /** What was being said when a process ended. */
  async beingSaid(account: string): Promise<readonly Stored<Entry>[]> {
    return (await this.entries.find({ where: { account, state: 'sending' }, limit: 1_000 })).found;
  }

  /** Given up by the account, and nobody knows yet. */
  async untold(account: string): Promise<readonly Stored<Entry>[]> {
    return (await this.entries.find({ where: { account, isUntold: true }, limit: AT_ONCE })).found;
  }

  /** What the account has tried to say since, in no order; the newest of it when it is a great deal. */
  async triedSince(account: string, since: Moment): Promise<readonly Entry[]> {
    const said: Entry[] = [];
    let after: string | undefined;
    do {
      const page = await this.entries.find({
        where: { account, state: 'sent', sentAt: { from: since } },
        orderBy: ['account', 'state', 'sentAt'],
        descending: true,
        limit: 1_000,
        ...(after === undefined ? {} : { after }),
      });
      said.push(...page.found.map(({ value }) => value));
      after = page.cursor;
    } while (after !== undefined && said.length < MOST_REMEMBERED);
    const others = await this.entries.find({
      where: { account, state: { in: ['waiting', 'sending', 'given-up'] } },
      limit: 1_000,
    });
    const tried = others.found
      .map(({ value }) => value)
      .filter(({ sendingSince = 0 }) => sendingSince >= since);
    return [...said, ...tried];
  }

  /** Removes what was said, or given up, long ago. */
  async forgetOld(now: Moment): Promise<void> {
    for (const state of ['sent', 'given-up']) {
      const page = await this.entries.find({
        where: { state, sentAt: { from: 0, below: now - KEPT_FOR } },
        orderBy: ['state', 'sentAt'],
        limit: 500,
      });
      for (const { value } of page.found) await this.entries.remove(value.id);
    }
  }

  async #waiting(account: string, where: { sendAfter?: object }, after?: string): Promise<Page<Entry>> {
    return this.entries.find({
      where: { account, state: 'waiting', ...where },
      orderBy: IN_ORDER,
      limit: AT_ONCE,
      ...(after === undefined ? {} : { after }),
    });
  }
}
