import type { UnitId } from '../base/ids.js';
import { sayPlace } from '../intake/locate.js';
import { hideForGroup, maskPrivate } from '../intake/privacy.js';
import type { RosterBook } from '../roster/roster-book.js';
import type { BookCell, BookColumn, BookSheet } from '../sheets/write-workbook.js';
import { deedKinds } from '../tasks/deed.js';
import type { TicketEvent } from '../tickets/ticket-event.js';
import type { Ticket } from '../tickets/ticket.js';
import { backlogLabels, bookHeaders, bookWords, markLabels, paceNames } from '../words/books.js';
import { deedNames, ratingNames, stepNames } from '../words/insight.js';
import { sumOf } from './counts.js';
import type { Ledger } from './ledger.js';
import { markNames, ratingOfRound, type Judging } from './mark.js';
import type { Names } from './names.js';

/** What is needed to show a book besides the book. */
export interface Showing {
  readonly names: Names;
  readonly judging: Judging;
  readonly book: RosterBook;
}

/** A floor and a door: 301, 1203. Not the numbers of the police, the fire brigade and the city's line, and no measure. */
const LIKELY_ROOM =
  /(?<![\d.:：/*年月-])(?!11[09]|12[0-2]|12345)(?:[1-9]\d?)(?:0[1-9]|1\d|2[0-4])(?![\d.:：%*]|-\d|\s*(?:路|元|块|米|斤|度|年|月|日|多|个|瓦|平|次|天|人|户|家公司|余|毫|公里|吨|小时|分|秒|件|车|线))/gu;

/** What may stand in a book that others read: no phone number, and no room number, even where it stands without its word. */
export function publicText(text: string): string {
  return hideForGroup(maskPrivate(text)).replace(LIKELY_ROOM, '某室');
}

/** Ledgers as sheets: the tickets, every step, the daily work, and what it comes to. */
export function ledgerSheets(ledgers: readonly Ledger[], showing: Showing): readonly BookSheet[] {
  return [
    ticketSheet(ledgers, showing),
    stepSheet(ledgers, showing),
    deedSheet(ledgers, showing),
    totalSheet(ledgers, showing.names),
  ];
}

/** Columns with their headers, in the order of the headers; what is named has a form other than text. */
export function columnsOf(
  headers: Readonly<Record<string, string>>,
  forms: Readonly<Record<string, BookColumn['form']>> = {},
  widths: Readonly<Record<string, number>> = {},
): readonly BookColumn[] {
  return Object.entries(headers).map(([key, header]) => {
    const form = forms[key];
    const width = widths[key];
    return { header, ...(form ? { form } : {}), ...(width === undefined ? {} : { width }) };
  });
}

function ticketSheet(ledgers: readonly Ledger[], showing: Showing): BookSheet {
  const forms = {
    openedAt: 'moment',
    acceptedAt: 'moment',
    finishedAt: 'moment',
    verifiedAt: 'moment',
    closedAt: 'moment',
    raisers: 'number',
    redo: 'number',
    overdue: 'number',
    upwards: 'number',
    photos: 'number',
  } as const;
  return {
    name: bookWords.sheets.tickets,
    columns: columnsOf(bookHeaders.tickets, forms, { text: 48 }),
    rows: ledgers.flatMap(({ unitId, tickets }) =>
      tickets.map(ticket => ticketRow(ticket, showing.names.unit(unitId), showing)),
    ),
  };
}

function ticketRow(ticket: Ticket, unit: string, { names, judging, book }: Showing): readonly BookCell[] {
  const { history } = ticket;
  const lastAt = (type: TicketEvent['type']): number | null =>
    history.findLast(e => e.type === type)?.at ?? null;
  const verified = history.findLast(event => event.type === 'verification-passed');
  const closedAt = history.findLastIndex(event => event.type === 'ticket-closed');
  const count = (...types: TicketEvent['type'][]): number =>
    history.filter(e => types.includes(e.type)).length;
  const opener = history[0]?.by ?? '';
  return [
    unit,
    ticket.number,
    ticket.openedAt,
    judging.isStaff(opener) ? names.person(opener) : bookWords.resident,
    names.category(ticket.category),
    names.item(ticket.item),
    paceNames[ticket.urgency] ?? '',
    publicText(sayPlace(ticket.whereabouts, book)),
    publicText(ticket.text),
    names.state(ticket.state),
    names.level(ticket.level),
    names.person(ticket.assigneeId),
    history.find(event => event.type === 'ticket-accepted')?.at ?? null,
    lastAt('ticket-finished'),
    names.person(verified?.by),
    verified?.at ?? null,
    closedAt < 0 ? null : (history[closedAt]?.at ?? null),
    closedAt < 0 ? '' : (ratingNames[ratingOfRound(history.slice(0, closedAt))] ?? ''),
    ticket.raisers.length,
    count('redo-ordered', 'ticket-reopened', 'verification-failed'),
    count('step-overdue'),
    count('ticket-escalated', 'ticket-transferred'),
    ticket.mediaIds.length,
  ];
}

function stepSheet(ledgers: readonly Ledger[], { names, judging }: Showing): BookSheet {
  const who = ({ by }: TicketEvent): string => {
    if (by === 'bot') return bookWords.clock;
    return judging.isStaff(by) ? names.person(by) : bookWords.anonymous;
  };
  return {
    name: bookWords.sheets.steps,
    columns: columnsOf(bookHeaders.steps, { at: 'moment' }, { text: 48 }),
    rows: ledgers.flatMap(({ unitId, lines }) =>
      lines.map(({ ticket, event }) => [
        names.unit(unitId),
        event.at,
        ticket.number,
        names.item(ticket.item),
        stepNames[event.type] ?? bookWords.clock,
        who(event),
        publicText(wordsOf(event)),
      ]),
    ),
  };
}

/** What was said with a step. */
export function wordsOf(event: TicketEvent): string {
  if (event.type === 'result-rated')
    return [ratingNames[event.rating] ?? '', event.comment].filter(Boolean).join('：');
  if ('text' in event && typeof event.text === 'string') return event.text;
  return 'reason' in event ? (event.reason ?? '') : '';
}

function deedSheet(ledgers: readonly Ledger[], { names }: Showing): BookSheet {
  return {
    name: bookWords.sheets.deeds,
    columns: columnsOf(bookHeaders.deeds, { at: 'moment', photos: 'number' }, { text: 48 }),
    rows: ledgers.flatMap(({ unitId, deeds }) =>
      deeds.map(deed => [
        names.unit(unitId),
        deed.at,
        deedNames[deed.kind] ?? '',
        names.person(deed.personId),
        publicText(deed.place),
        publicText(deed.text),
        deed.mediaIds.length,
        deed.hasLocation ? bookWords.yes : bookWords.no,
        deed.isComplete ? bookWords.yes : bookWords.no,
      ]),
    ),
  };
}

/** A row for each thing that is counted, a column for each grid, and the sum. */
function totalSheet(ledgers: readonly Ledger[], names: Names): BookSheet {
  const sum = sumOf(ledgers.map(({ counts }) => counts));
  const each = (of: (ledger: Ledger) => number): number[] => ledgers.map(of);
  const columnOf = (unitId: UnitId): BookColumn => ({ header: names.unit(unitId), form: 'number' });
  return {
    name: bookWords.sheets.totals,
    columns: [
      { header: bookHeaders.totals.name },
      { header: bookWords.total, form: 'number' },
      ...ledgers.map(({ unitId }) => columnOf(unitId)),
    ],
    rows: [
      ...markNames.map(name => [
        markLabels[name] ?? name,
        sum.marks[name],
        ...each(({ counts }) => counts.marks[name]),
      ]),
      ...(['open', 'late'] as const).map(name => {
        const columns = each(({ backlog }) => backlog[name]);
        return [backlogLabels[name], columns.reduce((all, one) => all + one, 0), ...columns];
      }),
      ...deedKinds.map(kind => [
        deedNames[kind] ?? kind,
        sum.deeds[kind],
        ...each(({ counts }) => counts.deeds[kind]),
      ]),
    ],
  };
}
