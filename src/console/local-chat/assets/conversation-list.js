import { avatar, groupAvatar } from './avatar.js';
import { h, part } from './dom.js';
import { lineOf, listTime } from './format.js';
import { kindNames } from './labels.js';

/**
 * The list of conversations: those of the person who is played, then everybody else's, so that nothing that happens
 * elsewhere stays unseen.
 *
 * @typedef {import('./state.js').State} State
 */

/**
 * @param {State} state
 * @param {(key: string) => void} open
 */
export function conversationList(state, open) {
  const list = part('conversations');
  /** @type {Map<string, HTMLElement>} */
  const rows = new Map();

  const fillRow = (/** @type {string} */ key) => {
    const row = rows.get(key);
    if (!row) return;
    const { messages, unread, isCalled } = state.conversation(key);
    const last = messages.at(-1);
    const [time, line, badge] = ['.row-time', '.row-line', '.badge'].map(name => row.querySelector(name));
    if (time) time.textContent = last ? listTime(Date.parse(last.at), state.now()) : '';
    const called = isCalled ? [h('b', { class: 'called' }, '[有人@我] ')] : [];
    line?.replaceChildren(...called, last ? lineOf(last, key.startsWith('room:')) : emptyLine(key));
    if (badge) badge.textContent = unread > 99 ? '99+' : String(unread);
    badge?.setAttribute('aria-label', `${unread} 条未读`);
    row.classList.toggle('has-unread', unread > 0);
    if (key === state.openKey) row.setAttribute('aria-current', 'true');
    else row.removeAttribute('aria-current');
  };

  const rowOf = (/** @type {string} */ key, /** @type {HTMLElement} */ picture, /** @type {string} */ name) => {
    const row = h(
      'button',
      { type: 'button', class: 'row', 'data-key': key, onclick: () => open(key) },
      picture,
      h('span', { class: 'row-name' }, name),
      h('span', { class: 'row-time' }),
      h('span', { class: 'row-line' }),
      h('span', { class: 'badge' }, '0'),
    );
    rows.set(key, row);
    fillRow(key);
    return row;
  };

  const directRow = (/** @type {string} */ personId) => {
    const person = state.contacts.get(personId);
    const bot = state.bot;
    if (!person || !bot) return undefined;
    const isMine = personId === state.me?.id;
    const name = isMine ? `与${bot.name}私聊` : `${person.name} 与${bot.name}`;
    return rowOf(`direct:${personId}`, avatar(isMine ? bot : person), name);
  };

  const roomRows = (/** @type {import('./api.js').Room[]} */ rooms) => {
    /** @type {HTMLElement[]} */
    const made = [];
    let kind = '';
    for (const room of rooms) {
      if (room.kind !== kind) made.push(h('h3', { class: 'list-kind' }, kindNames[room.kind] ?? '群'));
      kind = room.kind;
      made.push(rowOf(`room:${room.id}`, groupAvatar(room.kind), room.topic));
    }
    return made;
  };

  const render = () => {
    rows.clear();
    const { me } = state;
    if (!me) {
      list.replaceChildren(h('p', { class: 'empty' }, '先挑一个人来演，他的群和私聊就在这里。'));
      return;
    }
    const mine = state.roomsOf(me.id);
    const others = state.sortedRooms().filter(room => !mine.includes(room));
    const talked = [...state.conversations.values()]
      .filter(({ key, messages }) => key.startsWith('direct:') && key !== `direct:${me.id}` && messages.length > 0)
      .map(({ key }) => directRow(key.slice(7)));
    list.replaceChildren(
      ...[
        h('h2', { class: 'list-part' }, `${me.name}的会话`),
        directRow(me.id),
        ...roomRows(mine),
        h('h2', { class: 'list-part' }, '别人的会话', h('small', {}, '点开就换成那里的人')),
        ...(talked.length > 0 ? [h('h3', { class: 'list-kind' }, '私聊')] : []),
        ...talked,
        ...roomRows(others),
      ].filter(row => row !== undefined),
    );
  };

  state.on('world', render);
  state.on('me', () => {
    render();
    list.scrollTop = 0;
  });
  state.on('added', ({ key }) => (key.startsWith('direct:') && !rows.has(key) ? render() : fillRow(key)));
  for (const type of ['recalled', 'unread']) state.on(type, detail => fillRow(detail.key ?? detail));
  state.on('open', () => rows.forEach((_row, key) => fillRow(key)));
  state.on('clock', () => rows.forEach((_row, key) => fillRow(key)));
}

/** @param {string} key */
const emptyLine = key => (key.startsWith('room:') ? '还没有人说话' : '有事直接说，房号电话也发这里');
