import { dayOf, daysLater } from '../base/china-time.js';
import type { PersonId, UnitId } from '../base/ids.js';
import { isNumberOf, type Command, type Verb } from '../intake/command.js';
import { hasTakenPart, standingsOf } from '../tickets/standing.js';
import { openStates, type Ticket, type TicketState } from '../tickets/ticket.js';
import type { House } from './house.js';
import type { Speaker } from './speaker.js';

/** Which tickets a word of a staff member may mean when no number is given: whose, in which states. */
interface Reach {
  readonly states: readonly TicketState[];
  readonly whose: 'assignee' | 'hands' | 'verifier' | 'officer';
  /** Without one of their own, the word may mean a ticket that the speaker supervises, had in hand before or was called to. */
  readonly besides?: 'supervised' | 'concerned' | 'called';
  readonly only?: (ticket: Ticket) => boolean;
}

const reaches: Readonly<Partial<Record<Verb, Reach>>> = {
  accept: { states: ['offered'], whose: 'assignee', besides: 'called' },
  arrive: { states: ['offered', 'handling'], whose: 'hands', besides: 'called' },
  finish: { states: ['handling', 'offered'], whose: 'hands' },
  escalate: { states: ['offered', 'handling'], whose: 'assignee' },
  return: { states: ['offered', 'handling'], whose: 'assignee' },
  'hand-over': { states: ['offered', 'handling', 'triage'], whose: 'assignee', besides: 'supervised' },
  'team-up': { states: ['offered', 'handling'], whose: 'assignee', besides: 'supervised' },
  extend: { states: ['offered', 'handling'], whose: 'hands' },
  suspend: { states: ['handling'], whose: 'assignee' },
  resume: { states: ['suspended'], whose: 'assignee' },
  note: { states: ['offered', 'handling', 'suspended'], whose: 'hands', besides: 'concerned' },
  publish: { states: openStates, whose: 'hands' },
  verify: { states: ['handled'], whose: 'verifier' },
  'verify-failed': { states: ['handled'], whose: 'verifier' },
  agree: {
    states: ['offered', 'handling'],
    whose: 'officer',
    only: ticket => ticket.extensionAsked !== undefined,
  },
  refuse: {
    states: ['offered', 'handling'],
    whose: 'officer',
    only: ticket => ticket.extensionAsked !== undefined,
  },
  'take-on': { states: ['triage', 'offered'], whose: 'officer', only: ticket => ticket.state === 'triage' },
  recategorise: { states: ['triage'], whose: 'officer' },
  decline: { states: ['triage'], whose: 'officer' },
};

const DAYS_BACK = 14;

/** Tickets meant by the numbers that were named, or quoted; in the order named, those not found left out. */
export async function namedTickets(
  house: House,
  command: Command,
  quoted: string,
  speaker: Speaker,
): Promise<readonly Ticket[]> {
  const quotedNumbers =
    command.numbers.length > 0 ? [] : [...quoted.matchAll(/WG-\d{8}-\d{4,}/g)].map(([whole]) => whole);
  const tickets: Ticket[] = [];
  for (const named of [...command.numbers, ...new Set(quotedNumbers)]) {
    const ticket = await byName(house, named, speaker);
    if (ticket) tickets.push(ticket);
  }
  return tickets;
}

/** A whole number is looked up; four digits mean the latest such ticket that concerns the speaker. */
async function byName(house: House, named: string, speaker: Speaker): Promise<Ticket | undefined> {
  if (named.startsWith('WG-')) return house.tickets.byNumber(named);
  const today = dayOf(house.clock.now());
  const concerned: Ticket[] = [];
  for (let back = 0; back <= DAYS_BACK; back += 1) {
    const number = `WG-${daysLater(today, -back).replaceAll('-', '')}-${named}`;
    const ticket = await house.tickets.byNumber(number);
    if (ticket && concerns(house, ticket, speaker)) concerned.push(ticket);
  }
  return (
    concerned.find(ticket => isNumberOf(named, ticket.number) && openStates.includes(ticket.state)) ??
    concerned[0]
  );
}

function concerns(house: House, ticket: Ticket, speaker: Speaker): boolean {
  const book = house.roster.book;
  const isHere = speaker.room !== undefined && book.isWithin(ticket.unitId, speaker.room.unitId);
  if (!speaker.person) return isHere;
  return isHere || standingsOf(ticket, speaker.person.id, book).some(standing => standing !== 'resident');
}

/** Tickets a word may mean that came without a number. */
export async function reachableTickets(
  house: House,
  verb: Verb,
  personId: PersonId,
): Promise<readonly Ticket[]> {
  const reach = reaches[verb];
  if (!reach) return [];
  const fits = (ticket: Ticket): boolean => reach.only?.(ticket) ?? true;
  const isOwn = (ticket: Ticket): boolean => fits(ticket) && isWhose(house, ticket, personId, reach.whose);
  if (reach.whose === 'assignee') {
    const own = (await house.tickets.ofAssignee(personId, reach.states)).filter(fits);
    if (own.length > 0 || reach.besides === undefined) return own;
  }
  const tickets = await house.tickets.ofUnits(unitsOf(house, personId), reach.states);
  const own = tickets.filter(isOwn);
  const { besides } = reach;
  if (own.length > 0 || besides === undefined) return own;
  return tickets.filter(ticket => isBeside(house, ticket, personId, besides));
}

function isBeside(
  house: House,
  ticket: Ticket,
  personId: PersonId,
  how: NonNullable<Reach['besides']>,
): boolean {
  if (how === 'called') return standingsOf(ticket, personId, house.roster.book).includes('called');
  return ticket.supervisorId === personId || (how === 'concerned' && hasTakenPart(ticket, personId));
}

/** Finished tickets that somebody took part in, and therefore may not check. */
export async function handledBy(house: House, personId: PersonId): Promise<readonly Ticket[]> {
  const finished = await house.tickets.ofUnits(unitsOf(house, personId), ['handled']);
  return finished.filter(ticket => ticket.handlerIds.includes(personId));
}

function isWhose(house: House, ticket: Ticket, personId: PersonId, whose: Reach['whose']): boolean {
  const standings = standingsOf(ticket, personId, house.roster.book);
  switch (whose) {
    case 'assignee':
      return standings.includes('assignee');
    case 'hands':
      return standings.includes('assignee') || standings.includes('team');
    case 'verifier':
      return standings.includes('verifier');
    case 'officer':
      return standings.includes('officer');
    default:
      return whose satisfies never;
  }
}

/** Every unit that lies within one of the person's own, or in the same community for those who work in a grid. */
function unitsOf(house: House, personId: PersonId): readonly UnitId[] {
  const { book } = house.roster;
  const roots = book.rolesOf(personId).map(held => {
    const unit = book.unit(held.unitId);
    const isLow = unit?.level === 'grid' || unit?.level === 'microgrid';
    return isLow ? (book.unitAt(held.unitId, 'community')?.id ?? held.unitId) : held.unitId;
  });
  return [...new Set([...new Set(roots)].flatMap(root => book.within(root).map(unit => unit.id)))];
}
