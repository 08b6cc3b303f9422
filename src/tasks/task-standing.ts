import type { PersonId, UnitId } from '../base/ids.js';
import type { RosterBook } from '../roster/roster-book.js';
import type { Role } from '../roster/unit.js';
import type { TaskStanding } from './task-transitions.js';
import type { PushedTask, Pusher, Share } from './task.js';

/** In which relations somebody stands to a task, and for which units they may speak. */
export interface TaskRelation {
  readonly standings: readonly TaskStanding[];
  readonly unitIds: readonly UnitId[];
}

/** How somebody stands to a task. Whoever stands in for a colleague on leave may what the colleague may. */
export function relationTo(task: PushedTask, personId: PersonId, book: RosterBook): TaskRelation {
  const roles = book.rolesOf(personId);
  const own = task.shares.filter(share => isTheirs(share, personId, book));
  const helped = task.shares.filter(share => share.helperIds.includes(personId));
  const led = task.shares.filter(share => roles.some(held => isLeading(held, share.unitId, book)));
  const isPusher = isPushing(task.pusher, personId, book);
  const standings: TaskStanding[] = [];
  if (isPusher) standings.push('pusher');
  if (!isPusher && roles.some(held => isReviewing(held, task.pusher, book))) standings.push('reviewer');
  if (own.length > 0) standings.push('recipient');
  if (helped.length > 0) standings.push('helper');
  if (led.length > 0) standings.push('leader');
  const unitIds = [...new Set([...own, ...helped, ...led].map(share => share.unitId))];
  return { standings, unitIds };
}

/** The shares that are somebody's own work: theirs, a colleague's on leave for whom they stand in, or where they help. */
export function sharesOf(task: PushedTask, personId: PersonId, book: RosterBook): readonly Share[] {
  return task.shares.filter(share => isTheirs(share, personId, book) || share.helperIds.includes(personId));
}

/** Who looks at it for the district: whoever answers there, but nobody who pushes it; null when there is none. */
export function reviewerOf(pusher: Pusher, book: RosterBook): PersonId | null {
  const district = book.unitAt(pusher.unitId, 'district');
  const desk = district ? book.holders(district.id, 'operator') : [];
  return desk.find(person => !isPushing(pusher, person.id, book))?.id ?? null;
}

/** Whoever pushed it, and colleagues at the same desk: tasks outlive shifts. */
export function isPushing(pusher: Pusher, personId: PersonId, book: RosterBook): boolean {
  if (pusher.personId === personId) return true;
  return book
    .rolesOf(personId)
    .some(
      held =>
        held.role === pusher.role &&
        held.unitId === pusher.unitId &&
        (held.department ?? '') === (pusher.department ?? ''),
    );
}

function isTheirs({ personId }: Share, candidate: PersonId, book: RosterBook): boolean {
  if (personId === candidate) return true;
  const person = personId === null ? undefined : book.person(personId);
  return person !== undefined && book.acting(person)?.id === candidate;
}

function isLeading({ role, unitId }: Role, shareUnitId: UnitId, book: RosterBook): boolean {
  return (role === 'grid-leader' || role === 'operator') && book.isWithin(shareUnitId, unitId);
}

/** The admission desk is the district's. */
function isReviewing({ role, unitId }: Role, pusher: Pusher, book: RosterBook): boolean {
  const isDistrict = book.unit(unitId)?.level === 'district';
  return role === 'operator' && isDistrict && book.isWithin(pusher.unitId, unitId);
}
