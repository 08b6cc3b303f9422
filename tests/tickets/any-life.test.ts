import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { DAY, HOUR, MINUTE } from '../../src/base/clock.js';
import { verifierFor } from '../../src/dispatch/route.js';
import { advance } from '../../src/tickets/advance.js';
import { nextDueAt, whatIsDue } from '../../src/tickets/due.js';
import { standingsOf } from '../../src/tickets/standing.js';
import type { EventBody, EventType } from '../../src/tickets/ticket-event.js';
import { openStates, type Ticket } from '../../src/tickets/ticket.js';
import { transitions, type Standing } from '../../src/tickets/transitions.js';
import { demoBook, rules } from '../support/demo.js';
import { bodies, friday, ticketIn } from './a-ticket.js';

const people = [
  'xiaotang',
  'laoxu',
  'w-chen',
  'w-zhao',
  'w-li',
  'p-he',
  'o-meng',
  'o-jin',
  'd-wuye-jg',
  'bot',
];
const person = fc.constantFrom(...people);
const offer: fc.Arbitrary<Move['offer']> = fc.record({
  level: fc.constantFrom('grid', 'community', 'street'),
  assigneeId: person,
});

interface Move {
  readonly type: EventType;
  readonly by: string;
  readonly offer: { level: 'grid' | 'community' | 'street'; assigneeId: string };
  readonly wait: number;
  readonly cause: string | undefined;
  /** The bot and the clock act with their own standing. */
  readonly as: Standing;
}

const move: fc.Arbitrary<Move> = fc.record({
  type: fc.constantFrom(...(Object.keys(transitions) as EventType[])),
  by: person,
  offer,
  wait: fc.constantFrom(0, MINUTE, HOUR, DAY, 4 * DAY),
  cause: fc.constantFrom(undefined, 'c1', 'c2', 'c3'),
  as: fc.constantFrom('bot', 'clock'),
});

/** The body of the event with whoever the move names in it. */
function bodyOf({ type, offer: to, by }: Move, at: number): EventBody {
  const body = bodies[type];
  if ('assigneeId' in body) return { ...body, ...to };
  if (body.type === 'verifier-named') return { ...body, verifierId: to.assigneeId };
  if (body.type === 'team-formed') return { ...body, memberIds: [to.assigneeId, by] };
  return 'until' in body ? { ...body, until: at + DAY } : body;
}

/** Most random moves are not allowed; the rest of the time the next step of a usual life is taken. */
function usualStep(ticket: Ticket): EventBody | undefined {
  switch (ticket.stage.state) {
    case 'collecting':
    case 'triage':
      return { type: 'ticket-offered', level: 'grid', assigneeId: 'w-chen' };
    case 'offered':
      return { type: 'ticket-accepted' };
    case 'handling':
      return ticket.history.length % 3 === 0
        ? { type: 'ticket-suspended', until: friday, reason: '' }
        : { type: 'ticket-finished', text: '', mediaIds: [] };
    case 'suspended':
      return { type: 'ticket-resumed' };
    case 'handled':
      return { type: 'verification-passed', text: '', mediaIds: [] };
    case 'verified':
      return { type: 'ticket-closed' };
    default:
      return undefined;
  }
}

/** Who takes the usual step; anybody's turn where it is not the assignee's. */
function usualDoer(ticket: Ticket): string | undefined {
  if (ticket.state === 'verified') return 'bot';
  return ticket.state === 'handled' ? undefined : (ticket.assigneeId ?? undefined);
}

function checkWhole(ticket: Ticket): void {
  expect(ticket.state).toBe(ticket.stage.state);
  expect(ticket.nextDueAt).toBe(nextDueAt(ticket.stage));
  expect(ticket.nextDueAt === null).toBe(!openStates.includes(ticket.state));
  expect(ticket.unitId).toBe(ticket.whereabouts.unitId);
  for (const [place, event] of ticket.history.entries()) {
    expect(event.seq).toBe(place + 1);
    expect(event.from).toBe(ticket.history[place - 1]?.to ?? null);
    if (place > 0) expect(transitions[event.type].from).toContain(event.from);
    if (event.to === 'closed' && event.from !== 'closed') expect(event.from).toBe('verified');
    expect(event.at).toBeGreaterThanOrEqual(ticket.history[place - 1]?.at ?? 0);
  }
  expect(ticket.history.at(-1)?.to).toBe(ticket.state);
  const caused = ticket.history.flatMap(({ type, by, cause }) => (cause ? [`${type} ${by} ${cause}`] : []));
  expect(new Set(caused).size).toBe(caused.length);
  const raiserIds = ticket.raisers.map(raiser => raiser.personId);
  expect(raiserIds[0]).toBe('xiaotang');
  expect(new Set(raiserIds).size).toBe(raiserIds.length);
  const redone = ticket.history.filter(({ type }) => type === 'redo-ordered' || type === 'ticket-reopened');
  expect(ticket.redoCount).toBe(redone.length);
}

