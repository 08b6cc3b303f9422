import { parseArgs } from 'node:util';
import type { Day } from './base/china-time.js';
import { Fault } from './base/fault.js';
import { readConfiguration } from './configuration.js';
import { bookNames } from './flow/book-names.js';
import { deedsOfSpan, judgingOf, logsOf, reportFor, ticketsOfSpan, type BookRooms } from './flow/gather.js';
import { ledgerSheets, type Showing } from './insight/ledger-sheets.js';
import { ledgersWithin } from './insight/ledger.js';
import { logSheets } from './insight/log-sheets.js';
import { MeritBook } from './insight/merit-book.js';
import { isDay, monthOf, spanOf, weekOf, type Period } from './insight/period.js';
import { reportSheets } from './insight/report-sheets.js';
import { taskFormSheets, taskSheet, tasksWithin } from './insight/task-sheets.js';
import { openStoreBeside } from './open-store.js';
import { RosterStore } from './roster/roster-store.js';
import type { Person } from './roster/unit.js';
import { readSettings } from './settings.js';
import { writeWorkbook, type BookSheet } from './sheets/write-workbook.js';
import { DeedBook } from './tasks/deed-book.js';
import { TaskStore } from './tasks/task-store.js';
import { dueAt } from './tickets/deadlines.js';
import { TicketStore } from './tickets/ticket-store.js';

/** What can be written to a file. */
export const exportKinds = ['ledger', 'log', 'week', 'month', 'task'] as const;
export type ExportKind = (typeof exportKinds)[number];

/** What is asked for. */
interface Order {
  readonly kind: ExportKind;
  readonly file: string;
  readonly unitId: string;
  readonly personId: string;
  readonly number: string;
  readonly from: Day;
  readonly to: Day;
}

/**
 * `ledger|log|week|month --unit ID --from DAY --to DAY FILE.xlsx`, `log --person ID …` for somebody's own log with room
 * numbers, `task --number WG-… FILE.xlsx` for one task's form. Reads beside a running bot and changes nothing.
 *
 * @returns the exit code; undefined when it was called in the wrong way
 */
export async function runExport(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  say: (text: string) => void,
): Promise<number | undefined> {
  const order = readOrder(args);
  if (!order) return undefined;
  const settings = readSettings(environment, []);
  const configuration = readConfiguration(settings.configDir);
  const { catalogue, deadlines, points, gridWork } = configuration;
  const opened = await openStoreBeside(settings);
  if (!opened) {
    const { dataDir } = settings;
    throw new Fault('export-nothing', `${dataDir} holds no data yet; start the bot once, or set DATA_DIR`);
  }
  const { store } = opened;
  try {
    const rooms: BookRooms = {
      roster: await RosterStore.open(store),
      tickets: await TicketStore.open(store),
      deeds: await DeedBook.open(store),
      tasks: await TaskStore.open(store),
      rules: { deadlines, dueAt: (step, ticket, from) => dueAt(step, ticket, from, deadlines, catalogue) },
      gridWork,
      insight: { points, merits: await MeritBook.open(store) },
    };
    const book = rooms.roster.book.at();
    const names = bookNames({ book, catalogue, now: 0 });
    const sheets = await sheetsFor(order, rooms, { names, book, judging: judgingOf(rooms) });
    await writeWorkbook(order.file, sheets);
    const rows = sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0);
    say(`${order.file}: ${sheets.length} sheets, ${rows} rows\n`);
    return 0;
  } finally {
    await opened.close();
  }
}

function readOrder(args: readonly string[]): Order | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      unit: { type: 'string', default: '' },
      person: { type: 'string', default: '' },
      number: { type: 'string', default: '' },
      from: { type: 'string', default: '' },
      to: { type: 'string', default: '' },
    },
  });
  const [named, file, more] = positionals;
  const kind = exportKinds.find(known => known === named);
  if (!kind || file === undefined || more !== undefined) return undefined;
  if (!file.endsWith('.xlsx')) throw new Fault('export-order', `${file} must end in .xlsx`);
  const { unit: unitId, person: personId, number, from, to } = values;
  if (kind === 'task') return number === '' ? undefined : { kind, file, unitId, personId, number, from, to };
  if ((unitId === '' && (kind !== 'log' || personId === '')) || from === '') return undefined;
  for (const day of [from, to]) {
    if (day !== '' && !isDay(day))
      throw new Fault('export-order', `"${day}" is no day; write it like 2026-11-21`);
  }
  if (to !== '' && to < from) throw new Fault('export-order', `--to ${to} lies before --from ${from}`);
  return { kind, file, unitId, personId, number, from, to };
}

