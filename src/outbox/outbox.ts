import type { Clock, Moment } from '../base/clock.js';
import { reasonOf } from '../base/fault.js';
import type { MediaId } from '../base/ids.js';
import type { Log } from '../base/log.js';
import type { ChatGateway, Conversation, OutgoingMessage } from '../chat/chat-gateway.js';
import type { MediaStore } from '../store/media-store.js';
import type { Collection, Store } from '../store/store.js';
import { afterQuietHours, type OutboxSettings } from './outbox-settings.js';

/**
 * How a message relates to the quiet hours and to doubt: `emergency` and `reply` go at once, `notice` waits for the morning.
 * After a crash in the middle of sending, `emergency` and `vital` (task cards, callbacks) are said again, the rest are not.
 */
export type Weight = 'emergency' | 'reply' | 'vital' | 'notice';

/** Something to say. The key makes it unique: adding it twice says it once. */
export interface Saying {
  readonly key: string;
  readonly conversation: Conversation;
  readonly text: string;
  readonly mentionIds?: readonly string[];
  readonly mediaId?: MediaId;
  readonly weight: Weight;
  /** True when somebody has just spoken there and waits for it: quiet hours do not apply. */
  readonly isAnswer?: boolean;
}

interface Entry {
  readonly id: string;
  readonly account: string;
  readonly saying: Saying;
  readonly state: 'waiting' | 'sending' | 'sent' | 'given-up';
  readonly addedAt: Moment;
  /** Orders messages that wait for the same moment. */
  readonly order: number;
  readonly sendAfter: Moment;
  readonly attempts: number;
  readonly sendingSince?: Moment;
  readonly sentAt?: Moment;
}

const KEPT_FOR_MS = 30 * 24 * 3_600_000;

function same(conversation: Conversation): Conversation {
  return conversation;
}

/** Messages waiting to be said by one account: durable, keyed, in order, paced, retried. */
export class Outbox {
  #order: number;
  #delivering: Promise<number> | undefined;
  readonly #lastInRoom = new Map<string, Moment>();
  #recent: Moment[] = [];

  private constructor(
    private readonly entries: Collection<Entry>,
    private readonly gateway: ChatGateway,
    private readonly media: MediaStore,
    private readonly settings: OutboxSettings,
    private readonly pacing: OutboxSettings['pacing']['default'],
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly whereNow: (conversation: Conversation) => Conversation,
  ) {
    this.#order = clock.now() * 1000;
  }

  static async open(parts: {
    store: Store;
    gateway: ChatGateway;
    media: MediaStore;
    settings: OutboxSettings;
    network: 'default' | 'local';
    clock: Clock;
    log: Log;
    /** Where a conversation goes on that has moved since; without it, where it was. */
    whereNow?: (conversation: Conversation) => Conversation;
  }): Promise<Outbox> {
    const entries = await parts.store.collection<Entry>({
      name: 'outbox',
      indexes: [
        ['account', 'state', 'sendAfter', 'order'],
        ['state', 'sentAt'],
      ],
    });
    const { gateway, media, settings, network, clock, log } = parts;
    const { whereNow = same } = parts;
    return new Outbox(entries, gateway, media, settings, settings.pacing[network], clock, log, whereNow);
  }

  /** When it will be said at the earliest if it is added now. */
  earliest(saying: Saying): Moment {
    const now = this.clock.now();
    const waits = (saying.weight === 'notice' || saying.weight === 'vital') && saying.isAnswer !== true;
    return waits ? afterQuietHours(now, this.settings.quietHours) : now;
  }

