import { MovableClock } from '../../src/base/clock.js';
import type { House } from '../../src/flow/house.js';
import type { Ticket } from '../../src/tickets/ticket.js';

/** A report of which nobody can tell what it is about, and one that is clear. */
export const UNCLEAR = '又来了又来了，这楼没法住了，有没有人管';
export const CLEAR = '6栋2单元楼道灯坏了好几天，晚上摸黑';

/** Takes everything for a report, and is never sure what of. */
export const doubting: House['understand'] = text => {
  const guess = { category: '01', item: '01-11', urgency: 'normal', decidedBy: 'embedded' } as const;
  const matters = [{ text, ...guess, confidence: 0.4, abstained: true }];
  return { kind: 'report', confidence: 0.9, matters };
};

/** A model that never answers. */
export async function never(): Promise<never> {
  return new Promise(() => {});
}

/** An answer as the model's room gives it. */
export function answer<T>(value: T): {
  readonly done: true;
  readonly value: T;
  readonly tokens: number;
  readonly ms: number;
} {
  return { done: true, value, tokens: 1, ms: 1 };
}

/** A clock that stands until it is moved, at China's time. */
export function clockAt(time: string): MovableClock {
  const start = Date.parse(`${time}:00+08:00`);
  return new MovableClock({ now: () => start });
}

export async function onlyTicket({ tickets }: House): Promise<Ticket> {
  const [ticket, another] = await tickets.all();
  if (!ticket || another) throw new Error('there is not exactly one ticket');
  return ticket;
}

/** The events of one type in the history. */
export function happened(ticket: Ticket, type: Ticket['history'][number]['type']): unknown[] {
  return ticket.history.filter(event => event.type === type);
}
