import { h, icon, part } from './dom.js';
import { endStates } from './labels.js';
import { ticketCard, ticketDetail } from './ticket-view.js';

/**
 * The tickets beside the conversation: a list to choose from, and the one that was chosen with its history.
 *
 * @typedef {import('./state.js').State} State
 */

const tabs = /** @type {const} */ ([
  ['open', '在办'],
  ['ended', '已了结'],
  ['all', '全部'],
]);

/**
 * @param {State} state
 * @param {(number: string) => void} useNumber puts a ticket's number into the composer
 * @returns {(number: string) => void} opens a ticket
 */
export function tickets(state, useNumber) {
  const panel = part('tickets-body');
  const head = part('tickets-head');
  const count = part('tickets-count');
  /** @type {'open' | 'ended' | 'all'} */
  let tab = 'open';
  /** The ticket that is open, '' for the list. */
  let number = '';
  /** @type {Map<string, HTMLElement>} */
  const cards = new Map();

  const open = (/** @type {string} */ wanted) => {
    number = wanted;
    render();
    panel.scrollTop = 0;
  };

  const renderHead = () => {
    const all = [...state.tickets.values()];
    const openCount = all.filter(({ state }) => !endStates.has(state)).length;
    count.textContent = String(openCount);
    count.hidden = openCount === 0;
    if (number !== '') {
      const back = h('button', { type: 'button', class: 'icon-button', 'aria-label': '回到工单列表', onclick: () => open('') }, icon('back'));
      head.replaceChildren(back, h('h2', {}, '工单详情'));
      return;
    }
    const sizes = { open: openCount, ended: all.length - openCount, all: all.length };
    const choices = tabs.map(([name, label]) => {
      const choose = () => {
        tab = name;
        render();
        /** @type {HTMLElement | null} */ (head.querySelector('[aria-pressed="true"]'))?.focus();
      };
      return h('button', { type: 'button', class: 'tab', 'aria-pressed': String(tab === name), onclick: choose }, `${label} ${sizes[name]}`);
    });
    head.replaceChildren(h('h2', {}, '工单'), h('div', { class: 'tabs', role: 'group', 'aria-label': '看哪些工单' }, ...choices));
  };

  const render = () => {
    renderHead();
    cards.clear();
    const ticket = state.tickets.get(number);
    if (ticket) return panel.replaceChildren(ticketDetail(state, ticket, useNumber));
    const shown = [...state.tickets.values()]
      .filter(({ state }) => tab === 'all' || endStates.has(state) === (tab === 'ended'))
      .sort((a, b) => b.number.localeCompare(a.number));
    if (shown.length === 0) return panel.replaceChildren(h('p', { class: 'empty' }, emptyText(number, tab)));
    for (const each of shown) cards.set(each.number, ticketCard(state, each, () => open(each.number)));
    panel.replaceChildren(...cards.values());
  };

  state.on('tickets', changed => {
    render();
    const card = cards.get(changed);
    card?.classList.add('is-fresh');
    if (!card && changed === number) panel.querySelector('.timeline li:last-child')?.classList.add('is-fresh');
  });
  state.on('world', render);
  return open;
}

/**
 * @param {string} number
 * @param {'open' | 'ended' | 'all'} tab
 */
function emptyText(number, tab) {
  if (number !== '') return `还没有 ${number} 这张工单。`;
  return tab === 'ended' ? '还没有了结的工单。' : '还没有工单。演一位居民，在楼群里报一件事试试。';
}
