import { h, icon, part } from './dom.js';
import { endStates } from './labels.js';
import { ticketCard, ticketDetail } from './ticket-view.js';

/**
 * @typedef {import('./state.js').State} State
 * @typedef {'open' | 'ended' | 'all'} Tab
 */

const tabs = /** @type {const} */ ([
  ['open', '在办'],
  ['ended', '已了结'],
  ['all', '全部'],
]);

/** The tickets beside the conversation: a list to choose from, and the one that was chosen with its history. */
export class TicketPanel {
  #body = part('tickets-body');
  #head = part('tickets-head');
  #count = part('tickets-count');
  #state;
  #useNumber;
  /** @type {Tab} */
  #tab = 'open';
  /** The ticket that is open, '' for the list. */
  #number = '';

  /**
   * @param {State} state
   * @param {(number: string) => void} useNumber puts a ticket's number into the composer
   */
  constructor(state, useNumber) {
    this.#state = state;
    this.#useNumber = useNumber;
    state.on('tickets', changed => {
      this.#render();
      this.#flash(changed ?? '');
    });
    state.on('world', () => this.#render());
  }

  /** @param {string} number '' for the list */
  open(number) {
    this.#number = number;
    this.#render();
    this.#body.scrollTop = 0;
  }

  #render() {
    const all = [...this.#state.tickets.values()];
    const openCount = all.filter(({ state }) => !endStates.has(state)).length;
    this.#count.textContent = String(openCount);
    this.#count.hidden = openCount === 0;
    if (this.#number === '')
      this.#renderList({ open: openCount, ended: all.length - openCount, all: all.length });
    else this.#renderDetail();
  }

  #renderDetail() {
    const back = {
      type: 'button',
      class: 'icon-button',
      'aria-label': '回到工单列表',
      onclick: () => this.open(''),
    };
    this.#head.replaceChildren(h('button', back, icon('back')), h('h2', {}, '工单详情'));
    const ticket = this.#state.tickets.get(this.#number);
    this.#body.replaceChildren(
      ticket
        ? ticketDetail(this.#state, ticket, this.#useNumber)
        : h('p', { class: 'empty' }, `还没有 ${this.#number} 这张工单。`),
    );
  }

  /** @param {Readonly<Record<Tab, number>>} sizes */
  #renderList(sizes) {
    const choices = tabs.map(([tab, label]) => {
      const pressed = String(this.#tab === tab);
      const choose = () => this.#choose(tab);
      return h(
        'button',
        { type: 'button', class: 'tab', 'aria-pressed': pressed, onclick: choose },
        `${label} ${sizes[tab]}`,
      );
    });
    const group = h('div', { class: 'tabs', role: 'group', 'aria-label': '看哪些工单' }, ...choices);
    this.#head.replaceChildren(h('h2', {}, '工单'), group);
    const shown = [...this.#state.tickets.values()]
      .filter(({ state }) => this.#tab === 'all' || endStates.has(state) === (this.#tab === 'ended'))
      .sort((a, b) => b.number.localeCompare(a.number));
    const emptyText =
      this.#tab === 'ended' ? '还没有了结的工单。' : '还没有工单。演一位居民，在楼群里报一件事试试。';
    const cards = shown.map(ticket => ticketCard(this.#state, ticket, () => this.open(ticket.number)));
    this.#body.replaceChildren(...(cards.length > 0 ? cards : [h('p', { class: 'empty' }, emptyText)]));
  }

  /** @param {Tab} tab */
  #choose(tab) {
    this.#tab = tab;
    this.#render();
    const pressed = this.#head.querySelector('[aria-pressed="true"]');
    if (pressed instanceof HTMLElement) pressed.focus();
  }

  /** Lights up what has just changed. @param {string} number */
  #flash(number) {
    const card = this.#body.querySelector(`.ticket[data-number="${CSS.escape(number)}"]`);
    const line = number === this.#number ? this.#body.querySelector('.timeline li:last-child') : null;
    (card ?? line)?.classList.add('is-fresh');
  }
}
