import { h, icon, part } from './dom.js';

/**
 * @typedef {import('./state.js').State} State
 * @typedef {import('./api.js').Message} Message
 * @typedef {{ quote: (message: Message) => void, recall: (message: Message) => void,
 *   copy: (message: Message) => void }} Actions
 */

const LONG_PRESS_MS = 450;

/** What can be done with a message: one small bar that moves to the message pointed at, focused, or pressed for long. */
export class MessageMenu {
  #log = part('log');
  #state;
  /** @type {Message | undefined} */
  #message;
  #pressTimer = 0;
  #quote;
  #copy;
  #undo;
  #bar;

  /**
   * @param {State} state
   * @param {Actions} actions
   */
  constructor(state, actions) {
    this.#state = state;
    this.#quote = this.#button('quote', '引用', actions.quote);
    this.#copy = this.#button('copy', '复制', actions.copy);
    this.#undo = this.#button('undo', '撤回', actions.recall);
    const buttons = [this.#quote, this.#copy, this.#undo];
    this.#bar = h('div', { class: 'message-menu', role: 'toolbar', 'aria-label': '对这条消息' }, ...buttons);
  }

  /** Offers the bar from now on. */
  begin() {
    this.#state.on('me', () => this.#bar.remove());
    this.#followMouseAndFocus();
    this.#followTouch();
  }

  /**
   * @param {string} sign
   * @param {string} label
   * @param {(message: Message) => void} act
   */
  #button(sign, label, act) {
    const onclick = () => {
      if (this.#message) act(this.#message);
      this.#bar.remove();
    };
    return h('button', { type: 'button', class: 'menu-button', onclick }, icon(sign), label);
  }

  /** @param {EventTarget | null} target anything within a message */
  #showOn(target) {
    const element = target instanceof Element ? target.closest('.message') : null;
    if (!element || element.contains(this.#bar)) return;
    const message = this.#state
      .conversation(this.#state.openKey)
      .ids.get(element.getAttribute('data-id') ?? '');
    if (!message || message.recalled) return;
    this.#message = message;
    this.#copy.hidden = !message.text;
    this.#undo.hidden = message.from.id !== this.#state.me?.id;
    element.querySelector('.bubble')?.append(this.#bar);
  }

  #followMouseAndFocus() {
    const log = this.#log;
    log.addEventListener('pointerover', event => {
      if (event.pointerType === 'mouse') this.#showOn(event.target);
    });
    log.addEventListener('pointerleave', () => {
      if (!this.#bar.contains(document.activeElement)) this.#bar.remove();
    });
    log.addEventListener('focusin', event => this.#showOn(event.target));
    log.addEventListener('keydown', event => {
      if (event.key === 'Escape') this.#bar.remove();
      if (event.key === 'ArrowUp' || event.key === 'ArrowDown') step(log, event);
    });
  }

  #followTouch() {
    const log = this.#log;
    log.addEventListener('pointerdown', event => {
      clearTimeout(this.#pressTimer);
      const { target } = event;
      if (event.pointerType === 'mouse' || (target instanceof Node && this.#bar.contains(target))) return;
      this.#bar.remove();
      this.#pressTimer = setTimeout(() => this.#showOn(target), LONG_PRESS_MS);
    });
    for (const type of ['pointerup', 'pointercancel', 'scroll']) {
      log.addEventListener(type, () => clearTimeout(this.#pressTimer), { passive: true });
    }
    log.addEventListener('contextmenu', event => {
      // A long press asks for the bar; a right click of the mouse keeps the browser's own menu.
      if (event.pointerType === 'touch') event.preventDefault();
    });
  }
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
  const from = at === -1 ? all.length : at;
  const next = event.key === 'ArrowUp' ? from - 1 : from + 1;
  all[Math.min(all.length - 1, Math.max(0, next))]?.focus();
  event.preventDefault();
}
