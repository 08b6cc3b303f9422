import type { Moment } from '../base/clock.js';
import { together } from '../store/change.js';
import type { Saying } from '../outbox/outbox.js';
import type { Danger } from '../words/emergency-advice.js';
import type { Ticket } from '../tickets/ticket.js';
import { errandsOf } from './booked-errands.js';
import { followOn } from './follow-on.js';
import { linkHazard } from './link-hazard.js';
import { act, say, type House } from './house.js';
import { remindOfTicket } from './on-reminder-tickets.js';
import { noteMerits } from './note-merits.js';
import type { Scene } from './present.js';
import { siblingOrigins } from './origin.js';
import type { News } from './recipients.js';
import { residentTellings } from './tell-residents.js';
import { noticeTellings } from './tell-staff-more.js';
import { cardTellings } from './tell-staff.js';
import { towerTellings } from './tell-tower.js';
import { tell } from './tellings.js';

/** What is said of an event: to residents first, then to staff. */
const everyTelling = [residentTellings, cardTellings, noticeTellings, towerTellings];

/** So many tickets are reacted to before whatever else waits has its turn. */
const AT_ONCE = 50;

/** What reactions need besides the house. */
export interface Reacting {
  readonly house: House;
  readonly dangerOf: (text: string) => Danger | undefined;
}

/**
 * Reacts to everything that happened to tickets and was not reacted to yet. May be stopped anywhere and run again: what is
 * said has a key, what follows is refused the second time, and the cursor moves last.
 *
 * @returns how many events were reacted to
 */
export async function reactToNews(reacting: Reacting): Promise<number> {
  let reacted = 0;
  for (;;) {
    const tickets = await reacting.house.tickets.withNews(AT_ONCE);
    if (tickets.length === 0) return reacted;
    await together(reacting.house.store, async () => {
      for (const ticket of tickets) reacted += await reactTo(ticket, reacting);
    });
  }
}

async function reactTo(ticket: Ticket, { house, dangerOf }: Reacting): Promise<number> {
  const scene: Scene = { book: house.roster.book, catalogue: house.catalogue, now: house.clock.now() };
  const fresh = ticket.history.filter(event => event.seq > ticket.reactedSeq);
  const siblings = await siblingsOf(ticket, house);
  const numbers = await numbersOf(ticket, house);
  for (const event of fresh) {
    const news = { ticket, event, scene };
    const beside = { siblings, dangerOf, numberOf: (id: string) => numbers.get(id) ?? '' };
    const sayings = (now: Moment): readonly Saying[] => {
      const then = { ...news, scene: { ...scene, now } };
      return everyTelling.flatMap(tellings => tell(tellings, then, beside));
    };
    await say(house, ...asSaidThen(sayings, scene.now, house));
    await learnFrom(news, house);
    for (const errand of errandsOf(news, house)) await house.errands.add(errand);
    await remindOfTicket(news, house);
    await linkHazard(news, house);
    const next = followOn(news, dangerOf);
    const cause = `follows:${event.seq}`;
    if (next) await act(house, ticket.id, next, { by: 'bot', standings: ['bot'], cause });
  }
  await noteMerits(house, ticket, fresh);
  const last = ticket.history.length;
  await house.tickets.change(ticket.id, now =>
    now.reactedSeq >= last ? undefined : { ...now, reactedSeq: last, hasNews: now.history.length > last },
  );
  return fresh.length;
}

/** What has to wait for the morning speaks of today and tomorrow as one does in the morning. */
function asSaidThen(
  sayingsAt: (now: Moment) => readonly Saying[],
  now: Moment,
  { outbox }: House,
): readonly Saying[] {
  return sayingsAt(now).map(saying => {
    const at = outbox.earliest(saying, now);
    return at === now ? saying : (sayingsAt(at).find(({ key }) => key === saying.key) ?? saying);
  });
}

async function siblingsOf(ticket: Ticket, house: House): Promise<readonly Ticket[]> {
  const found: Ticket[] = [];
  for (const origin of siblingOrigins(ticket.origin)) {
    const sibling = origin === ticket.origin ? ticket : await house.tickets.byOrigin(origin);
    if (sibling) found.push(sibling);
  }
  return found;
}

async function numbersOf(ticket: Ticket, house: House): Promise<ReadonlyMap<string, string>> {
  const numbers = new Map<string, string>();
  for (const event of ticket.history) {
    if (event.type !== 'ticket-merged') continue;
    numbers.set(event.intoId, (await house.tickets.get(event.intoId))?.number ?? '');
  }
  return numbers;
}

/** What a person corrected after the report was filed is minded from now on; while it was being filed the words decided. */
async function learnFrom({ ticket, event }: News, house: House): Promise<void> {
  if (event.type !== 'category-corrected' || event.from === 'collecting') return;
  const { category, item } = event;
  await house.corrections.learn({ id: ticket.id, text: ticket.text, category, item });
}
