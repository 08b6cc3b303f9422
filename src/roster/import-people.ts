import { createHash } from 'node:crypto';
import type { SheetRecords } from '../sheets/records.js';
import * as words from '../words/import.js';
import type { PeopleColumn } from './import-columns.js';
import type { BadRow } from './import-report.js';
import { readPeopleRows, type PersonRow } from './people-rows.js';
import { roleNames } from './role-words.js';
import type { RosterBook } from './roster-book.js';
import type { Appointment, Role } from './unit.js';
import type { NewRoles } from './whole-writing.js';

/** Somebody the list changes, and what of them. */
export interface ChangedPerson {
  readonly appointment: Appointment;
  readonly what: readonly string[];
}

/** What importing a list of people would do. With bad rows nothing may be written. */
export interface PeoplePlan {
  readonly bad: readonly BadRow[];
  readonly appointments: readonly Appointment[];
  /** People who have shown before who they are, with their roles after the import. */
  readonly people: readonly NewRoles[];
  readonly added: readonly Appointment[];
  readonly changed: readonly ChangedPerson[];
  readonly unchanged: number;
  /** People of the same communities whom the list does not name. They stay as they are. */
  readonly vanished: readonly Appointment[];
}

/** Compares a list of people with the roster. Pure but for `newCode`, which gives a fresh claim code at every call. */
export function planPeople(
  sheets: readonly SheetRecords<PeopleColumn>[],
  book: RosterBook,
  newCode: () => string,
): PeoplePlan {
  const { rows, bad } = readPeopleRows(sheets, book);
  const { listed, conflicts } = inOne(rows, book);
  const highest = Math.max(1_000, ...book.appointments.map(({ rank }) => rank));
  const written = listed.map(({ id, row }, at): Appointment => {
    const before = book.appointment(id);
    const { name, nicknames, roles, number } = row;
    return {
      rank: highest + at + 1,
      claimCode: before?.claimCode ?? newCode(),
      personId: null,
      ...before,
      id,
      name,
      nicknames,
      roles,
      ...(number === undefined ? {} : { number }),
    };
  });
  const added = written.filter(({ id }) => !book.appointment(id));
  const changed = written.flatMap(appointment => {
    const before = book.appointment(appointment.id);
    const what = before ? differences(before, appointment, book) : [];
    return what.length === 0 ? [] : [{ appointment, what }];
  });
  return {
    bad: [...bad, ...conflicts],
    appointments: [...added, ...changed.map(({ appointment }) => appointment)],
    people: changed.flatMap(({ appointment }) => newRolesOf(appointment, book)),
    added,
    changed,
    unchanged: written.length - added.length - changed.length,
    vanished: vanishedOf(written, book),
  };
}

interface Listed {
  readonly id: string;
  readonly row: PersonRow;
}

/** Several rows of one person become one, with all the roles. */
function inOne(
  rows: readonly PersonRow[],
  book: RosterBook,
): { listed: readonly Listed[]; conflicts: readonly BadRow[] } {
  const byId = new Map<string, PersonRow>();
  const conflicts: BadRow[] = [];
  const marks = marksOf(rows, book);
  for (const row of rows) {
    const id = idOf(row, book, marks);
    const before = byId.get(id);
    const wrong = before && conflictOf(before, row);
    if (wrong !== undefined) conflicts.push({ sheet: row.sheet, row: row.row, reason: wrong });
    else byId.set(id, before ? merged(before, row) : row);
  }
  return { listed: [...byId].map(([id, row]) => ({ id, row })), conflicts };
}

/** By name and place: the numbers that the list has for it, '' for none. */
type Marks = ReadonlyMap<string, ReadonlySet<string>>;

function marksOf(rows: readonly PersonRow[], book: RosterBook): Marks {
  const marks = new Map<string, Set<string>>();
  for (const row of rows) {
    const key = nameAndPlace(row, book);
    marks.set(key, (marks.get(key) ?? new Set()).add(row.number ?? ''));
  }
  return marks;
}

/** The name within the community, or above it for those who serve more. */
function nameAndPlace({ name, roles }: Pick<PersonRow, 'name' | 'roles'>, book: RosterBook): string {
  const [first] = roles;
  return `${name}|${first ? placeOf(first, book) : ''}`;
}

