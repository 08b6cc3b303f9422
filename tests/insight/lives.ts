import * as fc from 'fast-check';
import { DAY, HOUR, MINUTE } from '../../src/base/clock.js';
import type { Deed } from '../../src/tasks/deed.js';
import { deedKinds } from '../../src/tasks/deed.js';
import { advance, opened } from '../../src/tickets/advance.js';
import type { EventBody, EventType } from '../../src/tickets/ticket-event.js';
import type { Ticket } from '../../src/tickets/ticket.js';
import { transitions } from '../../src/tickets/transitions.js';
import { demoBook, rules } from '../support/demo.js';
import { bodies, friday, ticketIn } from '../tickets/a-ticket.js';

/** Units of every level: most things happen in micro-grids, some belong to a grid or to a whole community. */
const unitIds = ['jgy-3', 'jgy-6', 'hsl-4', 'lyl-7', 'whl-1', 'jingui-1', 'liuyuan', 'guihua'];
const people = ['xiaotang', 'w-chen', 'w-zhao', 'p-he', 'o-meng', 'd-wuye-jg'];

interface Step {
  readonly type: EventType;
  readonly by: string;
  readonly wait: number;
  readonly rating: 'satisfied' | 'fair' | 'unsatisfied';
}

const step: fc.Arbitrary<Step> = fc.record({
  type: fc.constantFrom(...(Object.keys(transitions) as EventType[])),
  by: fc.constantFrom(...people),
  wait: fc.constantFrom(0, MINUTE, HOUR, 9 * HOUR, DAY, 3 * DAY),
  rating: fc.constantFrom('satisfied', 'fair', 'unsatisfied'),
});

/** What usually comes next; a checked ticket is rated first, or closed without a word. */
function usualNext({ state, history }: Ticket, isRated: boolean): EventType {
  switch (state) {
    case 'offered':
      return 'ticket-accepted';
    case 'handling':
      return 'ticket-finished';
    case 'suspended':
      return 'ticket-resumed';
    case 'handled':
      return 'verification-passed';
    case 'verified':
      return isRated && history.at(-1)?.type !== 'result-rated' ? 'result-rated' : 'ticket-closed';
    default:
      return 'ticket-offered';
  }
}

function bodyOf({ type, rating }: Step, at: number): EventBody {
  const body = bodies[type];
  if (body.type === 'result-rated') return { ...body, rating };
  return 'until' in body ? { ...body, until: at + DAY } : body;
}

interface Life {
  readonly unitId: string;
  readonly category: string;
  readonly opener: string;
  readonly begins: number;
  readonly steps: readonly { readonly step: Step; readonly isUsual: boolean; readonly isRated: boolean }[];
}

const life: fc.Arbitrary<Life> = fc.record({
  unitId: fc.constantFrom(...unitIds),
  category: fc.constantFrom('02', '08', '13'),
  opener: fc.constantFrom(...people),
  begins: fc.integer({ min: 0, max: 40 * 24 }),
  steps: fc.array(fc.record({ step, isUsual: fc.boolean(), isRated: fc.boolean() }), {
    maxLength: 40,
    size: 'max',
  }),
});

/** What a life comes to: whoever may does what is allowed; the rest is passed over. */
function lived({ unitId, category, opener, begins, steps }: Life, nth: number): Ticket {
  let at = friday + begins * HOUR;
  const blank = {
    ...ticketIn('collecting'),
    id: `t-${nth}`,
    number: `WG-20261120-${String(nth).padStart(4, '0')}`,
    unitId,
    whereabouts: { unitId, place: '' },
    category,
    assigneeId: null,
    handlerIds: [],
    openedAt: at,
    history: [],
  };
  let ticket = opened(blank, { by: opener, standings: ['bot'], at });
  for (const { step: drawn, isUsual, isRated } of steps) {
    const next = isUsual ? { ...drawn, type: usualNext(ticket, isRated) } : drawn;
    at += next.wait;
    const doer = { by: next.by, standings: transitions[next.type].by, at };
    const outcome = advance(ticket, bodyOf(next, at), doer, rules);
    if (outcome.done) ticket = outcome.ticket;
  }
  return ticket;
}

/** Tickets that have lived in whatever way, in units of every level. */
export const tickets: fc.Arbitrary<readonly Ticket[]> = fc
  .array(life, { maxLength: 12 })
  .map(lives => lives.map(lived));

/** Deeds of whatever kind. */
export const deeds: fc.Arbitrary<readonly Deed[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...deedKinds),
      personId: fc.constantFrom(...people),
      gridId: fc.constantFrom('jingui-1', 'jingui-2', 'liuyuan-1', 'liuyuan'),
      at: fc.integer({ min: 0, max: 40 * 24 }).map(hours => friday + hours * HOUR),
      isComplete: fc.boolean(),
    }),
    { maxLength: 20 },
  )
  .map(list =>
    list.map((deed, nth) => ({
      id: `bot|d-${nth}`,
      ...deed,
      unitId: deed.gridId,
      place: '',
      text: '',
      mediaIds: [],
      hasLocation: false,
    })),
  );

/** A span that begins and ends at midnight, or not. */
export const span = fc
  .tuple(fc.integer({ min: -10, max: 50 * 24 }), fc.integer({ min: 1, max: 40 * 24 }))
  .map(([from, hours]) => ({ from: friday + from * HOUR, below: friday + (from + hours) * HOUR }));

export const judging = {
  dueAt: (...asked: Parameters<typeof rules.dueAt>) => rules.dueAt(...asked),
  isStaff: (personId: string) =>
    demoBook.person(personId)?.roles.some(({ role }) => role !== 'resident') ?? false,
};
