import { Fault, reasonOf } from '../base/fault.js';
import type { Log } from '../base/log.js';
import type { ChatGateway, ChatListener, OutgoingMessage, Said } from './chat-gateway.js';
import { InTurn, type Turn } from './in-turn.js';
import { NetworkFault } from './network-fault.js';
import type { NetworkWitness } from './network-witness.js';
import type { AnyPuppet } from './open-puppet.js';
import { inRealTime, usualPatience, type After, type Patience } from './patience.js';
import { PuppetSession } from './puppet-session.js';
import { probeService } from './service-probe.js';
import type { ServiceSettings } from './service-settings.js';
import { hearAffairs } from './wechaty-affairs.js';
import { readWhatCame, type Came, type Reading } from './wechaty-incoming.js';
import { hearPeople, hearRequests } from './wechaty-people.js';

export interface WechatyChatParts {
  /** A new puppet for every start. */
  readonly openPuppet: () => Promise<AnyPuppet>;
  readonly log: Log;
  /** Present when the network lives in our own process. */
  readonly witness?: NetworkWitness;
  /** Where the puppet keeps its session between restarts: a path without ending. Without it, nowhere. */
  readonly sessionPath?: string;
  /** Present when the network is behind a puppet service; then it is asked what is at fault. */
  readonly service?: ServiceSettings;
  readonly patience?: Partial<Patience>;
  readonly after?: After;
  /** Whether who wants to be a contact of the bot is accepted. */
  readonly acceptsFriends?: boolean;
  /** Called once when the network was lost and could not be reached again; the process is to end then. */
  readonly gaveUp?: (fault: Fault) => void;
}

/** Messages whose reading was cut off by a lost connection are read again after the next login, at most so many. */
const MOST_UNREAD = 5_000;
/** How often a message is asked for that the network does not answer about. */
const MOST_READS = 3;

/**
 * A chat gateway on Wechaty, with any puppet. A puppet that is lost is replaced by a new one until that succeeds or `restarts`
 * is reached. Wechaty is imported at start, because that takes more than a second.
 */
export function wechatyChat(parts: WechatyChatParts): ChatGateway {
  return new WechatyChat(parts);
}

class WechatyChat implements ChatGateway {
  #session: PuppetSession | undefined;
  #isWanted = false;
  #account: string | undefined;
  /** Starts that came to nothing, one after the other. */
  #failures = 0;
  #lastFault: Fault | undefined;
  #wake: () => void = () => {};
  readonly #unread: string[] = [];
  readonly #turns: InTurn;
  readonly #patience: Patience;
  readonly #after: After;

  constructor(private readonly parts: WechatyChatParts) {
    this.#turns = new InTurn(parts.log);
    this.#patience = { ...usualPatience, ...parts.patience };
    this.#after = parts.after ?? inRealTime;
  }

  get account(): string {
    if (this.#account === undefined) {
      throw new Fault('chat-not-started', 'the account is known after start only');
    }
    return this.#account;
  }

  async start(listener: ChatListener): Promise<void> {
    this.#isWanted = true;
    const session = await this.#begin(listener);
    void this.#watchOver(session, listener);
  }

  async stop(): Promise<void> {
    this.#isWanted = false;
    this.#wake();
    await this.#session?.stop();
    await this.#turns.idle();
  }

  async say(message: OutgoingMessage): Promise<Said> {
    const session = this.#session;
    if (!session?.isLoggedIn) {
      throw new Fault('chat-not-connected', 'the bot is not on the chat network at the moment');
    }
    const { sayThrough } = await import('./wechaty-outgoing.js');
    return session.during(sayThrough(session.bot, message, this.parts.log));
  }

  async hasSaid(message: OutgoingMessage, since: number): Promise<boolean | undefined> {
    return this.parts.witness?.hasSaid(message, since);
  }

