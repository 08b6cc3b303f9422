import type { Saying } from '../outbox/outbox.js';
import type { Level } from '../roster/unit.js';
import type { TicketEvent } from '../tickets/ticket-event.js';
import { takenAbove, takenBelow } from '../words/tower.js';
import { itemName, nameOf, placeOf } from './present.js';
import { toPerson, toWorkersRoom } from './recipients.js';
import type { NewsOf, Tellings } from './tellings.js';

/**
 * What the level below hears when the level above answers. Returned and solved have cards of their own in the workers' group;
 * this is the line that somebody above has it in hand.
 */
export const towerTellings: Tellings = {
  'ticket-accepted': news => {
    if (news.event.level !== undefined) return tellAbove(news);
    const above = levelAbove(news);
    if (above === undefined) return [];
    const { ticket, event, scene } = news;
    const by = [above, nameOf(event.by, scene)].filter(part => part !== '').join(' ');
    const text = takenAbove(ticket.number, placeOf(ticket, scene), itemName(ticket, scene), by);
    return toWorkersRoom(news, [], { purpose: 'taken-above', text });
  },
};

/** Somebody below was on the spot first: everybody above who was asked meanwhile need not send anybody. */
function tellAbove(news: NewsOf<'ticket-accepted'>): Saying[] {
  const { ticket, event, scene } = news;
  const asked = ticket.history.flatMap(past =>
    past.seq < event.seq && past.type === 'ticket-escalated' ? [past.assigneeId] : [],
  );
  const text = takenBelow(
    ticket.number,
    placeOf(ticket, scene),
    itemName(ticket, scene),
    nameOf(event.by, scene),
  );
  return [...new Set(asked)]
    .filter(id => id !== event.by)
    .flatMap(id => toPerson(news, id, { purpose: 'taken-below', text }));
}

type Offering = TicketEvent & { readonly level: Level; readonly department?: string };

/** Who has it, when the grid asked for help and a level above it took it; undefined otherwise. */
function levelAbove({ ticket, event, scene }: NewsOf<'ticket-accepted'>): string | undefined {
  const before = ticket.history.filter(past => past.seq < event.seq);
  const asked = before.findLast(past => past.type === 'ticket-escalated');
  const offer = before.findLast((past): past is Offering => 'level' in past);
  if (!asked || !offer || offer.level === 'grid' || offer.level === 'microgrid') return undefined;
  if (offer.level === 'department') return offer.department ?? '';
  return scene.book.unitAt(ticket.unitId, offer.level)?.name ?? '';
}
