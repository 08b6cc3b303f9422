import type { PersonId } from '../base/ids.js';
import { roleOfLevel, type RosterBook } from './roster-book.js';
import { levels, type Person, type Role, type RoleName, type UnitLevel } from './unit.js';

/** The role by which somebody is known: the first besides living there. */
export function mainRoleOf(person: Person): Role | undefined {
  return person.roles.find(held => held.role !== 'resident');
}

/** From which level on somebody in a role has people above them. */
const ledFrom: Readonly<Record<Exclude<RoleName, 'resident' | 'operator'>, UnitLevel>> = {
  'microgrid-volunteer': 'grid',
  'grid-worker': 'community',
  'grid-leader': 'street',
  specialist: 'street',
  department: 'street',
};

/**
 * Whoever hears of somebody's leave and may say no: the grid's worker for a volunteer, the grid leader for a worker, the street's
 * operator for leaders and departments, a colleague at the same desk for an operator; the next above where nobody is there.
 */
export function superiorOf(person: Person, book: RosterBook): Person | undefined {
  const role = mainRoleOf(person);
  if (!role || role.role === 'resident') return undefined;
  const own = book.unit(role.unitId)?.level;
  const from = role.role === 'operator' ? own : ledFrom[role.role];
  if (from === undefined) return undefined;
  for (const unit of book.lineage(role.unitId)) {
    if (levels.indexOf(unit.level) < levels.indexOf(from)) continue;
    const above = book.holders(unit.id, roleOfLevel[unit.level]).find(({ id }) => id !== person.id);
    if (above) return above;
  }
  return undefined;
}

/** Whether somebody leads the other: a grid leader or operator at or above the unit that the other serves. */
export function leads(leaderId: PersonId, person: Person, book: RosterBook): boolean {
  const role = mainRoleOf(person);
  if (!role || leaderId === person.id) return false;
  return book
    .rolesOf(leaderId)
    .some(
      held =>
        (held.role === 'grid-leader' || held.role === 'operator') && book.isWithin(role.unitId, held.unitId),
    );
}
