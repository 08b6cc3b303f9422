import type { Wechaty } from 'wechaty';
import { SECOND } from '../base/clock.js';
import { Fault, reasonOf } from '../base/fault.js';
import type { Log } from '../base/log.js';
import { HeartWatch } from './heart-watch.js';
import { NetworkFault, redacted, troubleIn, type NetworkTrouble } from './network-fault.js';
import type { AnyPuppet } from './open-puppet.js';
import type { After, Patience } from './patience.js';

export interface SessionParts {
  readonly puppet: AnyPuppet;
  readonly log: Log;
  readonly after: After;
  readonly patience: Patience;
  /** Where Wechaty keeps the login between restarts: a path without ending. */
  readonly sessionPath?: string;
  /** Must never show in the log. */
  readonly token?: string;
}

/** A room or a person of Wechaty. */
interface Known {
  readonly id: string;
  sync(): Promise<void>;
}

/** With these nobody hears a goodbye, or it would end somebody else's session. */
const CUT: ReadonlySet<NetworkTrouble> = new Set(['network', 'tls', 'token', 'taken']);

const SIGNS_OF_LIFE = ['heartbeat', 'dong', 'message', 'room-join', 'room-leave', 'room-topic'] as const;

/**
 * One puppet from its start to its end. A puppet is never started twice: what is left of its first life (listeners, caches,
 * half-closed connections) spoils the second.
 */
export class PuppetSession {
  /** Why it is over; never rejects, and never resolves while it runs. */
  readonly ended: Promise<Fault>;
  /** Whether it lived long enough to call the connection good. */
  isProven = false;
  #isLoggedIn = false;
  #wasLoggedIn = false;
  #wasLoggedOut = false;
  #end: (fault: Fault) => void = () => {};
  #isOver = false;
  #fault: Fault | undefined;
  #problem: Error | undefined;
  #callOffLogin: () => void = () => {};
  #callOffProof: () => void = () => {};
  #isOld = false;
  readonly #cut: Promise<never>;
  readonly #loggedIn: Promise<void>;
  #noteLogin: () => void = () => {};
  readonly #heart: HeartWatch;
  /** Whom and what we have looked up since the account came back; undefined as long as it was never away. */
  #lookedUp: Map<string, Promise<void>> | undefined;

