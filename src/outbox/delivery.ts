import { DAY, HOUR, type Clock, type Moment } from '../base/clock.js';
import { Fault, reasonOf } from '../base/fault.js';
import type { Log } from '../base/log.js';
import type { ChatGateway, Conversation, OutgoingMessage, Said } from '../chat/chat-gateway.js';
import { conversationKey } from '../chat/conversation-key.js';
import { refusalOf, type RefusalKind } from '../chat/refusal.js';
import type { MediaStore } from '../store/media-store.js';
import { AccountGate } from './account-gate.js';
import { nothingCounted, type Counted } from './outbox-figures.js';
import type { OutboxSettings } from './outbox-settings.js';
import type { OutboxShelf } from './outbox-shelf.js';
import { Pace, type Pacing } from './pace.js';
import { isRepeatedInDoubt, type Entry, type GivenUp, type Saying } from './saying.js';

const MOST_TRIES_KEPT = 50;

/** What a delivery works with. */
export interface DeliveryParts {
  readonly shelf: OutboxShelf;
  readonly gateway: ChatGateway;
  readonly media: MediaStore;
  readonly settings: OutboxSettings;
  readonly pacing: Pacing;
  readonly clock: Clock;
  readonly log: Log;
  /** Where a conversation goes on; undefined when it is over. */
  readonly whereNow: (conversation: Conversation) => Conversation | undefined;
  /** Says something beside, such as to somebody who could not be mentioned. */
  readonly add: (saying: Saying) => Promise<void>;
  /** Resolves after so many milliseconds, or when the signal ends it. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** `over`: not said, and not to be said any more; what follows it need not wait. */
export type Outcome = 'said' | 'waits' | 'over';

/** Says one message of one account after the other, and minds what the network makes of it. */
export class Delivery {
  readonly counted: Record<Counted, number> = nothingCounted();
  readonly pace: Pace;
  /** Something may have been given up of which nobody knows. */
  hasGivenUp = true;

  private constructor(
    private readonly parts: DeliveryParts,
    readonly gate: AccountGate,
  ) {
    this.pace = new Pace(parts.pacing);
  }

  /** Takes up the account as the process before left it: what it said of late, and what the network thinks of it. */
  static async open(parts: DeliveryParts): Promise<Delivery> {
    const { shelf, gateway, settings, clock } = parts;
    const gate = await AccountGate.open(shelf.gates, gateway.account, settings.backOff);
    const delivery = new Delivery(parts, gate);
    const entries = await shelf.triedSince(gateway.account, clock.now() - DAY);
    const tries = entries.flatMap(entry =>
      triesOf(entry).map(at => ({ at, place: delivery.placeOf(entry.saying) })),
    );
    for (const { place, at } of tries.sort((a, b) => a.at - b.at)) delivery.pace.note(place, at);
    return delivery;
  }

  /** One word for the conversation in which it is to be said now. */
  placeOf({ conversation }: Saying): string {
    return conversationKey(this.parts.whereNow(conversation) ?? conversation);
  }

  /** From when on it may be said, as far as it does not wait for another one. */
  freeAt({ saying, sendAfter, retryAt = 0 }: Entry): Moment {
    const isEmergency = saying.weight === 'emergency';
    const own = Math.max(sendAfter, retryAt, this.gate.freeAt(isEmergency));
    if (isEmergency) return own;
    const { pace, gate } = this;
    return Math.max(own, pace.accountFreeAt(gate.strikes), pace.conversationFreeAt(this.placeOf(saying)));
  }

