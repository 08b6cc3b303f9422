import * as api from './api.js';
import { part } from './dom.js';
import { clockTime, dateAndWeekday } from './format.js';

/**
 * The clock that the whole program reads, and the buttons that move it on.
 *
 * @typedef {import('./state.js').State} State
 */

/**
 * @param {State} state
 * @param {(text: string) => void} announce
 */
export function clock(state, announce) {
  const [date, hours, minutes] = ['clock-date', 'clock-hours', 'clock-minutes'].map(part);
  const shown = part('clock');
  const buttons = /** @type {HTMLButtonElement[]} */ ([...document.querySelectorAll('[data-advance]')]);

  const show = () => {
    const now = state.now();
    const [hour = '', minute = ''] = clockTime(now).split(':');
    for (const [element, text] of /** @type {const} */ ([
      [date, dateAndWeekday(now)],
      [hours, hour],
      [minutes, minute],
    ])) {
      if (element && element.textContent !== text) element.textContent = text;
    }
  };

  const move = async (/** @type {HTMLButtonElement} */ button) => {
    for (const each of buttons) each.disabled = true;
    button.setAttribute('aria-busy', 'true');
    try {
      const { now } = await api.moveClock(Number(button.dataset['advance']));
      state.setNow(now ?? (await api.readWorld()).now);
      announce(`现在是 ${dateAndWeekday(state.now())} ${clockTime(state.now())}`);
    } catch (thrown) {
      if (!api.isExpected(thrown)) throw thrown;
      announce(thrown.message);
    } finally {
      button.removeAttribute('aria-busy');
      for (const each of buttons) each.disabled = false;
    }
  };

  for (const button of buttons) button.addEventListener('click', () => void move(button));
  state.on('clock', () => {
    shown.classList.add('is-set');
    show();
  });
  setInterval(show, 1_000);
}
