import { sayMoment } from '../base/china-time.js';
import type { PersonId } from '../base/ids.js';
import type { Saying } from '../outbox/outbox.js';
import { needsCare } from '../intake/care.js';
import { hazardIn } from '../intake/hazard.js';
import * as cards from '../words/cards.js';
import * as progress from '../words/progress.js';
import type { Ticket, TriageReason } from '../tickets/ticket.js';
import { cardOf, categoryName, dueText, itemName, nameOf, paceOf, handleBy } from './present.js';
import { isUnderWay, toPerson, toStaff, toWorkersRoom, type News } from './recipients.js';
import { storyOf } from './story.js';

const stepNames = { triage: '研判', accept: '接单', handle: '办结', verify: '核实' } as const;

/** What staff hear of an event. Pure. */
export function tellStaff(news: News): Saying[] {
  const { ticket, event, scene } = news;
  const card = cardOf(ticket, scene);
  const vital = { weight: 'vital' } as const;
  switch (event.type) {
    case 'triage-asked':
      if (event.reason === 'model') return [];
      return toPerson(news, operatorOf(news), {
        ...vital,
        purpose: 'triage',
        text: cards.triageCard(card, guessOf(news), reasonOf(news)),
      });
    case 'ticket-offered':
      if (ticket.urgency === 'emergency') return callEverybody(news);
      return toStaff(news, event.assigneeId, { ...vital, purpose: 'card', text: cards.taskCard(card) });
    case 'ticket-escalated': {
      const how = event.automatic ? '超时上报' : '上报';
      const text = cards.passedOnCard(card, how, event.reason, storyOf(ticket, scene));
      return toStaff(news, event.assigneeId, { ...vital, purpose: 'card', text });
    }
    case 'ticket-handed-over':
      return toStaff(news, event.assigneeId, {
        ...vital,
        purpose: 'card',
        text: cards.passedOnCard(card, '转来', event.reason ?? '', []),
      });
    case 'ticket-transferred': {
      const text = cards.passedOnCard(card, '派单', event.reason ?? '', storyOf(ticket, scene));
      return toStaff(news, event.assigneeId, { ...vital, purpose: 'card', text });
    }
    case 'ticket-returned': {
      const worker = scene.book.responsible(ticket.unitId, 'grid')?.id;
      const wasThere =
        worker !== undefined && worker !== event.assigneeId && ticket.handlerIds.includes(worker);
      return [
        ...toStaff(news, event.assigneeId, {
          ...vital,
          purpose: 'card',
          text: cards.returnedCard(card, event.reason),
        }),
        ...toStaff(news, wasThere ? worker : undefined, {
          ...vital,
          purpose: 'complete',
          text: cards.completeCard(card, event.reason),
        }),
      ];
    }
    case 'verification-failed':
      return toStaff(news, event.assigneeId, {
        ...vital,
        purpose: 'card',
        text: cards.verificationFailedCard(card, event.reason),
      });
    case 'redo-ordered':
    case 'ticket-reopened':
      return [
        ...toStaff(news, event.assigneeId, {
          ...vital,
          purpose: 'card',
          text: cards.redoCard(card, ticket.redoCount, `居民说：“${event.reason}”。`),
        }),
        ...supervise(news, event.supervisorId, `居民第 ${ticket.redoCount} 次不满意：“${event.reason}”。`),
      ];
    case 'supervision-started':
      return supervise(news, event.supervisorId, event.reason);
    case 'ticket-accepted':
      return toPerson(news, event.by, {
        purpose: 'where',
        weight: 'reply',
        text: cards.privateCard(
          ticket.number,
          [card.place, ticket.whereabouts.privatePlace].filter(Boolean).join('，'),
          nameOf(ticket.raisers[0]?.personId, scene),
        ),
      });
    case 'team-formed':
      return event.memberIds.flatMap(id =>
        toStaff(news, id, {
          ...vital,
          purpose: `team-${id}`,
          text: cards.teamCard(card, nameOf(ticket.assigneeId, scene)),
        }),
      );
    default:
      return tellStaffLater(news);
  }
}

