import { expect } from '@jest/globals';
import { advance, type Advanced } from '../../src/tickets/advance.js';
import type { EventBody } from '../../src/tickets/ticket-event.js';
import type { Stage, Ticket, TicketState } from '../../src/tickets/ticket.js';
import { transitions, type Standing } from '../../src/tickets/transitions.js';
import { rules } from '../support/demo.js';
import { friday } from './a-ticket.js';

interface By {
  readonly by?: string;
  readonly as?: readonly Standing[];
  readonly at?: number;
  readonly cause?: string;
}

/** What comes of an event at a ticket; done by whoever may, unless the test says otherwise. */
export function happens(ticket: Ticket, body: EventBody, who: By = {}): Advanced {
  const { by = 'somebody', as = transitions[body.type].by, at: moment = friday, cause } = who;
  return advance(
    ticket,
    body,
    { by, standings: as, at: moment, ...(cause === undefined ? {} : { cause }) },
    rules,
  );
}

/** The ticket after what must be possible. */
export function after(ticket: Ticket, body: EventBody, who: By = {}): Ticket {
  const outcome = happens(ticket, body, who);
  if (!outcome.done) throw new Error(`${body.type} was refused: ${outcome.why}`);
  return outcome.ticket;
}

/** The stage, when it is the one that was expected. */
export function stageIn<State extends TicketState>(
  ticket: Ticket,
  state: State,
): Extract<Stage, { state: State }> {
  expect(ticket.stage.state).toBe(state);
  return ticket.stage as Extract<Stage, { state: State }>;
}
