import type { Clock, Moment } from '../base/clock.js';
import { newId, type MediaId } from '../base/ids.js';
import type { Media, MediaStore } from '../store/media-store.js';
import type { Store } from '../store/store.js';
import type { Conversation, OutgoingMessage } from './chat-gateway.js';
import { LocalDelivery } from './local-delivery.js';
import { refusalOf, takesPart, type LocalDraft, type Refusal } from './local-draft.js';
import type { LocalEvent } from './local-event.js';
import { LocalFaults } from './local-faults.js';
import { quotableText, type LocalEntry, type LocalMessage, type LocalRecall } from './local-message.js';
import { digestOf, LocalPhotos } from './local-photos.js';
import { LocalRecords } from './local-records.js';
import { LocalTimeline } from './local-timeline.js';
import { LocalWorld, type LocalWorldPlan } from './local-world.js';
import type { NetworkWitness } from './network-witness.js';

export type Posted =
  { readonly done: true; readonly message: LocalMessage } | { readonly done: false; readonly why: Refusal };

/** `unknown`: no such message (any more); `not-the-sender`: only who said it may take it back. */
export type Recalled =
  { readonly done: true } | { readonly done: false; readonly why: 'unknown' | 'not-the-sender' };

export interface LocalNetworkParts {
  /** What a text becomes before it is written down; people's numbers do not belong into the files. */
  readonly masks?: (text: string) => string;
  readonly world: LocalWorldPlan;
  readonly store: Store;
  readonly media: MediaStore;
  readonly clock: Clock;
  /** Present when the network may be made to fail. */
  readonly mayFail?: boolean;
}

/**
 * The pretended chat network behind the local-chat page. What people and the bot say is kept in the store before it
 * shows; what the bot's side had not taken when the process died is handed over again after the restart.
 */
export class LocalNetwork implements NetworkWitness {
  readonly photosCarryText = true;
  readonly world: LocalWorld;
  /** How it is made to fail; absent when it cannot be. */
  readonly faults: LocalFaults | undefined;
  readonly #clock: Clock;
  readonly #masks: (text: string) => string;
  readonly #records: LocalRecords;
  readonly #photos: LocalPhotos;
  readonly #timeline = new LocalTimeline();
  readonly #delivery = new LocalDelivery();
  readonly #listeners = new Set<(event: LocalEvent) => void>();
  #line: Promise<unknown> = Promise.resolve();

  private constructor({ world, media, clock, masks, mayFail }: LocalNetworkParts, records: LocalRecords) {
    this.faults = mayFail ? new LocalFaults(world.bot, () => clock.now()) : undefined;
    this.#masks = masks ?? (text => text);
    this.world = new LocalWorld(world);
    this.#clock = clock;
    this.#records = records;
    this.#photos = new LocalPhotos(media);
  }

  get losesMessages(): boolean {
    return this.faults?.hasLost ?? false;
  }

  /** Reads what was said before; nothing is handed over until a puppet starts. */
  static async open(parts: LocalNetworkParts): Promise<LocalNetwork> {
    const records = await LocalRecords.open(parts.store);
    const network = new LocalNetwork(parts, records);
    for (const { delivered, ...entry } of await records.load()) {
      network.#timeline.add(entry);
      if (!delivered) network.#delivery.expect(entry);
      if (entry.kind === 'recall') await network.#withdraw(entry.messageId);
    }
    return network;
  }

