import { h, part, wheelSideways } from './dom.js';

/**
 * Words that fit who one is and what waits for that person; a click puts them into the composer.
 *
 * @typedef {import('./state.js').State} State
 * @typedef {import('./api.js').Ticket} Ticket
 */

const MOST = 8;

/**
 * @param {State} state
 * @param {(text: string) => void} fill
 */
export function suggestions(state, fill) {
  const strip = part('suggestions');
  let shown = '';
  const render = () => {
    const texts = state.openKey === '' ? [] : suggestionsFor(state);
    if (texts.join('\n') === shown) return;
    shown = texts.join('\n');
    strip.replaceChildren(
      ...texts.map(text => h('button', { type: 'button', class: 'chip', onclick: () => fill(text) }, text)),
    );
    strip.scrollLeft = 0;
  };
  for (const type of ['open', 'me', 'world', 'tickets', 'added']) state.on(type, render);
  wheelSideways(strip);
}

/**
 * @param {State} state
 * @returns {string[]}
 */
function suggestionsFor(state) {
  const { me } = state;
  if (!me) return [];
  const open = [...state.tickets.values()].reverse();
  const isStaff = !['resident', 'microgrid-volunteer'].includes(me.role);
  const waiting = isStaff
    ? forStaff(open, me.id, state.calledIn(state.openKey).includes(me.id))
    : forRaiser(open, me.id);
  const usual = isStaff ? staffWords(me.role) : residentWords(state, me.id);
  return [...new Set([...waiting, ...usual])].slice(0, MOST);
}

/**
 * @param {readonly Ticket[]} tickets
 * @param {string} id
 * @param {boolean} isCalled the bot waits for this person here
 */
function forStaff(tickets, id, isCalled) {
  const mine = (/** @type {string} */ state) =>
    tickets.filter(ticket => ticket.state === state && ticket.assignee === id);
  const unverified = tickets.filter(
    ({ state, history }) =>
      state === 'handled' &&
      isCalled &&
      !history.some(({ type, by }) => type === 'ticket-finished' && by === id),
  );
  return [
    ...worded('接单', mine('offered')),
    ...worded('办结', mine('handling')),
    ...worded('核实通过', unverified),
  ];
}

/**
 * A word, and with several tickets that it could mean, their last digits.
 *
 * @param {string} word
 * @param {readonly Ticket[]} tickets
 */
function worded(word, tickets) {
  if (tickets.length < 2) return tickets.map(() => word);
  return tickets.slice(0, 3).map(({ number }) => `${word} ${number.slice(number.lastIndexOf('-') + 1)}`);
}

/**
 * @param {readonly Ticket[]} tickets
 * @param {string} id
 */
function forRaiser(tickets, id) {
  const isAsked = tickets.some(
    ({ state, history, supporters }) =>
      state === 'verified' &&
      (history[0]?.by === id || (Array.isArray(supporters) && supporters.includes(id))),
  );
  return isAsked ? ['满意', '基本满意', '不满意'] : [];
}

/** @param {string} role */
function staffWords(role) {
  const verifying = ['核实通过', '待办'];
  if (role === 'operator')
    return ['待办', '受理', '退回 位置没写清，请今天补齐', '督办', '同意延期', '核实通过'];
  if (role === 'department')
    return ['接单', '办结', '退回 不在本部门范围', '申请延期到明天12点 配件没到', '待办'];
  return [
    '接单',
    '办结',
    ...verifying,
    '上报 网格处理不了',
    '申请延期到明天12点 配件没到',
    '退回 不归我们管',
  ];
}

/**
 * @param {State} state
 * @param {string} id
 */
function residentWords(state, id) {
  const topic = state.openRoom?.topic ?? state.roomsOf(id)[0]?.topic ?? '';
  const building = /\d+栋/u.exec(topic)?.[0];
  const at = building ? `${building}2单元` : '';
  const reports = building
    ? [
        `${at}下水道堵了往外冒水`,
        `${at}楼道灯坏了，晚上看不见`,
        `${building}1单元电梯又停了`,
        `${building}1单元楼道好大煤气味`,
      ]
    : ['门口路面塌了个坑，昨晚有人摔了', '人行道井盖翘起来了', '隔壁店油烟直往楼上飘', '路灯坏了三盏'];
  return state.openRoom
    ? [...reports, '附议', '催办', '进度']
    : ['进度', '补充：', '催办', '撤回', ...reports];
}
