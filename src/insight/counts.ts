import { dayOf, type Day } from '../base/china-time.js';
import type { Span } from '../tasks/deed-book.js';
import { deedKinds, type Deed, type DeedKind } from '../tasks/deed.js';
import { openStates, type Ticket } from '../tickets/ticket.js';
import { markNames, marksOf, type Judging, type MarkName } from './mark.js';
import { isWithin } from './period.js';

/** Opened and closed, of a category or a day. */
export interface Flow {
  readonly opened: number;
  readonly closed: number;
}

/** What happened in a span. Counts of different grids, and of spans that follow each other, add up. */
export interface Counts {
  readonly marks: Readonly<Record<MarkName, number>>;
  /** Complete ones only. */
  readonly deeds: Readonly<Record<DeedKind, number>>;
  /** By category code. */
  readonly byCategory: Readonly<Record<string, Flow>>;
  readonly byDay: Readonly<Record<Day, Flow>>;
}

/** What stands at the end of a span; adds up over grids. */
export interface Backlog {
  readonly open: number;
  /** Of these, the ones whose time for handling is over. */
  readonly late: number;
}

export const noCounts: Counts = {
  marks: allZero(markNames),
  deeds: allZero(deedKinds),
  byCategory: {},
  byDay: {},
};

/** Counts what happened to the tickets and what was done within the span. */
export function countsOf(
  { tickets, deeds }: { readonly tickets: readonly Ticket[]; readonly deeds: readonly Deed[] },
  span: Span,
  judging: Judging,
): Counts {
  const marks = allZero(markNames);
  const byCategory: Record<string, Flow> = {};
  const byDay: Record<Day, Flow> = {};
  for (const ticket of tickets) {
    for (const { at, name } of marksOf(ticket, judging)) {
      if (!isWithin(at, span)) continue;
      marks[name] += 1;
      if (name !== 'opened' && name !== 'closed') continue;
      raise(byCategory, ticket.category, name);
      raise(byDay, dayOf(at), name);
    }
  }
  return { marks, deeds: countDeeds(deeds, span), byCategory, byDay };
}

function countDeeds(deeds: readonly Deed[], span: Span): Record<DeedKind, number> {
  const counted = allZero(deedKinds);
  for (const { kind, at, isComplete } of deeds) if (isComplete && isWithin(at, span)) counted[kind] += 1;
  return counted;
}

/** The counts together. */
export function sumOf(counts: readonly Counts[]): Counts {
  const marks = allZero(markNames);
  const deeds = allZero(deedKinds);
  const byCategory: Record<string, Flow> = {};
  const byDay: Record<Day, Flow> = {};
  for (const one of counts) {
    for (const name of markNames) marks[name] += one.marks[name];
    for (const kind of deedKinds) deeds[kind] += one.deeds[kind];
    addFlows(byCategory, one.byCategory);
    addFlows(byDay, one.byDay);
  }
  return { marks, deeds, byCategory, byDay };
}

/** What was open when the span ended, whatever happened since. */
export function backlogOf(tickets: readonly Ticket[], { below }: Pick<Span, 'below'>): Backlog {
  let open = 0;
  let late = 0;
  for (const { history } of tickets) {
    const until = history.filter(event => event.at < below);
    const state = until.at(-1)?.to;
    if (state === undefined || !openStates.includes(state)) continue;
    open += 1;
    const begun = until.findLastIndex(event => 'assigneeId' in event || event.type === 'extension-granted');
    const isLate = until
      .slice(begun + 1)
      .some(event => event.type === 'step-overdue' && event.step === 'handle');
    if (isLate) late += 1;
  }
  return { open, late };
}

/** So many of so many; the share is null where there is nothing to judge by. */
export interface Rate {
  readonly part: number;
  readonly whole: number;
  readonly share: number | null;
}

export const rateNames = [
  'response',
  'resolution',
  'satisfaction',
  'satisfactionOfRated',
  'onTime',
  'verificationOnTime',
  'team',
  'redo',
] as const;
export type RateName = (typeof rateNames)[number];

/**
 * The rates by which the grid's work is judged. Satisfaction is of everything that was closed: who was not reached or did not
 * answer never counts as satisfied. `satisfactionOfRated` is of those who answered, for comparison.
 */
export function ratesOf({ marks }: Counts): Readonly<Record<RateName, Rate>> {
  const { closed } = marks;
  return {
    response: rate(marks.respondedInTime, marks.respondedInTime + marks.respondedLate),
    resolution: rate(marks.resolved, closed + marks.declined),
    satisfaction: rate(marks.satisfied, closed),
    satisfactionOfRated: rate(marks.satisfied, closed - marks.unrated),
    onTime: rate(marks.closedOnTime, closed),
    verificationOnTime: rate(marks.verifiedOnTime, marks.verified),
    team: rate(marks.closedByTeam, closed),
    redo: rate(marks.redo, marks.finished),
  };
}

function rate(part: number, whole: number): Rate {
  return { part, whole, share: whole === 0 ? null : part / whole };
}

function allZero<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map(name => [name, 0])) as Record<Name, number>;
}

function raise(flows: Record<string, Flow>, key: string, name: keyof Flow): void {
  const flow = flows[key] ?? { opened: 0, closed: 0 };
  flows[key] = { ...flow, [name]: flow[name] + 1 };
}

function addFlows(into: Record<string, Flow>, more: Readonly<Record<string, Flow>>): void {
  for (const [key, { opened, closed }] of Object.entries(more)) {
    const flow = into[key] ?? { opened: 0, closed: 0 };
    into[key] = { opened: flow.opened + opened, closed: flow.closed + closed };
  }
}
