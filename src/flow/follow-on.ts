import type { EventBody } from '../tickets/ticket-event.js';
import { offerAgain, supervisorFor, verifierFor } from '../dispatch/route.js';
import { everybodyRated } from '../tickets/satisfaction.js';
import type { News } from './recipients.js';

/** What must happen to the ticket because of the event, by rule and at once. Pure; undefined when nothing must. */
export function followOn({ ticket, event, scene }: News): EventBody | undefined {
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
    case 'support-taken-back':
      return ticket.state === 'verified' && everybodyRated(ticket) ? { type: 'ticket-closed' } : undefined;
    default:
      return undefined;
  }
}