function tellStaffLater(news: News): Saying[] {
  const { ticket, event, scene } = news;
  const item = itemName(ticket, scene);
  switch (event.type) {
    case 'category-corrected':
      return isUnderWay(news) && ticket.assigneeId !== event.by
        ? toStaff(news, ticket.assigneeId, {
            purpose: 'recategorised',
            text: progress.recategorised(ticket.number, categoryName(ticket, scene), item),
          })
        : [];
    case 'extension-asked': {
      const leader = scene.book.responsible(ticket.unitId, 'community')?.id ?? operatorOf(news);
      const text = cards.extensionCard(
        ticket.number,
        nameOf(event.by, scene),
        sayMoment(event.until, scene.now),
        event.reason,
      );
      return toPerson(news, leader, { purpose: 'extension', weight: 'vital', text });
    }
    case 'extension-granted':
      return toStaff(news, ticket.assigneeId, {
        purpose: 'granted',
        text: `${ticket.number} 同意延到 ${sayMoment(event.until, scene.now)}。`,
      });
    case 'extension-refused':
      return toStaff(news, ticket.assigneeId, {
        purpose: 'refused',
        text: `${ticket.number} 不同意延期，请按原时限办。`,
      });
    case 'ticket-resumed':
      return toStaff(news, ticket.assigneeId, {
        purpose: 'resumed',
        text: `${ticket.number} ${item} 恢复办理，${dueText(ticket, scene)}。`,
      });
    case 'progress-noted':
      if (event.text === '' || event.by === ticket.assigneeId || ticket.teamIds.includes(event.by)) return [];
      return toStaff(news, ticket.assigneeId, {
        purpose: 'added',
        weight: 'vital',
        text:
          event.by === ticket.supervisorId
            ? progress.demanded(ticket.number, item, event.text)
            : progress.detailForHandler(ticket.number, event.text, event.mediaIds.length),
      });
    case 'verifier-named': {
      const finished = ticket.history.findLast(earlier => earlier.type === 'ticket-finished');
      const said = finished?.type === 'ticket-finished' ? finished : { text: '', mediaIds: [] };
      const by = ticket.stage.state === 'handled' ? sayMoment(ticket.stage.verifyBy, scene.now) : '';
      const text = cards.verifyCard(cardOf(ticket, scene), by, said.text, said.mediaIds.length);
      return toWorkersRoom(news, [event.verifierId], { purpose: 'verify', weight: 'vital', text });
    }
    case 'detail-added':
    case 'question-answered': {
      const isHandler = ticket.assigneeId === event.by || ticket.teamIds.includes(event.by);
      if (isHandler || ticket.assigneeId === null || event.type === 'question-answered') return [];
      if (hazardIn(event.text) && ticket.urgency !== 'emergency') {
        const warning = progress.hazardForHandler(ticket.number, item, event.text, event.mediaIds.length);
        return toStaff(news, ticket.assigneeId, { purpose: 'hazard', weight: 'vital', text: warning });
      }
      const text = progress.detailForHandler(ticket.number, event.text, event.mediaIds.length);
      return toPerson(news, ticket.assigneeId, { purpose: 'detail', text });
    }
    case 'ticket-supported':
      if (!needsCare(event.text)) return [];
      return toStaff(news, ticket.assigneeId, {
        purpose: 'support',
        weight: 'vital',
        text: progress.supporterInNeed(ticket.number, event.text),
      });
    case 'ticket-urged': {
      const leader = scene.book.responsible(ticket.unitId, 'community')?.id;
      const text = progress.urged(ticket.number, item, '居民');
      const isWorker = ticket.level === 'grid' || ticket.level === 'microgrid';
      return isWorker && ticket.assigneeId
        ? toWorkersRoom(news, [ticket.assigneeId, ...(leader ? [leader] : [])], {
            purpose: 'urged',
            weight: 'vital',
            text,
          })
        : toStaff(news, ticket.assigneeId ?? operatorOf(news), { purpose: 'urged', weight: 'vital', text });
    }
    case 'urgency-raised':
      if (event.urgency === 'emergency') {
        // Whoever is offered it next is called then.
        const isStillToBeOffered = event.to === 'collecting' || event.to === 'triage';
        return isStillToBeOffered ? [] : callEverybody(news);
      }
      return toStaff(news, ticket.assigneeId, {
        purpose: 'hastened',
        weight: 'vital',
        text: progress.hastened(ticket.number, item, paceOf(event.urgency), event.reason),
      });
    case 'deadline-near': {
      const due = handleBy(ticket);
      return toStaff(news, ticket.assigneeId, {
        purpose: 'near',
        text: progress.deadlineNear(ticket.number, item, due === undefined ? '' : sayMoment(due, scene.now)),
      });
    }
    case 'step-overdue': {
      const whose =
        event.step === 'verify' && ticket.stage.state === 'handled'
          ? ticket.stage.verifierId
          : ticket.assigneeId;
      const text = progress.overdue(ticket.number, item, stepNames[event.step]);
      const leader =
        event.step === 'handle' ? scene.book.responsible(ticket.unitId, 'community')?.id : undefined;
      return [
        ...toStaff(news, whose ?? operatorOf(news), { purpose: 'overdue', text }),
        ...(leader && leader !== whose ? toPerson(news, leader, { purpose: 'overdue-leader', text }) : []),
      ];
    }
    case 'ticket-withdrawn':
      return toStaff(news, ticket.assigneeId, {
        purpose: 'withdrawn',
        text: progress.noNeedToGo(ticket.number, item),
      });
    case 'result-rated':
      if (event.rating !== 'satisfied' || event.comment === '') return [];
      return toPerson(news, ticket.assigneeId, {
        purpose: 'thanks',
        text: progress.thanksPassedOn(ticket.number, event.comment),
      });
    default:
      return [];
  }
}

