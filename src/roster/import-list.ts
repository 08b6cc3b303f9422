import { readRecords, type SheetRecords } from '../sheets/records.js';
import { readTableFile } from '../sheets/read-table-file.js';
import type { TableFile } from '../sheets/table.js';
import * as words from '../words/import.js';
import { freshClaimCode } from './claim-code.js';
import { peopleColumnOf, unitColumnOf, type PeopleColumn, type UnitColumn } from './import-columns.js';
import { planPeople, rolesText } from './import-people.js';
import type { BadRow } from './import-report.js';
import { calledUnit, planUnits } from './import-units.js';
import type { RosterBook } from './roster-book.js';
import type { RosterChange } from './whole-writing.js';

/** What an import would do, in words and as a change of the roster. With bad rows nothing may be written. */
export interface ImportOutcome {
  /** What was read, sheet by sheet. */
  readonly lines: readonly string[];
  readonly bad: readonly BadRow[];
  /** What would be added, changed, and what the list does not name. */
  readonly report: readonly string[];
  readonly change: RosterChange;
}

/** A list that has been read and waits for the roster to be compared with. */
export type ImportList = (book: RosterBook) => ImportOutcome;

export const importKinds = ['units', 'people'] as const;
export type ImportKind = (typeof importKinds)[number];

/** Reads a list. Throws the faults of readTableFile. */
export async function readImportList(kind: ImportKind, file: string): Promise<ImportList> {
  const tables = await readTableFile(file);
  if (kind === 'people') {
    const { sheets, ...read } = recordsIn(tables, peopleColumnOf, 'name', '“姓名”和另一列');
    return book => peopleOutcome(sheets, read, book);
  }
  const { sheets, ...read } = recordsIn(tables, unitColumnOf, undefined, '两列，例如“社区”和“网格”');
  return book => unitOutcome(sheets, read, book);
}

interface Read {
  readonly lines: readonly string[];
  readonly bad: readonly BadRow[];
}

function recordsIn<Key extends string>(
  file: TableFile,
  nameOf: (header: string) => Key | undefined,
  needed: Key | undefined,
  neededText: string,
): Read & { readonly sheets: readonly SheetRecords<Key>[] } {
  const lines = file.hidden.map(name => words.sheetPassedOver(name, 'hidden'));
  const bad: BadRow[] = [];
  const sheets: SheetRecords<Key>[] = [];
  for (const table of file.tables) {
    const read = readRecords(table, nameOf);
    const { header, sheet } = read;
    if (read.width <= 1) {
      lines.push(words.sheetPassedOver(sheet, read.width === 0 ? 'empty' : 'notes'));
    } else if (!header) {
      bad.push({ sheet, row: 0, reason: words.noHeader(neededText) });
    } else if (needed !== undefined && !header.columns.has(needed)) {
      bad.push({ sheet, row: 0, reason: words.columnMissing('“姓名”') });
    } else {
      sheets.push(read);
      lines.push(...linesOf(read, header.unknown));
    }
  }
  return { sheets, lines, bad };
}

function linesOf<Key extends string>(read: SheetRecords<Key>, unknown: readonly string[]): string[] {
  const { totals, notes, examples } = read.skipped;
  const skipped = [
    ...(totals > 0 ? [words.skippedRows('合计', totals)] : []),
    ...(notes > 0 ? [words.skippedRows('备注', notes)] : []),
    ...(examples > 0 ? [words.skippedRows('示例', examples)] : []),
  ];
  const used = unknown.filter(name => !/^(?:序号|序|备注|说明)$/u.test(name.replace(/\s/gu, '')));
  return [
    words.sheetRead(read.sheet, read.records.length, skipped),
    ...(used.length > 0 ? [words.unusedColumns(used)] : []),
    ...(read.header?.columns.has('private' as Key) ? [words.privateColumns()] : []),
  ];
}

function unitOutcome(
  sheets: readonly SheetRecords<UnitColumn>[],
  { lines, bad }: Read,
  book: RosterBook,
): ImportOutcome {
  const plan = planUnits(sheets, book);
  return {
    lines,
    bad: [...bad, ...plan.bad, ...(bad.length === 0 ? nothing(sheets) : [])],
    report: [
      words.summary(plan.added.length, plan.changed.length, plan.unchanged),
      ...plan.changed.map(({ unit, what }) => words.changedLine(calledUnit(unit), what)),
      ...vanishedLines(plan.vanished.map(calledUnit)),
      ...(plan.uncoded > 0 ? [words.whereCodesAre('units', plan.uncoded)] : []),
    ],
    change: { units: plan.units, appointments: [], people: [] },
  };
}

function peopleOutcome(
  sheets: readonly SheetRecords<PeopleColumn>[],
  { lines, bad }: Read,
  book: RosterBook,
): ImportOutcome {
  const taken = new Set(book.appointments.map(({ claimCode }) => claimCode));
  const plan = planPeople(sheets, book, () => {
    const code = freshClaimCode(candidate => taken.has(candidate));
    taken.add(code);
    return code;
  });
  const called = ({ name, roles }: (typeof plan.added)[number]): string =>
    `${name}（${rolesText(roles, book)}）`;
  return {
    lines,
    bad: [...bad, ...plan.bad, ...(bad.length === 0 ? nothing(sheets) : [])],
    report: [
      words.summary(plan.added.length, plan.changed.length, plan.unchanged),
      ...plan.changed.map(({ appointment, what }) => words.changedLine(appointment.name, what)),
      ...vanishedLines(plan.vanished.map(called)),
      ...(plan.added.length > 0 ? [words.whereCodesAre('people', plan.added.length)] : []),
    ],
    change: { units: [], appointments: plan.appointments, people: plan.people },
  };
}

function nothing<Key extends string>(sheets: readonly SheetRecords<Key>[]): BadRow[] {
  const rows = sheets.reduce((sum, { records }) => sum + records.length, 0);
  return rows === 0 ? [{ sheet: sheets[0]?.sheet ?? '', row: 0, reason: words.nothingToImport() }] : [];
}

function vanishedLines(called: readonly string[]): string[] {
  return called.length === 0 ? [] : [words.vanishedHead(called.length), ...called.map(words.listLine)];
}
