import type { Doer } from './doer.js';
import { nextDueAt, type DueRules } from './due.js';
import { fieldsAfter } from './fields-after.js';
import { stageAfter } from './stage-after.js';
import type { EventBody, TicketEvent } from './ticket-event.js';
import type { Ticket, TicketState } from './ticket.js';
import { transitions } from './transitions.js';

/**
 * What came of it. `again`: this message has brought about this event already, nothing to do; `not-now`: the state does
 * not allow it; `not-yours`: somebody else may.
 */
export type Advanced =
  | { readonly done: true; readonly ticket: Ticket; readonly event: TicketEvent }
  | { readonly done: false; readonly why: 'again' | 'not-now' | 'not-yours' };

/** The one function through which a ticket changes. Pure: the ticket as it is, what happens, who does it → the ticket after. */
export function advance(ticket: Ticket, body: EventBody, doer: Doer, rules: DueRules): Advanced {
  const row = transitions[body.type];
  const wasDone = ticket.history.some(
    event => event.cause === doer.cause && event.type === body.type && event.by === doer.by,
  );
  if (doer.cause !== undefined && wasDone) return { done: false, why: 'again' };
  if (!row.from.includes(ticket.state)) return { done: false, why: 'not-now' };
  const isAllowed = doer.standings.some(standing => row.by.includes(standing));
  if (!isAllowed || isOwnWork(ticket, body, doer)) return { done: false, why: 'not-yours' };
  const changed = fieldsAfter(ticket, body, doer);
  const stage = stageAfter(body, { ticket: changed, stage: ticket.stage, at: doer.at, rules });
  return recorded({ ...changed, stage, state: stage.state }, body, doer, ticket.state);
}

/** Nobody checks work in which they took part, whatever office they hold. */
function isOwnWork({ handlerIds }: Ticket, body: EventBody, doer: Doer): boolean {
  switch (body.type) {
    case 'verification-passed':
    case 'verification-failed':
      return handlerIds.includes(doer.by);
    case 'verifier-named':
      return handlerIds.includes(body.verifierId);
    default:
      return false;
  }
}

/** Appends the event to the history and sets what follows from the rest. */
function recorded(
  ticket: Ticket,
  body: EventBody,
  doer: Doer,
  from: TicketState | null,
): Extract<Advanced, { done: true }> {
  const event: TicketEvent = {
    ...body,
    seq: ticket.history.length + 1,
    at: doer.at,
    by: doer.by,
    from,
    to: ticket.state,
    automatic: doer.by === 'bot',
    ...(doer.cause === undefined ? {} : { cause: doer.cause }),
  };
  const history = [...ticket.history, event];
  return {
    done: true,
    event,
    ticket: {
      ...ticket,
      history,
      hasNews: true,
      nextDueAt: nextDueAt(ticket.stage),
      changedAt: Math.max(ticket.changedAt ?? 0, doer.at),
    },
  };
}

/** A new ticket's first line of history. */
export function opened(ticket: Ticket, doer: Doer): Ticket {
  return recorded(ticket, { type: 'ticket-opened' }, doer, null).ticket;
}