  /** Adds what is to be said; a key that was added before changes nothing. */
  async add(saying: Saying): Promise<void> {
    const now = this.clock.now();
    this.#order = Math.max(this.#order + 1, now * 1000);
    await this.entries.insert({
      id: saying.key,
      account: this.gateway.account,
      saying,
      state: 'waiting',
      addedAt: now,
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
    const first = await this.#waiting(1);
    return first[0]?.value.sendAfter;
  }

  /** After a start: settles what was being said when the process died. */
  async settleDoubt(): Promise<void> {
    const where = { account: this.gateway.account, state: 'sending' };
    const page = await this.entries.find({ where, limit: 1000 });
    for (const { value, version } of page.found) {
      const arrived = await this.#hasArrived(value);
      const isRepeated =
        arrived === false || (arrived === undefined && ['emergency', 'vital'].includes(value.saying.weight));
      this.log.warn(
        { key: value.id, arrived, isRepeated },
        'a message was being said when the process ended',
      );
      await this.entries.replace(isRepeated ? { ...value, state: 'waiting' } : this.#sent(value), version);
    }
  }

  /** Undefined, too, when the network cannot be asked. */
  async #hasArrived({ id, saying, sendingSince, addedAt }: Entry): Promise<boolean | undefined> {
    try {
      return await this.gateway.hasSaid(await this.#messageOf(saying), sendingSince ?? addedAt);
    } catch (error) {
      this.log.warn({ key: id, reason: reasonOf(error) }, 'the network could not tell what was said');
      return undefined;
    }
  }

  /** Removes what was said long ago. */
  async forgetOld(): Promise<void> {
    const below = this.clock.now() - KEPT_FOR_MS;
    const page = await this.entries.find({
      where: { state: 'sent', sentAt: { from: 0, below } },
      orderBy: ['state', 'sentAt'],
      limit: 500,
    });
    for (const { value } of page.found) await this.entries.remove(value.id);
  }

  async #waiting(limit: number): Promise<readonly { value: Entry; version: number }[]> {
    const where = { account: this.gateway.account, state: 'waiting' };
    const page = await this.entries.find({
      where,
      orderBy: ['account', 'state', 'sendAfter', 'order'],
      limit,
    });
    return page.found;
  }

  async #round(): Promise<number> {
    let said = 0;
    for (let isMore = true; isMore;) {
      isMore = false;
      for (const { value, version } of await this.#waiting(100)) {
        if (value.sendAfter > this.clock.now()) break;
        if (!this.#mayBeSaid(value)) continue;
        if (await this.#say(value, version)) said += 1;
        isMore = true;
      }
    }
    return said;
  }

  #mayBeSaid(entry: Entry): boolean {
    const now = this.clock.now();
    this.#recent = this.#recent.filter(at => at > now - 60_000);
    if (entry.saying.weight === 'emergency') return true;
    if (this.#recent.length >= this.pacing.accountPerMinute) return false;
    const last = this.#lastInRoom.get(JSON.stringify(entry.saying.conversation));
    return last === undefined || now - last >= this.pacing.roomGapMs;
  }

  async #say(entry: Entry, version: number): Promise<boolean> {
    const now = this.clock.now();
    const claimed: Entry = { ...entry, state: 'sending', sendingSince: now, attempts: entry.attempts + 1 };
    const claim = await this.entries.replace(claimed, version);
    if (!claim.done) return false;
    this.#lastInRoom.set(JSON.stringify(entry.saying.conversation), now);
    this.#recent.push(now);
    try {
      await this.gateway.say(await this.#messageOf(entry.saying));
    } catch (error) {
      await this.#postpone(claimed, claim.version, reasonOf(error));
      return false;
    }
    await this.entries.replace(this.#sent(claimed), claim.version);
    return true;
  }

  async #postpone(entry: Entry, version: number, reason: string): Promise<void> {
    const { firstPauseMs, longestPauseMs, mostAttempts } = this.settings.retry;
    const pause = Math.min(firstPauseMs * 2 ** (entry.attempts - 1), longestPauseMs);
    const isOver = entry.attempts >= mostAttempts;
    this.log[isOver ? 'error' : 'warn'](
      { key: entry.id, attempts: entry.attempts, reason },
      'a message was not taken by the network',
    );
    const sendAfter = this.clock.now() + pause;
    await this.entries.replace({ ...entry, state: isOver ? 'given-up' : 'waiting', sendAfter }, version);
  }

  #sent(entry: Entry): Entry {
    return { ...entry, state: 'sent', sentAt: this.clock.now() };
  }

  async #messageOf(saying: Saying): Promise<OutgoingMessage> {
    const photo = saying.mediaId === undefined ? undefined : await this.media.get(saying.mediaId);
    return {
      conversation: this.whereNow(saying.conversation),
      mentionIds: saying.mentionIds ?? [],
      ...(saying.text === '' ? {} : { text: saying.text }),
      ...(photo
        ? {
            picture: {
              bytes: photo.bytes,
              fileName: `${saying.mediaId}.${photo.type === 'image/png' ? 'png' : 'jpg'}`,
            },
          }
        : {}),
    };
  }
}
