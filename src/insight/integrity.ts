import { dayOf, daysLater } from '../base/china-time.js';
import { DAY, MINUTE, type Moment } from '../base/clock.js';
import type { PersonId, TicketId } from '../base/ids.js';
import { cosine, pairsOf } from '../base/likeness.js';
import type { Ticket } from '../tickets/ticket.js';
import { monthOf } from './period.js';

/** What may point to a made-up event (凑件). A signal is a reason to look, never a verdict. */
export const signalKinds = [
  'same-photo',
  'closed-in-minutes',
  'near-identical-text',
  'month-end-burst',
] as const;
export type SignalKind = (typeof signalKinds)[number];

/** From where on something is conspicuous. */
export interface IntegrityRules {
  /** Self-reported and finished by the same hand within so many minutes. */
  readonly closedWithinMinutes: number;
  /** How alike two texts of the same person are, 0 to 1. */
  readonly likeText: number;
  /** Within so many days. */
  readonly likeWithinDays: number;
  /** At least so many self-reported matters in a month, of which more than the share falls on its last days. */
  readonly burst: { readonly atLeast: number; readonly share: number; readonly lastDays: number };
}

/** Something conspicuous; `ticketIds` are the tickets it is about, the later one first. */
export interface Signal {
  readonly kind: SignalKind;
  readonly personId: PersonId;
  readonly at: Moment;
  readonly ticketIds: readonly TicketId[];
}

function openerOf(ticket: Ticket): PersonId | undefined {
  return ticket.history.find(event => event.type === 'ticket-opened')?.by;
}

/** Raised and settled by the same person within minutes: nobody else saw it. */
export function closedInMinutes(ticket: Ticket, rules: IntegrityRules): Signal | undefined {
  const opener = openerOf(ticket);
  const finished = ticket.history.find(event => event.type === 'ticket-finished' && event.by === opener);
  if (opener === undefined || !finished) return undefined;
  if (finished.at - ticket.openedAt > rules.closedWithinMinutes * MINUTE) return undefined;
  return { kind: 'closed-in-minutes', personId: opener, at: finished.at, ticketIds: [ticket.id] };
}

/** Texts shorter than this in letters are alike by chance. */
const SHORTEST_TEXT = 6;

/**
 * Nearly the same words by the same person about the same unit, not long after.
 *
 * @param earlier other tickets that the person opened, in any order; of the likest one is told
 */
export function likeEarlier(
  ticket: Ticket,
  earlier: readonly Ticket[],
  rules: IntegrityRules,
): Signal | undefined {
  const opener = openerOf(ticket);
  if (opener === undefined || lettersOf(ticket.text).length < SHORTEST_TEXT) return undefined;
  const pairs = pairsOf(ticket.text);
  const like = earlier
    .filter(
      other =>
        other.id !== ticket.id &&
        other.unitId === ticket.unitId &&
        openerOf(other) === opener &&
        isBefore(other, ticket) &&
        ticket.openedAt - other.openedAt <= rules.likeWithinDays * DAY,
    )
    .map(other => ({ other, likeness: cosine(pairs, pairsOf(other.text)) }))
    .filter(({ likeness }) => likeness >= rules.likeText)
    .sort((a, b) => b.likeness - a.likeness)[0];
  if (!like) return undefined;
  const ticketIds = [ticket.id, like.other.id];
  return { kind: 'near-identical-text', personId: opener, at: ticket.openedAt, ticketIds };
}

/** Of two opened in the same moment the number decides. */
export function isBefore(one: Ticket, other: Ticket): boolean {
  return one.openedAt < other.openedAt || (one.openedAt === other.openedAt && one.number < other.number);
}

function lettersOf(text: string): string {
  return text.replace(/[\s\p{P}\p{S}]/gu, '');
}

/** People most of whose own finds of a month fall on its last days. */
export function monthEndBursts(
  tickets: readonly Ticket[],
  isStaff: (personId: PersonId) => boolean,
  { burst }: IntegrityRules,
): readonly Signal[] {
  const found = new Map<string, Ticket[]>();
  for (const ticket of tickets) {
    const opener = openerOf(ticket);
    if (opener === undefined || !isStaff(opener)) continue;
    const key = `${opener}|${dayOf(ticket.openedAt).slice(0, 7)}`;
    const list = found.get(key) ?? [];
    found.set(key, list);
    list.push(ticket);
  }
  return [...found].flatMap(([key, list]) => {
    const last = monthOf(`${key.slice(-7)}-01`).to;
    const from = daysLater(last, 1 - burst.lastDays);
    const late = list.filter(({ openedAt }) => dayOf(openedAt) >= from);
    if (list.length < burst.atLeast || late.length <= burst.share * list.length) return [];
    const at = Math.max(...late.map(({ openedAt }) => openedAt));
    const ticketIds = late.map(({ id }) => id);
    return [{ kind: 'month-end-burst' as const, personId: key.slice(0, -8), at, ticketIds }];
  });
}

/** The same picture in a ticket that was opened before. */
export function samePhoto(ticket: Ticket, others: readonly Ticket[]): Signal | undefined {
  const opener = openerOf(ticket);
  const [earlier] = others
    .filter(other => isBefore(other, ticket))
    .toSorted((a, b) => a.openedAt - b.openedAt);
  if (opener === undefined || !earlier) return undefined;
  return { kind: 'same-photo', personId: opener, at: ticket.openedAt, ticketIds: [ticket.id, earlier.id] };
}
