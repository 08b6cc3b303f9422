import type { UnitId } from '../base/ids.js';
import type { RosterBook } from '../roster/roster-book.js';
import type { Span } from '../tasks/deed-book.js';
import type { Deed } from '../tasks/deed.js';
import type { TicketEvent } from '../tickets/ticket-event.js';
import type { Ticket } from '../tickets/ticket.js';
import { backlogOf, countsOf, type Backlog, type Counts } from './counts.js';
import type { Judging } from './mark.js';
import { isWithin } from './period.js';

/** One line of a ticket's history in a ledger. */
export interface LedgerLine {
  readonly ticket: Ticket;
  readonly event: TicketEvent;
}

/** A grid's book (台账) of a span: every line of every history, every deed, and what they come to. Nobody fills it in. */
export interface Ledger {
  readonly unitId: UnitId;
  /** Tickets to which something happened in the span. */
  readonly tickets: readonly Ticket[];
  /** In the order of time. */
  readonly lines: readonly LedgerLine[];
  readonly deeds: readonly Deed[];
  readonly counts: Counts;
  readonly backlog: Backlog;
}

/** What ledgers are made from: everything that may have happened in the span, and more does no harm. */
export interface Sources {
  readonly tickets: readonly Ticket[];
  readonly deeds: readonly Deed[];
  readonly span: Span;
  readonly judging: Judging;
  readonly book: RosterBook;
}

/** In whose ledger something at the unit stands: its grid's; what belongs to no grid has its own unit's ledger. */
export function ledgerUnitOf(unitId: UnitId, book: RosterBook): UnitId {
  return book.unitAt(unitId, 'grid')?.id ?? unitId;
}

/**
 * The ledgers of all grids within a unit, in the roster's order, empty ones included, then those of higher units to which
 * something belongs directly. Every event and every deed within the unit stands in exactly one of them.
 */
export function ledgersWithin(unitId: UnitId, sources: Sources): readonly Ledger[] {
  const { book, span } = sources;
  const grids = book.within(unitId).filter(unit => unit.level === 'grid');
  const own = book.unit(unitId)?.level === 'microgrid' ? [ledgerUnitOf(unitId, book)] : [];
  const pages = new Map<UnitId, { tickets: Ticket[]; deeds: Deed[] }>(
    [...grids.map(({ id }) => id), ...own].map(id => [id, { tickets: [], deeds: [] }]),
  );
  const pageOf = (at: UnitId): { tickets: Ticket[]; deeds: Deed[] } => {
    const id = ledgerUnitOf(at, book);
    const page = pages.get(id) ?? { tickets: [], deeds: [] };
    pages.set(id, page);
    return page;
  };
  for (const ticket of sources.tickets) {
    if (book.isWithin(ticket.unitId, unitId)) pageOf(ticket.unitId).tickets.push(ticket);
  }
  for (const deed of sources.deeds) {
    if (isWithin(deed.at, span) && book.isWithin(deed.gridId, unitId)) pageOf(deed.gridId).deeds.push(deed);
  }
  return [...pages].map(([id, page]) => ledgerOf(id, page, sources));
}

function ledgerOf(
  unitId: UnitId,
  page: { readonly tickets: readonly Ticket[]; readonly deeds: readonly Deed[] },
  { span, judging }: Sources,
): Ledger {
  const lines = page.tickets
    .flatMap(ticket => ticket.history.map(event => ({ ticket, event })))
    .filter(({ event }) => isWithin(event.at, span))
    .sort((a, b) => a.event.at - b.event.at);
  const touched = new Set(lines.map(({ ticket }) => ticket.id));
  return {
    unitId,
    tickets: page.tickets.filter(({ id }) => touched.has(id)),
    lines,
    deeds: page.deeds.toSorted((a, b) => a.at - b.at),
    counts: countsOf(page, span, judging),
    backlog: backlogOf(page.tickets, span),
  };
}
