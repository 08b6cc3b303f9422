import { avatar } from './avatar.js';
import { h, icon, part } from './dom.js';
import { roleGroups, roleNames } from './labels.js';

/**
 * Who the person at the page is: the card with the latest ones played, the list of everybody with a search, and the
 * members of the open group as quick faces.
 *
 * @typedef {import('./state.js').State} State
 * @typedef {import('./api.js').Contact} Contact
 */

const MOST_RECENT = 6;

/**
 * @param {State} state
 * @param {(personId: string) => void} become
 */
export function identityCard(state, become) {
  const card = part('me');
  const recents = part('recents');
  /** @type {string[]} */
  let recent = [];
  const picker = peoplePicker(state, become);

  const render = () => {
    const { me } = state;
    const shown = me
      ? [avatar(me, 'large'), h('span', { class: 'me-name' }, h('b', {}, me.name), roleTag(me)), groupLine(state, me)]
      : [h('b', { class: 'me-name' }, '还没有选人')];
    card.replaceChildren(
      h('div', { class: 'me-card' }, ...shown),
      h(
        'button',
        { type: 'button', class: 'button swap', 'aria-haspopup': 'dialog', onclick: picker },
        icon('swap'),
        me ? '换人' : '选一个人',
      ),
    );
    recent = me ? [me.id, ...recent.filter(id => id !== me.id)].slice(0, MOST_RECENT) : recent;
    const others = recent.slice(1).map(id => state.contacts.get(id));
    recents.replaceChildren(
      ...others.flatMap(person => (person ? [faceButton(person, false, () => become(person.id))] : [])),
    );
    recents.hidden = others.length === 0;
  };
  state.on('me', render);
  state.on('world', render);
}

/** @param {Contact} person */
export const roleTag = ({ role, isBot }) =>
  h('span', { class: `role role-${isBot ? 'bot' : role}` }, roleNames[isBot ? 'bot' : role] ?? role);

/**
 * @param {State} state
 * @param {Contact} me
 */
const groupLine = (state, me) => {
  const topics = state.roomsOf(me.id).map(({ topic }) => topic);
  return h('span', { class: 'me-groups' }, topics.length === 0 ? '不在任何群里' : `在 ${topics.join('、')}`);
};

/**
 * @param {Contact} person
 * @param {boolean} isMe
 * @param {() => void} choose
 */
function faceButton(person, isMe, choose) {
  const label = `换成${person.name}（${roleNames[person.role] ?? person.role}）`;
  return h(
    'button',
    { type: 'button', class: 'face', 'aria-pressed': isMe ? 'true' : 'false', title: label, 'aria-label': label, onclick: choose },
    avatar(person, 'small'),
    h('span', {}, person.name.replace(/^(?:网格员|楼长|街道值班|街道)(?=..)/u, '')),
  );
}

/**
 * @param {State} state
 * @param {(personId: string) => void} become
 * @returns {() => void} opens the list
 */
function peoplePicker(state, become) {
  const dialog = /** @type {HTMLDialogElement} */ (part('people'));
  const search = /** @type {HTMLInputElement} */ (part('people-search'));
  const list = part('people-list');

  const render = () => {
    const wanted = search.value.trim().toLowerCase();
    const fits = (/** @type {Contact} */ person) =>
      [person.name, roleNames[person.role] ?? '', ...state.roomsOf(person.id).map(({ topic }) => topic)]
        .join(' ')
        .toLowerCase()
        .includes(wanted);
    const people = [...state.contacts.values()].filter(person => !person.isBot && fits(person));
    const known = new Set(roleGroups.map(([role]) => role));
    const parts = [...roleGroups, ['', '其他']].flatMap(([role, heading]) => {
      const here = people.filter(person => (role === '' ? !known.has(person.role) : person.role === role));
      if (here.length === 0) return [];
      return [
        h('h3', { class: 'list-kind' }, `${heading} ${here.length}`),
        h('div', { class: 'people-grid' }, ...here.map(personButton)),
      ];
    });
    list.replaceChildren(...(parts.length > 0 ? parts : [h('p', { class: 'empty' }, '没有找到这个人，换个字试试。')]));
  };
  const personButton = (/** @type {Contact} */ person) => {
    const groups = state.roomsOf(person.id).map(({ topic }) => topic);
    const choose = () => {
      dialog.close();
      become(person.id);
    };
    return h(
      'button',
      { type: 'button', class: 'person', 'data-person': person.id, 'aria-current': person.id === state.me?.id ? 'true' : false, onclick: choose },
      avatar(person),
      h('span', { class: 'person-name' }, person.name),
      h('span', { class: 'person-groups' }, groups.join('、') || '只有私聊'),
    );
  };

  search.addEventListener('input', render);
  search.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    /** @type {HTMLButtonElement | null} */ (list.querySelector('.person'))?.click();
  });
  part('people-close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', event => {
    if (event.target === dialog) dialog.close();
  });
  return () => {
    search.value = '';
    render();
    dialog.showModal();
    list.scrollTop = 0;
    search.focus();
  };
}

/**
 * The members of the open group, to speak as with one click.
 *
 * @param {State} state
 * @param {(personId: string) => void} speakAs keeps the open conversation
 */
export function memberFaces(state, speakAs) {
  const strip = part('faces');
  const render = () => {
    const room = state.openRoom;
    strip.hidden = !room;
    if (!room) return;
    const people = room.members.filter(({ isBot }) => !isBot);
    const before = strip.scrollLeft;
    strip.replaceChildren(
      h('span', { class: 'faces-label' }, '谁来说'),
      ...people.map(person => faceButton(person, person.id === state.me?.id, () => speakAs(person.id))),
    );
    strip.scrollLeft = before;
    strip.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  for (const type of ['open', 'me', 'world']) state.on(type, render);
}