  /** Says it now, if it is still to be said. */
  async say(entry: Entry, version: number): Promise<Outcome> {
    const { clock, shelf, whereNow, settings } = this.parts;
    const now = clock.now();
    const isTooOld = now - entry.sendAfter >= settings.retry.tooOldAfterHours * HOUR;
    if (isTooOld) return this.#giveUp(entry, version, 'too-old', 'it could not be said in time');
    if (!whereNow(entry.saying.conversation))
      return entry.saying.conversation.kind === 'room'
        ? this.#giveUp(entry, version, 'removed', 'the account is not in the group')
        : this.#giveUp(entry, version, 'barred', 'nobody is behind this contact any more');
    const claimed: Entry = {
      ...entry,
      state: 'sending',
      sendingSince: now,
      attempts: entry.attempts + 1,
      ...(entry.sendingSince === undefined ? {} : { triedBefore: triesOf(entry) }),
    };
    const claim = await shelf.entries.replace(claimed, version);
    if (!claim.done) return 'waits';
    this.pace.note(this.placeOf(entry.saying), now);
    this.gate.tried(now);
    let said: Said;
    try {
      said = await this.#inTime(await this.#messageOf(claimed));
    } catch (thrown) {
      return this.#refused(claimed, claim.version, thrown);
    }
    await shelf.entries.replace(this.#sent(claimed), claim.version);
    await this.gate.took(clock.now());
    this.counted.said += 1;
    await this.#tellAbsent(entry.saying, said);
    return 'said';
  }

  /** Settles whether something arrived of which nobody knows, by asking the network; without an answer by its weight. */
  async settle(entry: Entry, version: number): Promise<Outcome> {
    const { saying } = entry;
    const isTextToCome = saying.text !== '' && entry.isTextSaid !== true;
    const isTextThere = isTextToCome && saying.mediaId !== undefined ? await this.#has(entry, true) : false;
    const hasArrived = await this.#has(entry, false);
    const isRepeated = hasArrived === false || (hasArrived === undefined && isRepeatedInDoubt(saying));
    const { account, id: key } = entry;
    this.parts.log.warn(
      { account, key, hasArrived, isRepeated },
      'it was in doubt whether a message arrived',
    );
    this.counted.inDoubt += 1;
    const again: Entry = { ...entry, state: 'waiting', ...(isTextThere ? { isTextSaid: true } : {}) };
    await this.parts.shelf.entries.replace(isRepeated ? again : this.#sent(entry), version);
    return isRepeated ? 'waits' : 'over';
  }

  /** The network says afterwards that it did not take it. */
  async takeBack(entry: Entry, version: number, kind: RefusalKind, reason: string): Promise<void> {
    await this.#refusedFor(entry, version, kind, reason);
  }

  async #refused(entry: Entry, version: number, thrown: unknown): Promise<Outcome> {
    const isHalfSaid = thrown instanceof Fault && thrown.code === 'chat-half-said';
    const rest: Entry = isHalfSaid ? { ...entry, isTextSaid: true } : entry;
    const kind = refusalOf(isHalfSaid ? thrown.cause : thrown);
    return this.#refusedFor(rest, version, kind, reasonOf(thrown));
  }

  async #refusedFor(entry: Entry, version: number, kind: RefusalKind, reason: string): Promise<Outcome> {
    const now = this.parts.clock.now();
    switch (kind) {
      case 'throttled': {
        const pauseMs = await this.gate.throttled(now);
        this.#slowedDown({ key: entry.id, pauseMs, reason });
        return this.#wait({ ...entry, attempts: Math.max(0, entry.attempts - 1) }, version);
      }
      case 'offline':
        if (!this.gate.isOffline(now))
          this.parts.log.warn({ account: entry.account, reason }, 'the account is offline; messages wait');
        this.gate.offline(now);
        return this.#wait({ ...entry, attempts: Math.max(0, entry.attempts - 1) }, version);
      case 'in-doubt':
        await this.#fail(entry, reason);
        if (this.#isLastTry(entry)) return this.#giveUp(entry, version, 'refused', reason);
        return this.settle({ ...entry, retryAt: now + this.#pauseAfter(entry.attempts) }, version);
      case 'barred':
      case 'removed':
        return this.#giveUp(entry, version, kind, reason);
      case 'failed': {
        await this.#fail(entry, reason);
        if (this.#isLastTry(entry)) return this.#giveUp(entry, version, 'refused', reason);
        return this.#wait({ ...entry, retryAt: now + this.#pauseAfter(entry.attempts) }, version);
      }
      default:
        return kind satisfies never;
    }
  }

  /** Failures in many places mean that the account itself is in trouble. */
  async #fail({ id, account, attempts, saying }: Entry, reason: string): Promise<void> {
    const { log, clock } = this.parts;
    this.counted.failed += 1;
    log.warn({ account, key: id, attempts, reason }, 'a message was not taken by the network');
    const pauseMs = await this.gate.failed(this.placeOf(saying), clock.now());
    if (pauseMs !== undefined) this.#slowedDown({ pauseMs, reason });
  }

  #slowedDown(about: { readonly pauseMs: number; readonly reason: string; readonly key?: string }): void {
    this.counted.throttled += 1;
    const { log, gateway } = this.parts;
    const { strikes } = this.gate;
    log.warn(
      { account: gateway.account, strikes, ...about },
      'the network slows the account down; it pauses',
    );
  }

  async #wait(entry: Entry, version: number): Promise<Outcome> {
    await this.parts.shelf.entries.replace({ ...entry, state: 'waiting' }, version);
    return 'waits';
  }

  async #giveUp(entry: Entry, version: number, why: GivenUp, reason: string): Promise<Outcome> {
    const { account, id: key, attempts, saying } = entry;
    this.counted.givenUp += 1;
    this.hasGivenUp = true;
    this.parts.log.error(
      { account, key, weight: saying.weight, attempts, why, reason },
      'a message is given up',
    );
    const sentAt = this.parts.clock.now();
    await this.parts.shelf.entries.replace(
      { ...entry, state: 'given-up', sentAt, why, isUntold: true },
      version,
    );
    return 'over';
  }

