import type { PersonId, UnitId } from '../base/ids.js';
import type { RosterBook } from '../roster/roster-book.js';
import type { Unit } from '../roster/unit.js';
import type { House } from './house.js';
import type { Spoken } from './spoken.js';

/** Whose books somebody may look at: those of their community who work in a grid, else of their own unit and what lies below. */
export function unitsSeenBy(book: RosterBook, personId: PersonId): readonly UnitId[] {
  const roots = book
    .rolesOf(personId)
    .filter(held => held.role !== 'resident')
    .map(held => {
      const unit = book.unit(held.unitId);
      const isLow = unit?.level === 'grid' || unit?.level === 'microgrid';
      return isLow ? (book.unitAt(held.unitId, 'community')?.id ?? held.unitId) : held.unitId;
    });
  return [...new Set(roots)];
}

/** Which unit is meant; `several` when the name fits more than one, `others` when it is not the speaker's, `none` for no unit. */
export type UnitMeant =
  | { readonly is: 'one'; readonly unitId: UnitId }
  | { readonly is: 'several'; readonly units: readonly Unit[] }
  | { readonly is: 'others'; readonly name: string }
  | { readonly is: 'none' };

/**
 * The unit that is named, or without a name the one that the place speaks of: the group's, else the speaker's own.
 *
 * @param first `own`: whoever works in a grid means that one, wherever they speak
 */
export function unitMeant(
  house: House,
  { speaker }: Spoken,
  named: string,
  first: 'here' | 'own' = 'here',
): UnitMeant {
  const { book } = house.roster;
  const personId = speaker.person?.id;
  if (personId === undefined) return { is: 'none' };
  const seen = unitsSeenBy(book, personId);
  if (named === '') {
    const own = ownUnit(book, personId);
    const isOwnFirst = first === 'own' && book.unit(own ?? '')?.level === 'grid';
    const meant = isOwnFirst ? own : (speaker.room?.unitId ?? own);
    return meant === undefined ? { is: 'none' } : { is: 'one', unitId: meant };
  }
  if (named.length < 2) return { is: 'none' };
  const fitting = book.units.filter(unit => unit.name === named || unit.name.endsWith(named));
  const exact = fitting.filter(unit => unit.name === named);
  const meant = (exact.length > 0 ? exact : fitting).filter(unit =>
    seen.some(root => book.isWithin(unit.id, root)),
  );
  const [only, ...others] = meant;
  if (only) return others.length === 0 ? { is: 'one', unitId: only.id } : { is: 'several', units: meant };
  return fitting.length > 0 ? { is: 'others', name: named } : { is: 'none' };
}

/** The unit of the first role in which somebody serves. */
function ownUnit(book: RosterBook, personId: PersonId): UnitId | undefined {
  return book.rolesOf(personId).find(held => held.role !== 'resident')?.unitId;
}
