import { avatar } from './avatar.js';
import { h, part } from './dom.js';
import { roleNames } from './labels.js';

/**
 * The list that opens when `@` is typed in a group.
 *
 * @typedef {import('./state.js').State} State
 */

const MOST = 8;

/**
 * @param {State} state
 * @param {HTMLTextAreaElement} field
 * @returns {(event: KeyboardEvent) => boolean} takes the keys that are for the list; true when it took one
 */
export function mentionMenu(state, field) {
  const list = part('mentions');
  let chosen = 0;

  /** What follows the last @ before the caret; undefined when nobody is being mentioned. */
  const typed = () => /(?:^|[^\w@])@([^\s@]{0,12})$/u.exec(field.value.slice(0, field.selectionStart))?.[1];

  const close = () => {
    list.hidden = true;
    list.replaceChildren();
    field.removeAttribute('aria-activedescendant');
  };

  const pick = (/** @type {string} */ name) => {
    const before = field.value.slice(0, field.selectionStart);
    const start = before.lastIndexOf('@');
    field.setRangeText(`@${name} `, start, field.selectionStart, 'end');
    close();
    field.focus();
    field.dispatchEvent(new Event('input'));
  };

  const mark = (/** @type {number} */ at) => {
    const options = [...list.children];
    chosen = (at + options.length) % options.length;
    options.forEach((option, index) => option.setAttribute('aria-selected', String(index === chosen)));
    options[chosen]?.scrollIntoView({ block: 'nearest' });
    field.setAttribute('aria-activedescendant', options[chosen]?.id ?? '');
  };

  const update = () => {
    const wanted = typed();
    const members = state.openRoom?.members ?? [];
    const found = members.filter(({ id, name }) => wanted !== undefined && id !== state.me?.id && name.includes(wanted));
    const isWhole = found.length === 1 && found[0]?.name === wanted;
    if (found.length === 0 || isWhole) return close();
    list.replaceChildren(
      ...found.slice(0, MOST).map((person, at) =>
        h(
          'div',
          { id: `mention-${at}`, role: 'option', class: 'option', 'data-name': person.name },
          avatar(person, 'small'),
          h('span', {}, person.name),
          h('small', {}, roleNames[person.isBot ? 'bot' : person.role] ?? ''),
        ),
      ),
    );
    list.hidden = false;
    mark(0);
  };

  list.addEventListener('pointerdown', event => {
    const option = event.target instanceof Element ? event.target.closest('.option') : null;
    if (!(option instanceof HTMLElement)) return;
    event.preventDefault();
    pick(option.dataset['name'] ?? '');
  });
  field.addEventListener('input', update);
  field.addEventListener('blur', close);
  state.on('open', close);

  return event => {
    if (list.hidden) return false;
    const option = /** @type {HTMLElement | undefined} */ (list.children[chosen]);
    if (event.key === 'ArrowDown') mark(chosen + 1);
    else if (event.key === 'ArrowUp') mark(chosen - 1);
    else if (event.key === 'Enter' || event.key === 'Tab') pick(option?.dataset['name'] ?? '');
    else if (event.key === 'Escape') close();
    else return false;
    return true;
  };
}
