import { avatar } from './avatar.js';
import { h, part, wheelSideways } from './dom.js';
import { shortName } from './format.js';
import { roleNames } from './labels.js';
import { PeoplePicker } from './people-picker.js';

/**
 * Who the person at the page is: the card with the latest ones played, and the members of the open group as quick faces.
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
  const picker = new PeoplePicker(state, become);
  /** @type {string[]} */
  let recent = [];
  const render = () => {
    const { me } = state;
    const swap = {
      type: 'button',
      class: 'button swap',
      'aria-haspopup': 'dialog',
      onclick: () => picker.open(),
    };
    card.replaceChildren(
      h('div', { class: 'me-card' }, ...(me ? portrait(state, me) : [h('b', {}, '还没有选人')])),
      h('button', swap, me ? '换人' : '选一个人'),
    );
    recent = me ? [me.id, ...recent.filter(id => id !== me.id)].slice(0, MOST_RECENT) : recent;
    const others = recent.slice(1).flatMap(id => state.contacts.get(id) ?? []);
    recents.replaceChildren(...others.map(person => faceButton(person, false, () => become(person.id))));
    if (others.length === 0)
      recents.append(h('span', { class: 'recents-hint' }, '演过的人会排在这里，一点就换回去'));
  };
  state.on('me', render);
  state.on('world', render);
  wheelSideways(recents);
}

/**
 * @param {State} state
 * @param {Contact} me
 */
function portrait(state, me) {
  const topics = state.roomsOf(me.id).map(({ topic }) => topic);
  const groups = topics.length === 0 ? '不在任何群里' : topics.join('、');
  return [
    avatar(me, 'large'),
    h('b', { class: 'me-name' }, me.name),
    h('span', { class: 'me-groups', title: groups }, roleTag(me), ' ', groups),
  ];
}

/** @param {Contact} person */
export const roleTag = ({ role, isBot }) =>
  h('span', { class: `role role-${isBot ? 'bot' : role}` }, roleNames[isBot ? 'bot' : role] ?? role);

/**
 * @param {Contact} person
 * @param {boolean} isMe
 * @param {() => void} choose
 * @param {boolean} [isCalled] the bot called this person by name
 */
function faceButton(person, isMe, choose, isCalled = false) {
  const label = `换成${person.name}（${roleNames[person.role] ?? person.role}）${isCalled ? '，小格在等' : ''}`;
  return h(
    'button',
    {
      type: 'button',
      class: isCalled ? 'face is-called' : 'face',
      'data-person': person.id,
      'aria-pressed': String(isMe),
      title: label,
      'aria-label': label,
      onclick: choose,
    },
    avatar(person, 'small'),
    h('span', { class: 'face-name' }, shortName(person.name)),
  );
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
    const called = state.calledIn(state.openKey);
    const before = strip.scrollLeft;
    strip.replaceChildren(
      h('span', { class: 'faces-label' }, '谁来说'),
      ...people.map(person =>
        faceButton(person, person.id === state.me?.id, () => speakAs(person.id), called.includes(person.id)),
      ),
    );
    strip.scrollLeft = before;
    strip.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  for (const type of ['open', 'me', 'world']) state.on(type, render);
  state.on('added', ({ key }) => {
    if (key === state.openKey && state.openRoom) markCalled(strip, state.calledIn(key));
  });
  wheelSideways(strip);
}

/**
 * Marks those whom the bot waits for, without making the faces again: somebody may be about to click one.
 *
 * @param {HTMLElement} strip
 * @param {readonly string[]} called
 */
function markCalled(strip, called) {
  for (const face of strip.querySelectorAll('.face')) {
    face.classList.toggle('is-called', called.includes(face.getAttribute('data-person') ?? ''));
  }
}
