import type { UnitId } from '../base/ids.js';
import type { RosterBook } from '../roster/roster-book.js';
import type { Person } from '../roster/unit.js';
import type { Counting, Share, TaskHands, TaskPlan } from './task.js';

/** Every unit's part, with whoever answers for the unit now. */
export function shareOut(plan: TaskPlan, book: RosterBook): readonly Share[] {
  return plan.unitIds.map(unitId => ({
    unitId,
    personId: handsFor(unitId, plan.hands, book)?.id ?? null,
    helperIds: [],
    state: 'offered',
    target: targetOf(unitId, plan.counting, book),
    done: 0,
  }));
}

/**
 * Who is asked for a unit: the building's own volunteer where volunteers are meant, else the full-time worker of its grid, and
 * for a community or above whoever answers there. When nobody does, the nearest above who does.
 */
export function handsFor(unitId: UnitId, hands: TaskHands, book: RosterBook): Person | undefined {
  const level = book.unit(unitId)?.level;
  const volunteer =
    hands === 'volunteers' && level === 'microgrid' ? book.responsible(unitId, 'microgrid') : undefined;
  const worker = level === 'microgrid' || level === 'grid' ? book.responsible(unitId, 'grid') : undefined;
  return volunteer ?? worker ?? book.responsible(unitId, 'community') ?? book.responsible(unitId, 'street');
}

/** How many there are to do in a unit; null when nobody knows, or nothing is counted. */
function targetOf(unitId: UnitId, counting: Counting, book: RosterBook): number | null {
  switch (counting.from) {
    case 'households':
      return book.householdsOf(unitId) ?? null;
    case 'given':
      return counting.each ?? null;
    case 'none':
      return null;
    default:
      return counting.from satisfies never;
  }
}
