import { avatar } from './avatar.js';
import { h, part } from './dom.js';
import { roleNames } from './labels.js';

/** @typedef {import('./state.js').State} State */

const MOST = 8;

/** The list that opens when `@` is typed in a group. */
export class MentionMenu {
  #list = part('mentions');
  #chosen = 0;
  #state;
  #field;

  /**
   * @param {State} state
   * @param {HTMLTextAreaElement} field
   */
  constructor(state, field) {
    this.#state = state;
    this.#field = field;
    this.#list.addEventListener('pointerdown', event => {
      const option = event.target instanceof Element ? event.target.closest('.option') : null;
      event.preventDefault();
      if (option) this.#pick(option.getAttribute('data-name') ?? '');
    });
    field.addEventListener('input', () => this.#update());
    field.addEventListener('blur', () => this.#close());
    state.on('open', () => this.#close());
  }

  /**
   * Takes the keys that are for the list.
   *
   * @param {KeyboardEvent} event
   * @returns {boolean} whether it was one
   */
  takesKey({ key }) {
    if (this.#list.hidden) return false;
    if (key === 'ArrowDown') this.#mark(this.#chosen + 1);
    else if (key === 'ArrowUp') this.#mark(this.#chosen - 1);
    else if (key === 'Enter' || key === 'Tab')
      this.#pick(this.#list.children[this.#chosen]?.getAttribute('data-name') ?? '');
    else if (key === 'Escape') this.#close();
    else return false;
    return true;
  }

  #update() {
    const { value, selectionStart } = this.#field;
    const wanted = /(?:^|[^\w@])@([^\s@]{0,12})$/u.exec(value.slice(0, selectionStart))?.[1];
    const members = this.#state.openRoom?.members ?? [];
    const found =
      wanted === undefined
        ? []
        : members.filter(({ id, name }) => id !== this.#state.me?.id && name.includes(wanted));
    const isWhole = found.length === 1 && found[0]?.name === wanted;
    if (found.length === 0 || isWhole) return this.#close();
    this.#list.replaceChildren(...found.slice(0, MOST).map(option));
    this.#list.hidden = false;
    this.#mark(0);
  }

  /** @param {number} at */
  #mark(at) {
    const options = [...this.#list.children];
    this.#chosen = (at + options.length) % options.length;
    for (const [index, option] of options.entries()) {
      option.setAttribute('aria-selected', String(index === this.#chosen));
    }
    options[this.#chosen]?.scrollIntoView({ block: 'nearest' });
    this.#field.setAttribute('aria-activedescendant', options[this.#chosen]?.id ?? '');
  }

  /** @param {string} name */
  #pick(name) {
    const { value, selectionStart } = this.#field;
    const start = value.slice(0, selectionStart).lastIndexOf('@');
    this.#field.setRangeText(`@${name} `, start, selectionStart, 'end');
    this.#field.focus();
    this.#field.dispatchEvent(new Event('input'));
    this.#close();
  }

  #close() {
    this.#list.hidden = true;
    this.#list.replaceChildren();
    this.#field.removeAttribute('aria-activedescendant');
  }
}

/**
 * @param {import('./api.js').Contact} person
 * @param {number} at
 */
function option(person, at) {
  return h(
    'div',
    { id: `mention-${at}`, role: 'option', class: 'option', 'data-name': person.name },
    avatar(person, 'small'),
    h('span', {}, person.name),
    h('small', {}, roleNames[person.isBot ? 'bot' : person.role] ?? ''),
  );
}
