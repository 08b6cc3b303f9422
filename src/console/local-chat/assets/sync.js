import * as api from './api.js';

/**
 * Keeps the state true: reads everything once, then follows the stream; after a break it reads on from each
 * conversation's cursor.
 *
 * @typedef {import('./state.js').State} State
 */

const AT_ONCE = 4;
const WAITS_MS = [600, 1_200, 2_500, 5_000];

export class Sync {
  /** @type {State} */
  #state;
  #breaks = 0;
  /** Conversations whose first reading has ended; before that nothing in them counts as unread. @type {Set<string>} */
  #known = new Set();
  /** Streams that were given up. @type {WeakSet<EventSource>} */
  #given = new WeakSet();
  /** Readings under way, so that one conversation is read by one at a time. @type {Map<string, Promise<void>>} */
  #readings = new Map();

  /** @param {State} state */
  constructor(state) {
    this.#state = state;
  }

  /** Reads the world, or throws; then messages and tickets, and follows what happens. */
  async start() {
    await this.readWorld();
    this.#follow();
  }

  async readWorld() {
    const state = this.#state;
    const { rooms, contacts, now } = await api.readWorld();
    state.rooms = new Map(rooms.map(room => [room.id, room]));
    state.contacts = new Map(contacts.map(contact => [contact.id, contact]));
    state.setNow(now);
    state.tell('world');
  }

  /**
   * Reads what a conversation has beyond its cursor.
   *
   * @param {string} key
   * @param {boolean} [isWhole] from the beginning, to learn of recalls, too
   * @returns {Promise<void>}
   */
  read(key, isWhole = false) {
    const before = this.#readings.get(key) ?? Promise.resolve();
    const reading = before
      .catch(() => undefined)
      .then(() => this.#readPages(key, isWhole))
      .finally(() => {
        if (this.#readings.get(key) === reading) this.#readings.delete(key);
      });
    this.#readings.set(key, reading);
    return reading;
  }

  /**
   * @param {string} key
   * @param {boolean} isWhole
   */
  async #readPages(key, isWhole) {
    const conversation = this.#state.conversation(key);
    let cursor = isWhole ? '' : conversation.cursor;
    for (;;) {
      const page = await api.readMessages(key, cursor);
      this.#takeIn(key, page.messages);
      const isEnd = page.messages.length === 0 || page.cursor === cursor;
      cursor = page.cursor;
      conversation.cursor = page.cursor;
      if (isEnd) break;
    }
    this.#known.add(key);
  }

  /**
   * @param {string} key
   * @param {readonly api.Message[]} messages
   */
  #takeIn(key, messages) {
    const state = this.#state;
    const added = state.add(key, messages);
    const isSeen = state.openKey === key && document.visibilityState === 'visible';
    if (!this.#known.has(key) || isSeen) return;
    const news = added.filter(({ from, recalled }) => from.id !== state.me?.id && !recalled);
    const { unread, isCalled } = state.conversation(key);
    const myId = state.me?.id ?? '';
    state.setUnread(
      key,
      unread + news.length,
      isCalled || news.some(({ mentions }) => mentions.includes(myId)),
    );
  }

  /** Reads all conversations, the open one and the groups first. */
  async #readAll() {
    const state = this.#state;
    const people = [...state.contacts.values()].filter(({ isBot }) => !isBot);
    const keys = [...state.rooms.keys()]
      .map(id => `room:${id}`)
      .concat(people.map(({ id }) => `direct:${id}`));
    const waiting = [...new Set([state.openKey, ...keys])].filter(key => key !== '');
    const readNext = async () => {
      for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
        await this.read(key, state.conversation(key).messages.length > 0);
      }
    };
    await Promise.all([this.readTickets(), ...Array.from({ length: AT_ONCE }, readNext)]);
  }

  async readTickets() {
    const state = this.#state;
    state.tickets = new Map((await api.readTickets()).map(ticket => [ticket.number, ticket]));
    state.tell('tickets');
  }

  #follow() {
    const stream = api.openStream();
    /** @type {(() => void)[] | undefined} what arrives before the catching up has ended waits, so that the order stays */
    let waiting = [];
    stream.addEventListener('open', () => {
      this.#catchUp().then(
        () => {
          for (const take of waiting ?? []) take();
          waiting = undefined;
          this.#breaks = 0;
          this.#state.setLinked(true);
        },
        () => this.#retry(stream),
      );
    });
    stream.addEventListener('error', () => this.#retry(stream));
    for (const type of ['message', 'recall', 'ticket', 'clock', 'world']) {
      stream.addEventListener(type, event => {
        const payload = JSON.parse(event.data);
        if (waiting) waiting.push(() => this.#takeEvent(type, payload));
        else this.#takeEvent(type, payload);
      });
    }
  }

  /**
   * @param {string} type
   * @param {any} payload
   */
  #takeEvent(type, payload) {
    const state = this.#state;
    if (type === 'message') this.#takeIn(keyOf(payload), [payload.message]);
    else if (type === 'recall') state.markRecalled(keyOf(payload), payload.id);
    else if (type === 'clock') state.setNow(payload.now);
    else if (type === 'world') void this.readWorld().catch(() => state.setLinked(false));
    else if (type === 'ticket') {
      state.tickets.set(payload.number, payload);
      state.tell('tickets', payload.number);
    }
  }

  async #catchUp() {
    // Also the first time: somebody may have left a group between the first look and the opening of the stream.
    await this.readWorld();
    await this.#readAll();
  }

  /** @param {EventSource} stream */
  #retry(stream) {
    if (this.#given.has(stream)) return;
    this.#given.add(stream);
    stream.close();
    this.#state.setLinked(false);
    const waitMs = WAITS_MS[Math.min(this.#breaks, WAITS_MS.length - 1)];
    this.#breaks += 1;
    setTimeout(() => this.#follow(), waitMs);
  }
}

/** @param {{ roomId?: string, contactId?: string }} where */
function keyOf({ roomId, contactId }) {
  return roomId === undefined ? `direct:${contactId}` : `room:${roomId}`;
}
