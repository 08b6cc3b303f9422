import type { Message, Room, Contact as WechatyContact, Wechaty } from 'wechaty';
import { Fault, reasonOf } from '../base/fault.js';
import type { Log } from '../base/log.js';
import type { ChatGateway, ChatListener, Contact, OutgoingMessage, Said } from './chat-gateway.js';
import type { NetworkWitness } from './network-witness.js';
import type { AnyPuppet } from './open-puppet.js';
import { isConnectionLost, recover } from './puppet-recovery.js';
import { hearAffairs, networkLine } from './wechaty-affairs.js';
import { contactIn, readMessage, type Reading } from './wechaty-incoming.js';

export interface WechatyChatParts {
  readonly puppet: AnyPuppet;
  readonly log: Log;
  /** Present when the network lives in our own process. */
  readonly witness?: NetworkWitness;
  /** Where the puppet keeps its session between restarts: a path without ending. Without it, nowhere. */
  readonly sessionPath?: string;
}

/** A chat gateway on Wechaty, with any puppet. Wechaty is imported at start, because that takes more than a second. */
export function wechatyChat(parts: WechatyChatParts): ChatGateway {
  return new WechatyChat(parts);
}

interface Turn<T> {
  /** For the log. */
  readonly about: object;
  readonly read: () => Promise<T>;
  readonly tell: (what: T) => Promise<void>;
  readonly failed?: () => void;
}

class WechatyChat implements ChatGateway {
  #bot: Wechaty | undefined;
  #isWanted = false;
  #isRecovering = false;
  #account: string | undefined;
  #problem: Error | undefined;
  #giveUp: (reason: Fault) => void = () => {};
  #turn: Promise<unknown> = Promise.resolve();
  readonly #underWay = new Set<Promise<void>>();

  constructor(private readonly parts: WechatyChatParts) {}

  get account(): string {
    if (this.#account === undefined) {
      throw new Fault('chat-not-started', 'the account is known after start only');
    }
    return this.#account;
  }

