import { avatar } from './avatar.js';
import { h } from './dom.js';
import { dateAndTime } from './format.js';
import {
  eventNames,
  eventTone,
  levelNames,
  roleNames,
  satisfactionNames,
  stateNames,
  urgencyNames,
} from './labels.js';

/**
 * A ticket as a card and as a whole.
 *
 * @typedef {import('./state.js').State} State
 * @typedef {import('./api.js').Ticket} Ticket
 */

/**
 * @param {State} state
 * @param {Ticket} ticket
 * @param {() => void} open
 */
export function ticketCard(state, ticket, open) {
  const supporters = supportersOf(ticket);
  return h(
    'button',
    { type: 'button', class: 'ticket', 'data-number': ticket.number, onclick: open },
    h('span', { class: 'ticket-top' }, h('span', { class: 'ticket-number' }, ticket.number), pill(ticket)),
    h('span', { class: 'ticket-title' }, matterOf(ticket), urgency(ticket)),
    h('span', { class: 'ticket-place' }, placeOf(state, ticket)),
    h(
      'span',
      { class: 'ticket-foot' },
      h('span', {}, assigneeOf(state, ticket)),
      supporters > 0 ? h('span', {}, `附议 ${supporters}`) : null,
      satisfaction(ticket),
    ),
  );
}

/**
 * @param {State} state
 * @param {Ticket} ticket
 * @param {(number: string) => void} useNumber
 */
export function ticketDetail(state, ticket, useNumber) {
  return h(
    'div',
    { class: 'ticket-detail' },
    h('div', { class: 'ticket-top' }, h('span', { class: 'ticket-number' }, ticket.number), pill(ticket)),
    h('h3', { class: 'ticket-title' }, matterOf(ticket), urgency(ticket)),
    ticket.summary ? h('p', { class: 'ticket-summary' }, ticket.summary) : null,
    photos(ticket),
    h(
      'dl',
      { class: 'facts' },
      ...fact('地点', placeOf(state, ticket)),
      ...fact('层级', levelNames[ticket.level] ?? ticket.level),
      ...fact('经办', assigneeOf(state, ticket)),
      ...fact('附议', `${supportersOf(ticket)} 人`),
      ...fact('评价', satisfactionNames[ticket.satisfaction ?? ''] ?? '还没到回访'),
    ),
    h(
      'button',
      { type: 'button', class: 'button wide', onclick: () => useNumber(ticket.number) },
      '把单号填进输入框',
    ),
    h('h4', { class: 'list-kind' }, '办理过程'),
    h('ol', { class: 'timeline' }, ...ticket.history.map(line => historyLine(state, line))),
  );
}

/**
 * @param {string} name
 * @param {string} value
 */
const fact = (name, value) => [h('dt', {}, name), h('dd', {}, value)];

/**
 * @param {State} state
 * @param {import('./api.js').HistoryLine} line
 */
function historyLine(state, { type, at, by }) {
  const person = state.contacts.get(by);
  const isBot = by === 'bot' || person?.isBot === true;
  const shown = person ?? { id: by, name: isBot ? (state.bot?.name ?? '小格') : by, isBot };
  const role = isBot ? '自动' : (roleNames[person?.role ?? ''] ?? '');
  return h(
    'li',
    { class: `tone-${eventTone(type)}`, 'data-type': type },
    h('b', {}, eventNames[type] ?? type),
    h('time', { datetime: at }, dateAndTime(Date.parse(at))),
    h(
      'span',
      { class: 'by' },
      avatar({ ...shown, isBot }, 'tiny'),
      `${shown.name}${role ? ` · ${role}` : ''}`,
    ),
  );
}

/** @param {Ticket} ticket */
const pill = ({ state, stateName }) =>
  h('span', { class: `pill state-${state}` }, stateNames[state] ?? stateName ?? state);

/** @param {Ticket} ticket */
const matterOf = ({ category, categoryName, item, itemName }) =>
  `${categoryName ?? category} · ${itemName ?? item}`;

/** @param {Ticket} ticket */
const urgency = ({ urgency: word }) =>
  h('span', { class: `urgency urgency-${word}` }, urgencyNames[word] ?? word);

/**
 * @param {State} state
 * @param {Ticket} ticket
 */
const placeOf = (state, { unit, unitName }) =>
  unitName || [...state.rooms.values()].find(room => room.unit === unit)?.unitName || unit;

/**
 * @param {State} state
 * @param {Ticket} ticket
 */
const assigneeOf = (state, { assignee, assigneeName }) =>
  assigneeName || state.contacts.get(assignee ?? '')?.name || '还没有人经办';

/** @param {Ticket} ticket */
const supportersOf = ({ supporters }) => (Array.isArray(supporters) ? supporters.length : supporters);

/** @param {Ticket} ticket */
const satisfaction = ({ satisfaction: word }) =>
  word ? h('span', { class: `rating rating-${word}` }, satisfactionNames[word] ?? word) : null;

/** @param {Ticket} ticket */
function photos({ photos: urls = [] }) {
  if (urls.length === 0) return null;
  return h(
    'div',
    { class: 'ticket-photos' },
    ...urls.map(url =>
      h(
        'button',
        { type: 'button', class: 'picture', 'data-picture': url, 'aria-label': '放大图片' },
        h('img', { src: url, alt: '工单里的照片', width: 96, height: 72, loading: 'lazy' }),
      ),
    ),
  );
}
