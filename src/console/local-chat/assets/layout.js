import { groupAvatar, avatar } from './avatar.js';
import { h, part } from './dom.js';
import { kindNames } from './labels.js';

/**
 * Panes, drawer, the enlarged picture, the banner and the passing notes.
 *
 * @typedef {import('./state.js').State} State
 */

const NOTE_MS = 2_600;

/** On a phone, one pane is shown at a time. @param {'list' | 'chat'} screen */
export const showScreen = screen => document.body.setAttribute('data-screen', screen);

/**
 * The head of the open conversation.
 *
 * @param {State} state
 */
export function chatHead(state) {
  const title = part('chat-title');
  const render = () => {
    const room = state.openRoom;
    const person = state.contacts.get(state.openKey.slice(7));
    const bot = state.bot;
    if (room) {
      const people = room.members.length;
      title.replaceChildren(
        groupAvatar(room.kind),
        h('h1', {}, room.topic),
        h('small', {}, `${kindNames[room.kind] ?? '群'} · ${people} 人`),
      );
    } else if (state.openKey !== '' && person && bot) {
      title.replaceChildren(
        avatar(bot),
        h('h1', {}, `与${bot.name}私聊`),
        h('small', {}, `${person.name}的私聊，只有两个人看得到`),
      );
    } else title.replaceChildren(h('h1', {}, '还没有打开会话'), h('small', {}, '从列表里挑一个'));
  };
  for (const type of ['open', 'world']) state.on(type, render);
  render();
}

/** @returns {{ open: () => void, close: () => void }} the drawer with the tickets, where there is no room for a column */
export function drawer() {
  const panel = part('tickets');
  const shade = part('shade');
  const opener = part('tickets-open');
  const set = (/** @type {boolean} */ isOpen) => {
    panel.classList.toggle('is-open', isOpen);
    shade.hidden = !isOpen;
    opener.setAttribute('aria-expanded', String(isOpen));
  };
  const close = () => {
    if (!panel.classList.contains('is-open')) return;
    set(false);
    opener.focus();
  };
  const open = () => {
    if (getComputedStyle(opener).display === 'none') return;
    set(true);
    part('tickets-close').focus();
  };
  opener.addEventListener('click', open);
  part('tickets-close').addEventListener('click', close);
  shade.addEventListener('click', close);
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !document.querySelector('dialog[open]')) close();
  });
  return { open, close };
}

/** A click on any picture enlarges it; a click on the enlarged one puts it away. */
export function pictureViewer() {
  const viewer = /** @type {HTMLDialogElement} */ (part('viewer'));
  const image = /** @type {HTMLImageElement} */ (part('viewer-image'));
  document.addEventListener('click', event => {
    const picture = event.target instanceof Element ? event.target.closest('[data-picture]') : null;
    if (!(picture instanceof HTMLElement)) return;
    image.src = picture.dataset['picture'] ?? '';
    viewer.showModal();
  });
  viewer.addEventListener('click', () => viewer.close());
}

/**
 * A short note that goes away by itself.
 *
 * @returns {(text: string) => void}
 */
export function notes() {
  const note = part('note');
  let timer = 0;
  return text => {
    clearTimeout(timer);
    note.textContent = text;
    note.classList.add('is-shown');
    timer = setTimeout(() => note.classList.remove('is-shown'), NOTE_MS);
  };
}

/** Shown while the server is gone. @param {State} state */
export function banner(state) {
  const shown = part('banner');
  state.on('link', () => {
    shown.hidden = state.isLinked;
  });
}
