import type { BookCell, BookSheet } from '../sheets/write-workbook.js';
import { startOf } from '../base/china-time.js';
import { sayPlace } from '../intake/locate.js';
import { maskPrivate } from '../intake/privacy.js';
import { bookHeaders, bookWords } from '../words/books.js';
import { deedNames, stepNames } from '../words/insight.js';
import { columnsOf, publicText, wordsOf, type Showing } from './ledger-sheets.js';
import type { LogLine, WorkLog } from './work-log.js';

/**
 * Work logs as a sheet, a row for each thing that was done.
 *
 * @param isOwn true only for the worker's own eyes: then room numbers of what they handle are in it
 */
export function logSheets(logs: readonly WorkLog[], isOwn: boolean, showing: Showing): readonly BookSheet[] {
  const rows = logs.flatMap(({ personId, day, lines }) =>
    lines.map((line): readonly BookCell[] => {
      const { what, number, place, item, text } = partsOf(line, isOwn, showing);
      const said = isOwn ? withoutPhone(text) : publicText(text);
      const where = isOwn ? place : publicText(place);
      return [startOf(day), line.at, showing.names.person(personId), what, number, where, item, said];
    }),
  );
  const columns = columnsOf(bookHeaders.log, { day: 'day', at: 'moment' }, { text: 48 });
  return [{ name: bookWords.sheets.log, columns, rows }];
}

interface LogParts {
  readonly what: string;
  readonly number: string;
  readonly place: string;
  readonly item: string;
  readonly text: string;
}

function partsOf(line: LogLine, isOwn: boolean, { names, book }: Showing): LogParts {
  if (line.kind === 'deed') {
    const { kind, place, text, household } = line.deed;
    const room = isOwn && household !== undefined ? household.slice(household.lastIndexOf('|') + 1) : '';
    const where = place.includes(room) ? place : `${place} ${room}`.trim();
    return { what: deedNames[kind] ?? '', number: '', place: where, item: '', text };
  }
  const { ticket, event } = line;
  const { privatePlace = '' } = ticket.whereabouts;
  const mayKnow = isOwn && ticket.handlerIds.includes(event.by);
  const where = [sayPlace(ticket.whereabouts, book), mayKnow ? withoutPhone(privatePlace) : ''];
  return {
    what: stepNames[event.type] ?? '',
    number: ticket.number,
    place: where.filter(Boolean).join('；'),
    item: names.item(ticket.item),
    text: wordsOf(event),
  };
}

/** Not even what is left of a masked number. */
function withoutPhone(text: string): string {
  return maskPrivate(text)
    .replace(/(?:电话|手机)?号?码?\s*[:：]?\s*(?:1\d{2}\*{4}\d{4}|0\d{2,3}-\*{4})/gu, '')
    .replace(/[\s,，;；]+$/u, '');
}
