import { HOUR, type Moment } from '../base/clock.js';
import { cosine, pairsOf } from '../base/likeness.js';
import type { Whereabouts } from '../roster/whereabouts.js';
import type { Ticket } from './ticket.js';

/** A report that may be about a matter which is open already. */
export interface Candidate {
  readonly text: string;
  readonly item: string;
  readonly category: string;
  readonly whereabouts: Whereabouts;
}

/** `same`: same item, same unit, places agree; `near`: worth showing to whoever handles it. */
export interface Similar {
  readonly ticket: Ticket;
  readonly degree: 'same' | 'near';
  readonly likeness: number;
}

const NEAR = 0.25;
const SAME_TEXT = 0.5;
/** The same matter is always of the same category, and was opened within so long before. */
export const SAME_WITHIN = 72 * HOUR;

function entranceOf(place: string): string | undefined {
  return /(\d+|[A-Za-z甲乙丙丁])单元/.exec(place)?.[1];
}

/** Whether two whereabouts may be the same spot: what both name must agree. */
export function placesAgree(left: Whereabouts, right: Whereabouts): boolean {
  if (left.unitId !== right.unitId) return false;
  const one = entranceOf(left.privatePlace ?? left.place);
  const other = entranceOf(right.privatePlace ?? right.place);
  return one === undefined || other === undefined || one === other;
}

/** Open tickets like the report, the most alike first. Suggests only; nothing is ever merged unasked. */
export function similarTo(candidate: Candidate, open: readonly Ticket[], now: Moment): readonly Similar[] {
  const found: Similar[] = [];
  const pairs = pairsOf(candidate.text);
  for (const ticket of open) {
    if (!placesAgree(candidate.whereabouts, ticket.whereabouts)) continue;
    const alike = cosine(pairs, pairsOf(ticket.text));
    const isRecent = now - ticket.openedAt <= SAME_WITHIN;
    const isSame =
      isRecent &&
      (ticket.item === candidate.item || (ticket.category === candidate.category && alike >= SAME_TEXT));
    if (isSame) found.push({ ticket, degree: 'same', likeness: alike });
    else if (alike >= NEAR) found.push({ ticket, degree: 'near', likeness: alike });
  }
  const rankOf = ({ degree }: Similar): number => (degree === 'same' ? 0 : 1);
  return found.sort((a, b) => rankOf(a) - rankOf(b) || b.likeness - a.likeness);
}
