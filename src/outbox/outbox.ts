import { setTimeout as sleep } from 'node:timers/promises';
import { MINUTE, type Clock, type Moment } from '../base/clock.js';
import type { Log } from '../base/log.js';
import type { ChatGateway, Conversation } from '../chat/chat-gateway.js';
import { refusalIn } from '../chat/refusal.js';
import type { MediaStore } from '../store/media-store.js';
import type { Store } from '../store/store.js';
import { Delivery, type DeliveryParts } from './delivery.js';
import type { OutboxFigures } from './outbox-figures.js';
import { afterQuietHours, type OutboxSettings } from './outbox-settings.js';
import { OutboxShelf } from './outbox-shelf.js';
import type { Entry, GivenUp, Saying } from './saying.js';

export type { Saying, Weight } from './saying.js';

/** How long after a message the network's word against it is about that message. */
const TAKEN_BACK_WITHIN = 2 * MINUTE;

/** A message that was given up, and why. */
export interface LostSaying {
  readonly saying: Saying;
  readonly account: string;
  readonly why: GivenUp;
  readonly at: Moment;
}

/** What an outbox is opened with. */
export interface OutboxParts {
  readonly store: Store;
  readonly gateway: ChatGateway;
  readonly media: MediaStore;
  readonly settings: OutboxSettings;
  readonly network: 'default' | 'local';
  readonly clock: Clock;
  readonly log: Log;
  /** Where a conversation goes on that has moved since, or undefined when it is over; without it, where it was. */
  readonly whereNow?: (conversation: Conversation) => Conversation | undefined;
  /** Which account is to say it, when several are at work; without it, or for undefined, this one. */
  readonly ownerOf?: (saying: Saying) => string | undefined;
  /** Resolves after so many milliseconds, or when the signal ends it. */
  readonly wait?: DeliveryParts['wait'];
}

/**
 * Messages waiting to be said by one account: durable, keyed, paced, retried. Emergencies go first. Of everything else no message
 * overtakes another one of its conversation: while the earlier one waits for its next try, the later ones wait, too.
 */
export class Outbox {
  #order: number;
  #delivering: Promise<number> | undefined;
  #delivery: Promise<Delivery> | undefined;
  /** By conversation: what was said there last, for a network that takes it back. */
  readonly #lastSaid = new Map<string, { readonly id: string; readonly at: Moment }>();

  private constructor(
    private readonly parts: OutboxParts,
    private readonly shelf: OutboxShelf,
  ) {
    this.#order = parts.clock.now() * 1000;
  }

  static async open(parts: OutboxParts): Promise<Outbox> {
    return new Outbox(parts, await OutboxShelf.open(parts.store));
  }

  /** When it will be said at the earliest if it is added at this moment. */
  earliest(saying: Saying, now: Moment = this.parts.clock.now()): Moment {
    const { settings } = this.parts;
    const waits = (saying.weight === 'notice' || saying.weight === 'vital') && saying.isAnswer !== true;
    return waits ? afterQuietHours(now, settings.quietHours) : now;
  }

  /** Adds what is to be said; a key that was added before changes nothing. */
  async add(saying: Saying): Promise<void> {
    const { clock, gateway, ownerOf } = this.parts;
    const now = clock.now();
    this.#order = Math.max(this.#order + 1, now * 1000);
    await this.shelf.entries.insert({
      id: saying.key,
      account: ownerOf?.(saying) ?? gateway.account,
      saying,
      state: 'waiting',
      addedAt: now,
      rank: saying.weight === 'emergency' ? 0 : 1,
      order: this.#order,
      sendAfter: this.earliest(saying),
      attempts: 0,
    });
  }

  /** Says everything that is due, in order; overlapping calls share one round. @returns how many were said */
  async deliver(): Promise<number> {
    this.#delivering ??= this.#round().finally(() => (this.#delivering = undefined));
    return this.#delivering;
  }

  /** The next moment at which something may be said; undefined when nothing waits. */
  async nextAt(): Promise<Moment | undefined> {
    const delivery = await this.#open();
    const seen = new Set<string>();
    let next: Moment | undefined;
    for await (const { value } of this.#pages(after => this.shelf.waiting(this.#account, after))) {
      const place = delivery.placeOf(value.saying);
      const isEmergency = value.saying.weight === 'emergency';
      if (!isEmergency && seen.has(place)) continue;
      if (!isEmergency) seen.add(place);
      next = Math.min(next ?? Infinity, delivery.freeAt(value));
    }
    return next;
  }

  /** The account is this process's from now on: takes it up as the process before left it. */
  async takeUp(): Promise<void> {
    this.#delivery = undefined;
    this.#lastSaid.clear();
    await this.settleDoubt();
  }

