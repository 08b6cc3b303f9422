import { avatar } from './avatar.js';
import { h, part } from './dom.js';
import { roleGroups, roleNames } from './labels.js';

/**
 * @typedef {import('./state.js').State} State
 * @typedef {import('./api.js').Contact} Contact
 */

/** Everybody there is, by role, with a search for names, roles and groups. */
export class PeoplePicker {
  #dialog = /** @type {HTMLDialogElement} */ (part('people'));
  #search = /** @type {HTMLInputElement} */ (part('people-search'));
  #list = part('people-list');
  #state;
  #become;

  /**
   * @param {State} state
   * @param {(personId: string) => void} become
   */
  constructor(state, become) {
    this.#state = state;
    this.#become = become;
    this.#search.addEventListener('input', () => this.#render());
    this.#search.addEventListener('keydown', event => {
      if (event.key !== 'Enter' || event.isComposing) return;
      event.preventDefault();
      const first = this.#list.querySelector('.person');
      if (first instanceof HTMLElement) first.click();
    });
    part('people-close').addEventListener('click', () => this.#dialog.close());
    this.#dialog.addEventListener('click', event => {
      if (event.target === this.#dialog) this.#dialog.close();
    });
  }

  open() {
    this.#search.value = '';
    this.#render();
    this.#dialog.showModal();
    this.#list.scrollTop = 0;
    this.#search.focus();
  }

  #render() {
    const wanted = this.#search.value.trim().toLowerCase();
    const people = [...this.#state.contacts.values()].filter(
      person => !person.isBot && this.#wordsOf(person).toLowerCase().includes(wanted),
    );
    const known = new Set(roleGroups.map(([role]) => role));
    const parts = [...roleGroups, ['', '其他']].flatMap(([role, heading]) => {
      const here = people.filter(person => (role === '' ? !known.has(person.role) : person.role === role));
      if (here.length === 0) return [];
      const buttons = here.map(person => this.#button(person));
      return [
        h('h3', { class: 'list-kind' }, `${heading} ${here.length}`),
        h('div', { class: 'people-grid' }, ...buttons),
      ];
    });
    if (parts.length === 0) parts.push(h('p', { class: 'empty' }, '没有找到这个人，换个字试试。'));
    this.#list.replaceChildren(...parts);
  }

  /** @param {Contact} person */
  #wordsOf(person) {
    const topics = this.#state.roomsOf(person.id).map(({ topic }) => topic);
    return [person.name, roleNames[person.role] ?? '', ...topics].join(' ');
  }

  /** @param {Contact} person */
  #button(person) {
    const topics = this.#state.roomsOf(person.id).map(({ topic }) => topic);
    const choose = () => {
      this.#dialog.close();
      this.#become(person.id);
    };
    const isMe = person.id === this.#state.me?.id;
    return h(
      'button',
      {
        type: 'button',
        class: 'person',
        'data-person': person.id,
        'aria-current': isMe ? 'true' : null,
        onclick: choose,
      },
      avatar(person),
      h('span', { class: 'person-name' }, person.name),
      h('span', { class: 'person-groups' }, topics.join('、') || '只有私聊'),
    );
  }
}
