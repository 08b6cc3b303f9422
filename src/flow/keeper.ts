import { MINUTE, SECOND, type Moment, type MovableClock } from '../base/clock.js';
import { reasonOf } from '../base/fault.js';
import type { ChatListener, IncomingMessage } from '../chat/chat-gateway.js';
import { refusalIn } from '../chat/refusal.js';
import type { Heard } from '../intake/journal.js';
import { bookedErrands } from './booked-errands.js';
import { reportsInDoubt } from './consult.js';
import { workDueRooms } from './due-rooms.js';
import { Errands } from './errands.js';
import { ChannelWatch } from './channel-watch.js';
import type { House } from './house.js';
import { eraseOld, nextDueMoment, workDueTickets } from './on-clock.js';
import { takeIn } from './on-draft.js';
import { attend, hear } from './on-message.js';
import { takeBack } from './recall.js';
import { leaveRoom, renameRoom, returnToRoom } from './room-affairs.js';
import { Voices } from './voices.js';
import { reactToNews, type Reacting } from './on-ticket-event.js';
import { questionsToWord } from './word-question.js';

const ERASE_EVERY = 30 * SECOND;
/** A message whose handling failed is tried again after growing pauses, so often while the process runs. */
const FIRST_PAUSE = 30 * SECOND;
const MOST_TRIES = 5;

type Told<Name extends keyof ChatListener> = Parameters<Required<ChatListener>[Name]>[0];

/** What the keeper needs besides the house. */
export interface KeeperParts extends Reacting {
  /** Told when a message's text was erased, for a network that keeps its own copy. */
  readonly forgetMessage: (messageId: string) => Promise<void>;
}

/**
 * Keeps everything going, one step after the other: what was heard, what people have finished saying, what happened to
 * tickets, what is due, what is to be said. Every step can be run again; a crash between any two loses and doubles nothing.
 */
export class Keeper implements ChatListener {
  readonly #house: House;
  readonly #waiting: Heard[] = [];
  /** By contact: resolves when what they said last has been written down. */
  readonly #hearing = new Map<string, Promise<void>>();
  readonly #errands: Errands;
  readonly #voices: Voices;
  readonly #channel: ChannelWatch;
  /** What failed, and when it is tried again. */
  #failed: { readonly heard: Heard; readonly tries: number; readonly again: Moment }[] = [];
  #turn: Promise<void> = Promise.resolve();
  #isPumping = false;
  #erasedAt = 0;

  constructor(private readonly parts: KeeperParts) {
    this.#house = parts.house;
    const waiting = [bookedErrands, questionsToWord, reportsInDoubt];
    this.#channel = new ChannelWatch(parts.house);
    this.#errands = new Errands(parts.house, waiting, work => this.#inTurn(work));
    this.#voices = new Voices(parts.house, heard => this.#inTurn(() => attend(parts.house, heard)));
  }

  /** Takes up what the process before left unfinished. Call before messages flow. */
  async recover(): Promise<void> {
    this.#waiting.push(...(await this.#house.journal.unfinished()));
  }

  /** Call once the account is known: settles doubt about what was being said, then goes on. */
  async begin(): Promise<void> {
    await this.#house.outbox.settleDoubt();
    await this.#channel.begin();
    await this.step();
  }

  async messageArrived(message: IncomingMessage): Promise<void> {
    const heard = await this.#hearInOrder(message);
    if (!heard) return;
    this.#waiting.push(heard);
    this.#pump();
  }

