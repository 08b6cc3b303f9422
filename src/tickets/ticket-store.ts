import { dayOf } from '../base/china-time.js';
import type { Moment } from '../base/clock.js';
import { Fault } from '../base/fault.js';
import type { MediaId, PersonId, TicketId, UnitId } from '../base/ids.js';
import { change, everyOne, together } from '../store/change.js';
import type { Collection, Document, Page, Store } from '../store/store.js';
import { PhotoBook } from './photo-book.js';
import { ticketStates, type Ticket, type TicketState } from './ticket.js';

interface Counter extends Document {
  readonly last: number;
}

/** Who raised or joined which ticket, so that a person's tickets are found without looking through all. */
interface Raising extends Document {
  readonly personId: PersonId;
  readonly ticketId: TicketId;
}

/** A ticket was opened from this message before: the same one is found again. */
export type Opened = { readonly isNew: boolean; readonly ticket: Ticket };

/** What the tickets room keeps: tickets, and the counters their numbers come from. */
export class TicketStore {
  #numbering: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly store: Store,
    private readonly tickets: Collection<Ticket>,
    private readonly counters: Collection<Counter>,
    private readonly raisings: Collection<Raising>,
    /** The photos that tickets hold; the journal's erasing leaves them alone. */
    readonly photos: PhotoBook,
  ) {}

  static async open(store: Store): Promise<TicketStore> {
    const tickets = await store.collection<Ticket>({
      name: 'tickets',
      unique: ['number', 'origin'],
      indexes: [
        ['nextDueAt'],
        ['hasNews'],
        ['unitId', 'state', 'openedAt'],
        ['unitId', 'category', 'state', 'openedAt'],
        ['assigneeId', 'state', 'openedAt'],
        ['openedAt'],
        ['changedAt'],
        ['unitId', 'changedAt'],
        ['state'],
      ],
    });
    const counters = await store.collection<Counter>({ name: 'counters' });
    const raisings = await store.collection<Raising>({ name: 'raisings', indexes: [['personId']] });
    return new TicketStore(store, tickets, counters, raisings, await PhotoBook.open(store));
  }

  /** Numbers the ticket and keeps it; opening from the same origin again gives the ticket that exists. */
  async open(draft: Omit<Ticket, 'number'>): Promise<Opened> {
    return together(this.store, () => this.#open(draft));
  }

  async #open(draft: Omit<Ticket, 'number'>): Promise<Opened> {
    const existing = await this.byOrigin(draft.origin);
    if (existing) return { isNew: false, ticket: existing };
    const ticket: Ticket = { ...draft, number: await this.nextNumber(draft.openedAt) };
    await this.#noteRaisers(ticket, undefined);
    await this.photos.keep(ticket.id, ticket.mediaIds);
    const outcome = await this.tickets.insert(ticket);
    if (outcome.done) return { isNew: true, ticket };
    const other = await this.byOrigin(draft.origin);
    if (other) return { isNew: false, ticket: other };
    throw new Fault('ticket-key-taken', `a ticket could not be opened: ${outcome.taken} is taken`);
  }

  async get(id: TicketId): Promise<Ticket | undefined> {
    return (await this.tickets.get(id))?.value;
  }

  async byNumber(number: string): Promise<Ticket | undefined> {
    return this.#first({ number });
  }

  async byOrigin(origin: string): Promise<Ticket | undefined> {
    return this.#first({ origin });
  }

  /** Changes a ticket; `changeOf` is pure and may run several times. Undefined result: it stays as it is. */
  async change(id: TicketId, changeOf: (ticket: Ticket) => Ticket | undefined): Promise<Ticket | undefined> {
    let before: Ticket | undefined;
    const changed = await change(this.tickets, id, ticket => {
      before = ticket;
      return changeOf(ticket);
    });
    if (!changed?.changed) return changed?.value;
    await this.#noteRaisers(changed.value, before);
    const events = changed.value.history.slice(before?.history.length ?? 0);
    await this.photos.keep(
      id,
      events.flatMap(event => ('mediaIds' in event ? event.mediaIds : [])),
    );
    return changed.value;
  }

  /** Tickets the clock must look at, the longest due first. */
  async due(now: Moment, limit: number): Promise<readonly Ticket[]> {
    return values(
      await this.tickets.find({
        where: { nextDueAt: { from: 0, below: now + 1 } },
        orderBy: ['nextDueAt'],
        limit,
      }),
    );
  }

  /** The first moment at which a ticket falls due. */
  async nextDueAt(): Promise<Moment | undefined> {
    const [first] = values(
      await this.tickets.find({ where: { nextDueAt: { from: 0 } }, orderBy: ['nextDueAt'], limit: 1 }),
    );
    return first?.nextDueAt ?? undefined;
  }

  /** Tickets with events whose reactions are not done. */
  async withNews(limit: number): Promise<readonly Ticket[]> {
    return values(await this.tickets.find({ where: { hasNews: true }, limit }));
  }

  /** Tickets of some units in some states. */
  async ofUnits(unitIds: readonly UnitId[], states: readonly TicketState[]): Promise<readonly Ticket[]> {
    const where = { unitId: { in: unitIds }, state: { in: states } };
    return everyOne(this.tickets, { where });
  }

  /** Tickets of a unit and a category in some states that were opened at a moment or since. */
  async ofCategory(
    unitId: UnitId,
    category: string,
    states: readonly TicketState[],
    since: Moment,
  ): Promise<readonly Ticket[]> {
    return everyOne(this.tickets, {
      where: { unitId, category, state: { in: states }, openedAt: { from: since } },
    });
  }

  /** Tickets of some units that were opened within a half-open stretch of time, whatever became of them. */
  async ofUnitsOpened(unitIds: readonly UnitId[], from: Moment, below: Moment): Promise<readonly Ticket[]> {
    const where = { unitId: { in: unitIds }, state: { in: ticketStates }, openedAt: { from, below } };
    return everyOne(this.tickets, { where });
  }

  /** Tickets somebody must act on, oldest first. */
  async ofAssignee(personId: PersonId, states: readonly TicketState[]): Promise<readonly Ticket[]> {
    const where = { assigneeId: personId, state: { in: states } };
    return everyOne(this.tickets, { where });
  }

  /** Tickets that somebody raised or joined, newest first. */
  async ofRaiser(personId: PersonId): Promise<readonly Ticket[]> {
    const raisings = await everyOne(this.raisings, { where: { personId } });
    const found = await Promise.all(raisings.map(raising => this.get(raising.ticketId)));
    const tickets = found.filter(ticket => ticket !== undefined);
    return tickets
      .filter(ticket => ticket.raisers.some(raiser => raiser.personId === personId))
      .sort((a, b) => b.openedAt - a.openedAt);
  }

  /** Whether a photo became part of a ticket. */
  async holdsPhoto(mediaId: MediaId): Promise<boolean> {
    return this.photos.isKept(mediaId);
  }

  /** Tickets in some states. */
  async inStates(states: readonly TicketState[]): Promise<readonly Ticket[]> {
    return everyOne(this.tickets, { where: { state: { in: states } } });
  }

  /** Tickets in some states, those opened last first, for as long as whoever asks goes on. */
  async *newestFirst(states: readonly TicketState[]): AsyncGenerator<Ticket> {
    const query = { where: { state: { in: states } }, orderBy: ['openedAt'], descending: true, limit: 200 };
    let after: string | undefined;
    do {
      const page = await this.tickets.find({ ...query, ...(after === undefined ? {} : { after }) });
      yield* values(page);
      after = page.cursor;
    } while (after !== undefined);
  }

  /** Every ticket, oldest first. */
  async all(): Promise<readonly Ticket[]> {
    return everyOne(this.tickets, { orderBy: ['openedAt'] });
  }

  /** Tickets opened within a half-open stretch of time, oldest first. */
  async openedWithin(from: Moment, below: Moment): Promise<readonly Ticket[]> {
    return everyOne(this.tickets, { where: { openedAt: { from, below } }, orderBy: ['openedAt'] });
  }

  /** Tickets of an earlier version of the program, which do not say when something last happened to them. */
  async withoutChange(): Promise<readonly Ticket[]> {
    return everyOne(this.tickets, { where: { changedAt: null } });
  }

  /** Tickets to which something happened at the moment or since; of some units, or of all. */
  async changedSince(from: Moment, unitIds?: readonly UnitId[]): Promise<readonly Ticket[]> {
    if (!unitIds) return everyOne(this.tickets, { where: { changedAt: { from } }, orderBy: ['changedAt'] });
    return everyOne(this.tickets, { where: { unitId: { in: unitIds }, changedAt: { from } } });
  }

  async #noteRaisers(ticket: Ticket, before: Ticket | undefined): Promise<void> {
    for (const { personId } of ticket.raisers.slice(before?.raisers.length ?? 0)) {
      await this.raisings.insert({ id: `${ticket.id}|${personId}`, personId, ticketId: ticket.id });
    }
  }

  async #first(where: Record<string, string>): Promise<Ticket | undefined> {
    return values(await this.tickets.find({ where, limit: 1 }))[0];
  }

  /**
   * The next number of the day, for what is numbered like a ticket. One after the other within the process, so that a rush
   * of reports does not wear itself out on one counter.
   */
  async nextNumber(at: Moment): Promise<string> {
    const mine = this.#numbering.then(() => this.#countUp(at));
    this.#numbering = mine.catch(() => undefined);
    return mine;
  }

  async #countUp(at: Moment): Promise<string> {
    const day = dayOf(at).replaceAll('-', '');
    const id = `ticket:${day}`;
    const countOn = () => change(this.counters, id, counter => ({ ...counter, last: counter.last + 1 }));
    let counted = await countOn();
    if (!counted) {
      // The first of the day; it does no harm when another process is faster.
      await this.counters.insert({ id, last: 0 });
      counted = await countOn();
    }
    return `WG-${day}-${String(counted?.value.last ?? 1).padStart(4, '0')}`;
  }
}

function values(page: Page<Ticket>): readonly Ticket[] {
  return page.found.map(({ value }) => value);
}
