import type { Deed } from '../../src/tasks/deed.js';
import type { TaskEvent } from '../../src/tasks/task-event.js';
import type { EventType, TicketEvent } from '../../src/tickets/ticket-event.js';
import type { Ticket } from '../../src/tickets/ticket.js';

/** A half-open stretch of time. */
export interface Stretch {
  readonly from: number;
  readonly below: number;
}

/** From the first day's midnight in China to the midnight after the last. */
export function stretch(from: string, to: string): Stretch {
  return {
    from: Date.parse(`${from}T00:00:00+08:00`),
    below: Date.parse(`${to}T00:00:00+08:00`) + 86_400_000,
  };
}

export function lies(at: number, { from, below }: Stretch): boolean {
  return at >= from && at < below;
}

/** The grid of a unit by its name alone: `gx-3-12` lies in `gx-3`; what lies in no grid stands for itself. */
export function gridOf(unitId: string): string {
  return /^gx-\d+/u.exec(unitId)?.[0] ?? unitId;
}

/** Which events count as what in books; each is a plain number of events. */
export const counting = {
  opened: ['ticket-opened'],
  finished: ['ticket-finished'],
  verified: ['verification-passed', 'verification-failed'],
  verificationFailed: ['verification-failed'],
  closed: ['ticket-closed'],
  declined: ['ticket-declined'],
  withdrawn: ['ticket-withdrawn'],
  merged: ['ticket-merged'],
  redo: ['redo-ordered', 'ticket-reopened'],
  escalated: ['ticket-escalated'],
  transferred: ['ticket-transferred'],
  returned: ['ticket-returned'],
  overdue: ['step-overdue'],
  extended: ['extension-granted'],
  suspended: ['ticket-suspended'],
  supported: ['ticket-supported'],
  urged: ['ticket-urged'],
} as const satisfies Readonly<Record<string, readonly EventType[]>>;
export type Counted = keyof typeof counting;

/** An event with its ticket. */
export interface Happened {
  readonly ticket: Ticket;
  readonly event: TicketEvent;
}

export function happenings(tickets: readonly Ticket[], within: Stretch): readonly Happened[] {
  return tickets.flatMap(ticket =>
    ticket.history.filter(({ at }) => lies(at, within)).map(event => ({ ticket, event })),
  );
}

/** How often each thing happened. */
export function countEvents(happened: readonly Happened[]): Record<Counted, number> {
  const ofType = new Map<string, number>();
  for (const { event } of happened) ofType.set(event.type, (ofType.get(event.type) ?? 0) + 1);
  return Object.fromEntries(
    Object.entries(counting).map(([name, types]) => [
      name,
      types.reduce((sum, type) => sum + (ofType.get(type) ?? 0), 0),
    ]),
  ) as Record<Counted, number>;
}

/** What somebody's complete deeds of each kind come to. */
export function countDeeds(deeds: readonly Deed[], within: Stretch): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind, at, isComplete } of deeds)
    if (isComplete && lies(at, within)) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** The ratings with which tickets were closed: the worst of everybody's last word since it was finished. */
export function countRatings(tickets: readonly Ticket[], within: Stretch): Record<string, number> {
  const counts: Record<string, number> = { satisfied: 0, fair: 0, unsatisfied: 0, unrated: 0 };
  for (const { history } of tickets) {
    let said = new Map<string, string>();
    for (const event of history) {
      if (event.type === 'ticket-finished') said = new Map();
      if (event.type === 'result-rated') said.set(event.by, event.rating);
      if (event.type !== 'ticket-closed' || !lies(event.at, within)) continue;
      const worst = ['unsatisfied', 'fair', 'satisfied'].find(rating => [...said.values()].includes(rating));
      counts[worst ?? 'unrated'] = (counts[worst ?? 'unrated'] ?? 0) + 1;
    }
  }
  return counts;
}

const over = ['closed', 'declined', 'withdrawn', 'merged'];

/** Tickets that were there and not over when the stretch ended. */
export function stillOpen(tickets: readonly Ticket[], { below }: Stretch): number {
  return tickets.filter(({ history }) => {
    const state = history.filter(({ at }) => at < below).at(-1)?.to;
    return state !== undefined && !over.includes(state);
  }).length;
}

/** What a person earned by tickets, by kind: counted from the histories alone. */
export function earnedByTickets(
  tickets: readonly Ticket[],
  isStaff: (id: string) => boolean,
): Map<string, Record<string, number>> {
  const earned = new Map<string, Record<string, number>>();
  const give = (person: string | undefined, kind: string): void => {
    if (person === undefined || person === 'bot') return;
    const own = earned.get(person) ?? {};
    own[kind] = (own[kind] ?? 0) + 1;
    earned.set(person, own);
  };
  for (const { history } of tickets) earnedBy(history, isStaff, give);
  return earned;
}

function earnedBy(
  history: readonly TicketEvent[],
  isStaff: (id: string) => boolean,
  give: (person: string | undefined, kind: string) => void,
): void {
  const once = new Set<string>();
  const giveOnce = (person: string | undefined, kind: string): void => {
    if (once.has(`${person} ${kind}`)) return;
    once.add(`${person} ${kind}`);
    give(person, kind);
  };
  const opener = history[0]?.by;
  let finisher: string | undefined;
  let helpers: string[] = [];
  let said = new Map<string, string>();
  for (const event of history) {
    if (event.type === 'verification-passed') {
      give(event.by, 'checked');
      giveOnce(opener, opener !== undefined && isStaff(opener) ? 'found-matter' : 'useful-report');
      giveOnce(finisher, 'handled');
      for (const helper of helpers) if (helper !== finisher) giveOnce(helper, 'helped');
    }
    if (event.type === 'verification-failed') {
      give(event.by, 'checked');
      give(finisher, 'redone');
    }
    if (event.type === 'redo-ordered' || event.type === 'ticket-reopened') give(finisher, 'redone');
    if (
      event.type === 'ticket-closed' &&
      said.size > 0 &&
      [...said.values()].every(rating => rating === 'satisfied')
    )
      giveOnce(finisher, 'satisfied');
    if ('assigneeId' in event) helpers = [];
    if (event.type === 'team-formed') helpers.push(...event.memberIds);
    if (event.type === 'result-rated') said.set(event.by, event.rating);
    if (event.type === 'ticket-finished') {
      finisher = event.by;
      said = new Map();
    }
  }
}

/** The units of a pushed task that were said to be done, and not sent back since: counted from its events alone. */
export function finishedByEvents(history: readonly TaskEvent[]): ReadonlySet<string> {
  const finished = new Set<string>();
  for (const event of history) {
    if (event.type === 'share-finished') for (const id of event.unitIds) finished.add(id);
    if (event.type === 'result-rejected')
      for (const id of event.unitIds.length > 0 ? event.unitIds : [...finished]) finished.delete(id);
  }
  return finished;
}