  async start(listener: ChatListener): Promise<void> {
    const { WechatyBuilder, types, log: wechatyLog } = await import('wechaty');
    // Wechaty writes to the console; what matters comes as events. WECHATY_LOG sets another level than `info`.
    if (wechatyLog.level() === 'info') wechatyLog.level('silent');
    const { puppet, log, sessionPath, witness } = this.parts;
    const bot = WechatyBuilder.build({ puppet, ...(sessionPath === undefined ? {} : { name: sessionPath }) });
    const reading = { bot, kinds: types.Message, photosCarryText: witness?.photosCarryText ?? false, log };
    this.#bot = bot;
    this.#isWanted = true;
    const loggedIn = this.#watch(bot);
    this.#listen(reading, listener);
    try {
      await bot.start();
      if (!bot.isLoggedIn && bot.puppet.state.active() !== true) {
        this.#giveUp(
          new Fault('chat-login-failed', `the chat network refused the bot: ${reasonOf(this.#problem)}`),
        );
      }
      await loggedIn;
    } catch (thrown) {
      await this.stop();
      throw thrown;
    }
  }

  async stop(): Promise<void> {
    this.#isWanted = false;
    this.#giveUp(new Fault('chat-stopped', 'the chat was stopped before the bot had logged in'));
    await this.#bot?.stop();
    await Promise.all(this.#underWay);
  }

  async say(message: OutgoingMessage): Promise<Said> {
    const bot = this.#bot;
    if (!bot?.isLoggedIn) {
      throw new Fault('chat-not-connected', 'the bot is not on the chat network at the moment');
    }
    const { sayThrough } = await import('./wechaty-outgoing.js');
    return sayThrough(bot, message, this.parts.log);
  }

  async hasSaid(message: OutgoingMessage, since: number): Promise<boolean | undefined> {
    return this.parts.witness?.hasSaid(message, since);
  }

  /** Logs what befalls the connection; resolves at the first login. */
  #watch(bot: Wechaty): Promise<void> {
    const { log } = this.parts;
    bot.on('error', error => this.#noticeError(bot, error));
    bot.on('logout', (user, reason) => {
      if (this.#isWanted) log.warn({ account: user.id, reason }, 'the bot has been logged out');
    });
    bot.on('scan', (qrcode, status) =>
      log.warn({ qrcode, status }, 'scan this code with the phone of the bot'),
    );
    const loggedIn = new Promise<void>((resolve, reject) => {
      this.#giveUp = reject;
      bot.on('login', user => {
        this.#account = user.id;
        log.info({ account: user.id }, 'the bot is on the chat network');
        resolve();
      });
    });
    // It is awaited after the start; giving up before that must not count as an unhandled rejection.
    loggedIn.catch(() => undefined);
    return loggedIn;
  }

  #noticeError(bot: Wechaty, error: Error): void {
    const { log } = this.parts;
    this.#problem = error;
    log.warn({ reason: error.message }, 'the chat network reports an error');
    const wasOnceIn = this.#account !== undefined;
    if (!isConnectionLost(error) || !wasOnceIn || !this.#isWanted || this.#isRecovering) return;
    this.#isRecovering = true;
    recover(bot.puppet, { log, isWanted: () => this.#isWanted })
      .catch((thrown: unknown) =>
        log.error({ err: thrown }, 'the connection to the chat network was not restored'),
      )
      .finally(() => {
        this.#isRecovering = false;
      });
  }

  #listen(reading: Reading, listener: ChatListener): void {
    const { bot, log } = reading;
    const namesOf = async (room: Room, people: WechatyContact[]): Promise<Contact[]> =>
      Promise.all(people.map(person => contactIn(room, person, log)));

    hearAffairs(this.parts.puppet, {
      listener,
      account: () => this.#account,
      mayHaveMissed: () => this.parts.witness?.losesMessages ?? this.parts.witness === undefined,
      tell: (about, work) => this.#inTurn({ about, read: async () => {}, tell: async () => work() }),
    });
    bot.on('message', message => this.#take(message, reading, listener));
    bot.on('room-join', (room, joined) =>
      this.#inTurn({
        about: { room: room.id },
        read: async () => ({ topic: await room.topic(), people: await namesOf(room, joined) }),
        tell: async what =>
          listener.peopleJoined({ account: this.#accountOf(bot), roomId: room.id, ...what }),
      }),
    );
    bot.on('room-leave', (room, left) =>
      this.#inTurn({
        about: { room: room.id },
        read: async () => namesOf(room, left),
        tell: async people => listener.peopleLeft({ account: this.#accountOf(bot), roomId: room.id, people }),
      }),
    );
  }

  #take(message: Message, reading: Reading, listener: ChatListener): void {
    const { witness } = this.parts;
    const { id } = message;
    const account = this.#accountOf(reading.bot);
    const line = networkLine(message, reading.kinds);
    if (line) {
      const tell = async (): Promise<void> => listener.sayingRefused?.({ account, ...line });
      return this.#inTurn({ about: { message: id }, read: async () => {}, tell });
    }
    if (message.talker().id === account) return;
    const told = async (telling: Promise<void>) => {
      await telling;
      await witness?.handedOver(id);
    };
    const failed = () => witness?.notHandedOver(id);
    const about = { message: id };
    if (message.type() === reading.kinds.Recalled) {
      const read = async () => ({ account, messageId: message.text(), at: message.date().getTime() });
      this.#inTurn({ about, read, tell: recall => told(listener.messageRecalled(recall)), failed });
      return;
    }
    const read = async () => readMessage(message, reading);
    this.#inTurn({ about, read, tell: incoming => told(listener.messageArrived(incoming)), failed });
  }

  /** Reads at once, tells in the order of the calls, and never rejects: what fails is logged. */
  #inTurn<T>({ about, read, tell, failed }: Turn<T>): void {
    const before = this.#turn;
    const reading = read();
    this.#turn = Promise.allSettled([before, reading]).then(() => undefined);
    const work = async (): Promise<void> => {
      try {
        await before;
        await tell(await reading);
      } catch (thrown) {
        this.parts.log.error(
          { err: thrown, ...about },
          'something from the chat network could not be taken in',
        );
        failed?.();
      }
    };
    const done = work().finally(() => this.#underWay.delete(done));
    this.#underWay.add(done);
  }

  /** Messages may come before Wechaty has announced the login. */
  #accountOf(bot: Wechaty): string {
    if (bot.puppet.isLoggedIn) this.#account = bot.puppet.currentUserId;
    return this.account;
  }
}
