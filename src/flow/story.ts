import { dateTimeText } from '../base/china-time.js';
import type { TicketEvent } from '../tickets/ticket-event.js';
import type { Ticket } from '../tickets/ticket.js';
import { nameOf, type Scene } from './present.js';

/** What was done so far, a line for each step that somebody else needs to know. */
export function storyOf(ticket: Ticket, scene: Scene): readonly string[] {
  return storyWith(ticket, event => nameOf(event.by, scene));
}

/** The same without anybody's name, as it may leave the house. */
export function namelessStory(ticket: Ticket): readonly string[] {
  const raisers = new Set(ticket.raisers.map(({ personId }) => personId));
  return storyWith(ticket, event => (raisers.has(event.by) ? '居民' : '工作人员'));
}

function storyWith(ticket: Ticket, whoOf: (event: TicketEvent) => string): readonly string[] {
  return ticket.history.flatMap(event => {
    const what = inWords(event);
    const who = event.by === 'bot' ? '' : whoOf(event);
    return what === undefined ? [] : [`${dateTimeText(event.at)} ${who}${what}`];
  });
}

function inWords(event: TicketEvent): string | undefined {
  switch (event.type) {
    case 'ticket-accepted':
      return '接单';
    case 'progress-noted':
    case 'detail-added':
      return event.text === '' ? '补充了照片' : `：${event.text}`;
    case 'ticket-escalated':
      return `上报：${event.reason}`;
    case 'ticket-returned':
      return `退回：${event.reason}`;
    case 'ticket-finished':
      return event.text === '' ? '办结' : `办结：${event.text}`;
    case 'verification-failed':
      return `核实没通过：${event.reason}`;
    case 'redo-ordered':
      return `居民不满意：${event.reason}`;
    default:
      return undefined;
  }
}
