import type { Refitted } from '../classify/confidence-book.js';
import { MOST_OUTCOMES, type Outcome } from '../classify/refit.js';
import type { TicketStore } from '../tickets/ticket-store.js';
import type { Ticket, TicketState } from '../tickets/ticket.js';
import type { DueRoom } from './due-rooms.js';
import type { House } from './house.js';

const MOST_LOOKED_AT = 3_000;
const over: readonly TicketState[] = ['closed', 'declined'];

/** Every night: what came of the last decisions, and how far confidence can be believed by that. */
export const refitRoom: DueRoom = {
  async work(house) {
    const now = house.clock.now();
    if (!(await house.confidence.isDue(now))) return 0;
    await refitFrom(house);
    return 1;
  },
  async nextAt(house) {
    return house.confidence.nextAt;
  },
};

/** Looks at the outcomes now. */
export async function refitFrom({
  tickets,
  confidence,
  clock,
  log,
}: Pick<House, 'tickets' | 'confidence' | 'clock' | 'log'>): Promise<Refitted> {
  const outcomes = await outcomesOf(tickets, confidence.modelId);
  const refitted = await confidence.learn(outcomes, clock.now());
  if (refitted.changed) log.info(refitted, 'confidence was fitted to what came of the last decisions');
  return refitted;
}

/** What came of this model's last decisions, newest first. */
async function outcomesOf(tickets: TicketStore, modelId: string): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  let lookedAt = 0;
  for await (const ticket of tickets.newestFirst(over)) {
    const outcome = outcomeOf(ticket, modelId);
    if (outcome) outcomes.push(outcome);
    lookedAt += 1;
    if (outcomes.length >= MOST_OUTCOMES || lookedAt >= MOST_LOOKED_AT) break;
  }
  return outcomes;
}

/**
 * Whether what the embedded model decided stood to the end. Only of tickets that are over: corrections come early, and counting
 * them before the others are closed would make every model look worse than it is. A declined one tells something only as 13.
 */
export function outcomeOf(ticket: Ticket, modelId: string): Outcome | undefined {
  const { score, model, category } = ticket.decision.before ?? ticket.decision;
  const isOver = ticket.state === 'closed' || (ticket.state === 'declined' && ticket.category === '13');
  if (score === undefined || model !== modelId || !isOver) return undefined;
  return { score, isRight: ticket.category === category };
}
