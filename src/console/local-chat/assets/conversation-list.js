import { avatar, groupAvatar } from './avatar.js';
import { h, part } from './dom.js';
import { lineOf, listTime } from './format.js';
import { kindNames } from './labels.js';

/**
 * @typedef {import('./state.js').State} State
 * @typedef {import('./api.js').Room} Room
 */

/**
 * The list of conversations: those of the person who is played, then everybody else's, so that nothing that happens
 * elsewhere stays unseen. Rows are made again when the person changes, otherwise only filled.
 */
export class ConversationList {
  #list = part('conversations');
  /** @type {Map<string, HTMLElement>} */
  #rows = new Map();
  #state;
  #open;

  /**
   * @param {State} state
   * @param {(key: string) => void} open
   */
  constructor(state, open) {
    this.#state = state;
    this.#open = open;
  }

  /** Shows the list from now on. */
  begin() {
    const state = this.#state;
    state.on('world', () => this.#render());
    state.on('me', () => {
      this.#render();
      this.#list.scrollTop = 0;
    });
    state.on('added', ({ key }) => {
      if (key.startsWith('direct:') && !this.#rows.has(key)) this.#render();
      else this.#fill(key);
    });
    state.on('recalled', ({ key }) => this.#fill(key));
    state.on('unread', key => this.#fill(key));
    for (const type of ['open', 'clock']) state.on(type, () => this.#fillAll());
  }

  #render() {
    const state = this.#state;
    const { me } = state;
    this.#rows.clear();
    if (!me) {
      this.#list.replaceChildren(h('p', { class: 'empty' }, '先挑一个人来演，他的群和私聊就在这里。'));
      return;
    }
    const mine = state.roomsOf(me.id);
    const others = state.sortedRooms().filter(room => !mine.includes(room));
    const talked = [...state.conversations.values()]
      .filter(({ key, messages }) => key.startsWith('direct:') && messages.length > 0)
      .filter(({ key }) => key !== `direct:${me.id}`);
    this.#list.replaceChildren(
      h('h2', { class: 'list-part' }, `${me.name}的会话`),
      ...this.#directRow(me.id),
      ...this.#roomRows(mine),
      h('h2', { class: 'list-part' }, '别人的会话', h('small', {}, '点开就换成那里的人')),
      ...(talked.length > 0 ? [h('h3', { class: 'list-kind' }, '私聊')] : []),
      ...talked.flatMap(({ key }) => this.#directRow(key.slice(7))),
      ...this.#roomRows(others),
    );
    this.#fillAll();
  }

  /** @param {readonly Room[]} rooms sorted by kind */
  #roomRows(rooms) {
    return rooms.flatMap((room, at) => {
      const row = this.#row(`room:${room.id}`, groupAvatar(room.kind), room.topic);
      if (rooms[at - 1]?.kind === room.kind) return [row];
      return [h('h3', { class: 'list-kind' }, kindNames[room.kind] ?? '群'), row];
    });
  }

  /** @param {string} personId */
  #directRow(personId) {
    const { contacts, bot, me } = this.#state;
    const person = contacts.get(personId);
    if (!person || !bot) return [];
    const isMine = personId === me?.id;
    const name = isMine ? `与${bot.name}私聊` : `${person.name} 与${bot.name}`;
    return [this.#row(`direct:${personId}`, avatar(isMine ? bot : person), name)];
  }

  /**
   * @param {string} key
   * @param {HTMLElement} picture
   * @param {string} name
   */
  #row(key, picture, name) {
    const row = h(
      'button',
      { type: 'button', class: 'row', 'data-key': key, onclick: () => this.#open(key) },
      picture,
      h('span', { class: 'row-name' }, name),
      h('span', { class: 'row-time' }),
      h('span', { class: 'row-line' }),
      h('span', { class: 'badge' }),
    );
    this.#rows.set(key, row);
    return row;
  }

  #fillAll() {
    for (const key of this.#rows.keys()) this.#fill(key);
  }

  /** @param {string} key */
  #fill(key) {
    const row = this.#rows.get(key);
    if (!row) return;
    const { messages, unread, isCalled } = this.#state.conversation(key);
    const last = messages.at(-1);
    const [, , time, line, badge] = row.children;
    if (time) time.textContent = last ? listTime(Date.parse(last.at), this.#state.now()) : '';
    const called = isCalled ? [h('b', { class: 'called' }, '[有人@我] ')] : [];
    line?.replaceChildren(...called, last ? lineOf(last, key.startsWith('room:')) : emptyLine(key));
    if (badge) badge.textContent = unread > 99 ? '99+' : String(unread);
    badge?.setAttribute('aria-label', `${unread} 条未读`);
    row.classList.toggle('has-unread', unread > 0);
    if (key === this.#state.openKey) row.setAttribute('aria-current', 'true');
    else row.removeAttribute('aria-current');
  }
}

/** @param {string} key */
const emptyLine = key => (key.startsWith('room:') ? '还没有人说话' : '有事直接说，房号电话也发这里');
