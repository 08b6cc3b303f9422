import { sayMoment } from '../base/china-time.js';
import { needsCare } from '../intake/care.js';
import { hazardIn } from '../intake/hazard.js';
import type { Saying } from '../outbox/outbox.js';
import * as cards from '../words/cards.js';
import * as progress from '../words/progress.js';
import { categoryName, dueText, handleBy, itemName, nameOf, paceOf } from './present.js';
import { isUnderWay, toPerson, toStaff, toWorkersRoom } from './recipients.js';
import { callEverybody, leaderOf, operatorOf, whoseStep } from './staff-desk.js';
import type { NewsOf, Tellings } from './tellings.js';

const stepNames = { triage: '研判', accept: '接单', handle: '办结', verify: '核实' } as const;
const vital = { weight: 'vital' } as const;

/** What staff hear besides their cards: requests, decisions, additions, clocks. */
export const noticeTellings: Tellings = {
  'category-corrected': news => {
    const { ticket, event, scene } = news;
    if (!isUnderWay(news) || ticket.assigneeId === event.by) return [];
    const text = progress.recategorised(ticket.number, categoryName(ticket, scene), itemName(ticket, scene));
    return toStaff(news, ticket.assigneeId, { purpose: 'recategorised', text });
  },
  'extension-asked': news => {
    const { ticket, event, scene } = news;
    const until = sayMoment(event.until, scene.now);
    const text = cards.extensionCard(ticket.number, nameOf(event.by, scene), until, event.reason);
    return toPerson(news, leaderOf(news) ?? operatorOf(news), { ...vital, purpose: 'extension', text });
  },
  'extension-granted': news => {
    const { ticket, event, scene } = news;
    const text = progress.extensionGranted(ticket.number, sayMoment(event.until, scene.now));
    return toStaff(news, ticket.assigneeId, { purpose: 'granted', text });
  },
  'extension-refused': news => {
    const { ticket } = news;
    const text = progress.extensionRefused(ticket.number);
    return toStaff(news, ticket.assigneeId, { purpose: 'refused', text });
  },
  'ticket-resumed': news => {
    const { ticket, scene } = news;
    const text = progress.resumed(ticket.number, itemName(ticket, scene), dueText(ticket, scene));
    return toStaff(news, ticket.assigneeId, { purpose: 'resumed', text });
  },
  'progress-noted': news => {
    const { ticket, event, scene } = news;
    if (event.text === '' || isHandler(news)) return [];
    const text =
      event.by === ticket.supervisorId
        ? progress.demanded(ticket.number, itemName(ticket, scene), event.text)
        : progress.detailForHandler(ticket.number, event.text, event.mediaIds.length);
    return toStaff(news, ticket.assigneeId, { ...vital, purpose: 'added', text });
  },
  'detail-added': tellAddition,
  'ticket-supported': news => {
    const { ticket, event } = news;
    if (!needsCare(event.text)) return [];
    const text = progress.supporterInNeed(ticket.number, event.text);
    return toStaff(news, ticket.assigneeId, { ...vital, purpose: 'support', text });
  },
  'ticket-urged': news => {
    const { ticket, scene } = news;
    const words = {
      ...vital,
      purpose: 'urged',
      text: progress.urged(ticket.number, itemName(ticket, scene), '居民'),
    };
    const isWithWorker = ticket.level === 'grid' || ticket.level === 'microgrid';
    if (!isWithWorker || ticket.assigneeId === null) {
      return toStaff(news, ticket.assigneeId ?? operatorOf(news), words);
    }
    const leader = leaderOf(news);
    return toWorkersRoom(news, [ticket.assigneeId, ...(leader ? [leader] : [])], words);
  },
  'urgency-raised': news => {
    const { ticket, event, scene } = news;
    if (event.urgency === 'emergency') {
      // Whoever is offered it next is called then.
      const isStillToBeOffered = event.to === 'collecting' || event.to === 'triage';
      return isStillToBeOffered ? [] : callEverybody(news);
    }
    const item = itemName(ticket, scene);
    const text = progress.hastened(ticket.number, item, paceOf(event.urgency), event.reason);
    return toStaff(news, ticket.assigneeId, { ...vital, purpose: 'hastened', text });
  },
  'photo-looked-at': tellPhoto,
  'summary-noted': news => {
    const { ticket, event } = news;
    const { of, summary, needs = '' } = event;
    const passedOn = ticket.history.findLast(past => past.seq < event.seq && 'assigneeId' in past);
    if (summary === undefined || passedOn?.seq !== of) return [];
    const text = cards.summaryNote(ticket.number, summary, needs);
    return toPerson(news, 'assigneeId' in passedOn ? passedOn.assigneeId : undefined, {
      purpose: 'summary',
      text,
    });
  },
  'deadline-near': news => {
    const { ticket, scene } = news;
    // Everything else is joined with what is due at the same time, see on-reminder-tickets.ts.
    if (ticket.urgency !== 'emergency') return [];
    const due = handleBy(ticket);
    const when = due === undefined ? '' : sayMoment(due, scene.now);
    const text = progress.deadlineNear(ticket.number, itemName(ticket, scene), when);
    return toStaff(news, ticket.assigneeId, { purpose: 'near', text });
  },
  'step-overdue': news => {
    const { ticket, event, scene } = news;
    const whose = whoseStep(news) ?? operatorOf(news);
    const text = progress.overdue(ticket.number, itemName(ticket, scene), stepNames[event.step]);
    const leader = event.step === 'handle' ? leaderOf(news) : undefined;
    return [
      ...toStaff(news, whose, { purpose: 'overdue', text }),
      ...(leader === whose ? [] : toPerson(news, leader, { purpose: 'overdue-leader', text })),
    ];
  },
  'ticket-withdrawn': news => {
    const { ticket, scene } = news;
    const text = progress.noNeedToGo(ticket.number, itemName(ticket, scene));
    return toStaff(news, ticket.assigneeId, { purpose: 'withdrawn', text });
  },
  'result-rated': news => {
    const { ticket, event } = news;
    if (event.rating !== 'satisfied' || event.comment === '') return [];
    const text = progress.thanksPassedOn(ticket.number, event.comment);
    return toPerson(news, ticket.assigneeId, { purpose: 'thanks', text });
  },
};

