import { withoutGaps } from '../sheets/cell-text.js';
import type { SheetRecord, SheetRecords } from '../sheets/records.js';
import * as words from '../words/import.js';
import type { PeopleColumn } from './import-columns.js';
import { areOrdinals, isBlank, type BadRow, type RowPlace } from './import-report.js';
import { filledDown } from './fill-down.js';
import { fromTheTop, levelNames } from './level-names.js';
import { knownRoles, roleNames, rolesIn } from './role-words.js';
import type { RosterBook } from './roster-book.js';
import type { Role, UnitLevel } from './unit.js';
import { findUnits, type UnitWords } from './units-meant.js';

/** What one row of a list says of a person. */
export interface PersonRow extends RowPlace {
  readonly name: string;
  readonly number?: string;
  /** Who it is, in a list that we wrote ourselves. */
  readonly listId?: string;
  readonly nicknames: readonly string[];
  readonly roles: readonly Role[];
  /** Only to tell two people of one name apart while the list is read; never kept. */
  readonly privateMark: string;
}

const LISTED_BY = /[、,，;；/|\n]|\s+/u;

/** Reads every row; those that cannot be read are named with the reason. */
export function readPeopleRows(
  sheets: readonly SheetRecords<PeopleColumn>[],
  book: RosterBook,
): { rows: readonly PersonRow[]; bad: readonly BadRow[] } {
  const rows: PersonRow[] = [];
  const bad: BadRow[] = [];
  for (const sheet of sheets) {
    const hasOrdinals = areOrdinals(sheet.records.map(record => record.cell('number').text));
    let before: ReadonlyMap<UnitLevel, string> = new Map();
    for (const record of sheet.records) {
      const units = unitWordsOf(record, before);
      const read = readRow(record, units, hasOrdinals, book);
      if ('reason' in read) bad.push({ sheet: record.sheet, row: record.row, reason: read.reason });
      else rows.push(read);
      before = units.inherited;
    }
  }
  return { rows, bad };
}

function readRow(
  record: SheetRecord<PeopleColumn>,
  units: UnitWords,
  hasOrdinals: boolean,
  book: RosterBook,
): PersonRow | { readonly reason: string } {
  const spoiled = spoiledIn(record);
  if (spoiled !== undefined) return { reason: spoiled };
  const written = record.cell('name').text;
  const name = personName(written);
  if (name === '') return { reason: isBlank(written) ? words.nameNeeded() : words.badName(written) };
  const roles = rolesOf(record, units, book);
  if ('reason' in roles) return roles;
  const number = hasOrdinals ? '' : textOf(record, 'number').replace(/\s/gu, '').toUpperCase();
  const listId = textOf(record, 'listId');
  const nicknames = textOf(record, 'nickname')
    .split(/[、,，;；\n]/u)
    .map(nickname => nickname.trim());
  return {
    sheet: record.sheet,
    row: record.row,
    name,
    roles: roles.value,
    nicknames: nicknames.filter(nickname => nickname !== '' && !/\d{7,}/u.test(nickname)),
    privateMark: textOf(record, 'private').replace(/\s/gu, ''),
    ...(number === '' ? {} : { number }),
    ...(listId === '' ? {} : { listId }),
  };
}

/** Without what people write beside a name: (党员), numbers, a title. '' when nothing like a name is left. */
function personName(text: string): string {
  const bare = withoutGaps(text)
    .replace(/[（(【[].*?[）)】\]]/gu, '')
    .replace(/[\d\-+:：]+/gu, '')
    .replace(/(?:同志|书记|主任|先生|女士|老师|师傅)$/u, '')
    .trim();
  return /^\p{Script=Han}[\p{Script=Han}·•]{1,14}$/u.test(bare) ? bare : '';
}

function textOf(record: SheetRecord<PeopleColumn>, key: PeopleColumn): string {
  const { text } = record.cell(key);
  return isBlank(text) ? '' : text;
}

const columnNames: Readonly<Partial<Record<PeopleColumn, string>>> = {
  ...levelNames,
  name: '姓名',
  role: '角色',
  unitCode: '网格编码',
  department: '部门',
  number: '工号',
  nickname: '群昵称',
};

/** What is not kept may be as spoiled as it likes. */
function spoiledIn(record: SheetRecord<PeopleColumn>): string | undefined {
  for (const [key, called] of Object.entries(columnNames)) {
    const { fault, text } = record.cell(key as PeopleColumn);
    if (fault) return words.spoiledCell(called, fault, text);
  }
  return undefined;
}

/** The words for the unit; beside them those of the rows above where a cell is empty. */
function unitWordsOf(record: SheetRecord<PeopleColumn>, before: ReadonlyMap<UnitLevel, string>): UnitWords {
  const cells = fromTheTop.map(level => ({
    level,
    text: textOf(record, level),
    hasColumn: record.has(level),
  }));
  const lowest = cells.findLastIndex(({ text }) => text !== '');
  const inherited = filledDown(cells.slice(0, lowest + 1), before);
  const names = new Map(cells.flatMap(({ level, text }) => (text === '' ? [] : [[level, text] as const])));
  return { names, inherited, code: textOf(record, 'unitCode'), headings: record.headings };
}

type Roles = { readonly value: readonly Role[] } | { readonly reason: string };

function rolesOf(record: SheetRecord<PeopleColumn>, units: UnitWords, book: RosterBook): Roles {
  const written = textOf(record, 'role');
  const inHeading = record.headings.toReversed().find(heading => rolesIn(heading).roles.length > 0) ?? '';
  const { roles, unknown } = rolesIn(written === '' ? inHeading : written);
  if (unknown.length > 0 && written !== '')
    return { reason: words.unknownRole(unknown.join('、'), knownRoles) };
  if (roles.length === 0) return { reason: words.roleNeeded(knownRoles) };
  const departments = textOf(record, 'department')
    .split(LISTED_BY)
    .filter(part => part !== '');
  const value: Role[] = [];
  for (const role of roles) {
    const found = findUnits(role, units, book);
    if ('reason' in found) return found;
    const isOfDepartment = role === 'specialist' || role === 'department';
    if (isOfDepartment && departments.length === 0)
      return { reason: words.departmentNeeded(roleNames[role]) };
    for (const { id } of found.units) {
      for (const department of isOfDepartment ? departments : [undefined])
        value.push({ role, unitId: id, ...(department === undefined ? {} : { department }) });
    }
  }
  return { value };
}