  /** A new puppet, on the network when this resolves. Rejects with the Fault that says what is wrong. */
  async #begin(listener: ChatListener): Promise<PuppetSession> {
    const { log, sessionPath, service, openPuppet } = this.parts;
    const { types } = await import('wechaty');
    const session = await PuppetSession.open({
      puppet: await openPuppet(),
      log,
      after: this.#after,
      patience: this.#patience,
      ...(sessionPath === undefined ? {} : { sessionPath }),
      ...(service ? { token: service.token } : {}),
    });
    this.#session = session;
    const reading: Reading = {
      bot: session.bot,
      kinds: types.Message,
      photosCarryText: this.parts.witness?.photosCarryText ?? false,
      log,
      freshen: known => session.freshen(known),
    };
    this.#listen(session, reading, listener);
    try {
      if (!this.#isWanted) throw new Fault('chat-stopped', 'the chat was stopped');
      await session.start();
    } catch (thrown) {
      await session.stop();
      throw await this.#explained(thrown);
    }
    log.info({ account: this.#account, failedStarts: this.#failures }, 'the bot is on the chat network');
    for (const id of this.#unread.splice(0)) this.#take(id, session, reading, listener);
    return session;
  }

  /** A bot that nobody watches over any more is worse than none: then the supervisor is to start another one. */
  async #watchOver(session: PuppetSession, listener: ChatListener): Promise<void> {
    try {
      await this.#keep(session, listener);
    } catch (thrown) {
      this.parts.log.fatal({ err: thrown }, 'the chat network is watched over no more');
      this.parts.gaveUp?.(new Fault('chat-given-up', reasonOf(thrown), { cause: thrown }));
    }
  }

  /** Waits for the end of a session and begins the next, until nobody wants it any more or it is hopeless. */
  async #keep(first: PuppetSession, listener: ChatListener): Promise<void> {
    const { log, gaveUp } = this.parts;
    for (let session: PuppetSession | undefined = first; session; session = await this.#renew(listener)) {
      const fault = await session.ended;
      if (!this.#isWanted) return;
      // Who logs in and is never heard of again has not been started well, either.
      if (session.isProven) this.#failures = 0;
      else this.#failures += 1;
      await session.stop();
      this.#note(await this.#explained(fault), 'the chat network is lost');
    }
    if (!this.#isWanted) return;
    const why = this.#lastFault;
    const end = new Fault(
      'chat-given-up',
      `the chat network stays away, ${this.#failures} starts in a row came to nothing: ${why?.message ?? 'no reason known'}`,
    );
    log.fatal({ fault: why?.code }, end.message);
    gaveUp?.(end);
  }

  /** Undefined when nobody wants it any more, or when too many starts have failed. */
  async #renew(listener: ChatListener): Promise<PuppetSession | undefined> {
    const { firstPauseMs, longestPauseMs, restarts } = this.#patience;
    while (this.#isWanted && this.#failures < restarts) {
      const pauseMs = Math.min(firstPauseMs * 2 ** this.#failures, longestPauseMs);
      await this.#pause(pauseMs);
      if (!this.#isWanted) return undefined;
      try {
        return await this.#begin(listener);
      } catch (thrown) {
        this.#failures += 1;
        if (this.#isWanted) this.#note(thrown, 'the chat network is still away');
      }
    }
    return undefined;
  }

  #note(thrown: unknown, what: string): void {
    const fault = thrown instanceof Fault ? thrown : new Fault('chat-failed', reasonOf(thrown));
    this.#lastFault = fault;
    const { restarts } = this.#patience;
    this.parts.log.warn(
      { fault: fault.code, failedStarts: this.#failures, givesUpAfter: restarts },
      `${what}: ${fault.message}`,
    );
  }

  async #pause(ms: number): Promise<void> {
    await new Promise<void>(resolve => {
      const callOff = this.#after(ms, resolve);
      this.#wake = () => {
        callOff();
        resolve();
      };
    });
  }

  /** A cut connection may have many reasons; the service itself knows better, as long as it can be asked. */
  async #explained(thrown: unknown): Promise<unknown> {
    const { service } = this.parts;
    const isVague = thrown instanceof NetworkFault && !['token', 'taken', 'silent'].includes(thrown.trouble);
    if (!service || !isVague || !this.#isWanted) return thrown;
    const found = await probeService(service);
    return found.isFine ? thrown : new NetworkFault(found.trouble, found.says);
  }

  #listen(session: PuppetSession, reading: Reading, listener: ChatListener): void {
    const { witness } = this.parts;
    const { puppet } = reading.bot;
    puppet.on('login', ({ contactId }) => {
      this.#account = contactId;
    });
    hearAffairs(puppet, {
      listener,
      // A puppet that was replaced may stumble on for a while; that is no news.
      account: () => (session === this.#session ? this.#account : undefined),
      isLeaving: () => !this.#isWanted,
      mayHaveMissed: () => witness?.losesMessages ?? witness === undefined,
      tell: (about, work) => this.#turns.add({ about, read: async () => {}, tell: async () => work() }),
    });
    puppet.on('message', ({ messageId }) => this.#take(messageId, session, reading, listener));
    const add = <T>(turn: Turn<T>): void =>
      this.#turns.add({ ...turn, read: () => session.reading(turn.read()) });
    hearPeople(reading, listener, () => this.account, add);
    hearRequests(reading, this.parts.acceptsFriends ?? true, add);
  }

  #take(id: string, session: PuppetSession, reading: Reading, listener: ChatListener, tries = 1): void {
    const { witness, log } = this.parts;
    let isRead = false;
    this.#turns.add({
      about: { message: id },
      read: async () => {
        const came = await session.reading(readWhatCame(id, reading));
        isRead = true;
        return came;
      },
      tell: async came => {
        await tellWhatCame(came, listener);
        if (came.kind === 'message' || came.kind === 'recall') await witness?.handedOver(id);
      },
      failed: thrown => {
        const isSlow = thrown instanceof Fault && thrown.code === 'chat-read-too-slow';
        if (isSlow && tries < MOST_READS && !session.isOver) {
          log.warn({ message: id, tries }, 'a message could not be read in time; it is read again');
          this.#take(id, session, reading, listener, tries + 1);
          return true;
        }
        witness?.notHandedOver(id);
        // The connection was lost before the message could be read: it is not forgotten.
        const comesAgain = !isRead && session.isOver && !witness && this.#unread.length < MOST_UNREAD;
        if (comesAgain) this.#unread.push(id);
        return comesAgain;
      },
    });
  }
}

async function tellWhatCame(came: Came, listener: ChatListener): Promise<void> {
  switch (came.kind) {
    case 'message':
      return listener.messageArrived(came.message);
    case 'recall': {
      const { account, messageId, at } = came;
      return listener.messageRecalled({ account, messageId, at });
    }
    case 'line': {
      const { account, conversation, text } = came;
      return listener.sayingRefused?.({ account, conversation, text });
    }
    case 'own':
      return undefined;
    default:
      return came satisfies never;
  }
}