/**
 * The number is the person; without one it is the name and the place. A number that an earlier list did not have yet, or that
 * this one leaves out, makes nobody of it a second person, as long as only one person can be meant.
 */
function idOf(row: PersonRow, book: RosterBook, marks: Marks): string {
  const { listId, number } = row;
  if (listId !== undefined && book.appointment(listId)) return listId;
  const byNumber = number === undefined ? undefined : book.appointments.find(one => one.number === number);
  if (byNumber) return byNumber.id;
  const named = nameAndPlace(row, book);
  const key = number === undefined ? named : `#${number}`;
  const id = `a-${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;
  if (book.appointment(id) || marks.get(named)?.size !== 1) return id;
  const [only, another] = book.appointments.filter(
    one =>
      nameAndPlace(one, book) === named &&
      (number === undefined ? one.number !== undefined : one.number === undefined),
  );
  return only && !another ? only.id : id;
}

function conflictOf(before: PersonRow, row: PersonRow): string | undefined {
  const where = words.rowNamed(before.sheet, before.row);
  if (row.number !== undefined && row.name !== before.name)
    return words.numberOfOther(row.number, before.name, where);
  const areTold =
    before.privateMark !== '' && row.privateMark !== '' && before.privateMark !== row.privateMark;
  return areTold && row.number === undefined ? words.sameName(row.name, where) : undefined;
}

function merged(before: PersonRow, row: PersonRow): PersonRow {
  const known = new Set(before.roles.map(keyOf));
  return {
    ...before,
    roles: [...before.roles, ...row.roles.filter(role => !known.has(keyOf(role)))],
    nicknames: [...new Set([...before.nicknames, ...row.nicknames])],
  };
}

function keyOf({ role, unitId, department = '' }: Role): string {
  return `${role}|${unitId}|${department}`;
}

/** What they hold besides the list stays: somebody who lives here stays a resident. */
function newRolesOf(appointment: Appointment, book: RosterBook): NewRoles[] {
  const person = appointment.personId === null ? undefined : book.person(appointment.personId);
  if (!person) return [];
  const former = new Set((book.appointment(appointment.id)?.roles ?? []).map(keyOf));
  const others = person.roles.filter(role => !former.has(keyOf(role)));
  const known = new Set(others.map(keyOf));
  return [
    { id: person.id, roles: [...appointment.roles.filter(role => !known.has(keyOf(role))), ...others] },
  ];
}

function differences(before: Appointment, after: Appointment, book: RosterBook): string[] {
  const compared: readonly (readonly [string, string, string])[] = [
    ['姓名', before.name, after.name],
    ['工号', before.number ?? '', after.number ?? ''],
    ['职责', rolesText(before.roles, book), rolesText(after.roles, book)],
    ['群昵称', before.nicknames.join('、'), after.nicknames.join('、')],
  ];
  return compared
    .filter(([, old, now]) => old !== now)
    .map(([what, old, now]) => `${what} ${old === '' ? '（空）' : old} → ${now === '' ? '（空）' : now}`);
}

/** 专职网格员 金桂第一网格、专业网格员（燃气公司） 金桂第二网格 */
export function rolesText(roles: readonly Role[], book: RosterBook): string {
  const texts = roles.map(({ role, unitId, department }) => {
    const called = role === 'resident' ? '居民' : roleNames[role];
    return `${called}${department === undefined ? '' : `（${department}）`} ${book.unit(unitId)?.name ?? unitId}`;
  });
  return texts.toSorted().join('、');
}

function vanishedOf(written: readonly Appointment[], book: RosterBook): readonly Appointment[] {
  const kept = new Set(written.map(({ id }) => id));
  const places = new Set(written.flatMap(({ roles }) => roles.map(role => placeOf(role, book))));
  return book.appointments.filter(
    appointment =>
      !kept.has(appointment.id) && appointment.roles.some(role => places.has(placeOf(role, book))),
  );
}

function placeOf({ unitId }: Role, book: RosterBook): string {
  return book.unitAt(unitId, 'community')?.id ?? unitId;
}
