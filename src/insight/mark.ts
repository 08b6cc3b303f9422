import type { Moment } from '../base/clock.js';
import type { PersonId } from '../base/ids.js';
import type { DueRules } from '../tickets/due.js';
import type { TicketEvent } from '../tickets/ticket-event.js';
import type { Rating, Ticket } from '../tickets/ticket.js';

/** What is counted of tickets. Each is something that happened at one moment, so that counts of spans and of grids add up. */
export const markNames = [
  'opened',
  /** Opened from what a member of staff said: found by themselves. */
  'found',
  /** Somebody took it on, or said why not, before the time for it was over; else at the moment at which that time was over. */
  'respondedInTime',
  'respondedLate',
  'finished',
  'verified',
  'verifiedOnTime',
  'verificationFailed',
  'closed',
  'closedOnTime',
  'closedByTeam',
  'resolved',
  'satisfied',
  'fair',
  'unsatisfied',
  'unrated',
  'declined',
  'withdrawn',
  'merged',
  'redo',
  'escalated',
  'escalatedToDistrict',
  'transferred',
  'returned',
  'overdue',
  'extended',
  'suspended',
  'supported',
  'urged',
] as const;
export type MarkName = (typeof markNames)[number];

/** One thing to count. */
export interface Mark {
  readonly at: Moment;
  readonly name: MarkName;
}

/** What is needed besides the ticket to tell what its history means. */
export interface Judging {
  readonly dueAt: DueRules['dueAt'];
  /** Whether somebody's words move tickets. */
  readonly isStaff: (personId: PersonId) => boolean;
}

/** Everything to count in a ticket's history, in its order. */
export function marksOf(ticket: Ticket, judging: Judging): readonly Mark[] {
  const response = responseTo(ticket.history);
  return ticket.history.flatMap((event, at) => {
    const names = namesOf(event, ticket, at, judging);
    const answer = response?.event === event ? [response.name] : [];
    return [...names, ...answer].map(name => ({ at: event.at, name }));
  });
}

function namesOf(event: TicketEvent, ticket: Ticket, at: number, judging: Judging): readonly MarkName[] {
  const before = ticket.history.slice(0, at);
  switch (event.type) {
    case 'ticket-opened':
      return judging.isStaff(event.by) ? ['opened', 'found'] : ['opened'];
    case 'ticket-finished':
      return ['finished'];
    case 'verification-passed':
      return isOnTime(event, ticket, before, judging) ? ['verified', 'verifiedOnTime'] : ['verified'];
    case 'verification-failed':
      return isOnTime(event, ticket, before, judging)
        ? ['verified', 'verificationFailed', 'verifiedOnTime']
        : ['verified', 'verificationFailed'];
    case 'ticket-closed':
      return closingNames(before);
    case 'ticket-declined':
      return ['declined'];
    case 'ticket-withdrawn':
      return ['withdrawn'];
    case 'ticket-merged':
      return ['merged'];
    case 'redo-ordered':
    case 'ticket-reopened':
      return ['redo'];
    case 'ticket-escalated':
      return event.level === 'district' ? ['escalated', 'escalatedToDistrict'] : ['escalated'];
    case 'ticket-transferred':
      return ['transferred'];
    case 'ticket-returned':
      return ['returned'];
    case 'step-overdue':
      return ['overdue'];
    case 'extension-granted':
      return ['extended'];
    case 'ticket-suspended':
      return ['suspended'];
    case 'ticket-supported':
      return ['supported'];
    case 'ticket-urged':
      return ['urged'];
    default:
      return [];
  }
}

const answers = ['ticket-accepted', 'ticket-declined'];

/** The event that decides whether the report was answered in time. Withdrawn before that, nobody is to blame or to praise. */
function responseTo(
  history: readonly TicketEvent[],
): { readonly event: TicketEvent; readonly name: MarkName } | undefined {
  const event = history.find(
    one =>
      answers.includes(one.type) || (one.type === 'step-overdue' && ['triage', 'accept'].includes(one.step)),
  );
  if (!event) return undefined;
  return { event, name: event.type === 'step-overdue' ? 'respondedLate' : 'respondedInTime' };
}

/** Whether the check came in the time that it has, counted from what was said to be finished. */
function isOnTime(
  check: TicketEvent,
  ticket: Ticket,
  before: readonly TicketEvent[],
  { dueAt }: Judging,
): boolean {
  const finished = before.findLast(event => event.type === 'ticket-finished');
  return finished !== undefined && check.at <= dueAt('verify', ticket, finished.at);
}

function closingNames(before: readonly TicketEvent[]): readonly MarkName[] {
  const rating = ratingOfRound(before);
  const isLate = before.some(event => event.type === 'step-overdue' && event.step === 'handle');
  const isTeamWork = before.some(event => event.type === 'team-formed');
  return [
    'closed',
    rating,
    ...(rating === 'unsatisfied' ? [] : (['resolved'] as const)),
    ...(isLate ? [] : (['closedOnTime'] as const)),
    ...(isTeamWork ? (['closedByTeam'] as const) : []),
  ];
}

/** The worst of what everybody said last since it was finished; who said nothing is no vote. */
export function ratingOfRound(before: readonly TicketEvent[]): Rating | 'unrated' {
  const finishedAt = before.findLastIndex(event => event.type === 'ticket-finished');
  const byPerson = new Map<PersonId, Rating>();
  for (const event of before.slice(finishedAt + 1)) {
    if (event.type === 'result-rated') byPerson.set(event.by, event.rating);
  }
  const ratings = [...byPerson.values()];
  return (
    (['unsatisfied', 'fair', 'satisfied'] as const).find(rating => ratings.includes(rating)) ?? 'unrated'
  );
}
