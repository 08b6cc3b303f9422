import type { PersonId, TicketId } from '../base/ids.js';
import { change, everyOne } from '../store/change.js';
import type { Collection, Store } from '../store/store.js';
import type { Span } from '../tasks/deed-book.js';
import { signalKinds } from './integrity.js';
import type { Merit } from './merit.js';

/**
 * Keeps what people earned by tickets, one line for each, so that somebody's are found without looking through all tickets.
 * Lines follow from ticket histories and have keys: written twice they stand once. Sums are never kept.
 */
export class MeritBook {
  private constructor(private readonly merits: Collection<Merit>) {}

  static async open(store: Store): Promise<MeritBook> {
    const indexes = [['personId', 'at'], ['ticketId'], ['doubt', 'at']];
    return new MeritBook(await store.collection<Merit>({ name: 'merits', indexes }));
  }

  /** Writes down what is not there yet. */
  async note(merits: readonly Merit[]): Promise<void> {
    for (const merit of merits) await this.merits.insert(merit);
  }

  /** A person's, oldest first. */
  async ofPerson(personId: PersonId, span: Span): Promise<readonly Merit[]> {
    return everyOne(this.merits, { where: { personId, at: { ...span } }, orderBy: ['personId', 'at'] });
  }

  /** What everybody earned by a ticket, in doubt or not. */
  async ofTicket(ticketId: TicketId): Promise<readonly Merit[]> {
    return everyOne(this.merits, { where: { ticketId } });
  }

  /** Everybody's that bring nothing as long as nobody has looked, oldest first. */
  async doubted(span: Span): Promise<readonly Merit[]> {
    const found: Merit[] = [];
    for (const doubt of signalKinds) {
      const where = { doubt, at: { ...span } };
      found.push(...(await everyOne(this.merits, { where, orderBy: ['doubt', 'at'] })));
    }
    return found.sort((a, b) => a.at - b.at);
  }

  /** Somebody has looked, and it was as it was told. @returns how many lines count from now on */
  async clear(ticketId: TicketId): Promise<number> {
    const lines = await this.ofTicket(ticketId);
    let cleared = 0;
    for (const { id } of lines) {
      const outcome = await change(this.merits, id, ({ doubt, ...merit }) =>
        doubt === undefined ? undefined : merit,
      );
      if (outcome?.changed) cleared += 1;
    }
    return cleared;
  }
}