const passingOn = ['ticket-handed-over', 'ticket-escalated', 'ticket-returned', 'ticket-transferred'];

/** What is frozen throws when a change is made in place. */
function deepFrozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) deepFrozen(inner);
  return Object.freeze(value);
}

/** Replays who handled it, from the history alone: whoever only passed it on did not. */
function checkVerifiers(ticket: Ticket): void {
  let handlers = new Set<string>();
  const finishers = new Set<string>();
  for (const event of ticket.history) {
    if (event.type === 'ticket-finished') finishers.add(event.by);
    if (passingOn.includes(event.type)) handlers = new Set(finishers);
    if (event.type === 'ticket-accepted' || event.type === 'ticket-finished') handlers.add(event.by);
    if (event.type === 'ticket-taken-over' && event.from !== 'offered' && event.assigneeId !== null)
      handlers.add(event.assigneeId);
    if (event.type === 'team-formed') for (const id of event.memberIds) handlers.add(id);
    if (event.type === 'verification-passed' || event.type === 'verification-failed')
      expect(handlers).not.toContain(event.by);
    if (event.type === 'verifier-named') expect(handlers).not.toContain(event.verifierId);
  }
}

test('whatever happens in whatever order, by whomever, a ticket stays in order', () => {
  const reached = new Set<string>();
  const life = fc.array(fc.record({ move, isUsual: fc.boolean() }), { maxLength: 60, size: 'max' });
  fc.assert(
    fc.property(life, moves => {
      let ticket = deepFrozen(ticketIn('collecting', { assigneeId: null, handlerIds: [] }));
      let at = friday;
      for (const { move: next, isUsual } of moves) {
        at += next.wait;
        const body = (isUsual ? usualStep(ticket) : undefined) ?? bodyOf(next, at);
        const by = (isUsual ? usualDoer(ticket) : undefined) ?? next.by;
        const standings = by === 'bot' ? [next.as] : standingsOf(ticket, by, demoBook);
        const raiser = { personId: by, conversation: { kind: 'direct', contactId: by }, at } as const;
        const cause = next.cause === undefined ? {} : { cause: next.cause };
        const outcome = advance(ticket, body, { by, standings, at, raiser, ...cause }, rules);
        if (outcome.done) ticket = deepFrozen(outcome.ticket);
        reached.add(ticket.state);
        if (ticket.state !== ticket.stage.state)
          throw new Error(`${ticket.state} is not ${ticket.stage.state}`);
      }
      checkWhole(ticket);
      checkVerifiers(ticket);
    }),
    { numRuns: 600 },
  );
  expect(reached).toContain('closed');
  expect(reached).toContain('suspended');
});

test('left to the clock alone, no ticket is stuck: what is due always moves the moment on', () => {
  for (const state of openStates) {
    let ticket = ticketIn(state);
    for (let round = 0; round < 30 && ticket.nextDueAt !== null; round += 1) {
      const now = Math.max(ticket.nextDueAt, friday);
      const work = whatIsDue(ticket, now);
      expect(work).toBeDefined();
      const body = work?.kind === 'event' ? work.body : (byRoom(ticket) ?? { type: 'ticket-closed' });
      const outcome = advance(ticket, body, { by: 'bot', standings: ['clock'], at: now }, rules);
      expect([state, body.type, outcome.done]).toEqual([state, body.type, true]);
      if (!outcome.done) return;
      expect(outcome.ticket.nextDueAt ?? Infinity).toBeGreaterThan(now);
      ticket = outcome.ticket;
    }
  }
});

/** What the rooms decide for a ticket that came due. */
function byRoom(ticket: Ticket): EventBody | undefined {
  if (ticket.state === 'collecting') return { type: 'ticket-offered', level: 'grid', assigneeId: 'w-chen' };
  if (ticket.state === 'offered') return { type: 'step-overdue', step: 'accept' };
  const named = ticket.stage.state === 'handled' ? ticket.stage.verifierId : undefined;
  const verifierId = verifierFor(ticket, demoBook, named === undefined ? [] : [named]);
  return verifierId === undefined
    ? { type: 'step-overdue', step: 'verify' }
    : { type: 'verifier-named', verifierId };
}
