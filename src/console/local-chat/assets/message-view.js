import { h, icon, part } from './dom.js';
import { messageElement, messageElements, turnSide } from './message-item.js';

/**
 * @typedef {import('./state.js').State} State
 * @typedef {import('./api.js').Message} Message
 */

const AT_A_TIME = 80;
const NEAR_PX = 90;

/**
 * The open conversation. Messages are only ever put at the end (or, older ones, at the beginning): a long conversation
 * shows its latest part, and more when one scrolls up.
 */
export class MessageView {
  #log = part('log');
  #newer = part('newer');
  #state;
  /** How many of the conversation's messages are above the first one shown. */
  #hiddenAbove = 0;
  #isAtEnd = true;
  #missed = 0;
  #isScrollPlanned = false;

  /** @param {State} state */
  constructor(state) {
    this.#state = state;
  }

  /** Shows what is open from now on. */
  begin() {
    const state = this.#state;
    state.on('open', () => this.#render());
    state.on('world', () => this.#renderIfEmpty());
    state.on('added', ({ key, added }) => {
      if (key === state.openKey) this.#append(added);
    });
    state.on('recalled', ({ key, id }) => this.#showRecalled(key, id));
    state.on('me', () => this.#turnSides());
    this.#log.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.#newer.addEventListener('click', () => this.#toEnd());
    new ResizeObserver(() => {
      if (this.#isAtEnd) this.#toEnd();
    }).observe(this.#log);
  }

  get #messages() {
    const { openKey } = this.#state;
    return openKey === '' ? [] : this.#state.conversation(openKey).messages;
  }

  #render() {
    const all = this.#messages;
    this.#hiddenAbove = Math.max(0, all.length - AT_A_TIME);
    const { openKey, me } = this.#state;
    const shown =
      all.length === 0 ? [emptyText(openKey, me?.name)] : this.#elements(this.#hiddenAbove, all.length);
    this.#log.replaceChildren(...shown);
    this.#toEnd();
  }

  #renderIfEmpty() {
    if (this.#messages.length === 0) this.#render();
  }

  /** @param {readonly Message[]} added the last ones of the conversation */
  #append(added) {
    const all = this.#messages;
    const isMuch = this.#isAtEnd && added.length > AT_A_TIME;
    if (all.length === added.length || isMuch) return this.#render();
    this.#log.append(...this.#elements(all.length - added.length, all.length));
    if (this.#isAtEnd || added.some(({ from }) => from.id === this.#state.me?.id)) return this.#toEnd();
    this.#missed += added.length;
    this.#showMissed();
  }

  #prependOlder() {
    if (this.#hiddenAbove === 0) return;
    const from = Math.max(0, this.#hiddenAbove - AT_A_TIME);
    const below = this.#log.scrollHeight - this.#log.scrollTop;
    this.#log.prepend(...this.#elements(from, this.#hiddenAbove));
    this.#hiddenAbove = from;
    this.#log.scrollTop = this.#log.scrollHeight - below;
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  #elements(from, to) {
    const all = this.#messages;
    return all
      .slice(from, to)
      .flatMap((message, at) => messageElements(this.#state, message, all[from + at - 1]));
  }

  #scrolled() {
    if (this.#isScrollPlanned) return;
    const { scrollHeight, scrollTop, clientHeight } = this.#log;
    this.#isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    if (this.#isAtEnd && this.#missed > 0) this.#toEnd();
    if (scrollTop < 200) this.#prependOlder();
  }

  /** Once per frame, however many messages come. */
  #toEnd() {
    this.#isAtEnd = true;
    if (this.#isScrollPlanned) return;
    this.#isScrollPlanned = true;
    requestAnimationFrame(() => {
      this.#isScrollPlanned = false;
      this.#log.scrollTop = this.#log.scrollHeight;
      this.#missed = 0;
      this.#showMissed();
    });
  }

  #showMissed() {
    this.#newer.hidden = this.#missed === 0;
    this.#newer.replaceChildren(icon('down'), `${this.#missed} 条新消息`);
  }

  /**
   * @param {string} key
   * @param {string} id
   */
  #showRecalled(key, id) {
    const message = this.#state.conversation(key).ids.get(id);
    if (key !== this.#state.openKey || !message) return;
    this.#log
      .querySelector(`[data-id="${CSS.escape(id)}"]`)
      ?.replaceWith(messageElement(this.#state, message, false));
  }

  /** Another person is played: what is one's own changes sides. */
  #turnSides() {
    const { ids } = this.#state.conversation(this.#state.openKey);
    for (const element of this.#log.querySelectorAll('[data-id]')) {
      const message = ids.get(element.getAttribute('data-id') ?? '');
      if (message && element instanceof HTMLElement) turnSide(this.#state, element, message);
    }
    this.#renderIfEmpty();
  }
}

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
