import type { EventBody } from '../tickets/ticket-event.js';
import { emergencyOffer, offerAgain, supervisorFor, verifierFor } from '../dispatch/route.js';
import { hazardIn } from '../intake/hazard.js';
import { everybodyRated } from '../tickets/satisfaction.js';
import type { News } from './recipients.js';

/** What must happen to the ticket because of the event, by rule and at once. Pure; undefined when nothing must. */
export function followOn(news: News, dangerOf: (text: string) => unknown): EventBody | undefined {
  const { ticket, event, scene } = news;
  switch (event.type) {
    case 'ticket-finished': {
      const verifierId = verifierFor(ticket, scene.book);
      return verifierId === undefined ? undefined : { type: 'verifier-named', verifierId };
    }
    case 'result-rated': {
      if (event.rating !== 'unsatisfied')
        return everybodyRated(ticket) ? { type: 'ticket-closed' } : undefined;
      const supervisorId = ticket.redoCount >= 1 ? supervisorFor(ticket, scene.book) : undefined;
      return {
        type: 'redo-ordered',
        ...offerAgain(ticket, scene.book),
        reason: event.comment === '' ? '不满意' : event.comment,
        ...(supervisorId === undefined ? {} : { supervisorId }),
      };
    }
    case 'detail-added':
    case 'question-answered': {
      const isEmergency = dangerOf(event.text) !== undefined;
      if (ticket.urgency === 'emergency' || !ticket.raisers.some(({ personId }) => personId === event.by))
        return undefined;
      if (isEmergency) return { type: 'urgency-raised', urgency: 'emergency', reason: event.text };
      return hazardIn(event.text) && ticket.urgency === 'normal'
        ? { type: 'urgency-raised', urgency: 'urgent', reason: event.text }
        : undefined;
    }
    case 'urgency-raised':
      return event.urgency === 'emergency' && event.to === 'triage'
        ? { type: 'ticket-offered', ...emergencyOffer(ticket.unitId, scene.book) }
        : undefined;
    case 'support-taken-back':
      return ticket.state === 'verified' && everybodyRated(ticket) ? { type: 'ticket-closed' } : undefined;
    default:
      return undefined;
  }
}
