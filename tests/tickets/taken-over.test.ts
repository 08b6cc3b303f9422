import { describe, expect, test } from '@jest/globals';
import { advance } from '../../src/tickets/advance.js';
import type { Ticket } from '../../src/tickets/ticket.js';
import type { Standing } from '../../src/tickets/transitions.js';
import { rules } from '../support/demo.js';
import { friday, ticketIn } from './a-ticket.js';

function takenOver(
  ticket: Ticket,
  by = 'w-chen',
  standings: readonly Standing[] = ['assignee'],
): ReturnType<typeof advance> {
  const { level, department } = ticket;
  const body = {
    type: 'ticket-taken-over',
    level,
    assigneeId: 'w-zhao',
    ...(department === undefined ? {} : { department }),
  } as const;
  return advance(ticket, body, { by, standings, at: friday, cause: 'm9' }, rules);
}

describe('when a colleague goes on with a ticket', () => {
  test.each(['offered', 'handling', 'suspended'] as const)(
    'that is %s, it stands as it stood, to the minute',
    state => {
      const before = ticketIn(state, { teamIds: ['w-li'], level: 'department', department: '物业公司' });
      const outcome = takenOver(before);
      if (!outcome.done) throw new Error(outcome.why);
      expect(outcome.ticket.stage).toEqual(before.stage);
      expect(outcome.ticket).toMatchObject({
        assigneeId: 'w-zhao',
        teamIds: ['w-li'],
        level: 'department',
        department: '物业公司',
      });
    },
  );

  test('who goes on with what was begun has a hand in it; who only gets an offer has none yet', () => {
    const begun = takenOver(ticketIn('handling'));
    const offered = takenOver(ticketIn('offered', { handlerIds: [] }));
    expect(begun.done && begun.ticket.handlerIds).toEqual(['w-chen', 'w-zhao']);
    expect(offered.done && offered.ticket.handlerIds).toEqual([]);
  });

  test('it was theirs to give: nobody takes it from them, and nothing that is over changes hands', () => {
    expect(takenOver(ticketIn('handling'), 'w-li', ['worker'])).toMatchObject({
      done: false,
      why: 'not-yours',
    });
    expect(takenOver(ticketIn('handled'))).toMatchObject({ done: false, why: 'not-now' });
  });

  test('said twice it happens once', () => {
    const once = takenOver(ticketIn('handling'));
    if (!once.done) throw new Error(once.why);
    expect(takenOver(once.ticket)).toMatchObject({ done: false, why: 'again' });
  });
});
