import type { PersonId } from '../base/ids.js';
import type { Doer } from './doer.js';
import type { EventBody, Offer } from './ticket-event.js';
import type { Detail, Ticket } from './ticket.js';

/** Everything of the ticket that the event changes besides its stage and its history. */
export function fieldsAfter(ticket: Ticket, body: EventBody, doer: Doer): Ticket {
  switch (body.type) {
    case 'question-answered':
    case 'detail-added':
      return placed(
        detailed({ ...ticket, mediaIds: [...ticket.mediaIds, ...body.mediaIds] }, body, doer),
        body,
      );
    case 'ticket-handed-over':
    case 'ticket-escalated':
    case 'ticket-returned':
    case 'ticket-transferred':
      return { ...offered(ticket, body), handlerIds: finishersOf(ticket) };
    case 'ticket-offered':
    case 'verification-failed':
      return offered(ticket, body);
    case 'redo-ordered':
    case 'ticket-reopened':
      return begunAnew(ticket, body);
    case 'ticket-accepted':
    case 'ticket-taken-over':
    case 'team-formed':
      return handsAfter(ticket, body, doer);
    case 'progress-noted':
    case 'news-published':
      return detailed(ticket, body, doer);
    case 'ticket-finished':
      return withHandlers(detailed(ticket, body, doer), [doer.by]);
    case 'urgency-raised':
      return { ...ticket, urgency: body.urgency };
    case 'category-corrected':
      return { ...ticket, category: body.category, item: body.item };
    case 'model-consulted':
      return withOpinion(ticket, body);
    case 'supervision-started':
      return { ...ticket, supervisorId: body.supervisorId };
    case 'step-overdue':
      return { ...ticket, overdueCount: ticket.overdueCount + 1 };
    case 'extension-asked':
      return { ...ticket, extensionAsked: { until: body.until, reason: body.reason } };
    case 'extension-granted':
    case 'extension-refused':
      return withoutRequest(ticket);
    default:
      return raisersAfter(ticket, body, doer);
  }
}

type InHand = Extract<EventBody, { type: 'ticket-accepted' | 'ticket-taken-over' | 'team-formed' }>;

/** Who has it in hand. */
function handsAfter(ticket: Ticket, body: InHand, doer: Doer): Ticket {
  switch (body.type) {
    case 'ticket-accepted':
      return withHandlers(
        body.level === undefined
          ? { ...ticket, assigneeId: doer.by }
          : offered(ticket, { level: body.level, assigneeId: doer.by }),
        [doer.by],
      );
    case 'ticket-taken-over':
      return takenOver(ticket, body);
    case 'team-formed': {
      const teamIds = [...new Set([...ticket.teamIds, ...body.memberIds])];
      return withHandlers({ ...ticket, teamIds }, body.memberIds);
    }
    default:
      return body satisfies never;
  }
}

/** What those who raised the matter do to it: rate, join, take it back. */
function raisersAfter(ticket: Ticket, body: EventBody, doer: Doer): Ticket {
  switch (body.type) {
    case 'result-rated': {
      const { rating, comment } = body;
      const raisers = ticket.raisers.map(raiser =>
        raiser.personId === doer.by ? { ...raiser, rating, comment } : raiser,
      );
      return { ...ticket, raisers };
    }
    case 'ticket-supported': {
      const { raiser: joining } = doer;
      const isNew = joining && !ticket.raisers.some(raiser => raiser.personId === joining.personId);
      return kept(isNew ? { ...ticket, raisers: [...ticket.raisers, joining] } : ticket, doer);
    }
    case 'support-taken-back': {
      const raisers = ticket.raisers.filter((raiser, place) => place === 0 || raiser.personId !== doer.by);
      return { ...ticket, raisers };
    }
    default:
      return ticket;
  }
}

/** Whoever is asked next works with nobody yet, and no request of the one before stands. */
function offered(ticket: Ticket, offer: Offer): Ticket {
  const { department: _former, ...rest } = withoutRequest(ticket);
  return {
    ...rest,
    level: offer.level,
    assigneeId: offer.assigneeId,
    teamIds: [],
    ...(offer.department === undefined ? {} : { department: offer.department }),
  };
}

/** Only who acts changes; whoever goes on with what was begun has a hand in it, and may not check it. */
function takenOver(ticket: Ticket, { level, assigneeId, department }: Offer): Ticket {
  const { department: _former, ...rest } = ticket;
  const taken = { ...rest, level, assigneeId, ...(department === undefined ? {} : { department }) };
  return ticket.state === 'offered' || assigneeId === null ? taken : withHandlers(taken, [assigneeId]);
}

function withoutRequest(ticket: Ticket): Ticket {
  const { extensionAsked: _asked, ...rest } = ticket;
  return rest;
}

/** Done again: everybody who raised it will be asked anew. */
function begunAnew(ticket: Ticket, body: Offer & { readonly supervisorId?: PersonId }): Ticket {
  const raisers = ticket.raisers.map(({ rating: _rating, comment: _comment, ...raiser }) => raiser);
  const supervised = body.supervisorId === undefined ? {} : { supervisorId: body.supervisorId };
  return { ...offered(ticket, body), raisers, ...supervised, redoCount: ticket.redoCount + 1 };
}

/** Whoever only passed a ticket on has not handled it, and may check what others did. */
function finishersOf(ticket: Ticket): readonly PersonId[] {
  const finishers = ticket.history.flatMap(event => (event.type === 'ticket-finished' ? [event.by] : []));
  return [...new Set(finishers)];
}

function withHandlers(ticket: Ticket, ids: readonly PersonId[]): Ticket {
  return { ...ticket, handlerIds: [...new Set([...ticket.handlerIds, ...ids])] };
}

function placed(ticket: Ticket, { whereabouts }: { readonly whereabouts?: Ticket['whereabouts'] }): Ticket {
  return whereabouts ? { ...ticket, whereabouts, unitId: whereabouts.unitId } : ticket;
}

function detailed(ticket: Ticket, said: Pick<Detail, 'text' | 'mediaIds'>, doer: Doer): Ticket {
  const detail: Detail = { at: doer.at, personId: doer.by, text: said.text, mediaIds: said.mediaIds };
  return { ...kept(ticket, doer), details: [...ticket.details, detail] };
}

/** The message that brought the event about has become part of the ticket. */
function kept(ticket: Ticket, doer: Doer): Ticket {
  if (doer.cause === undefined || ticket.messageIds.includes(doer.cause)) return ticket;
  return { ...ticket, messageIds: [...ticket.messageIds, doer.cause] };
}

/** The model's answer takes the place of the embedded decision; without one the record says why there was none. */
function withOpinion(ticket: Ticket, body: Extract<EventBody, { type: 'model-consulted' }>): Ticket {
  const { outcome, category, item, confidence } = body;
  if (category === undefined || item === undefined) {
    return { ...ticket, decision: { ...ticket.decision, consulted: outcome } };
  }
  const decision = {
    decidedBy: 'llm',
    category,
    item,
    confidence: confidence ?? ticket.decision.confidence,
    abstained: false,
    consulted: outcome,
    before: ticket.decision,
  };
  return { ...ticket, category, item, decision };
}
