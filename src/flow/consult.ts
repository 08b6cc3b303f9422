import { reasonOf } from '../base/fault.js';
import type { TicketId } from '../base/ids.js';
import type { EventBody } from '../tickets/ticket-event.js';
import type { Ticket } from '../tickets/ticket.js';
import { act, type House, type Opinion } from './house.js';
import { submission } from './submission.js';

/**
 * Asks the language model about reports in doubt, beside the loop: a slow or dead service holds up nothing. Without an answer
 * the clock passes the report on to a person.
 */
export class Consultations {
  readonly #underWay = new Map<TicketId, Promise<void>>();

  /** @param inTurn runs a piece of work between the rounds of the loop */
  constructor(
    private readonly house: House,
    private readonly inTurn: (work: () => Promise<void>) => Promise<void>,
  ) {}

  /** Begins to ask about what waits and is not being asked about yet. */
  async begin(): Promise<void> {
    const { consult } = this.house;
    if (!consult) return;
    for (const ticket of await this.house.tickets.inStates(['triage'])) {
      const waits = ticket.stage.state === 'triage' && ticket.stage.reason === 'model';
      if (!waits || this.#underWay.has(ticket.id)) continue;
      const asked = this.#ask(ticket, consult).finally(() => this.#underWay.delete(ticket.id));
      this.#underWay.set(ticket.id, asked);
    }
  }

  /** Resolves when every question under way has been answered or given up. */
  async quiet(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay.values());
  }

  async #ask(ticket: Ticket, consult: NonNullable<House['consult']>): Promise<void> {
    let opinion: Opinion;
    try {
      opinion = await consult(wordsOf(ticket), { category: ticket.category, item: ticket.item });
    } catch (error) {
      this.house.log.warn(
        { ticket: ticket.number, reason: reasonOf(error) },
        'the language model could not be asked',
      );
      opinion = { done: false, why: 'failed' };
    }
    const settled = opinion;
    await this.inTurn(() => this.#settle(ticket.id, settled));
  }

  async #settle(id: TicketId, opinion: Opinion): Promise<void> {
    const doer = { by: 'bot', standings: ['bot'] } as const;
    const body: EventBody = opinion.done
      ? {
          type: 'model-consulted',
          outcome: 'answered',
          category: opinion.category,
          item: opinion.item,
          confidence: opinion.confidence,
        }
      : { type: 'model-consulted', outcome: opinion.why };
    const acted = await act(this.house, id, body, doer);
    if (acted.done) await act(this.house, id, submission(acted.ticket, this.house), doer);
  }
}

/** Everything that was said of the matter; masked when it was heard. */
function wordsOf(ticket: Ticket): string {
  return [ticket.text, ...ticket.details.map(detail => detail.text)].filter(text => text !== '').join('，');
}
