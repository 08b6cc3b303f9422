import { dayOf, type Day } from '../base/china-time.js';
import type { Moment } from '../base/clock.js';
import type { PersonId } from '../base/ids.js';
import type { Deed } from '../tasks/deed.js';
import type { TicketEvent } from '../tickets/ticket-event.js';
import type { Ticket } from '../tickets/ticket.js';

/** What somebody did at one moment: a step of a ticket, or a deed. */
export type LogLine =
  | { readonly kind: 'ticket'; readonly at: Moment; readonly ticket: Ticket; readonly event: TicketEvent }
  | { readonly kind: 'deed'; readonly at: Moment; readonly deed: Deed };

/** A worker's day (工作日志), written from what the person said and did in chat. */
export interface WorkLog {
  readonly personId: PersonId;
  readonly day: Day;
  readonly lines: readonly LogLine[];
}

/** What a person says as somebody who raised a matter is no work. */
const noWork: readonly TicketEvent['type'][] = [
  'ticket-supported',
  'support-taken-back',
  'ticket-urged',
  'result-rated',
  'question-answered',
  'ticket-withdrawn',
  'objection-raised',
];

/** One log for every day on which the person did something, oldest first. */
export function workLogsOf(
  personId: PersonId,
  done: { readonly tickets: readonly Ticket[]; readonly deeds: readonly Deed[] },
  days: { readonly from: Day; readonly to: Day },
): readonly WorkLog[] {
  const steps: LogLine[] = done.tickets.flatMap(ticket =>
    ticket.history
      .filter(event => event.by === personId && !noWork.includes(event.type))
      .map(event => ({ kind: 'ticket', at: event.at, ticket, event }) as const),
  );
  const deeds: LogLine[] = done.deeds
    .filter(deed => deed.personId === personId)
    .map(deed => ({ kind: 'deed', at: deed.at, deed }) as const);
  const byDay = new Map<Day, LogLine[]>();
  for (const line of [...steps, ...deeds].sort((a, b) => a.at - b.at)) {
    const day = dayOf(line.at);
    if (day < days.from || day > days.to) continue;
    const lines = byDay.get(day) ?? [];
    byDay.set(day, lines);
    lines.push(line);
  }
  return [...byDay].map(([day, lines]) => ({ personId, day, lines }));
}