/** Without `--to`: the week or the month of `--from`, or that one day. */
function periodOf({ kind, from, to }: Order): Period {
  if (kind === 'week' && to === '') return weekOf(from);
  if (kind === 'month' && to === '') return monthOf(from);
  const meant: Period = { kind: 'days', from, to: to === '' ? from : to };
  for (const whole of [weekOf(from), monthOf(from)]) {
    if (whole.from === meant.from && whole.to === meant.to) return whole;
  }
  return meant;
}

async function sheetsFor(order: Order, rooms: BookRooms, showing: Showing): Promise<readonly BookSheet[]> {
  if (order.kind === 'task') return taskForm(order, rooms, showing);
  const named = order.unitId === '' ? order : { ...order, unitId: unitOrFault(order.unitId, showing) };
  switch (order.kind) {
    case 'ledger':
      return ledgerBook(named, rooms, showing);
    case 'log':
      return logBook(named, rooms, showing);
    case 'week':
    case 'month':
      return reportBook(named, rooms, showing);
    default:
      return order.kind satisfies never;
  }
}

/** By its id, or by its name where only one unit has it. */
function unitOrFault(named: string, { book }: Showing): string {
  const [only, ...others] = book.units.filter(({ id, name }) => id === named || name === named);
  if (only && others.length === 0) return only.id;
  const known = book.units
    .filter(({ name }) => only === undefined || name === named)
    .slice(0, 20)
    .map(({ id, name }) => `${id} ${name}`);
  const trouble = only
    ? `several units are called ${named}`
    : `there is no unit ${named}; the first ones are`;
  throw new Fault('export-order', `${trouble}:\n${known.join('\n')}`);
}

async function ledgerBook(order: Order, rooms: BookRooms, showing: Showing): Promise<readonly BookSheet[]> {
  const { unitId } = order;
  const span = spanOf(periodOf(order));
  const ledgers = ledgersWithin(unitId, {
    tickets: await ticketsOfSpan(rooms, unitId, span),
    deeds: await deedsOfSpan(rooms, unitId, span),
    span,
    judging: showing.judging,
    book: showing.book,
  });
  const tasks = tasksWithin(await rooms.tasks.all(), unitId, span, showing);
  return [...ledgerSheets(ledgers, showing), taskSheet(tasks, unitId, showing)];
}

/** Room numbers only in the log of the one person who asks for the own log. */
async function logBook(order: Order, rooms: BookRooms, showing: Showing): Promise<readonly BookSheet[]> {
  const period = periodOf(order);
  const isOwn = order.personId !== '';
  const people = isOwn ? [personOrFault(order.personId, showing)] : peopleOf(order.unitId, showing);
  const ids = people.map(({ id }) => id);
  const logs = await logsOf(rooms, ids, period);
  return logSheets(logs, isOwn, showing);
}

function personOrFault(id: string, { book }: Showing): Person {
  const person = book.person(id);
  if (!person) throw new Fault('export-order', `there is no person ${id}`);
  return person;
}

/** Everybody who serves within the unit. */
function peopleOf(unitId: string, { book }: Showing): readonly Person[] {
  return book.staff.filter(person =>
    person.roles.some(held => held.role !== 'resident' && book.isWithin(held.unitId, unitId)),
  );
}

async function reportBook(order: Order, rooms: BookRooms, showing: Showing): Promise<readonly BookSheet[]> {
  const report = await reportFor(rooms, order.unitId, periodOf(order));
  const numbers = new Map<string, string>();
  for (const id of report.signals.flatMap(({ ticketIds }) => ticketIds)) {
    numbers.set(id, (await rooms.tickets.get(id))?.number ?? '');
  }
  return reportSheets(report, showing.names, id => numbers.get(id) ?? '');
}

async function taskForm(
  { number }: Order,
  { tasks }: BookRooms,
  showing: Showing,
): Promise<readonly BookSheet[]> {
  const task = await tasks.byNumber(number);
  if (!task) throw new Fault('export-order', `there is no pushed task ${number}`);
  return taskFormSheets(task, showing);
}
