/**
 * What the page knows. Parts of the page read it and listen to it; only sync.js and main.js change it.
 *
 * @typedef {import('./api.js').Contact} Contact
 * @typedef {import('./api.js').Room} Room
 * @typedef {import('./api.js').Message} Message
 * @typedef {import('./api.js').Ticket} Ticket
 * @typedef {{ key: string, messages: Message[], ids: Map<string, Message>, cursor: string, unread: number,
 *   isCalled: boolean }} Conversation `isCalled`: somebody unread mentioned the person who reads
 */

/** The order in which kinds of groups are listed. */
const KIND_ORDER = ['building', 'microgrid', 'workers', 'community', 'command'];

/**
 * Events: `world` `me` `open` `added` `recalled` `unread` `tickets` `clock` `link`. The detail, where there is one, is
 * passed to the listener.
 */
export class State {
  /** @type {Map<string, Contact>} */
  contacts = new Map();
  /** @type {Map<string, Room>} */
  rooms = new Map();
  /** @type {Map<string, Conversation>} */
  conversations = new Map();
  /** @type {Map<string, Ticket>} by number */
  tickets = new Map();
  /** @type {Contact | undefined} who the person at the page plays now */
  me;
  /** The conversation that is open, '' for none. */
  openKey = '';
  /** Milliseconds that the moved clock is ahead of this computer's. */
  aheadMs = 0;
  isLinked = true;
  #target = new EventTarget();

  /**
   * @param {string} type
   * @param {(detail: any) => void} listener
   */
  on(type, listener) {
    this.#target.addEventListener(type, event => listener(/** @type {CustomEvent} */ (event).detail));
  }

  /**
   * @param {string} type
   * @param {unknown} [detail]
   */
  tell(type, detail) {
    this.#target.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** @returns {Contact | undefined} */
  get bot() {
    return [...this.contacts.values()].find(({ isBot }) => isBot);
  }

  /** The moment that the program lives in, in milliseconds. */
  now() {
    return Date.now() + this.aheadMs;
  }

  /**
   * @param {string} key
   * @returns {Conversation}
   */
  conversation(key) {
    const known = this.conversations.get(key);
    if (known) return known;
    const fresh = { key, messages: [], ids: new Map(), cursor: '', unread: 0, isCalled: false };
    this.conversations.set(key, fresh);
    return fresh;
  }

  /** The group that is open, if it is one. */
  get openRoom() {
    return this.openKey.startsWith('room:') ? this.rooms.get(this.openKey.slice(5)) : undefined;
  }

  /**
   * Whether somebody reads and writes in the conversation.
   *
   * @param {string} personId
   * @param {string} key
   */
  takesPart(personId, key) {
    if (key === `direct:${personId}`) return true;
    if (!key.startsWith('room:')) return false;
    return this.rooms.get(key.slice(5))?.members.some(({ id }) => id === personId) ?? false;
  }

  /**
   * Whom the bot called by name last in a conversation, as far as they have not said anything since.
   *
   * @param {string} key
   * @returns {string[]}
   */
  calledIn(key) {
    const { messages } = this.conversation(key);
    const at = messages.findLastIndex(({ from, mentions }) => from.isBot && mentions.length > 0);
    const since = new Set(messages.slice(at + 1).map(({ from }) => from.id));
    return (messages[at]?.mentions ?? []).filter(id => !since.has(id) && this.takesPart(id, key));
  }

  /**
   * The groups of a person, by kind.
   *
   * @param {string} personId
   * @returns {Room[]}
   */
  roomsOf(personId) {
    return this.sortedRooms().filter(({ members }) => members.some(({ id }) => id === personId));
  }

  /** @returns {Room[]} all groups, by kind and then as the world lists them */
  sortedRooms() {
    return [...this.rooms.values()].sort((a, b) => KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind));
  }

  /**
   * Takes messages in; what is known already is skipped. Returns what was new.
   *
   * @param {string} key
   * @param {readonly Message[]} messages oldest first
   * @returns {Message[]}
   */
  add(key, messages) {
    const conversation = this.conversation(key);
    /** @type {Message[]} */
    const added = [];
    for (const message of messages) {
      const known = conversation.ids.get(message.id);
      if (known) {
        if (message.recalled) this.markRecalled(key, message.id);
        continue;
      }
      conversation.ids.set(message.id, message);
      conversation.messages.push(message);
      added.push(message);
    }
    if (added.length > 0) this.tell('added', { key, added });
    return added;
  }

  /**
   * @param {string} key
   * @param {string} id
   */
  markRecalled(key, id) {
    const message = this.conversation(key).ids.get(id);
    if (!message || message.recalled) return;
    message.recalled = true;
    delete message.text;
    delete message.imageUrl;
    this.tell('recalled', { key, id });
  }

  /**
   * @param {string} key
   * @param {number} unread
   * @param {boolean} [isCalled]
   */
  setUnread(key, unread, isCalled = false) {
    const conversation = this.conversation(key);
    if (conversation.unread === unread && conversation.isCalled === isCalled) return;
    conversation.unread = unread;
    conversation.isCalled = isCalled;
    this.tell('unread', key);
  }

  /** @param {boolean} isLinked */
  setLinked(isLinked) {
    if (this.isLinked === isLinked) return;
    this.isLinked = isLinked;
    this.tell('link');
  }

  /** @param {string} now ISO 8601 */
  setNow(now) {
    this.aheadMs = Date.parse(now) - Date.now();
    this.tell('clock');
  }
}
