import { MINUTE, SECOND, type Moment, type MovableClock } from '../base/clock.js';
import { reasonOf } from '../base/fault.js';
import type { ChatListener, IncomingMessage } from '../chat/chat-gateway.js';
import { refusalIn } from '../chat/refusal.js';
import type { Heard } from '../intake/journal.js';
import { bookedErrands } from './booked-errands.js';
import { reportsInDoubt } from './consult.js';
import { Errands } from './errands.js';
import { ChannelWatch } from './channel-watch.js';
import type { House } from './house.js';
import { Inbox } from './inbox.js';
import { nextDueMoment } from './on-clock.js';
import { hear } from './on-message.js';
import { leaveRoom, renameRoom, returnToRoom } from './room-affairs.js';
import { Rounds } from './rounds.js';
import { SecondTries } from './second-tries.js';
import { everything, type Share } from './share.js';
import { Voices } from './voices.js';
import type { Reacting } from './on-ticket-event.js';
import { questionsToWord } from './word-question.js';

type Told<Name extends keyof ChatListener> = Parameters<Required<ChatListener>[Name]>[0];

/** What the keeper needs besides the house. */
export interface KeeperParts extends Reacting {
  /** Told when a message's text was erased, for a network that keeps its own copy. */
  readonly forgetMessage: (messageId: string) => Promise<void>;
  /** What this process does; without it, everything. */
  readonly share?: Share;
}

/**
 * Keeps everything going, one step after the other: what was heard, what people have finished saying, what happened to
 * tickets, what is due, what is to be said. Every step can be run again; a crash between any two loses and doubles nothing.
 */
export class Keeper implements ChatListener {
  readonly #house: House;
  readonly #share: Share;
  readonly #inbox: Inbox;
  /** By contact: resolves when what they said last has been written down. */
  readonly #hearing = new Map<string, Promise<void>>();
  /** The last recall, as far as it was written down. */
  #recalling: Promise<void> = Promise.resolve();
  readonly #errands: Errands;
  readonly #voices: Voices;
  readonly #rounds: Rounds;
  readonly #channel: ChannelWatch;
  readonly #missed: SecondTries;
  #turn: Promise<void> = Promise.resolve();
  #isPumping = false;

  constructor(parts: KeeperParts) {
    this.#house = parts.house;
    this.#share = parts.share ?? everything;
    this.#inbox = new Inbox(this.#share.isShared);
    const waiting = [bookedErrands, questionsToWord, reportsInDoubt];
    this.#channel = new ChannelWatch(parts.house);
    this.#errands = new Errands(parts.house, waiting, work => this.#inTurn(work), this.#share.isShared);
    this.#missed = new SecondTries(parts.house.log);
    this.#voices = new Voices(parts.house, {
      attend: heard => this.#inTurn(() => this.#rounds.attendVoice(heard)),
      failed: (heard, error) => this.#rounds.failed(heard, error),
    });
    this.#rounds = new Rounds({
      ...parts,
      share: this.#share,
      inbox: this.#inbox,
      errands: this.#errands,
      voices: this.#voices,
    });
  }

  /** Takes up what the process before left unfinished. Call before messages flow. */
  async recover(): Promise<void> {
    if (!this.#share.isShared) await this.#inbox.takeUp(this.#house.journal, this.#share.isMine);
  }

  /** Call once the account is known: settles doubt about what was being said, then goes on. */
  async begin(): Promise<void> {
    if (!this.#share.isShared) await this.takeUpAccount();
    await this.#inTurn(() => this.#channel.begin());
    await this.step();
  }

  /** The account is this process's from now on: settles doubt about what the process before was saying. */
  async takeUpAccount(): Promise<void> {
    await this.#inTurn(() => this.#house.outbox.takeUp());
  }

  async messageArrived(message: IncomingMessage): Promise<void> {
    await this.#orAgain({ messageId: message.id }, () => this.#take(message));
  }

  async #take(message: IncomingMessage): Promise<void> {
    const heard = await this.#hearInOrder(message);
    // Without the account it is written down, and whoever has the account works on it.
    if (!heard || !this.#share.hasAccount()) return;
    this.#inbox.put(heard);
    this.#pump();
  }

  async messageRecalled(recall: Told<'messageRecalled'>): Promise<void> {
    await this.#orAgain({ recalled: recall.messageId }, async () => {
      await this.#refuse(recall);
      await this.#inTurn(() => this.#rounds.takeBack(recall));
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
    await this.#missed.run(this.#house.clock.now());
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
      await this.#rounds.erase();
    });
    return clock.now();
  }

  /** Rounds go on in the background until nothing waits. */
  #pump(): void {
    if (this.#isPumping) return;
    this.#isPumping = true;
    void this.#pumped().then(isMore => {
      this.#isPumping = false;
      if (isMore) this.#pump();
    });
  }

  /** One round; never rejects. @returns whether another one is to follow at once, which helps nothing after one that failed */
  async #pumped(): Promise<boolean> {
    try {
      await this.step();
      return this.#rounds.hasWaiting;
    } catch (error) {
      this.#house.log.error({ reason: reasonOf(error) }, 'a round failed; the next tick tries again');
      return false;
    }
  }

  /** What fails because the store is away is tried again with the next rounds, besides being told to the network. */
  async #orAgain(about: object, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#missed.add({ about, since: this.#house.clock.now(), work });
      throw error;
    }
  }

  /** A photo takes longer to write down than the words after it; what one person says keeps its order all the same. */
  async #hearInOrder(message: IncomingMessage): Promise<Heard | undefined> {
    const before = Promise.all([this.#hearing.get(message.from.id), this.#recalling]);
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

  /** A message that is recalled before it came is not to be taken: written down before anything that comes after the recall. */
  async #refuse({ account, messageId }: Told<'messageRecalled'>): Promise<void> {
    const { journal, clock } = this.#house;
    const mine = Promise.all([this.#recalling, ...this.#hearing.values()]).then(() =>
      journal.refuse(account, messageId, clock.now()),
    );
    this.#recalling = mine.catch(() => {});
    await mine;
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => {});
    await mine;
  }

  async #round(isFinished: boolean): Promise<void> {
    await this.#channel.tick();
    await this.#rounds.run(isFinished);
  }
}
