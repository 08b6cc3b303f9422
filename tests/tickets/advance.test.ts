import { describe, expect, test } from '@jest/globals';
import { advance } from '../../src/tickets/advance.js';
import type { EventType } from '../../src/tickets/ticket-event.js';
import { ticketStates, type Ticket } from '../../src/tickets/ticket.js';
import { standings, transitions } from '../../src/tickets/transitions.js';
import { rules } from '../support/demo.js';
import { bodies, friday, ticketIn } from './a-ticket.js';
import { after, happens, stageIn } from './happens.js';

const types = Object.keys(transitions) as EventType[];

describe('the table of transitions', () => {
  test.each(types.flatMap(type => ticketStates.map(state => [type, state] as const)))(
    '%s in %s happens where the table allows it, and leads where it says',
    (type, state) => {
      const ticket = ticketIn(state);
      const { from, to } = transitions[type];
      const outcome = happens(ticket, bodies[type]);
      if (!from.includes(state)) {
        expect(outcome).toEqual({ done: false, why: 'not-now' });
        return;
      }
      expect(outcome.done && outcome.ticket.state).toBe(to === 'same' ? state : to);
    },
  );

  test.each(types.flatMap(type => standings.map(standing => [type, standing] as const)))(
    '%s by %s happens where the table allows it',
    (type, standing) => {
      const { from, by } = transitions[type];
      const [state] = from;
      if (state === undefined) return expect(type).toBe('ticket-opened');
      const outcome = happens(ticketIn(state), bodies[type], { as: [standing] });
      return expect(outcome.done ? 'done' : outcome.why).toBe(by.includes(standing) ? 'done' : 'not-yours');
    },
  );

  test('every state but the first has a way in, and every open state a way on', () => {
    for (const state of ticketStates) {
      const rows = Object.values(transitions);
      expect([state, rows.some(row => row.to === state)]).toEqual([state, true]);
      const isLast = state === 'withdrawn' || state === 'merged';
      expect([state, rows.some(row => row.from.includes(state) && row.to !== 'same')]).toEqual([
        state,
        !isLast,
      ]);
    }
  });

  test('somebody without any relation to the ticket may do nothing', () => {
    for (const type of types) {
      const [state] = transitions[type].from;
      if (state)
        expect(happens(ticketIn(state), bodies[type], { as: [] })).toEqual({ done: false, why: 'not-yours' });
    }
  });
});

describe('the history', () => {
  test('says who, when, from where to where, and through which message', () => {
    const ticket = after(ticketIn('offered'), bodies['ticket-accepted'], {
      by: 'w-chen',
      at: friday + 1,
      cause: 'm7',
    });
    expect(ticket.history.at(-1)).toEqual({
      type: 'ticket-accepted',
      seq: 2,
      at: friday + 1,
      by: 'w-chen',
      from: 'offered',
      to: 'handling',
      automatic: false,
      cause: 'm7',
    });
    expect(ticket.hasNews).toBe(true);
  });

  test('marks what nobody decided in person', () => {
    const ticket = after(ticketIn('verified'), bodies['ticket-closed'], { by: 'bot', as: ['clock'] });
    expect(ticket.history.at(-1)?.automatic).toBe(true);
  });

  test('the same message brings about the same event once', () => {
    const once = after(ticketIn('offered'), bodies['detail-added'], { by: 'a', cause: 'm7' });
    expect(happens(once, bodies['detail-added'], { by: 'a', cause: 'm7' })).toEqual({
      done: false,
      why: 'again',
    });
    expect(happens(once, bodies['detail-added'], { by: 'a', cause: 'm8' }).done).toBe(true);
    expect(happens(once, bodies['progress-noted'], { by: 'a', cause: 'm7' }).done).toBe(true);
  });

  test('a refused event leaves the ticket as it was', () => {
    const ticket = ticketIn('closed');
    const before = structuredClone(ticket);
    happens(ticket, bodies['ticket-accepted']);
    expect(ticket).toEqual(before);
  });
});

