import { dayOf } from '../base/china-time.js';
import type { Moment } from '../base/clock.js';
import type { PersonId, TicketId, UnitId } from '../base/ids.js';
import type { Deed, DeedKind } from '../tasks/deed.js';
import type { TicketEvent } from '../tickets/ticket-event.js';
import type { Ticket } from '../tickets/ticket.js';
import type { SignalKind } from './integrity.js';
import { ratingOfRound } from './mark.js';

/** For what somebody gets points, see config/points.yaml. */
export const meritKinds = [
  'useful-report',
  'found-matter',
  'handled',
  'helped',
  'checked',
  'satisfied',
  'redone',
  'check-in',
  'patrol',
  'visit',
  'task',
] as const;
export type MeritKind = (typeof meritKinds)[number];

/** Something that somebody did; how many points it brings is for the rules to say. */
export interface Merit {
  /** Made of what it follows from, so that it is written down once, however often its ticket is looked at. */
  readonly id: string;
  readonly kind: MeritKind;
  readonly personId: PersonId;
  readonly at: Moment;
  readonly unitId: UnitId;
  readonly ticketId?: TicketId;
  /** Why it brings no points: what may be made up has to be looked at first. */
  readonly doubt?: SignalKind;
  /** Counted, and worth nothing more: the same thing was told of before. */
  readonly isRepeated?: true;
}

/** Why a ticket may be made up, and whose gain is in doubt: all of it, or only that of whoever raised it or settled it. */
export interface Doubt {
  readonly kind: SignalKind;
  readonly of: 'everybody' | 'opener' | 'handler';
}

/**
 * What people earned by a ticket: who raised it, settled it, helped, checked it. The report counts once the check by somebody
 * else has passed; a second round of the same ticket brings its handlers nothing more.
 */
export function meritsOfTicket(
  ticket: Ticket,
  isStaff: (personId: PersonId) => boolean,
  doubt: Doubt | undefined,
): readonly Merit[] {
  const { history } = ticket;
  const merits = history.flatMap((event, at) => meritsOfEvent(event, ticket, at, isStaff));
  const unique = new Map<string, Merit>();
  for (const merit of merits) if (!unique.has(merit.id)) unique.set(merit.id, merit);
  return [...unique.values()].map(merit =>
    doubt && gains[doubt.of].includes(merit.kind) ? { ...merit, doubt: doubt.kind } : merit,
  );
}

const openerGains: readonly MeritKind[] = ['useful-report', 'found-matter'];
const handlerGains: readonly MeritKind[] = ['handled', 'helped', 'satisfied'];

/** What an event is made up for; whoever checks it in good faith is not to blame. */
const gains: Readonly<Record<Doubt['of'], readonly MeritKind[]>> = {
  everybody: [...openerGains, ...handlerGains],
  opener: openerGains,
  handler: handlerGains,
};

function meritsOfEvent(
  event: TicketEvent,
  ticket: Ticket,
  at: number,
  isStaff: (personId: PersonId) => boolean,
): readonly Merit[] {
  const before = ticket.history.slice(0, at);
  const give = (kind: MeritKind, personId: PersonId | 'bot' | undefined, each = ''): readonly Merit[] =>
    personId === undefined || personId === 'bot'
      ? []
      : [
          {
            id: `${ticket.id}:${kind}${each}:${personId}`,
            kind,
            personId,
            at: event.at,
            unitId: ticket.unitId,
            ticketId: ticket.id,
          },
        ];
  const finisher = before.findLast(({ type }) => type === 'ticket-finished')?.by;
  switch (event.type) {
    case 'verification-passed': {
      const opener = before[0]?.by;
      const found = opener !== undefined && isStaff(opener) ? 'found-matter' : 'useful-report';
      return [
        ...give('checked', event.by, `-${event.seq}`),
        ...give(found, opener),
        ...give('handled', finisher),
        ...helpersOf(before)
          .filter(id => id !== finisher)
          .flatMap(id => give('helped', id)),
      ];
    }
    case 'verification-failed':
      return [...give('checked', event.by, `-${event.seq}`), ...give('redone', finisher, `-${event.seq}`)];
    case 'ticket-closed':
      return ratingOfRound(before) === 'satisfied' ? give('satisfied', finisher) : [];
    case 'redo-ordered':
    case 'ticket-reopened':
      return give('redone', finisher, `-${event.seq}`);
    default:
      return [];
  }
}

/** Who was asked to help since it was last offered to somebody. */
function helpersOf(before: readonly TicketEvent[]): readonly PersonId[] {
  const offered = before.findLastIndex(event => 'assigneeId' in event);
  return before.slice(offered + 1).flatMap(event => (event.type === 'team-formed' ? event.memberIds : []));
}

const ofDeeds: Readonly<Partial<Record<DeedKind, MeritKind>>> = {
  'check-in': 'check-in',
  patrol: 'patrol',
  visit: 'visit',
};

/** What a deed is worth; an incomplete one, or a leave, is worth nothing. */
function meritOfDeed(deed: Deed): Merit | undefined {
  const kind = ofDeeds[deed.kind];
  if (kind === undefined || !deed.isComplete) return undefined;
  return { id: `deed:${deed.id}`, kind, personId: deed.personId, at: deed.at, unitId: deed.unitId };
}

/** What one person's deeds are worth, oldest first: told of again on the same day, a visit to a household is the same visit. */
export function meritsOfDeeds(deeds: readonly Deed[]): readonly Merit[] {
  const seen = new Set<string>();
  return deeds.flatMap(deed => {
    const merit = meritOfDeed(deed);
    if (!merit || deed.household === undefined) return merit ?? [];
    const visit = `${dayOf(deed.at)} ${deed.household}`;
    const isRepeated = seen.has(visit);
    seen.add(visit);
    return isRepeated ? { ...merit, isRepeated } : merit;
  });
}