  #isLastTry({ attempts }: Entry): boolean {
    return attempts >= this.parts.settings.retry.mostAttempts;
  }

  #pauseAfter(attempts: number): number {
    const { firstPauseMs, longestPauseMs } = this.parts.settings.retry;
    return Math.min(firstPauseMs * 2 ** Math.max(0, attempts - 1), longestPauseMs);
  }

  #sent(entry: Entry): Entry {
    return { ...entry, state: 'sent', sentAt: this.parts.clock.now() };
  }

  /** What is meant for somebody must reach them, even when they are not in the group. */
  async #tellAbsent({ key, text, weight }: Saying, { absentIds = [] }: Said): Promise<void> {
    if (weight !== 'emergency' && weight !== 'vital') return;
    for (const contactId of absentIds)
      await this.parts.add({
        key: `${key}:absent:${contactId}`,
        conversation: { kind: 'direct', contactId },
        text,
        weight,
      });
  }

  /** Undefined, too, when the network cannot be asked. `textAlone`: the text of a message that has a picture as well. */
  async #has(entry: Entry, textAlone: boolean): Promise<boolean | undefined> {
    const { gateway, log } = this.parts;
    try {
      const { picture, ...words } = await this.#messageOf(entry);
      const message = picture && !textAlone ? { ...words, picture } : words;
      return await gateway.hasSaid(message, entry.sendingSince ?? entry.addedAt);
    } catch (error) {
      log.warn({ key: entry.id, reason: reasonOf(error) }, 'the network could not tell what was said');
      return undefined;
    }
  }

  /** A network that does not answer must not keep everything else from being said. */
  async #inTime(message: OutgoingMessage): Promise<Said> {
    const { gateway, settings, wait } = this.parts;
    const { sayWithinMs } = settings.retry;
    const over = new AbortController();
    const saying = gateway.say(message);
    try {
      const late = wait(sayWithinMs, over.signal).then(() => undefined);
      const said = await Promise.race([saying, late]);
      if (said) return said;
      saying.catch((thrown: unknown) =>
        this.parts.log.warn({ reason: reasonOf(thrown) }, 'a message failed after it had been waited for'),
      );
      throw new Fault('chat-say-too-slow', `the network took longer than ${sayWithinMs} ms over a message`);
    } finally {
      over.abort();
    }
  }

  async #messageOf({ saying, isTextSaid }: Entry): Promise<OutgoingMessage> {
    const { media, whereNow } = this.parts;
    const photo = saying.mediaId === undefined ? undefined : await media.get(saying.mediaId);
    const ending = photo?.type === 'image/png' ? 'png' : 'jpg';
    return {
      conversation: whereNow(saying.conversation) ?? saying.conversation,
      mentionIds: saying.mentionIds ?? [],
      ...(saying.text === '' || isTextSaid ? {} : { text: saying.text }),
      ...(photo ? { picture: { bytes: photo.bytes, fileName: `${saying.mediaId}.${ending}` } } : {}),
    };
  }
}

/** When it was tried, oldest first; of a great many the latest. */
function triesOf({ triedBefore = [], sendingSince }: Entry): readonly Moment[] {
  return [...triedBefore, ...(sendingSince === undefined ? [] : [sendingSince])].slice(-MOST_TRIES_KEPT);
}
