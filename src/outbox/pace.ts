import { DAY, HOUR, MINUTE, type Moment } from '../base/clock.js';
import type { OutboxSettings } from './outbox-settings.js';

/** How fast an account may speak on a network. */
export type Pacing = OutboxSettings['pacing']['default'];

/** The latest moments at which something was tried; as many as the largest limit that is asked for. */
class Latest {
  #times: Moment[] = [];

  constructor(private readonly most: number) {}

  note(at: Moment): void {
    this.#times.push(at);
    if (this.#times.length > 2 * this.most) this.#times = this.#times.slice(-this.most);
  }

  /** From when on there are fewer than `limit` within the span. */
  freeAt(limit: number, span: number): Moment {
    const oldest = this.#times.at(-limit);
    return oldest === undefined ? 0 : oldest + span;
  }

  get last(): Moment | undefined {
    return this.#times.at(-1);
  }
}

/** What one account has said of late, against what it may say. Whatever was tried counts, emergencies as well. */
export class Pace {
  readonly #account: Latest;
  readonly #conversations = new Map<string, Latest>();

  constructor(private readonly pacing: Pacing) {
    this.#account = new Latest(Math.max(pacing.accountPerMinute, pacing.accountPerDay));
  }

  /** Something was tried there. Call in the order of time. */
  note(conversation: string, at: Moment): void {
    this.#account.note(at);
    const { roomPerMinute, roomPerHour } = this.pacing;
    const here = this.#conversations.get(conversation) ?? new Latest(Math.max(roomPerMinute, roomPerHour));
    here.note(at);
    this.#conversations.set(conversation, here);
  }

  /** From when on the account may speak again, wherever. `strikes`: after each throttling it speaks half as fast. */
  accountFreeAt(strikes: number): Moment {
    const { accountPerMinute, accountPerDay } = this.pacing;
    const perMinute = Math.max(1, Math.floor(accountPerMinute / 2 ** strikes));
    return Math.max(this.#account.freeAt(perMinute, MINUTE), this.#account.freeAt(accountPerDay, DAY));
  }

  /** From when on something may be said in the conversation, as far as that conversation goes. */
  conversationFreeAt(conversation: string): Moment {
    const here = this.#conversations.get(conversation);
    if (!here) return 0;
    const { roomGapMs, roomPerMinute, roomPerHour } = this.pacing;
    return Math.max(
      (here.last ?? -roomGapMs) + roomGapMs,
      here.freeAt(roomPerMinute, MINUTE),
      here.freeAt(roomPerHour, HOUR),
    );
  }

  /** Forgets conversations in which nothing was said for an hour. */
  forgetOld(now: Moment): void {
    for (const [conversation, { last = 0 }] of this.#conversations)
      if (last <= now - HOUR) this.#conversations.delete(conversation);
  }
}
