import type { PersonId } from '../base/ids.js';
import type { Saying } from '../outbox/outbox.js';
import * as cards from '../words/cards.js';
import { cardOf } from './present.js';
import { toPerson, toWorkersRoom, type News } from './recipients.js';
import type { NewsOf } from './tellings.js';

/** Whoever sits at the street's desk for the ticket's unit. */
export function operatorOf({ ticket, scene }: News): PersonId | undefined {
  const { book } = scene;
  return (book.responsible(ticket.unitId, 'street') ?? book.responsible(ticket.unitId, 'district'))?.id;
}

/** The leader of the ticket's grids, at the community. */
export function leaderOf({ ticket, scene }: News): PersonId | undefined {
  return scene.book.responsible(ticket.unitId, 'community')?.id;
}

/** Whose step it was when the event happened, however the ticket was passed on since; nobody's is undefined or null. */
export function whoseStep({ ticket, event }: NewsOf<'step-overdue'>): PersonId | null | undefined {
  const before = ticket.history.filter(({ seq }) => seq < event.seq);
  if (event.step === 'verify') {
    const last = before.findLast(({ type }) => type === 'verifier-named' || type === 'ticket-finished');
    return last?.type === 'verifier-named' ? last.verifierId : undefined;
  }
  const last = before.findLast(past => past.type === 'ticket-accepted' || 'assigneeId' in past);
  if (!last) return ticket.assigneeId;
  return 'assigneeId' in last ? last.assigneeId : last.by;
}

/** An emergency does not wait for an answer: worker, community and street are called at once. */
export function callEverybody(news: News): Saying[] {
  const { ticket, scene } = news;
  const text = cards.emergencyCard(cardOf(ticket, scene));
  const worker = scene.book.responsible(ticket.unitId, 'grid')?.id ?? ticket.assigneeId;
  const called = [worker, leaderOf(news)].filter(id => id !== null && id !== undefined);
  return [
    ...toWorkersRoom(news, called, { purpose: 'emergency', weight: 'emergency', text }),
    ...toPerson(news, operatorOf(news), { purpose: 'emergency', weight: 'emergency', text }),
  ];
}

/** The supervisor's card, with a copy for the leader unless the leader handles it. */
export function supervise(news: News, supervisorId: PersonId | undefined, reason: string): Saying[] {
  if (supervisorId === undefined) return [];
  const text = cards.supervisionCard(cardOf(news.ticket, news.scene), reason);
  const leader = leaderOf(news);
  return [
    ...toPerson(news, supervisorId, { purpose: 'supervise', weight: 'vital', text }),
    ...(leader === news.ticket.assigneeId ? [] : toPerson(news, leader, { purpose: 'supervise-copy', text })),
  ];
}
