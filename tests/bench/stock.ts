import { cpSync } from 'node:fs';
import path from 'node:path';
import { HOUR, MINUTE, type Moment } from '../../src/base/clock.js';
import { newTicket } from '../../src/flow/new-ticket.js';
import type { House } from '../../src/flow/house.js';
import { whoSpeaks } from '../../src/flow/speaker.js';
import { locate } from '../../src/intake/locate.js';
import { firstOffer } from '../../src/dispatch/route.js';
import { together } from '../../src/store/change.js';
import { STORE_FILE } from '../../src/store/sqlite-store.js';
import { advance } from '../../src/tickets/advance.js';
import type { EventBody } from '../../src/tickets/ticket-event.js';
import type { Ticket } from '../../src/tickets/ticket.js';
import { BenchClock, benchFolder, openBenchHouse } from './bench-house.js';
import { pick, randomFrom, someReport } from './talk.js';
import { buildings } from './town.js';

/** How many of the stock fall due within the next hour. */
export const DUE_WITHIN_AN_HOUR = 1_000;
const LONGEST_AGO = 96 * HOUR;
const AT_ONCE = 200;

/** A ticket that has no number yet. */
export type TicketDraft = Omit<Ticket, 'number'>;

const made = new Map<number, Promise<string>>();

/**
 * A folder with a store of so many open tickets, none of them due before the clock moves; made once, and copied for whoever
 * asks. Each was said in words of its own by one of 5,880 residents in one of 168 groups within the last four days, and went
 * through the functions of the program: understood, placed, opened, offered, mostly accepted, some finished.
 */
export async function stockOf(count: number): Promise<string> {
  const making = made.get(count) ?? makeStock(count);
  made.set(count, making);
  const copy = benchFolder(`of-${count}`);
  cpSync(path.join(await making, STORE_FILE), path.join(copy, STORE_FILE));
  return copy;
}

async function makeStock(count: number): Promise<string> {
  const folder = benchFolder(`stock-${count}`);
  const clock = new BenchClock();
  const bench = await openBenchHouse({ folder, clock });
  const { house } = bench;
  const random = randomFrom(11);
  let dueSoon = 0;
  for (let from = 0; from < count; from += AT_ONCE) {
    await together(house.store, async () => {
      for (let nth = from; nth < Math.min(count, from + AT_ONCE); nth += 1) {
        const ticket = someTicket(house, nth, random, dueSoon < Math.min(DUE_WITHIN_AN_HOUR, count / 10));
        if ((ticket.nextDueAt ?? 0) <= clock.now() + HOUR) dueSoon += 1;
        await house.tickets.open(ticket);
      }
    });
  }
  await bench.close();
  return folder;
}

/** So many tickets as they are when they are opened; `name` tells them from others. */
export function someDrafts(house: House, count: number, name: string): TicketDraft[] {
  const random = randomFrom(5);
  return Array.from({ length: count }, (_, nth) =>
    opened(house, `${name}-${nth}`, house.clock.now(), random),
  );
}

/** An open ticket of some age that is not due yet; within the next hour only where that is wanted. */
function someTicket(house: House, nth: number, random: () => number, mayBeDueSoon: boolean): TicketDraft {
  const now = house.clock.now();
  for (let tried = 0; ; tried += 1) {
    const ago = tried < 8 ? random() * LONGEST_AGO : random() * HOUR;
    const draft = livedThrough(house, opened(house, `${nth}`, now - ago, random), now, random);
    const dueAt = draft.nextDueAt ?? 0;
    if (dueAt > now + HOUR || (mayBeDueSoon && dueAt > now + MINUTE)) return draft;
  }
}

function opened(house: House, name: string, at: Moment, random: () => number): TicketDraft {
  const building = pick(buildings, random);
  const contactId = pick(building.residentIds, random);
  const text = someReport(random);
  const { book } = house.roster;
  const conversation = { kind: 'room', roomId: building.roomId } as const;
  const fragment = { messageId: `stock-${name}`, at, text };
  const draft = {
    id: `stock-${name}`,
    account: 'bot',
    from: { id: contactId, name: contactId },
    conversation,
    topic: '',
    fragments: [fragment],
    mentionsBot: false,
    readyAt: at,
  };
  const speaker = whoSpeaks(draft, book);
  const understanding = house.understand(text);
  const [matter] = understanding.matters;
  if (!speaker?.person || !matter) return opened(house, name, at, random);
  const whereabouts = locate(matter.text, matter.place, building.id, book);
  const said = { draft, speaker, text, understanding };
  const filing = { said, person: speaker.person, matter, place: 1, count: 1, photos: [], whereabouts };
  return newTicket({ ...house, clock: { now: () => at } }, filing, `bot|stock-${name}`);
}

/** What has happened to it by now: everything is offered, most is in hand, some is done, checked or waits for a day. */
function livedThrough(house: House, draft: TicketDraft, now: Moment, random: () => number): TicketDraft {
  let ticket: Ticket = { ...draft, number: '' };
  const step = (body: EventBody, standing: 'bot' | 'assignee' | 'verifier', by: string): void => {
    const at = ticket.openedAt + (now - ticket.openedAt) * random();
    const last = ticket.history.at(-1)?.at ?? at;
    const doer = { by, standings: [standing], at: Math.max(at, last) } as const;
    const outcome = advance(ticket, body, doer, house.rules);
    if (outcome.done) ({ ticket } = outcome);
  };
  const offer = firstOffer(ticket.unitId, ticket.item, house.roster.book, house.catalogue);
  step({ type: 'ticket-offered', ...offer }, 'bot', 'bot');
  const hand = ticket.assigneeId ?? 'w-1';
  if (random() < 0.85) step({ type: 'ticket-accepted' }, 'assignee', hand);
  if (random() < 0.3)
    step({ type: 'progress-noted', text: '已到现场，正在处理', mediaIds: [] }, 'assignee', hand);
  if (random() < 0.2) step({ type: 'ticket-finished', text: '已处理完毕', mediaIds: [] }, 'assignee', hand);
  if (random() < 0.4) step({ type: 'verification-passed', text: '', mediaIds: [] }, 'verifier', 'p-leader');
  const { number: _number, ...lived } = ticket;
  return { ...lived, reactedSeq: lived.history.length, hasNews: false };
}
