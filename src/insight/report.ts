import type { UnitId } from '../base/ids.js';
import type { RosterBook } from '../roster/roster-book.js';
import type { UnitLevel } from '../roster/unit.js';
import { coverageOf, type Coverage } from '../tasks/coverage.js';
import type { Deed } from '../tasks/deed.js';
import type { Ticket } from '../tickets/ticket.js';
import { backlogOf, countsOf, noCounts, sumOf, type Backlog, type Counts } from './counts.js';
import { monthEndBursts, type IntegrityRules, type Signal } from './integrity.js';
import { ledgersWithin, type Ledger, type Sources } from './ledger.js';
import type { Merit } from './merit.js';
import { isWithin, periodBefore, spanOf, type Period } from './period.js';

/** One row of a report: a grid, or for a street its communities, for a district its streets. */
export interface ReportRow {
  readonly unitId: UnitId;
  readonly counts: Counts;
  readonly backlog: Backlog;
}

/** What a unit's week or month came to. */
export interface Report {
  readonly unitId: UnitId;
  readonly period: Period;
  readonly counts: Counts;
  /** Of the period before. */
  readonly before: Counts;
  readonly backlog: Backlog;
  readonly rows: readonly ReportRow[];
  /** Item codes with how often they were raised, the most frequent first. */
  readonly items: readonly { readonly item: string; readonly opened: number }[];
  /** What somebody should look at. */
  readonly signals: readonly Signal[];
  /** Households visited as often as is due, of the half-year so far. */
  readonly coverage: Coverage;
  /** How often that is. */
  readonly visitsEach: number;
}

/** What a report is made from besides the sources of ledgers, which reach back to the beginning of the period before. */
export interface ReportSources extends Omit<Sources, 'span'> {
  /** Deeds of the half-year; only visits count. */
  readonly visits: readonly Deed[];
  /** Of the period. */
  readonly doubted: readonly Merit[];
  readonly integrity: IntegrityRules;
  /** How often every household is to be visited in a half-year. */
  readonly visitsEach: number;
}

const rowLevels: Readonly<Record<UnitLevel, UnitLevel>> = {
  district: 'street',
  street: 'community',
  community: 'grid',
  grid: 'grid',
  microgrid: 'grid',
};

/** Sums up a period. */
export function reportOf(unitId: UnitId, period: Period, sources: ReportSources): Report {
  const { book, judging, tickets, visitsEach } = sources;
  const span = spanOf(period);
  const ledgers = ledgersWithin(unitId, { ...sources, span });
  const here = tickets.filter(ticket => book.isWithin(ticket.unitId, unitId));
  const deedsHere = sources.deeds.filter(deed => book.isWithin(deed.gridId, unitId));
  const spanBefore = spanOf(periodBefore(period));
  return {
    unitId,
    period,
    counts: sumOf(ledgers.map(({ counts }) => counts)),
    before: countsOf({ tickets: here, deeds: deedsHere }, spanBefore, judging),
    backlog: backlogOf(here, span),
    rows: rowsOf(unitId, ledgers, book),
    items: itemsOf(here.filter(({ openedAt }) => isWithin(openedAt, span))),
    signals: signalsOf(here, unitId, period, sources),
    coverage: coverageOf(unitId, sources.visits, book, visitsEach),
    visitsEach,
  };
}

function rowsOf(unitId: UnitId, ledgers: readonly Ledger[], book: RosterBook): readonly ReportRow[] {
  const level = rowLevels[book.unit(unitId)?.level ?? 'grid'];
  const rows = new Map<UnitId, { counts: Counts; backlog: Backlog }>();
  for (const ledger of ledgers) {
    const id = book.unitAt(ledger.unitId, level)?.id ?? ledger.unitId;
    const row = rows.get(id) ?? { counts: noCounts, backlog: { open: 0, late: 0 } };
    const { open, late } = ledger.backlog;
    rows.set(id, {
      counts: sumOf([row.counts, ledger.counts]),
      backlog: { open: row.backlog.open + open, late: row.backlog.late + late },
    });
  }
  return [...rows].map(([id, row]) => ({ unitId: id, ...row }));
}

function itemsOf(opened: readonly Ticket[]): Report['items'] {
  const counts = new Map<string, number>();
  for (const { item } of opened) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].map(([item, count]) => ({ item, opened: count })).sort((a, b) => b.opened - a.opened);
}

/** One for each ticket in which staff are conspicuous, and the bursts of a month that is told of as a whole. */
function signalsOf(
  tickets: readonly Ticket[],
  unitId: UnitId,
  period: Period,
  { doubted, judging, integrity, book }: ReportSources,
): readonly Signal[] {
  const span = spanOf(period);
  const ofTickets = new Map<string, Signal>();
  for (const { ticketId, doubt, personId, at, unitId: where, kind } of doubted) {
    if (ticketId === undefined || doubt === undefined || kind === 'useful-report') continue;
    if (!book.isWithin(where, unitId)) continue;
    if (isWithin(at, span) && !ofTickets.has(ticketId))
      ofTickets.set(ticketId, { kind: doubt, personId, at, ticketIds: [ticketId] });
  }
  const opened = tickets.filter(({ openedAt }) => isWithin(openedAt, span));
  const bursts = period.kind === 'month' ? monthEndBursts(opened, judging.isStaff, integrity) : [];
  return [...ofTickets.values(), ...bursts];
}
