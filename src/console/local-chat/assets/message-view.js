import { h, icon, part } from './dom.js';
import { messageElement, messageElements, turnSide } from './message-item.js';

/**
 * The open conversation. Messages are only ever put at the end (or, older ones, at the beginning): a long conversation
 * shows its latest part, and more when one scrolls up.
 *
 * @typedef {import('./state.js').State} State
 * @typedef {import('./api.js').Message} Message
 */

const AT_A_TIME = 80;
const NEAR_PX = 90;

/** @param {State} state */
export function messageView(state) {
  const log = part('log');
  const newer = part('newer');
  /** How many of the conversation's messages are above the first one shown. */
  let hiddenAbove = 0;
  let isAtEnd = true;
  let missed = 0;
  let isScrollPlanned = false;

  const messages = () => state.conversation(state.openKey).messages;

  const showMissed = () => {
    newer.hidden = missed === 0;
    newer.replaceChildren(icon('down'), `${missed} 条新消息`);
  };

  const toEnd = () => {
    if (isScrollPlanned) return;
    isScrollPlanned = true;
    requestAnimationFrame(() => {
      isScrollPlanned = false;
      log.scrollTop = log.scrollHeight;
      isAtEnd = true;
      missed = 0;
      showMissed();
    });
  };

  const elementsOf = (/** @type {number} */ from, /** @type {number} */ to) =>
    messages()
      .slice(from, to)
      .flatMap((message, at) => messageElements(state, message, messages()[from + at - 1]));

  const renderAll = () => {
    const { openKey, me } = state;
    const all = openKey === '' ? [] : messages();
    hiddenAbove = Math.max(0, all.length - AT_A_TIME);
    const isEmpty = all.length === 0;
    log.replaceChildren(...(isEmpty ? [emptyText(openKey, me?.name)] : elementsOf(hiddenAbove, all.length)));
    toEnd();
  };

  const renderOlder = () => {
    if (hiddenAbove === 0) return;
    const from = Math.max(0, hiddenAbove - AT_A_TIME);
    const before = log.scrollHeight - log.scrollTop;
    log.prepend(...elementsOf(from, hiddenAbove));
    hiddenAbove = from;
    log.scrollTop = log.scrollHeight - before;
  };

  const append = (/** @type {{ key: string, added: Message[] }} */ { key, added }) => {
    if (key !== state.openKey) return;
    const all = messages();
    if (all.length === added.length || (isAtEnd && added.length > AT_A_TIME)) return renderAll();
    const isOwn = added.some(({ from }) => from.id === state.me?.id);
    log.append(...elementsOf(all.length - added.length, all.length));
    if (isAtEnd || isOwn) return toEnd();
    missed += added.length;
    showMissed();
  };

  log.addEventListener(
    'scroll',
    () => {
      if (isScrollPlanned) return;
      isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX;
      if (isAtEnd && missed > 0) toEnd();
      if (log.scrollTop < 200) renderOlder();
    },
    { passive: true },
  );
  new ResizeObserver(() => {
    if (isAtEnd) toEnd();
  }).observe(log);
  newer.addEventListener('click', toEnd);

  state.on('open', renderAll);
  state.on('world', () => {
    if (messages().length === 0) renderAll();
  });
  state.on('added', append);
  state.on('recalled', ({ key, id }) => {
    const message = state.conversation(key).ids.get(id);
    if (key === state.openKey && message) elementOf(log, id)?.replaceWith(messageElement(state, message, false));
  });
  state.on('me', () => {
    for (const element of log.querySelectorAll('[data-id]')) {
      const shown = /** @type {HTMLElement} */ (element);
      const message = state.conversation(state.openKey).ids.get(shown.dataset['id'] ?? '');
      if (message) turnSide(state, shown, message);
    }
    if (messages().length === 0) renderAll();
  });
}

/**
 * @param {HTMLElement} log
 * @param {string} id
 */
const elementOf = (log, id) => log.querySelector(`[data-id="${CSS.escape(id)}"]`);

/**
 * @param {string} key
 * @param {string | undefined} name who is played
 */
function emptyText(key, name) {
  if (key === '') return h('p', { class: 'empty' }, '从左边挑一个群，或者和小格私聊。');
  const line = key.startsWith('room:')
    ? `群里还没有人说话。${name ?? '谁'}先来说一句，比如报一件楼里的事。`
    : `${name ?? ''}和小格还没有聊过。直接说事就行，房号和电话也发在这里。`;
  return h('p', { class: 'empty' }, line);
}
