import type { payloads } from 'wechaty-puppet';
import { PuppetService } from 'wechaty-puppet-service';
import { DAY, SECOND } from '../base/clock.js';
import type { ServiceSettings } from './service-settings.js';

/** A question that nobody has answered for so long is asked anew by the next who asks. */
const UNANSWERED_MS = 20 * SECOND;

/** The connection is closed even when nobody answers the goodbye. */
const GOODBYE_MS = 3 * SECOND;

/**
 * The client of a puppet service, without what makes it forget, stall or die:
 *
 * - It keeps no cache on disk. The library's own, in ~/.wechaty, outlives the process and shows topics and members as they
 *   were at the first sight; besides, it keeps residents' names where nobody looks after them. What is asked is kept in
 *   memory until the next login.
 * - Its watchdog never barks: it logs the account out when the network has been quiet for a minute, and gives up for ever when
 *   the service is away just then. HeartWatch does its work.
 * - An event that cannot be read is an error, not the end of the process; the end of the stream is an error, not silence.
 * - The same question asked by many at once is asked once.
 */
export class ServicePuppet extends PuppetService {
  readonly #asked = new Map<string, Promise<unknown>>();
  #isStopping = false;
  #connection: { close(): void } | undefined;

  constructor(settings: ServiceSettings) {
    const { token, endpoint, authority, serverName, caCert, isTlsOff } = settings;
    super({
      token,
      authority,
      timeoutSeconds: (7 * DAY) / SECOND,
      tls: { disable: isTlsOff, serverName, ...(caCert === undefined ? {} : { caCert }) },
      ...(endpoint === undefined ? {} : { endpoint }),
    });
  }

  /** Called by the constructor; the store on disk is never opened. */
  protected override hookPayloadStore(): void {}

  protected override bridgeGrpcEventStream(client: PuppetService['grpcManager']): void {
    super.bridgeGrpcEventStream(client);
    for (const listener of client.listeners('data')) {
      client.off('data', listener as (...args: unknown[]) => void);
      client.on('data', (event: { getType(): number; getPayload(): string }) => {
        try {
          checkPayload(event.getPayload());
          listener.call(client, event);
        } catch (thrown) {
          this.emit('error', thrown);
        }
      });
    }
    client.on('end', () => {
      if (!this.#isStopping) this.emit('error', new Error('14 UNAVAILABLE: the service ended the stream'));
    });
    this.#reportFirstError(client);
  }

  /** The library keeps to itself why the stream could not be opened; a second program with the token shows only there. */
  #reportFirstError(client: PuppetService['grpcManager']): void {
    const manager = client as unknown as { startStream(): Promise<void> };
    const startStream = manager.startStream.bind(client);
    manager.startStream = async () => {
      const { client: stub } = client;
      this.#connection = stub;
      const event = stub.event.bind(stub) as (...args: unknown[]) => NodeJS.EventEmitter;
      let reason: Error | undefined;
      Object.assign(stub, {
        event: (...args: unknown[]) =>
          event(...args).once('error', (error: Error) => {
            reason = error;
          }),
      });
      await startStream();
      if (reason) throw reason;
    };
  }

  override async onStart(): Promise<void> {
    this.#isStopping = false;
    try {
      await super.onStart();
    } catch (thrown) {
      // The library stops what could not be started, and first waits five seconds for the start to end.
      this.state.active(true);
      throw thrown;
    }
  }

  /**
   * Closes the connection without a goodbye, because a goodbye ends the account on the service's side: whoever has never been
   * let in must not do that to the program that is.
   */
  abandon(): void {
    this.#isStopping = true;
    this.#connection?.close();
  }

  override async onStop(): Promise<void> {
    this.#isStopping = true;
    const connection = this.#connection;
    let impatience: NodeJS.Timeout | undefined;
    const enough = new Promise<void>(resolve => {
      impatience = setTimeout(resolve, GOODBYE_MS);
    });
    try {
      await Promise.race([super.onStop(), enough]);
    } finally {
      clearTimeout(impatience);
      connection?.close();
    }
  }

  /** What was asked before something changed is no answer to whoever asks afterwards. */
  override onDirty(dirty: payloads.EventDirty): void {
    this.#asked.clear();
    super.onDirty(dirty);
  }

  override async messageRawPayload(id: string): Promise<payloads.Message> {
    return this.#once(`message ${id}`, () => super.messageRawPayload(id));
  }

  override async contactRawPayload(id: string): Promise<payloads.Contact> {
    return this.#once(`contact ${id}`, () => super.contactRawPayload(id));
  }

  override async roomRawPayload(id: string): Promise<payloads.Room> {
    return this.#once(`room ${id}`, () => super.roomRawPayload(id));
  }

  override async roomMemberRawPayload(roomId: string, contactId: string): Promise<payloads.RoomMember> {
    return this.#once(`member ${roomId} ${contactId}`, () => super.roomMemberRawPayload(roomId, contactId));
  }

  override async roomMemberList(roomId: string): Promise<string[]> {
    return this.#once(`members ${roomId}`, () => super.roomMemberList(roomId));
  }

  async #once<T>(question: string, ask: () => Promise<T>): Promise<T> {
    const asked = this.#asked.get(question) as Promise<T> | undefined;
    if (asked) return asked;
    const answer = ask();
    this.#asked.set(question, answer);
    const forget = (): void => {
      if (this.#asked.get(question) === answer) this.#asked.delete(question);
    };
    const impatience = setTimeout(forget, UNANSWERED_MS).unref();
    try {
      return await answer;
    } finally {
      clearTimeout(impatience);
      forget();
    }
  }
}

/** Every event carries an object; with anything else, listeners far away would stumble where nobody catches them. */
function checkPayload(payload: string): void {
  const read: unknown = JSON.parse(payload);
  if (typeof read !== 'object' || read === null) throw new Error('the service sent an event without content');
}