  /** Keeps the message, then shows it. Messages get their numbers in the order of the calls. */
  async post(draft: LocalDraft): Promise<Posted> {
    return this.#inLine(async () => {
      const why = refusalOf(draft, this.world, this.#timeline);
      if (why) return { done: false, why };
      const message = await this.#write(draft);
      const isForBot = this.#isForBot(draft.fromId, draft.conversation);
      await this.#records.add({ ...this.#masked(message), delivered: !isForBot });
      this.#timeline.add(message);
      if (isForBot) this.#delivery.expect(message);
      this.#tell({ type: 'message-posted', message });
      return { done: true, message };
    });
  }

  /** As it may be written down; the page and the bot have the words themselves as long as the process runs. */
  #masked(message: LocalMessage): LocalMessage {
    const { text, quote } = message;
    return {
      ...message,
      ...(text === undefined ? {} : { text: this.#masks(text) }),
      ...(quote ? { quote: { ...quote, text: this.#masks(quote.text) } } : {}),
    };
  }

  /** Takes a message back in the name of its sender; taking it back twice is once. */
  async recall(messageId: string, byId: string): Promise<Recalled> {
    return this.#inLine(async () => {
      const message = this.#timeline.message(messageId);
      if (!message) return { done: false, why: 'unknown' };
      if (message.from.id !== byId) return { done: false, why: 'not-the-sender' };
      if (message.isRecalled) return { done: true };
      const recall: LocalRecall = {
        kind: 'recall',
        id: newId<'message'>(),
        seq: await this.#records.nextSeq(),
        at: this.#clock.now(),
        from: message.from,
        conversation: message.conversation,
        messageId: message.id,
      };
      const isForBot = this.#isForBot(byId, message.conversation);
      if (isForBot) await this.#records.add({ ...recall, delivered: false });
      this.#timeline.add(recall);
      await this.#withdraw(message.id);
      if (isForBot) this.#delivery.expect(recall);
      this.#tell({ type: 'message-recalled', recall });
      return { done: true };
    });
  }

  /**
   * Takes a person's message and photo out of the store, because chat lines must not stay there. The page goes on
   * showing it until the process ends. Messages of the bot stay.
   */
  async forget(messageId: string): Promise<void> {
    const message = this.#timeline.message(messageId);
    if (message?.from.id === this.world.bot.id) return;
    await this.#records.remove(messageId);
    if (message?.photo) await this.#photos.forget(message.photo.id);
  }

  /** At most `limit` messages with a number greater than `afterSeq`, oldest first. */
  messagesOf(conversation: Conversation, afterSeq: number, limit: number): LocalMessage[] {
    return this.#timeline.messagesOf(conversation, afterSeq, limit);
  }

  /** A message or a recall by its id, as long as it is in memory. */
  entry(id: string): LocalEntry | undefined {
    return this.#timeline.entry(id);
  }

  /** Messages and recalls of all conversations with a number greater than `afterSeq`, oldest first. */
  entriesAfter(afterSeq: number): LocalEntry[] {
    return this.#timeline.entriesAfter(afterSeq);
  }

  /** The number of the newest entry. */
  get lastSeq(): number {
    return this.#timeline.lastSeq;
  }

  async photo(id: MediaId): Promise<Media | undefined> {
    return this.#photos.read(id);
  }

  /** Those who are not there yet join; `byId` is who invited them. */
  join(roomId: string, contactIds: readonly string[], byId: string): void {
    const room = this.world.room(roomId);
    const joining = contactIds.filter(id => this.world.contact(id) && !this.world.isMember(roomId, id));
    if (!room || joining.length === 0) return;
    this.world.open({ ...room, memberIds: [...room.memberIds, ...joining] });
    this.#tell({ type: 'people-joined', roomId, contactIds: joining, byId, at: this.#clock.now() });
  }

  /** Those who are there leave; `byId` is who removed them, or the person alone. */
  leave(roomId: string, contactIds: readonly string[], byId: string): void {
    const room = this.world.room(roomId);
    const leaving = contactIds.filter(id => this.world.isMember(roomId, id));
    if (!room || leaving.length === 0) return;
    this.world.open({ ...room, memberIds: room.memberIds.filter(id => !leaving.includes(id)) });
    this.#tell({ type: 'people-left', roomId, contactIds: leaving, byId, at: this.#clock.now() });
  }

  changeTopic(roomId: string, topic: string, byId: string): void {
    const room = this.world.room(roomId);
    if (!room || room.topic === topic) return;
    this.world.open({ ...room, topic });
    this.#tell({ type: 'topic-changed', roomId, topic, before: room.topic, byId, at: this.#clock.now() });
  }

  /** Calls the listener with whatever happens from now on, until the returned function is called. */
  subscribe(listener: (event: LocalEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Somebody is handing it over now. */
  await(entry: LocalEntry): void {
    this.#delivery.expect(entry);
  }

  /** What the bot's side has not taken yet, oldest first. */
  undelivered(): LocalEntry[] {
    return this.#delivery.undelivered();
  }

  /** Whether the entry is meant for the bot and its side has not taken it yet. */
  isUndelivered(id: string): boolean {
    return this.#delivery.isUndelivered(id);
  }

  /** Resolves when the bot's side has taken (or failed on) everything that was said to it. */
  async quiet(): Promise<void> {
    await this.#line;
    await this.#delivery.quiet();
  }

  async handedOver(messageId: string): Promise<void> {
    const isRecall = this.#timeline.entry(messageId)?.kind === 'recall';
    if (isRecall) await this.#records.remove(messageId);
    else await this.#records.markDelivered(messageId);
    this.#delivery.taken(messageId);
  }

  notHandedOver(messageId: string): void {
    this.#delivery.failed(messageId);
  }

  async hasSaid(outgoing: OutgoingMessage, since: Moment): Promise<boolean> {
    const said = [...this.#timeline.newestFirst(outgoing.conversation)].filter(
      ({ from, at, isRecalled }) => from.id === this.world.bot.id && at >= since && !isRecalled,
    );
    const { text, picture } = outgoing;
    const digest = picture && digestOf(picture.bytes);
    const isTextThere = !text || said.some(message => shows(message, text, outgoing.mentionIds));
    const isPictureThere = !digest || said.some(message => message.photo?.digest === digest);
    return isTextThere && isPictureThere;
  }

  async #write({
    fromId,
    conversation,
    text,
    photo,
    mentionIds,
    quoteId,
  }: LocalDraft): Promise<LocalMessage> {
    const quoted = quoteId === undefined ? undefined : this.#timeline.message(quoteId);
    return {
      kind: 'message',
      id: newId<'message'>(),
      seq: await this.#records.nextSeq(),
      at: this.#clock.now(),
      from: { id: fromId, name: this.world.contact(fromId)?.name ?? fromId },
      conversation,
      ...(text ? { text } : {}),
      ...(photo ? { photo: await this.#photos.keep(photo) } : {}),
      mentionIds: [...new Set(mentionIds)],
      ...(quoted ? { quote: { id: quoted.id, name: quoted.from.name, text: quotableText(quoted) } } : {}),
      isRecalled: false,
    };
  }

  /** What was taken back must not stay in the store; of the bot's own messages the mark is enough. */
  async #withdraw(messageId: string): Promise<void> {
    const message = this.#timeline.message(messageId);
    if (message) this.#timeline.amend({ ...message, isRecalled: true });
    if (message?.from.id === this.world.bot.id) return this.#records.markRecalled(messageId);
    await this.#records.remove(messageId);
    if (message?.photo) await this.#photos.remove(message.photo.id);
  }

  #isForBot(fromId: string, conversation: Conversation): boolean {
    return fromId !== this.world.bot.id && takesPart(this.world.bot.id, conversation, this.world);
  }

  #tell(event: LocalEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** One at a time, so that a number is never seen before a smaller one. */
  async #inLine<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#line.then(work);
    this.#line = turn.catch(() => undefined);
    return turn;
  }
}

/** Wechaty puts the @names before the text; what follows them must be the text exactly. */
function shows(message: LocalMessage, text: string, mentionIds: readonly string[]): boolean {
  if (mentionIds.length === 0) return message.text === text;
  return message.text === text || (message.text?.endsWith(` ${text}`) ?? false);
}
