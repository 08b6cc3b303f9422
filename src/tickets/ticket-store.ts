import type { Moment } from '../base/clock.js';
import { Fault } from '../base/fault.js';
import type { MediaId, PersonId, TicketId, UnitId } from '../base/ids.js';
import { change, everyOne, together } from '../store/change.js';
import type { Collection, Condition, Document, Page, Store } from '../store/store.js';
import { PhotoBook } from './photo-book.js';
import { TicketNumbers } from './ticket-numbers.js';
import type { Ticket, TicketState } from './ticket.js';

/** Who raised or joined which ticket, so that a person's tickets are found without looking through all. */
interface Raising extends Document {
  readonly personId: PersonId;
  readonly ticketId: TicketId;
}

/** A ticket was opened from this message before: the same one is found again. */
export type Opened = { readonly isNew: boolean; readonly ticket: Ticket };

/** So many units are asked for at once. */
const UNITS_AT_ONCE = 400;

/** What the tickets room keeps: tickets, who raised them, and their photos. */
export class TicketStore {
  private constructor(
    private readonly store: Store,
    private readonly tickets: Collection<Ticket>,
    private readonly numbers: TicketNumbers,
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
        ['unitId', 'state', 'category', 'openedAt'],
        ['unitId', 'changedAt'],
        ['assigneeId', 'state', 'openedAt'],
        ['state', 'openedAt'],
      ],
    });
    const raisings = await store.collection<Raising>({ name: 'raisings', indexes: [['personId']] });
    const numbers = await TicketNumbers.open(store);
    return new TicketStore(store, tickets, numbers, raisings, await PhotoBook.open(store));
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
    // Nothing happens to a ticket before it is opened; so the index of what happened last finds it.
    const where = { unitId: { in: unitIds }, changedAt: { from }, openedAt: { from, below } };
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

  /** Tickets in some states, of each state the oldest first. */
  async inStates(states: readonly TicketState[]): Promise<readonly Ticket[]> {
    return everyOne(this.tickets, { where: { state: { in: states } }, orderBy: ['state', 'openedAt'] });
  }

  /** Tickets in some states, those opened last first, for as long as whoever asks goes on. */
  async *newestFirst(states: readonly TicketState[]): AsyncGenerator<Ticket> {
    const streams = states.map(state => this.#newestIn(state));
    const heads = await Promise.all(streams.map(async stream => stream.next()));
    for (;;) {
      const moments = heads.map(head => (head.done ? -Infinity : head.value.openedAt));
      const at = moments.indexOf(Math.max(...moments));
      const [head, stream] = [heads[at], streams[at]];
      if (!stream || !head || head.done) return;
      yield head.value;
      heads[at] = await stream.next();
    }
  }

  async *#newestIn(state: TicketState): AsyncGenerator<Ticket, undefined> {
    const query = { where: { state }, orderBy: ['state', 'openedAt'], descending: true, limit: 200 };
    let after: string | undefined;
    do {
      const page = await this.tickets.find({ ...query, ...(after === undefined ? {} : { after }) });
      yield* values(page);
      after = page.cursor;
    } while (after !== undefined);
  }

  /** Every ticket, oldest first. */
  async all(): Promise<readonly Ticket[]> {
    return (await everyOne(this.tickets)).sort((a, b) => a.openedAt - b.openedAt);
  }

  /** Tickets of some units from an earlier version of the program, which do not say when something last happened to them. */
  async withoutChange(unitIds: readonly UnitId[]): Promise<readonly Ticket[]> {
    return this.#ofUnitsChanged(unitIds, null);
  }

  /** Tickets of some units to which something happened at the moment or since. */
  async changedSince(from: Moment, unitIds: readonly UnitId[]): Promise<readonly Ticket[]> {
    return this.#ofUnitsChanged(unitIds, { from });
  }

  async #ofUnitsChanged(unitIds: readonly UnitId[], changedAt: Condition): Promise<readonly Ticket[]> {
    const found: Ticket[] = [];
    for (let at = 0; at < unitIds.length; at += UNITS_AT_ONCE) {
      const where = { unitId: { in: unitIds.slice(at, at + UNITS_AT_ONCE) }, changedAt };
      found.push(...(await everyOne(this.tickets, { where, orderBy: ['unitId', 'changedAt'] })));
    }
    return found;
  }

  async #noteRaisers(ticket: Ticket, before: Ticket | undefined): Promise<void> {
    for (const { personId } of ticket.raisers.slice(before?.raisers.length ?? 0)) {
      await this.raisings.insert({ id: `${ticket.id}|${personId}`, personId, ticketId: ticket.id });
    }
  }

  async #first(where: Record<string, string>): Promise<Ticket | undefined> {
    return values(await this.tickets.find({ where, limit: 1 }))[0];
  }

  /** The next number of the day, for what is numbered like a ticket. */
  async nextNumber(at: Moment): Promise<string> {
    return this.numbers.next(at);
  }
}

function values(page: Page<Ticket>): readonly Ticket[] {
  return page.found.map(({ value }) => value);
}