  async messageRecalled({ account, messageId }: { account: string; messageId: string }): Promise<void> {
    await this.#inTurn(async () => {
      const heard = await this.#house.journal.heard(account, messageId);
      // Before its message: that one is not to be taken when it comes.
      if (!heard) return this.#house.journal.refuse(account, messageId, this.#house.clock.now());
      const waitingAt = this.#waiting.findIndex(waiting => waiting.messageId === messageId);
      if (waitingAt >= 0) this.#waiting.splice(waitingAt, 1);
      await takeBack(this.#house, heard, waitingAt >= 0);
    });
    this.#pump();
  }

  /** Who is in a group is the network's business; people become known when they report. Only we ourselves matter. */
  async peopleJoined({ account, roomId, people }: Told<'peopleJoined'>): Promise<void> {
    if (!people.some(({ id }) => id === account)) return;
    await this.#inTurn(() => returnToRoom(this.#house, { account, roomId }));
  }

  async peopleLeft(): Promise<void> {
    // See peopleJoined and removedFromRoom.
  }

  async topicChanged({ topic, ...room }: Told<'topicChanged'>): Promise<void> {
    await this.#inTurn(() => renameRoom(this.#house, room, topic));
  }

  async removedFromRoom(room: Told<'removedFromRoom'>): Promise<void> {
    await this.#inTurn(() => leaveRoom(this.#house, room));
    this.#pump();
  }

  async sayingRefused({ account, conversation, text }: Told<'sayingRefused'>): Promise<void> {
    await this.#inTurn(async () => {
      await this.#house.outbox.refusedLater(conversation, text);
      if (conversation.kind === 'room' && refusalIn(text) === 'removed')
        await leaveRoom(this.#house, { account, roomId: conversation.roomId });
    });
    this.#pump();
  }

  async connected(login: Told<'connected'>): Promise<void> {
    await this.#inTurn(() => this.#channel.connected(login));
    this.#pump();
  }

  async disconnected(loss: Told<'disconnected'>): Promise<void> {
    await this.#inTurn(() => this.#channel.disconnected(loss));
  }

  /** Whether the account is on its network, as far as the network told. */
  isThere(account: string): boolean {
    return this.#channel.isThere(account);
  }

  /** One round of everything that is to be done now. Rounds never overlap. */
  async step(): Promise<void> {
    await this.#inTurn(() => this.#round(false));
  }

  /** Does everything that can be done now, and takes people to have finished speaking. */
  async settle(): Promise<void> {
    await this.#inTurn(() => this.#round(true));
    await this.#voices.quiet();
    do {
      await this.#inTurn(() => this.#round(true));
      await this.#errands.quiet();
      await this.#inTurn(() => this.#round(true));
    } while (!this.#errands.isQuiet);
  }

  /** Moves a clock and lets everything happen at its own moment on the way; `keep` remembers each move before it shows. */
  async advance(clock: MovableClock, minutes: number, keep: () => Promise<void>): Promise<Moment> {
    const target = clock.now() + minutes * MINUTE;
    await this.settle();
    for (let last = 0; ;) {
      const next = await nextDueMoment(this.#house);
      if (next === undefined || next >= target) break;
      // A moment that stays due after its round is looked at again a little later, never for ever.
      clock.moveTo(Math.max(next, Math.min(target, last + SECOND)));
      last = clock.now();
      await keep();
      await this.step();
      if (last >= target) break;
    }
    clock.moveTo(target);
    await keep();
    await this.#inTurn(async () => {
      await this.#round(false);
      await this.#erase();
    });
    return clock.now();
  }

  /** Rounds go on in the background until nothing waits. */
  #pump(): void {
    if (this.#isPumping) return;
    this.#isPumping = true;
    void this.step()
      .catch((error: unknown) =>
        this.#house.log.error({ reason: reasonOf(error) }, 'a round failed; the next tick tries again'),
      )
      .finally(() => {
        this.#isPumping = false;
        if (this.#waiting.length > 0) this.#pump();
      });
  }

  /** A photo takes longer to write down than the words after it; what one person says keeps its order all the same. */
  async #hearInOrder(message: IncomingMessage): Promise<Heard | undefined> {
    const before = this.#hearing.get(message.from.id) ?? Promise.resolve();
    const mine = before.then(() => hear(this.#house, message));
    const settled = mine.then(
      () => {},
      () => {},
    );
    this.#hearing.set(message.from.id, settled);
    try {
      return await mine;
    } finally {
      if (this.#hearing.get(message.from.id) === settled) this.#hearing.delete(message.from.id);
    }
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => {});
    await mine;
  }

  async #round(isFinished: boolean): Promise<void> {
    await this.#channel.tick();
    for (;;) {
      await this.#attendAll();
      const now = this.#house.clock.now();
      const drafts = isFinished ? await this.#house.drafts.withWords() : await this.#house.drafts.ready(now);
      for (const draft of drafts) await takeIn(this.#house, draft);
      const due = (await workDueTickets(this.#house)) + (await workDueRooms(this.#house));
      const reacted = await reactToNews(this.parts);
      const said = await this.#house.outbox.deliver();
      await this.#errands.begin();
      if (now - this.#erasedAt >= ERASE_EVERY) await this.#erase();
      if (drafts.length + due + reacted + said + this.#waiting.length === 0) return;
    }
  }

  /** A message whose handling fails stays in the journal and is tried again, now and at the next start; the others go on. */
  async #attendAll(): Promise<void> {
    const now = this.#house.clock.now();
    const tries = new Map(this.#failed.map(({ heard, tries }) => [heard.messageId, tries]));
    this.#waiting.push(...this.#failed.flatMap(({ heard, again }) => (again <= now ? [heard] : [])));
    this.#failed = this.#failed.filter(({ again }) => again > now);
    for (let heard = this.#waiting.shift(); heard; heard = this.#waiting.shift()) {
      if (this.#voices.take(heard)) continue;
      try {
        await attend(this.#house, heard);
      } catch (error) {
        const { messageId } = heard;
        const tried = (tries.get(messageId) ?? 0) + 1;
        this.#house.log.error(
          { messageId, tried, reason: reasonOf(error) },
          'a message could not be worked on',
        );
        const again = now + FIRST_PAUSE * 2 ** (tried - 1);
        if (tried < MOST_TRIES) this.#failed.push({ heard, tries: tried, again });
      }
    }
  }

  async #erase(): Promise<void> {
    this.#erasedAt = this.#house.clock.now();
    await eraseOld(this.#house, this.parts.forgetMessage);
  }
}
