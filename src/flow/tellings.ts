import type { Saying } from '../outbox/outbox.js';
import type { EventType, TicketEvent } from '../tickets/ticket-event.js';
import type { Beside } from './beside.js';
import type { News } from './recipients.js';

/** News of one type of event. */
export type NewsOf<Type extends EventType> = Omit<News, 'event'> & {
  readonly event: Extract<TicketEvent, { type: Type }>;
};

/** What is said of each type of event; of a type that is missing nothing is said. Every entry is pure. */
export type Tellings = {
  readonly [Type in EventType]?: (news: NewsOf<Type>, beside: Beside) => Saying[];
};

/** What a table of tellings says of an event. */
export function tell(tellings: Tellings, news: News, beside: Beside): Saying[] {
  const telling = tellings[news.event.type] as ((news: News, beside: Beside) => Saying[]) | undefined;
  return telling?.(news, beside) ?? [];
}