describe('who checks', () => {
  const handled = ticketIn('handled', { handlerIds: ['w-chen', 'p-he'] });

  test.each(['verification-passed', 'verification-failed'] as const)(
    'nobody who took part in handling does it, whatever the office: %s',
    type => {
      for (const as of [['officer'], ['verifier'], ['officer', 'verifier']] as const)
        expect(happens(handled, bodies[type], { by: 'p-he', as })).toEqual({ done: false, why: 'not-yours' });
      expect(happens(handled, bodies[type], { by: 'o-meng', as: ['officer'] }).done).toBe(true);
    },
  );

  test('nobody who took part is named for it', () => {
    const named = { type: 'verifier-named', verifierId: 'w-chen' } as const;
    expect(happens(handled, named, { by: 'bot', as: ['bot'] })).toEqual({ done: false, why: 'not-yours' });
  });

  test('whoever accepts, helps or finishes has taken part', () => {
    const accepted = after(ticketIn('offered', { handlerIds: [] }), bodies['ticket-accepted'], {
      by: 'w-zhao',
    });
    const teamed = after(accepted, bodies['team-formed'], { by: 'w-zhao' });
    const finished = after(teamed, bodies['ticket-finished'], { by: 'w-chen' });
    expect(teamed.teamIds).toEqual(['w-li']);
    expect(finished.handlerIds).toEqual(['w-zhao', 'w-li', 'w-chen']);
  });
});

describe('passing on', () => {
  test('whoever is asked next begins with nobody beside and no request open', () => {
    const busy = ticketIn('handling', {
      teamIds: ['w-li'],
      department: '城管中队',
      extensionAsked: { until: friday, reason: '等配件' },
    });
    const passed = after(busy, bodies['ticket-escalated']);
    expect(passed).toMatchObject({ level: 'community', assigneeId: 'p-he', teamIds: [] });
    expect(passed).not.toHaveProperty('department');
    expect(passed).not.toHaveProperty('extensionAsked');
    expect(passed.handlerIds).not.toContain('w-chen');
  });

  test('a department is named while it acts', () => {
    const transferred = after(ticketIn('offered'), bodies['ticket-transferred']);
    expect(transferred.department).toBe('物业公司');
    expect(after(transferred, bodies['ticket-returned'])).not.toHaveProperty('department');
  });
});

describe('doing it again', () => {
  test.each([
    ['verified', 'redo-ordered'],
    ['closed', 'ticket-reopened'],
  ] as const)('a ticket that was %s counts it and asks everybody anew (%s)', (state, type) => {
    const [first] = ticketIn(state).raisers;
    const rated = ticketIn(state, { raisers: [{ ...first!, rating: 'unsatisfied', comment: '又坏了' }] });
    const again = after(rated, bodies[type]);
    expect(again.redoCount).toBe(1);
    expect(again.raisers).toEqual([first]);
    expect(again.supervisorId).toBeUndefined();
    expect(stageIn(again, 'offered').handleBy).toBeGreaterThan(friday);
  });

  test('a failed check is no unsatisfied resident', () => {
    expect(after(ticketIn('handled'), bodies['verification-failed']).redoCount).toBe(0);
  });

  test('from the second time on somebody supervises', () => {
    const body = { ...bodies['redo-ordered'], supervisorId: 'o-jin' };
    expect(after(ticketIn('verified'), body).supervisorId).toBe('o-jin');
  });
});

describe('raisers', () => {
  const neighbour = {
    personId: 'laoxu',
    conversation: { kind: 'direct', contactId: 'laoxu' },
    at: friday,
  } as const;
  const join = (ticket: Ticket): Ticket => {
    const doer = { by: 'laoxu', standings: ['resident'], at: friday, raiser: neighbour } as const;
    const outcome = advance(ticket, bodies['ticket-supported'], doer, rules);
    return outcome.done ? outcome.ticket : ticket;
  };

  test('a neighbour joins once', () => {
    expect(join(join(ticketIn('offered'))).raisers.map(raiser => raiser.personId)).toEqual([
      'xiaotang',
      'laoxu',
    ]);
  });

  test('a neighbour may leave, the reporter stays', () => {
    const both = join(ticketIn('offered'));
    expect(after(both, bodies['support-taken-back'], { by: 'laoxu' }).raisers).toHaveLength(1);
    expect(after(both, bodies['support-taken-back'], { by: 'xiaotang' }).raisers).toHaveLength(2);
  });

  test('a rating is the rater’s own', () => {
    const rated = after(join(ticketIn('verified')), bodies['result-rated'], { by: 'laoxu' });
    expect(rated.raisers.map(raiser => raiser.rating)).toEqual([undefined, 'satisfied']);
  });
});