  /** After a start: settles what was being said when the process died. */
  async settleDoubt(): Promise<void> {
    const delivery = await this.#open();
    for (const { value, version } of await this.shelf.beingSaid(this.#account))
      await delivery.settle(value, version);
  }

  /** The network says, in its own words, that it did not take what was said in the conversation a moment ago. */
  async refusedLater(conversation: Conversation, line: string): Promise<void> {
    const kind = refusalIn(line);
    if (!kind) return;
    const delivery = await this.#open();
    const place = delivery.placeOf({ key: '', conversation, text: '', weight: 'reply' });
    const last = this.#lastSaid.get(place);
    const isAboutIt = last !== undefined && this.parts.clock.now() - last.at <= TAKEN_BACK_WITHIN;
    const stored = isAboutIt ? await this.shelf.entries.get(last.id) : undefined;
    this.#lastSaid.delete(place);
    this.parts.log.warn(
      { account: this.#account, place, line, key: stored?.value.id },
      'the network took a message back',
    );
    if (stored?.value.state === 'sent') await delivery.takeBack(stored.value, stored.version, kind, line);
    else if (kind === 'throttled') await delivery.gate.throttled(this.parts.clock.now());
  }

  /** The account is on the network again, or not any more. */
  async isOnline(isOnline: boolean): Promise<void> {
    const { gate } = await this.#open();
    if (isOnline) gate.online();
    else gate.offline(this.parts.clock.now());
  }

  /** What was given up and nobody has been told of. */
  async untold(): Promise<readonly LostSaying[]> {
    const delivery = await this.#open();
    if (!delivery.hasGivenUp) return [];
    const found = await this.shelf.untold(this.#account);
    delivery.hasGivenUp = found.length > 0;
    return found.map(({ value }) => ({
      saying: value.saying,
      account: value.account,
      why: value.why ?? 'refused',
      at: value.sentAt ?? value.addedAt,
    }));
  }

  /** Somebody has been told that this one was given up. */
  async told(key: string): Promise<void> {
    const stored = await this.shelf.entries.get(key);
    if (stored) await this.shelf.entries.replace({ ...stored.value, isUntold: false }, stored.version);
  }

  /** What waits for a group that another account owns now is said by that one. */
  async handOver(conversation: Conversation, from: string, to: string): Promise<void> {
    const there = JSON.stringify(conversation);
    for await (const { value, version } of this.#pages(after => this.shelf.waiting(from, after)))
      if (JSON.stringify(value.saying.conversation) === there)
        await this.shelf.entries.replace({ ...value, account: to }, version);
  }

  /** How the account stands. */
  async figures(): Promise<OutboxFigures> {
    const { counted, gate } = await this.#open();
    return {
      account: this.#account,
      waiting: await this.shelf.entries.count({ account: this.#account, state: 'waiting' }),
      ...counted,
      closedForMs: gate.closedFor(this.parts.clock.now()),
      strikes: gate.strikes,
    };
  }

  /** Removes what was said long ago. */
  async forgetOld(): Promise<void> {
    const now = this.parts.clock.now();
    // A process without an account says nothing and has nothing to pace.
    (await this.#delivery)?.pace.forgetOld(now);
    for (const [place, { at }] of this.#lastSaid)
      if (now - at > TAKEN_BACK_WITHIN) this.#lastSaid.delete(place);
    await this.shelf.forgetOld(now);
  }

  get #account(): string {
    return this.parts.gateway.account;
  }

  /** The account is known after the chat has started only. */
  async #open(): Promise<Delivery> {
    const { network, settings, whereNow = same, wait = pause } = this.parts;
    this.#delivery ??= Delivery.open({
      ...this.parts,
      shelf: this.shelf,
      pacing: settings.pacing[network],
      whereNow,
      wait,
      add: saying => this.add(saying),
    }).catch((thrown: unknown) => {
      this.#delivery = undefined;
      throw thrown;
    });
    return this.#delivery;
  }

  async #round(): Promise<number> {
    const delivery = await this.#open();
    let said = 0;
    for (;;) {
      const saidNow = await this.#pass(delivery);
      said += saidNow;
      if (saidNow === 0) return said;
    }
  }

  async #pass(delivery: Delivery): Promise<number> {
    const { clock } = this.parts;
    const held = new Set<string>();
    let said = 0;
    for await (const { value, version } of this.#pages(after =>
      this.shelf.due(this.#account, clock.now(), after),
    )) {
      const isEmergency = value.saying.weight === 'emergency';
      const now = clock.now();
      // Nothing after it can be said either.
      if (!isEmergency && delivery.gate.freeAt(false) > now) break;
      const place = delivery.placeOf(value.saying);
      if (!isEmergency && held.has(place)) continue;
      const outcome = delivery.freeAt(value) <= now ? await delivery.say(value, version) : 'waits';
      if (outcome === 'waits' && !isEmergency) held.add(place);
      if (outcome !== 'said') continue;
      this.#lastSaid.set(place, { id: value.id, at: clock.now() });
      said += 1;
    }
    return said;
  }

  async *#pages(
    read: (after?: string) => ReturnType<OutboxShelf['due']>,
  ): AsyncGenerator<{ readonly value: Entry; readonly version: number }> {
    let after: string | undefined;
    do {
      const page = await read(after);
      yield* page.found;
      after = page.cursor;
    } while (after !== undefined);
  }
}

function same(conversation: Conversation): Conversation {
  return conversation;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal, ref: false });
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  }
}
