import { SECOND, type Moment } from '../base/clock.js';
import { reasonOf } from '../base/fault.js';
import type { Heard } from '../intake/journal.js';
import { together } from '../store/change.js';
import { workDueRooms } from './due-rooms.js';
import type { Errands } from './errands.js';
import type { Inbox } from './inbox.js';
import { eraseOld, workDueTickets } from './on-clock.js';
import { takeIn } from './on-draft.js';
import { attend } from './on-message.js';
import { reactToNews, type Reacting } from './on-ticket-event.js';
import { takeBack, type Recall } from './recall.js';
import { lookAround, type Share } from './share.js';
import type { Voices } from './voices.js';

const ERASE_EVERY = 30 * SECOND;
/** So many messages or drafts are worked on before whatever else waits has its turn. */
const AT_ONCE = 50;
/** Recalls that wait until it is clear which process has the account. */
const MOST_RECALLS = 200;

/** What rounds work with. */
export interface RoundsParts extends Reacting {
  readonly share: Share;
  readonly inbox: Inbox;
  readonly errands: Errands;
  readonly voices: Voices;
  /** Told when a message's text was erased, for a network that keeps its own copy. */
  readonly forgetMessage: (messageId: string) => Promise<void>;
}

/** The rounds of everything that one process does. Whoever calls sees to it that they never overlap. */
export class Rounds {
  #recalls: readonly Recall[] = [];
  #erasedAt = 0;
  /** A round failed: something may have been said without being noted. */
  #isInDoubt = false;

  constructor(private readonly parts: RoundsParts) {}

  /** Whether messages wait that are this process's. */
  get hasWaiting(): boolean {
    const { inbox, share } = this.parts;
    return inbox.size > 0 && share.hasAccount();
  }

  /** Goes on until there is nothing more to do. @param isFinished people are taken to have finished speaking */
  async run(isFinished: boolean): Promise<void> {
    const { house, share } = this.parts;
    try {
      if (share.isShared) await this.#seeOthers();
      if (this.#isInDoubt && share.hasAccount()) await house.outbox.settleDoubt();
      this.#isInDoubt = false;
      while (await this.#goOn(isFinished));
    } catch (error) {
      this.#isInDoubt = true;
      throw error;
    }
  }

  /** Takes a message back that its sender recalled; without the account as soon as this process has it. */
  async takeBack(recall: Recall): Promise<void> {
    if (this.parts.share.hasAccount()) return this.#takeBackNow(recall);
    this.#recalls = [...this.#recalls, recall].slice(-MOST_RECALLS);
  }

  /** A message could not be worked on: it is tried again after a while. */
  failed(heard: Heard, error: unknown, now = this.parts.house.clock.now()): void {
    const { house, inbox } = this.parts;
    const tried = inbox.failed(heard, now);
    house.log.error(
      { messageId: heard.messageId, tried, reason: reasonOf(error) },
      'a message could not be worked on',
    );
  }

  /** Works on a voice message that has become text, unless it was recalled while it was listened to. */
  async attendVoice(heard: Heard): Promise<void> {
    const { house } = this.parts;
    if (await house.journal.heard(heard.account, heard.messageId)) await attend(house, heard);
  }

  /** Erases what need not be kept any more. */
  async erase(): Promise<void> {
    const { house, forgetMessage } = this.parts;
    this.#erasedAt = house.clock.now();
    await eraseOld(house, forgetMessage);
  }

  /** What other processes changed, wrote down and left. */
  async #seeOthers(): Promise<void> {
    const { house, share, inbox } = this.parts;
    await lookAround(house);
    if (!share.hasAccount()) return inbox.letGo();
    await inbox.takeUp(house.journal, share.isMine);
    const recalls = this.#recalls;
    this.#recalls = [];
    for (const recall of recalls) await this.#takeBackNow(recall);
  }

  /** Everything once. @returns whether there may be more to do */
  async #goOn(isFinished: boolean): Promise<boolean> {
    const { house, share, errands } = this.parts;
    const { hasAccount, keepsClock } = share;
    const now = house.clock.now();
    const heard = hasAccount() ? await this.#hearOut(isFinished) : 0;
    const dueTickets = keepsClock ? await workDueTickets(house) : 0;
    const dueRooms = await workDueRooms(house, share);
    const reacted = await reactToNews(this.parts);
    const said = hasAccount() ? await house.outbox.deliver() : 0;
    if (keepsClock) await errands.begin();
    if ((keepsClock || hasAccount()) && now - this.#erasedAt >= ERASE_EVERY) await this.erase();
    return heard + dueTickets + dueRooms + reacted + said > 0 || this.hasWaiting;
  }

  /** Works on what was heard, and on what people have finished saying. @returns how many have */
  async #hearOut(isFinished: boolean): Promise<number> {
    const { house, share } = this.parts;
    const { drafts, clock } = house;
    await this.#attendAll();
    const finished = isFinished
      ? await drafts.withWords(share.isMine)
      : await drafts.ready(clock.now(), share.isMine);
    for (let at = 0; at < finished.length; at += AT_ONCE) {
      await together(house.store, async () => {
        for (const draft of finished.slice(at, at + AT_ONCE)) await takeIn(house, draft);
      });
    }
    return finished.length;
  }

  /** A message whose handling fails stays in the journal and is tried again, now and at the next start; the others go on. */
  async #attendAll(): Promise<void> {
    const { house, inbox } = this.parts;
    const now = house.clock.now();
    inbox.tryAgain(now);
    while (inbox.size > 0) await together(house.store, () => this.#attendSome(now));
  }

  async #attendSome(now: Moment): Promise<void> {
    const { house, inbox, voices } = this.parts;
    for (let nth = 0; nth < AT_ONCE; nth += 1) {
      const heard = inbox.next();
      if (!heard) return;
      if (voices.take(heard)) continue;
      try {
        await attend(house, heard);
      } catch (error) {
        this.failed(heard, error, now);
      }
    }
  }

  async #takeBackNow({ account, messageId }: Recall): Promise<void> {
    const { house, inbox } = this.parts;
    const heard = await house.journal.heard(account, messageId);
    if (!heard) return;
    await takeBack(house, heard, inbox.takeOut(messageId));
  }
}
