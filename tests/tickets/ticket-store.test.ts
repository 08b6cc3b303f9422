import { describe, expect, test } from '@jest/globals';
import { advance } from '../../src/tickets/advance.js';
import { TicketStore } from '../../src/tickets/ticket-store.js';
import { memoryStore } from '../support/memory-store.js';
import { rules } from '../support/demo.js';
import { at, bodies, friday, ticketIn } from './a-ticket.js';

function draft(origin: string, more: Parameters<typeof ticketIn>[1] = {}) {
  return ticketIn('offered', { id: `t-${origin}`, origin, ...more });
}

describe('numbers', () => {
  test('count from one every day of China, without gaps', async () => {
    const tickets = await TicketStore.open(memoryStore());
    const late = at('2026-11-20 23:59');
    const numbers: string[] = [];
    for (const [origin, openedAt] of [
      ['a', friday],
      ['b', late],
      ['c', late + 60_000],
    ] as const)
      numbers.push((await tickets.open(draft(origin, { openedAt }))).ticket.number);
    expect(numbers).toEqual(['WG-20261120-0001', 'WG-20261120-0002', 'WG-20261121-0001']);
  });

  test('are never given twice, however many are opened at once', async () => {
    const store = memoryStore();
    const [one, other] = [await TicketStore.open(store), await TicketStore.open(store)];
    const origins = Array.from({ length: 200 }, (_, place) => `m${place}`);
    const opened = await Promise.all(
      origins.map((origin, place) => (place % 2 === 0 ? one : other).open(draft(origin))),
    );
    const numbers = opened.map(({ ticket }) => ticket.number).toSorted();
    expect(numbers).toEqual(origins.map((_, place) => `WG-20261120-${String(place + 1).padStart(4, '0')}`));
  });

  test('go on after 9999', async () => {
    const disk = new Map();
    const store = memoryStore(disk);
    const tickets = await TicketStore.open(store);
    const counters = await store.collection<{ id: string; last: number }>({ name: 'counters' });
    await counters.insert({ id: 'ticket:20261120', last: 9_999 });
    expect((await tickets.open(draft('a'))).ticket.number).toBe('WG-20261120-10000');
  });
});

describe('opening', () => {
  test('from the same message again finds the ticket there is', async () => {
    const tickets = await TicketStore.open(memoryStore());
    const first = await tickets.open(draft('a'));
    expect(first.isNew).toBe(true);
    expect(await tickets.open(draft('a', { id: 'another' }))).toEqual({ isNew: false, ticket: first.ticket });
  });

  test('from the same message twice at once opens one', async () => {
    const tickets = await TicketStore.open(memoryStore());
    const both = await Promise.all([
      tickets.open(draft('a', { id: 'x' })),
      tickets.open(draft('a', { id: 'y' })),
    ]);
    expect(both.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(both.map(({ ticket }) => ticket.id)).size).toBe(1);
    expect(await tickets.all()).toHaveLength(1);
  });
});

describe('finding', () => {
  test('what is due comes in the order in which it fell due', async () => {
    const tickets = await TicketStore.open(memoryStore());
    for (const [origin, acceptBy] of [
      ['a', 30],
      ['b', 10],
      ['c', 20],
    ] as const)
      await tickets.open(draft(origin, { stage: { state: 'offered', acceptBy, handleBy: 99 } }));
    await tickets.open(ticketIn('closed', { id: 'done', origin: 'd' }));
    expect((await tickets.due(20, 10)).map(ticket => ticket.origin)).toEqual(['b', 'c']);
    expect(await tickets.nextDueAt()).toBe(10);
  });

  test('tickets of several states come newest first, whatever their state, page after page', async () => {
    const tickets = await TicketStore.open(memoryStore());
    const moments = Array.from({ length: 450 }, (_, place) => friday + ((place * 7_919) % 450) * 1_000);
    for (const [place, openedAt] of moments.entries()) {
      const state = (['closed', 'declined', 'withdrawn'] as const)[place % 3] ?? 'closed';
      await tickets.open(ticketIn(state, { id: `t${place}`, origin: `m${place}`, openedAt }));
    }
    const found: number[] = [];
    for await (const ticket of tickets.newestFirst(['closed', 'declined'])) found.push(ticket.openedAt);
    const expected = moments.filter((_, place) => place % 3 < 2).toSorted((a, b) => b - a);
    expect(found).toEqual(expected);
  });

  test('a neighbour’s tickets are those raised or joined, and no longer those left', async () => {
    const tickets = await TicketStore.open(memoryStore());
    const { ticket } = await tickets.open(draft('a'));
    const raiser = {
      personId: 'laoxu',
      conversation: { kind: 'direct', contactId: 'laoxu' },
      at: 1,
    } as const;
    const doer = { by: 'laoxu', standings: ['resident', 'raiser'], at: friday, raiser } as const;
    const does = (type: 'ticket-supported' | 'support-taken-back') =>
      tickets.change(ticket.id, now => {
        const outcome = advance(now, bodies[type], doer, rules);
        return outcome.done ? outcome.ticket : undefined;
      });
    await does('ticket-supported');
    expect((await tickets.ofRaiser('laoxu')).map(found => found.id)).toEqual([ticket.id]);
    await does('support-taken-back');
    expect(await tickets.ofRaiser('laoxu')).toEqual([]);
    await does('ticket-supported');
    expect(await tickets.ofRaiser('laoxu')).toHaveLength(1);
    expect(await tickets.ofRaiser('xiaotang')).toHaveLength(1);
  });

  test('photos of a ticket are known as such, those that came later, too', async () => {
    const tickets = await TicketStore.open(memoryStore());
    const { ticket } = await tickets.open(draft('a', { mediaIds: ['p0'] }));
    await tickets.change(ticket.id, now => {
      const outcome = advance(
        now,
        bodies['detail-added'],
        { by: 'a', standings: ['raiser'], at: friday },
        rules,
      );
      return outcome.done ? outcome.ticket : undefined;
    });
    expect([
      await tickets.holdsPhoto('p0'),
      await tickets.holdsPhoto('p1'),
      await tickets.holdsPhoto('p2'),
    ]).toEqual([true, true, false]);
  });

  test('two changes at once are both kept', async () => {
    const tickets = await TicketStore.open(memoryStore());
    const { ticket } = await tickets.open(draft('a'));
    const note = (by: string) =>
      tickets.change(ticket.id, now => {
        const outcome = advance(
          now,
          bodies['progress-noted'],
          { by, standings: ['team'], at: friday },
          rules,
        );
        return outcome.done ? outcome.ticket : undefined;
      });
    await Promise.all(['a', 'b', 'c', 'd'].map(note));
    const after = await tickets.get(ticket.id);
    expect(after?.history.map(event => event.seq)).toEqual([1, 2, 3, 4, 5]);
    expect(after?.details.map(detail => detail.personId).toSorted()).toEqual(['a', 'b', 'c', 'd']);
  });
});
