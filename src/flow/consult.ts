import { OPINION } from '../tickets/due.js';
import type { EventBody } from '../tickets/ticket-event.js';
import type { Ticket } from '../tickets/ticket.js';
import { answerOr, type ToAsk } from './errands.js';
import { act, type House } from './house.js';
import type { Opinion } from './model-help.js';
import { saidOf } from './said-of.js';
import { submission } from './submission.js';

/**
 * The language model's opinion of reports that wait for it. A ticket whose photos are being looked at waits for that, too;
 * without an answer the clock passes the report on to a person.
 */
export async function reportsInDoubt(house: House): Promise<readonly ToAsk[]> {
  const { consult } = house;
  if (!consult) return [];
  const waiting: ToAsk[] = [];
  for (const ticket of await house.tickets.inStates(['triage'])) {
    const waits = ticket.stage.state === 'triage' && ticket.stage.reason === 'model';
    if (!waits || (await house.errands.looksAt(ticket.id))) continue;
    waiting.push({
      key: `consult:${ticket.id}`,
      ask: async () => {
        const guess = { category: ticket.category, item: ticket.item };
        const opinion = await answerOr(house, ticket, () => consult(saidOf(ticket), guess));
        return () => settle(house, ticket, opinion);
      },
    });
  }
  return waiting;
}

async function settle(house: House, { id }: Ticket, opinion: Opinion): Promise<void> {
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
  const acted = await act(house, id, body, { ...doer, cause: OPINION });
  if (acted.done) await act(house, id, submission(acted.ticket, house), doer);
}
