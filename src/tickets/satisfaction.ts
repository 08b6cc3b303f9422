import type { Rating, Ticket } from './ticket.js';

/** How the raisers together see the result; null while the ticket is open, `unrated` when nobody answered. */
export type Satisfaction = Rating | 'unrated' | null;

/** The worst rating given counts; silence never counts as satisfied. */
export function satisfactionOf(ticket: Ticket): Satisfaction {
  const ratings = ticket.raisers.flatMap(raiser => (raiser.rating === undefined ? [] : [raiser.rating]));
  if (ticket.state !== 'closed') return null;
  if (ratings.includes('unsatisfied')) return 'unsatisfied';
  if (ratings.includes('fair')) return 'fair';
  return ratings.includes('satisfied') ? 'satisfied' : 'unrated';
}

/** True once everybody who raised it has answered. */
export function everybodyRated(ticket: Ticket): boolean {
  return ticket.raisers.every(raiser => raiser.rating !== undefined);
}