/** Whoever sits at the street's desk for the ticket's unit. */
function operatorOf(news: News): PersonId | undefined {
  const { book } = news.scene;
  return (book.responsible(news.ticket.unitId, 'street') ?? book.responsible(news.ticket.unitId, 'district'))
    ?.id;
}

/** An emergency does not wait for an answer: worker, community and street are called at once. */
function callEverybody(news: News): Saying[] {
  const { ticket, scene } = news;
  const text = cards.emergencyCard(cardOf(ticket, scene));
  const worker = scene.book.responsible(ticket.unitId, 'grid')?.id ?? ticket.assigneeId;
  const leader = scene.book.responsible(ticket.unitId, 'community')?.id;
  const called = [worker, leader].filter(id => id !== null && id !== undefined);
  return [
    ...toWorkersRoom(news, called, { purpose: 'emergency', weight: 'emergency', text }),
    ...toPerson(news, operatorOf(news), { purpose: 'emergency', weight: 'emergency', text }),
  ];
}

function supervise(news: News, supervisorId: PersonId | undefined, reason: string): Saying[] {
  if (supervisorId === undefined) return [];
  const { ticket, scene } = news;
  const text = cards.supervisionCard(cardOf(ticket, scene), reason);
  const leader = scene.book.responsible(ticket.unitId, 'community')?.id;
  return [
    ...toPerson(news, supervisorId, { purpose: 'supervise', weight: 'vital', text }),
    ...(leader === ticket.assigneeId ? [] : toPerson(news, leader, { purpose: 'supervise-copy', text })),
  ];
}

function guessOf(news: News): string {
  const { ticket, scene } = news;
  return `${ticket.category} ${categoryName(ticket, scene)}·${itemName(ticket, scene)}`;
}

const triageReasons: Readonly<Record<TriageReason, string>> = {
  model: '正在想',
  unsure: '拿不准',
  'out-of-scope': '像是不归我们受理',
  objection: '居民对不受理有异议',
  operator: '请再看一眼',
};

function reasonOf({ ticket, event }: News): string {
  if (event.type !== 'triage-asked') return '';
  const sureness = event.reason === 'unsure' ? `把握 ${Math.round(ticket.decision.confidence * 100)}%，` : '';
  return `${sureness}${triageReasons[event.reason]}`;
}

/** Whether the ticket says anything at all about where it is. */
export function hasPlace(ticket: Ticket): boolean {
  return ticket.whereabouts.place !== '' || ticket.whereabouts.privatePlace !== undefined;
}