  private constructor(
    readonly bot: Wechaty,
    private readonly parts: SessionParts,
  ) {
    this.ended = new Promise(resolve => (this.#end = resolve));
    this.#cut = this.ended.then(fault => {
      throw fault;
    });
    // Somebody may be waiting for it or not.
    this.#cut.catch(() => undefined);
    this.#loggedIn = new Promise(resolve => (this.#noteLogin = resolve));
    const { after, patience, puppet, log } = parts;
    this.#heart = new HeartWatch({
      after,
      patience,
      ask: () => puppet.ding('are you there?'),
      died: () => this.#fail(new NetworkFault('silent', `nothing for ${patience.silentMs / SECOND} s`)),
      cannotAsk: reason =>
        log.info({ reason: reasonOf(reason) }, 'this puppet cannot be asked whether it is alive'),
    });
    this.#watch();
  }

  /** Makes Wechaty around the puppet, nothing started yet. */
  static async open(parts: SessionParts): Promise<PuppetSession> {
    const { WechatyBuilder, log: wechatyLog } = await import('wechaty');
    // Wechaty writes to the console; what matters comes as events. WECHATY_LOG sets another level than `info`.
    if (wechatyLog.level() === 'info') wechatyLog.level('silent');
    const { puppet, sessionPath } = parts;
    const bot = WechatyBuilder.build({ puppet, ...(sessionPath === undefined ? {} : { name: sessionPath }) });
    const before = new Set(puppet.listeners('message'));
    await bot.init();
    // Wechaty looks every message up before it passes it on, and a quick answer overtakes a slow one. We look it up in turn.
    for (const listener of puppet.listeners('message')) {
      if (!before.has(listener)) puppet.off('message', listener as (...args: unknown[]) => void);
    }
    return new PuppetSession(bot, parts);
  }

  get isLoggedIn(): boolean {
    return this.#isLoggedIn && !this.#isOver;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Resolves when the account is on the network, which may need somebody to scan a code; rejects with the Fault that ends it. */
  async start(): Promise<void> {
    this.#expectLogin('neither a login nor a code to scan');
    const started = this.#startBot();
    await this.during(Promise.all([this.#loggedIn, started]));
  }

  /** Ends it in good order; never rejects. */
  async stop(): Promise<void> {
    this.#fail(new Fault('chat-stopped', 'the chat was stopped'));
    const { puppet } = this.parts;
    const isCut = this.#fault instanceof NetworkFault && CUT.has(this.#fault.trouble);
    if (!puppet.abandon || (this.#wasLoggedIn && !isCut)) return this.#stopBot();
    puppet.abandon();
    // Nobody is there to say goodbye to, but Wechaty would try for some seconds.
    void this.#stopBot();
  }

  async #stopBot(): Promise<void> {
    try {
      await this.bot.stop();
    } catch (thrown) {
      this.parts.log.debug(
        { reason: this.#words(reasonOf(thrown)) },
        'a puppet could not be stopped cleanly',
      );
    }
  }

  /** The outcome of some work on the network; rejects with the Fault of the session when that ends first. */
  async during<T>(work: Promise<T>): Promise<T> {
    try {
      return await Promise.race([work, this.#cut]);
    } catch (thrown) {
      if (thrown instanceof Fault) throw thrown;
      const words = this.#words(reasonOf(thrown));
      throw words === reasonOf(thrown) ? thrown : new Error(words);
    }
  }

  /** The same for what is looked up: a network that leaves one question open must not keep everything after it from being heard. */
  async reading<T>(work: Promise<T>): Promise<T> {
    const { after, patience } = this.parts;
    const timer: { callOff?: () => void } = {};
    const late = new Promise<never>((_, reject) => {
      timer.callOff = after(patience.readMs, () =>
        reject(
          new Fault('chat-read-too-slow', `the network did not answer for ${patience.readMs / SECOND} s`),
        ),
      );
    });
    try {
      return await this.during(Promise.race([work, late]));
    } finally {
      timer.callOff?.();
    }
  }

  /**
   * While the account was away, names and members may have changed unheard: each is looked up anew when it is next met. Where
   * that fails, what is known has to do: an old name is better than a message that is lost. The next message tries again.
   */
  async freshen(known: Known): Promise<void> {
    const lookedUp = this.#lookedUp;
    if (!lookedUp) return;
    const looking = lookedUp.get(known.id) ?? known.sync();
    lookedUp.set(known.id, looking);
    try {
      await looking;
    } catch (thrown) {
      if (lookedUp.get(known.id) === looking) lookedUp.delete(known.id);
      const reason = this.#words(reasonOf(thrown));
      this.parts.log.warn({ id: known.id, reason }, 'a group or a person could not be looked up anew');
    }
  }

  async #startBot(): Promise<void> {
    const { puppet } = this.parts;
    try {
      await this.bot.start();
    } catch (thrown) {
      this.#problem = thrown instanceof Error ? thrown : new Error(String(thrown));
    }
    if (this.#isLoggedIn || this.#isOver || puppet.state.active() === true) return;
    const reason = this.#words(reasonOf(this.#problem ?? 'the puppet did not start'));
    this.#fail(new NetworkFault(troubleIn(reason) ?? 'login', reason));
  }

  #watch(): void {
    const { bot, parts } = this;
    const { puppet, log } = parts;
    for (const sign of SIGNS_OF_LIFE) puppet.on(sign, () => this.#lives());
    bot.on('error', error => this.#noticeError(error));
    puppet.on('scan', ({ qrcode, status }) => {
      this.#callOffLogin();
      log.warn({ qrcode, status }, 'scan this code with the phone of the bot');
    });
    puppet.on('login', () => {
      this.#callOffLogin();
      this.#isLoggedIn = true;
      this.#wasLoggedIn = true;
      this.#noteLogin();
      this.#heart.heard();
      if (this.#wasLoggedOut) this.#lookedUp = new Map();
      this.#callOffProof();
      this.#callOffProof = parts.after(parts.patience.provenMs, () => (this.#isOld = true));
    });
    puppet.on('logout', ({ contactId, data }) => {
      this.#isLoggedIn = false;
      this.#wasLoggedOut = true;
      if (this.#isOver) return;
      log.warn(
        { account: contactId, reason: this.#words(data ?? ''), trouble: 'login' },
        'the bot has been logged out',
      );
      this.#expectLogin('logged out, and neither a login nor a code to scan since');
    });
  }

  #expectLogin(otherwise: string): void {
    const { after, patience } = this.parts;
    this.#callOffLogin();
    this.#callOffLogin = after(patience.loginMs, () =>
      this.#fail(new NetworkFault('login', `${otherwise} for ${patience.loginMs / SECOND} s`)),
    );
  }

  #lives(): void {
    this.#heart.heard();
    if (this.#isOld) this.isProven = true;
  }

  #noticeError(error: Error): void {
    if (this.#isOver) return;
    this.#problem = error;
    const reason = this.#words(error.message);
    const trouble = troubleIn(reason);
    this.parts.log.warn({ reason, ...(trouble ? { trouble } : {}) }, 'the chat network reports an error');
    if (trouble) this.#fail(new NetworkFault(trouble, reason));
  }

  #fail(fault: Fault): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#fault = fault;
    this.#heart.stop();
    this.#callOffLogin();
    this.#callOffProof();
    this.#end(fault);
  }

  #words(text: string): string {
    return redacted(text, this.parts.token);
  }
}