function isHandler({ ticket, event }: NewsOf<'progress-noted' | 'detail-added'>): boolean {
  return ticket.assigneeId === event.by || ticket.teamIds.includes(event.by);
}

/** Whoever decides what it is and has the card already. */
function tellPhoto(news: NewsOf<'photo-looked-at'>): Saying[] {
  const { ticket, event } = news;
  const asked = ticket.history.findLast(past => past.seq < event.seq && past.type === 'triage-asked');
  const isWithPerson = event.to === 'triage' && asked?.type === 'triage-asked' && asked.reason !== 'model';
  if (!isWithPerson || event.shows === undefined) return [];
  const text = cards.photoSeen(ticket.number, event.shows, event.fits ?? 'unsure');
  return toPerson(news, operatorOf(news), { purpose: 'photo', text });
}

/** A danger is told where everybody on duty sees it; other additions go to the handler alone. */
function tellAddition(news: NewsOf<'detail-added'>): Saying[] {
  const { ticket, event, scene } = news;
  if (isHandler(news) || ticket.assigneeId === null) return [];
  const photos = event.mediaIds.length;
  if (hazardIn(event.text) && ticket.urgency !== 'emergency') {
    const text = progress.hazardForHandler(ticket.number, itemName(ticket, scene), event.text, photos);
    return toStaff(news, ticket.assigneeId, { ...vital, purpose: 'hazard', text });
  }
  const text = progress.detailForHandler(ticket.number, event.text, photos);
  return toPerson(news, ticket.assigneeId, { purpose: 'detail', text });
}
