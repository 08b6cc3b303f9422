import { h, icon, part } from './dom.js';

/**
 * What can be done with a message: one small bar that moves to the message pointed at, focused, or pressed for long.
 *
 * @typedef {import('./state.js').State} State
 * @typedef {import('./api.js').Message} Message
 */

const LONG_PRESS_MS = 450;

/**
 * @param {State} state
 * @param {{ quote: (message: Message) => void, recall: (message: Message) => void, copy: (text: string) => void }} actions
 */
export function messageMenu(state, actions) {
  const log = part('log');
  /** @type {Message | undefined} */
  let message;
  let pressTimer = 0;

  const button = (/** @type {string} */ sign, /** @type {string} */ label, /** @type {() => void} */ act) =>
    h('button', { type: 'button', class: 'menu-button', onclick: act }, icon(sign), label);
  const quote = button('quote', '引用', () => {
    if (message) actions.quote(message);
    bar.remove();
  });
  const copy = button('copy', '复制', () => {
    actions.copy(message?.text ?? '');
    bar.remove();
  });
  const undo = button('undo', '撤回', () => {
    if (message) actions.recall(message);
    bar.remove();
  });
  const bar = h('div', { class: 'message-menu', role: 'toolbar', 'aria-label': '对这条消息' }, quote, copy, undo);

  const showOn = (/** @type {EventTarget | null} */ target) => {
    const element = target instanceof Element ? target.closest('.message') : null;
    if (!(element instanceof HTMLElement) || bar.parentElement === element) return;
    message = state.conversation(state.openKey).ids.get(element.dataset['id'] ?? '');
    if (!message) return;
    copy.hidden = !message.text;
    undo.hidden = message.from.id !== state.me?.id;
    element.append(bar);
  };

  log.addEventListener('pointerover', event => {
    if (event.pointerType === 'mouse') showOn(event.target);
  });
  log.addEventListener('pointerleave', () => {
    if (!bar.contains(document.activeElement)) bar.remove();
  });
  log.addEventListener('focusin', event => {
    if (!bar.contains(/** @type {Node} */ (event.target))) showOn(event.target);
  });
  log.addEventListener('pointerdown', event => {
    clearTimeout(pressTimer);
    if (event.pointerType === 'mouse' || bar.contains(/** @type {Node} */ (event.target))) return;
    bar.remove();
    pressTimer = setTimeout(() => showOn(event.target), LONG_PRESS_MS);
  });
  for (const type of ['pointerup', 'pointercancel', 'scroll']) {
    log.addEventListener(type, () => clearTimeout(pressTimer), { passive: true });
  }
  log.addEventListener('contextmenu', event => {
    if (pressTimer !== 0 && bar.isConnected) event.preventDefault();
  });
  log.addEventListener('keydown', event => {
    if (event.key === 'Escape') bar.remove();
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') step(log, event);
  });
  state.on('me', () => bar.remove());
}

/**
 * Arrow keys walk from message to message.
 *
 * @param {HTMLElement} log
 * @param {KeyboardEvent} event
 */
function step(log, event) {
  const all = /** @type {HTMLElement[]} */ ([...log.querySelectorAll('.message')]);
  const at = all.findIndex(element => element.contains(document.activeElement));
  const last = all.length - 1;
  const from = at === -1 ? all.length : at;
  const next = Math.min(last, Math.max(0, event.key === 'ArrowUp' ? from - 1 : from + 1));
  all[next]?.focus();
  event.preventDefault();
}
