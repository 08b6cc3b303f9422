import { describe, expect, test } from '@jest/globals';
import { nextDueAt } from '../../src/tickets/due.js';
import type { EventType } from '../../src/tickets/ticket-event.js';
import { transitions } from '../../src/tickets/transitions.js';
import { at, bodies, friday, stages, ticketIn } from './a-ticket.js';
import { after, stageIn } from './happens.js';

const types = Object.keys(transitions) as EventType[];

describe('deadlines', () => {
  test('an offer must be accepted within four working hours and done in five working days', () => {
    const offered = stageIn(after(ticketIn('triage'), bodies['ticket-offered']), 'offered');
    expect(offered.acceptBy).toBe(at('2026-11-20 15:30'));
    expect(offered.handleBy).toBe(at('2026-11-27 10:00'));
  });

  test('an emergency runs on the wall clock, at night, too', () => {
    const night = at('2026-11-21 23:00');
    const offered = after(ticketIn('triage', { urgency: 'emergency' }), bodies['ticket-offered'], {
      at: night,
    });
    expect(stageIn(offered, 'offered')).toMatchObject({
      acceptBy: night + 300_000,
      handleBy: night + 4 * 3_600_000,
    });
  });

  test('accepting keeps the time by which it must be done, and warns once before', () => {
    const handling = stageIn(after(ticketIn('offered'), bodies['ticket-accepted']), 'handling');
    expect(handling.handleBy).toBe(stages.offered.handleBy);
    // Four of the five working days are over.
    expect(handling.warnAt).toBe(at('2026-11-26 10:00'));
    const warned = after(ticketIn('handling', { stage: handling }), bodies['deadline-near']);
    expect(stageIn(warned, 'handling').warnAt).toBeUndefined();
    expect(warned.nextDueAt).toBe(handling.handleBy);
  });

  test('what is urgent is warned of by the time on the wall, and so is what has no working time left', () => {
    const urgent = after(ticketIn('offered', { urgency: 'urgent' }), bodies['ticket-accepted']);
    const { handleBy, warnAt } = stageIn(urgent, 'handling');
    expect(warnAt).toBe(friday + Math.round((handleBy - friday) * 0.8));
    const saturday = at('2026-11-21 10:00');
    const stage = { state: 'handling', acceptedAt: friday, handleBy: saturday } as const;
    const granted = after(
      ticketIn('handling', { stage }),
      {
        type: 'extension-granted',
        until: at('2026-11-22 10:00'),
        reason: '等配件',
      },
      { at: saturday },
    );
    expect(stageIn(granted, 'handling').warnAt).toBe(at('2026-11-22 05:12'));
  });

  test('a pause stops the time: what was left of the working time is left afterwards', () => {
    const monday = at('2026-11-23 09:00');
    const handling = ticketIn('handling', {
      stage: { state: 'handling', acceptedAt: friday, handleBy: at('2026-11-24 10:00') },
    });
    const paused = after(handling, bodies['ticket-suspended'], { at: monday });
    expect(stageIn(paused, 'suspended').leftMs).toBe((7.5 + 1.5) * 3_600_000);
    expect(paused.nextDueAt).toBe(at('2026-11-25 09:00'));
    const resumed = after(paused, bodies['ticket-resumed'], { at: at('2026-11-30 09:00') });
    expect(stageIn(resumed, 'handling').handleBy).toBe(at('2026-12-01 10:00'));
  });

  test('a pause of something urgent keeps what was left on the wall clock', () => {
    const evening = at('2026-11-20 19:00');
    const urgent = ticketIn('handling', {
      urgency: 'urgent',
      stage: { state: 'handling', acceptedAt: friday, handleBy: at('2026-11-20 20:00') },
    });
    const paused = after(urgent, bodies['ticket-suspended'], { at: evening });
    const resumed = after(paused, bodies['ticket-resumed'], { at: at('2026-11-21 08:00') });
    expect(stageIn(resumed, 'handling').handleBy).toBe(at('2026-11-21 09:00'));
  });

  test('more time is until when it was granted, before and after accepting', () => {
    const { until } = bodies['extension-granted'];
    const granted = after(
      ticketIn('handling', { extensionAsked: { until, reason: '' } }),
      bodies['extension-granted'],
    );
    expect(stageIn(granted, 'handling').handleBy).toBe(until);
    expect(granted).not.toHaveProperty('extensionAsked');
    expect(stageIn(after(ticketIn('offered'), bodies['extension-granted']), 'offered').handleBy).toBe(until);
    expect(after(ticketIn('handling'), bodies['extension-refused'])).not.toHaveProperty('extensionAsked');
  });

  test('a raised urgency shortens the time and never gives more', () => {
    const hastened = stageIn(after(ticketIn('offered'), bodies['urgency-raised']), 'offered');
    expect(hastened).toMatchObject({ acceptBy: at('2026-11-20 11:00'), handleBy: at('2026-11-20 20:00') });
    const nearlyOver = ticketIn('handling', {
      stage: { state: 'handling', acceptedAt: friday, handleBy: at('2026-11-20 11:00') },
    });
    expect(stageIn(after(nearlyOver, bodies['urgency-raised']), 'handling').handleBy).toBe(
      at('2026-11-20 11:00'),
    );
  });

  test('after running over, the clock looks again on the next working day, an emergency in minutes', () => {
    const overdue = after(ticketIn('handling'), bodies['step-overdue']);
    expect(overdue.overdueCount).toBe(1);
    expect(overdue.nextDueAt).toBe(at('2026-11-23 10:00'));
    const emergency = after(ticketIn('offered', { urgency: 'emergency' }), bodies['step-overdue']);
    expect(emergency.nextDueAt).toBe(friday + 300_000);
  });

  test('a second verifier gets the whole day again, the first keeps what there is', () => {
    const handled = ticketIn('handled', {
      stage: { state: 'handled', finishedAt: friday, verifyBy: friday + 5 },
    });
    const first = after(handled, bodies['verifier-named'], { at: friday + 3 });
    expect(stageIn(first, 'handled').verifyBy).toBe(friday + 5);
    const second = after(first, { type: 'verifier-named', verifierId: 'p-he' }, { at: friday + 5 });
    expect(stageIn(second, 'handled')).toMatchObject({
      verifierId: 'p-he',
      verifyBy: friday + 5 + 86_400_000,
    });
  });

  test('the callback is repeated once, then the ticket is closed', () => {
    const verified = after(ticketIn('handled'), bodies['verification-passed']);
    expect(verified.nextDueAt).toBe(friday + 24 * 3_600_000);
    expect(after(verified, bodies['callback-repeated']).nextDueAt).toBe(friday + 72 * 3_600_000);
  });

  test.each(types)('whatever happens (%s), the ticket knows when the clock must look again', type => {
    const [state] = transitions[type].from;
    if (!state) return expect(type).toBe('ticket-opened');
    const ticket = after(ticketIn(state), bodies[type]);
    return expect(ticket.nextDueAt).toBe(nextDueAt(ticket.stage));
  });
});
