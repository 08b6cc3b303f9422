import type { EventType } from './ticket-event.js';
import { ticketStates, type TicketState } from './ticket.js';
import { transitions, type Standing } from './transitions.js';

/** The events as people call them. */
const eventNames: Readonly<Record<EventType, string>> = {
  'ticket-opened': '登记',
  'reporter-asked': '问一句',
  'question-worded': '问句定了',
  'question-answered': '答了',
  'detail-added': '补充',
  'triage-asked': '请人研判',
  'ticket-offered': '派单',
  'ticket-taken-over': '交接',
  'ticket-handed-over': '转派到人',
  'ticket-escalated': '上报',
  'ticket-returned': '退回',
  'ticket-transferred': '转派部门',
  'ticket-accepted': '接单',
  'team-formed': '组团',
  'progress-noted': '进展',
  'news-published': '通报',
  'extension-asked': '申请延期',
  'extension-granted': '同意延期',
  'extension-refused': '不同意延期',
  'ticket-suspended': '挂起',
  'ticket-resumed': '恢复',
  'ticket-finished': '办结',
  'verifier-named': '指定核实人',
  'verification-passed': '核实通过',
  'verification-failed': '核实不通过',
  'result-rated': '评价',
  'callback-repeated': '再问一次',
  'redo-ordered': '重办',
  'ticket-closed': '归档',
  'ticket-reopened': '重开',
  'ticket-declined': '不受理',
  'objection-raised': '异议',
  'ticket-withdrawn': '撤回',
  'ticket-merged': '并案',
  'ticket-supported': '附议',
  'support-taken-back': '撤附议',
  'ticket-urged': '催办',
  'urgency-raised': '提级',
  'category-corrected': '改类',
  'supervision-started': '督办',
  'model-consulted': '问过模型',
  'photo-looked-at': '模型看过照片',
  'summary-noted': '模型写过摘要',
  'deadline-near': '临期',
  'step-overdue': '超时',
};

const standingNames: Readonly<Record<Standing, string>> = {
  reporter: '报事人',
  raiser: '附议人',
  resident: '居民',
  assignee: '经办人',
  team: '组团成员',
  worker: '本社区网格员',
  called: '紧急件叫到的网格员',
  verifier: '核实人',
  officer: '值班席 / 网格长',
  bot: '机器人',
  clock: '时钟',
};

const HEAD = `# The states of a ticket

<!-- Generated from src/tickets/transitions.ts by \`npm run states\`; do not edit by hand. -->

Every change of a ticket is one of the events below. A row says in which states the event may happen, where it leads,
and who may make it happen; nothing else changes a ticket. Nobody checks work they handled themselves, whatever their
office. The clock acts when a step is due, the bot when a rule follows from what was said.
`;

/**
 * docs/states.md: a drawing and the table of transitions, from the data that the code itself runs on.
 *
 * @param names the states as people call them
 */
export function describeStates(names: Readonly<Record<TicketState, string>>): string {
  return [
    HEAD,
    drawing(names),
    '## What moves a ticket',
    table(names, ['event', 'in', 'leads to', 'by'], type => transitions[type].to !== 'same'),
    '## What happens to it where it is',
    table(names, ['event', 'in', 'by'], type => transitions[type].to === 'same'),
  ].join('\n');
}

function eventTypes(): EventType[] {
  return Object.keys(transitions) as EventType[];
}

/** One arrow for each pair of states, with all the events that lead along it. */
function drawing(names: Readonly<Record<TicketState, string>>): string {
  const events = new Map<string, string[]>();
  for (const type of eventTypes()) {
    const { from, to } = transitions[type];
    if (to === 'same') continue;
    for (const state of from.length === 0 ? ['[*]'] : from) {
      const arrow = `  ${state} --> ${to}`;
      events.set(arrow, [...(events.get(arrow) ?? []), eventNames[type]]);
    }
  }
  const states = ticketStates.map(state => `  state "${names[state]}" as ${state}`);
  const arrows = [...events].map(([arrow, labels]) => `${arrow}: ${labels.join('、')}`);
  return ['```mermaid', 'stateDiagram-v2', ...states, ...arrows, '```\n'].join('\n');
}

function table(
  names: Readonly<Record<TicketState, string>>,
  head: readonly string[],
  isShown: (type: EventType) => boolean,
): string {
  const rows = eventTypes()
    .filter(isShown)
    .map(type => {
      const { from, to, by } = transitions[type];
      const states = from.map(state => names[state]).join('、') || '–';
      const people = by.map(standing => standingNames[standing]).join('、');
      const target = to === 'same' ? [] : [names[to]];
      return [`\`${type}\` ${eventNames[type]}`, states, ...target, people];
    });
  const lines = [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`);
  return `\n${lines.join('\n')}\n`;
}
