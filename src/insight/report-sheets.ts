import { startOf } from '../base/china-time.js';
import type { BookCell, BookSheet } from '../sheets/write-workbook.js';
import { deedKinds } from '../tasks/deed.js';
import type { Ticket } from '../tickets/ticket.js';
import { backlogLabels, bookHeaders, bookWords, markLabels, rateLabels } from '../words/books.js';
import { deedNames, signalNames } from '../words/insight.js';
import { rateNames, ratesOf, type Counts } from './counts.js';
import { columnsOf } from './ledger-sheets.js';
import { markNames } from './mark.js';
import type { Names } from './names.js';
import { daysOf } from './period.js';
import type { Report } from './report.js';

/**
 * A week's or a month's report as sheets.
 *
 * @param numberOf the number of a ticket by its id
 */
export function reportSheets(
  report: Report,
  names: Names,
  numberOf: (id: Ticket['id']) => string,
): readonly BookSheet[] {
  return [
    overviewSheet(report),
    rowSheet(report, names),
    categorySheet(report.counts, names),
    daySheet(report),
    {
      name: bookWords.sheets.items,
      columns: columnsOf(bookHeaders.items, { opened: 'number' }),
      rows: report.items.map(({ item, opened }) => [names.item(item), opened]),
    },
    {
      name: bookWords.sheets.signals,
      columns: columnsOf(bookHeaders.signals, { at: 'moment' }, { numbers: 48 }),
      rows: report.signals.map(({ kind, personId, at, ticketIds }) => [
        signalNames[kind] ?? kind,
        names.person(personId),
        at,
        ticketIds.map(numberOf).filter(Boolean).join('、'),
      ]),
    },
  ];
}

function overviewSheet({ counts, before, backlog, coverage }: Report): BookSheet {
  const rates = ratesOf(counts);
  const ratesBefore = ratesOf(before);
  return {
    name: bookWords.sheets.overview,
    columns: columnsOf(
      bookHeaders.totals,
      { value: 'number', before: 'number', share: 'share' },
      { name: 30 },
    ),
    rows: [
      ...rateNames.map(name => [
        rateLabels[name] ?? name,
        rates[name].part,
        ratesBefore[name].part,
        rates[name].share,
      ]),
      ...markNames.map(name => [markLabels[name] ?? name, counts.marks[name], before.marks[name], null]),
      [backlogLabels.open, backlog.open, null, null],
      [backlogLabels.late, backlog.late, null, null],
      ...deedKinds.map(kind => [deedNames[kind] ?? kind, counts.deeds[kind], before.deeds[kind], null]),
      [backlogLabels.coverage, coverage.part, null, coverage.share],
    ],
  };
}

/** A row for each grid or community. */
function rowSheet({ rows }: Report, names: Names): BookSheet {
  return {
    name: bookWords.sheets.rows,
    columns: [
      { header: bookHeaders.tickets.unit },
      ...markNames.map(name => ({ header: markLabels[name] ?? name, form: 'number' as const })),
      { header: backlogLabels.open, form: 'number' },
      { header: backlogLabels.late, form: 'number' },
      ...deedKinds.map(kind => ({ header: deedNames[kind] ?? kind, form: 'number' as const })),
      ...rateNames.map(name => ({ header: rateLabels[name] ?? name, form: 'share' as const })),
    ],
    rows: rows.map(({ unitId, counts, backlog }): readonly BookCell[] => {
      const rates = ratesOf(counts);
      return [
        names.unit(unitId),
        ...markNames.map(name => counts.marks[name]),
        backlog.open,
        backlog.late,
        ...deedKinds.map(kind => counts.deeds[kind]),
        ...rateNames.map(name => rates[name].share),
      ];
    }),
  };
}

function categorySheet({ byCategory }: Counts, names: Names): BookSheet {
  return {
    name: bookWords.sheets.categories,
    columns: columnsOf(bookHeaders.categories, { opened: 'number', closed: 'number' }),
    rows: Object.entries(byCategory)
      .sort(([, a], [, b]) => b.opened - a.opened)
      .map(([code, { opened, closed }]) => [names.category(code), opened, closed]),
  };
}

function daySheet({ period, counts }: Report): BookSheet {
  return {
    name: bookWords.sheets.days,
    columns: columnsOf(bookHeaders.days, { day: 'day', opened: 'number', closed: 'number' }),
    rows: daysOf(period).map(day => {
      const { opened = 0, closed = 0 } = counts.byDay[day] ?? {};
      return [startOf(day), opened, closed];
    }),
  };
}
