import type { UnitId } from '../base/ids.js';
import { roleOfLevel, type RosterBook } from './roster-book.js';
import type { Person, RoleName, UnitLevel } from './unit.js';

/** Somebody on the responsibility board (责任牌), with whoever stands in. */
export interface Posted {
  readonly name: string;
  /** Absent when they are there; null when they are on leave and nobody stands in. */
  readonly standIn?: Person | null;
}

/** Who answers for a unit at a level: people whom the bot knows, and those of the imported lists whom it does not know yet. */
export function postedAt(unitId: UnitId, level: UnitLevel, book: RosterBook): readonly Posted[] {
  const unit = book.unitAt(unitId, level);
  return unit ? postedFor(unit.id, roleOfLevel[level], undefined, book) : [];
}

/** The specialist of a department who serves the unit, the nearest first; else the department's own person. */
export function postedOf(unitId: UnitId, department: string, book: RosterBook): Posted | undefined {
  for (const role of ['specialist', 'department'] as const) {
    for (const unit of book.lineage(unitId)) {
      const [posted] = postedFor(unit.id, role, department, book);
      if (posted) return posted;
    }
  }
  return undefined;
}

/** Departments that serve the unit: those that sent a specialist to its grid or community before those of the whole street. */
export function departmentsServing(unitId: UnitId, book: RosterBook): readonly string[] {
  const names = book
    .lineage(unitId)
    .flatMap(unit => [
      ...book.departmentsAt(unit.id, 'specialist'),
      ...book
        .expected(unit.id)
        .flatMap(({ roles }) =>
          roles.flatMap(held => (held.unitId === unit.id ? (held.department ?? []) : [])),
        ),
    ]);
  return [...new Set([...names, ...book.departmentsOf(unitId)])];
}

function postedFor(
  unitId: UnitId,
  role: RoleName,
  department: string | undefined,
  book: RosterBook,
): readonly Posted[] {
  const known = book.appointed(unitId, role, department).map(person => postedPerson(person, book));
  const expected = book
    .expected(unitId)
    .filter(({ roles }) =>
      roles.some(
        held =>
          held.role === role &&
          held.unitId === unitId &&
          (department === undefined || held.department === department),
      ),
    );
  return [...known, ...expected.map(({ name }) => ({ name }))];
}

function postedPerson(person: Person, book: RosterBook): Posted {
  if (!book.awayOf(person)) return { name: person.name };
  return { name: person.name, standIn: book.acting(person) ?? null };
}
