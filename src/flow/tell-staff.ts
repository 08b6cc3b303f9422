import { sayMoment } from '../base/china-time.js';
import type { Saying } from '../outbox/outbox.js';
import type { TriageReason } from '../tickets/ticket.js';
import * as cards from '../words/cards.js';
import { cardOf, categoryName, itemName, nameOf } from './present.js';
import { toPerson, toStaff, toWorkersRoom, type News } from './recipients.js';
import { callEverybody, operatorOf, supervise } from './staff-desk.js';
import { seenOf } from './said-of.js';
import { storyOf } from './story.js';
import type { NewsOf, Tellings } from './tellings.js';

const vital = { weight: 'vital' } as const;

/** The cards by which staff are asked to act. */
export const cardTellings: Tellings = {
  'triage-asked': news => {
    if (news.event.reason === 'model') return [];
    const seen = seenOf(news.ticket).map(({ shows }) => shows);
    const text = cards.triageCard(cardOf(news.ticket, news.scene), guessOf(news), reasonOf(news), seen);
    return toPerson(news, operatorOf(news), { ...vital, purpose: 'triage', text });
  },
  'objection-raised': news => {
    const why = `${triageReasons.objection}：“${news.event.reason}”`;
    const text = cards.triageCard(cardOf(news.ticket, news.scene), guessOf(news), why);
    return toPerson(news, operatorOf(news), { ...vital, purpose: 'triage', text });
  },
  'ticket-offered': news => {
    if (news.ticket.urgency === 'emergency') return callEverybody(news);
    return card(news, news.event.assigneeId, cards.taskCard(cardOf(news.ticket, news.scene)));
  },
  'ticket-escalated': news => {
    const { ticket, event, scene } = news;
    const how = event.automatic ? '超时上报' : '上报';
    const text = cards.passedOnCard(cardOf(ticket, scene), how, event.reason, storyOf(ticket, scene));
    return card(news, event.assigneeId, text);
  },
  'ticket-taken-over': news => {
    const { ticket, event, scene } = news;
    const { privatePlace } = ticket.whereabouts;
    if (privatePlace === undefined) return [];
    const where = `${cardOf(ticket, scene).place}，${privatePlace}`;
    const text = cards.privateCard(ticket.number, where, nameOf(ticket.raisers[0]?.personId, scene));
    return toPerson(news, event.assigneeId, { purpose: 'where', weight: 'reply', text });
  },
  'ticket-handed-over': news => {
    const { ticket, event, scene } = news;
    const text = cards.passedOnCard(cardOf(ticket, scene), '转来', event.reason ?? '', []);
    return card(news, event.assigneeId, text);
  },
  'ticket-transferred': news => {
    const { ticket, event, scene } = news;
    const text = cards.passedOnCard(
      cardOf(ticket, scene),
      '派单',
      event.reason ?? '',
      storyOf(ticket, scene),
    );
    return card(news, event.assigneeId, text);
  },
  'ticket-returned': news => {
    const { ticket, event, scene } = news;
    const shown = cardOf(ticket, scene);
    const completing = { ...vital, purpose: 'complete', text: cards.completeCard(shown, event.reason) };
    return [
      ...card(news, event.assigneeId, cards.returnedCard(shown, event.reason)),
      ...toStaff(news, workerBelow(news), completing),
    ];
  },
  'verification-failed': news => {
    const { ticket, event, scene } = news;
    return card(news, event.assigneeId, cards.verificationFailedCard(cardOf(ticket, scene), event.reason));
  },
  'redo-ordered': again,
  'ticket-reopened': again,
  'supervision-started': news => supervise(news, news.event.supervisorId, news.event.reason),
  'ticket-accepted': news => {
    const { ticket, event, scene } = news;
    const where = [cardOf(ticket, scene).place, ticket.whereabouts.privatePlace].filter(Boolean).join('，');
    const text = cards.privateCard(ticket.number, where, nameOf(ticket.raisers[0]?.personId, scene));
    return toPerson(news, event.by, { purpose: 'where', weight: 'reply', text });
  },
  'team-formed': news => {
    const { ticket, event, scene } = news;
    const text = cards.teamCard(cardOf(ticket, scene), nameOf(ticket.assigneeId, scene));
    return event.memberIds.flatMap(id => toStaff(news, id, { ...vital, purpose: `team-${id}`, text }));
  },
  'verifier-named': news => {
    const { ticket, event, scene } = news;
    const finished = ticket.history.findLast(earlier => earlier.type === 'ticket-finished');
    const said = finished?.type === 'ticket-finished' ? finished : { text: '', mediaIds: [] };
    const by = ticket.stage.state === 'handled' ? sayMoment(ticket.stage.verifyBy, scene.now) : '';
    const text = cards.verifyCard(cardOf(ticket, scene), by, said.text, said.mediaIds.length);
    return toWorkersRoom(news, [event.verifierId], { ...vital, purpose: 'verify', text });
  },
};

function card(news: News, assigneeId: string | null, text: string): Saying[] {
  return toStaff(news, assigneeId, { ...vital, purpose: 'card', text });
}

function again(news: NewsOf<'redo-ordered' | 'ticket-reopened'>): Saying[] {
  const { ticket, event, scene } = news;
  const text = cards.redoCard(cardOf(ticket, scene), ticket.redoCount, `居民说：“${event.reason}”。`);
  return [
    ...card(news, event.assigneeId, text),
    ...supervise(news, event.supervisorId, `居民第 ${ticket.redoCount} 次不满意：“${event.reason}”。`),
  ];
}

/** The grid's worker who had a hand in a ticket that came back to somebody else, and can complete it. */
function workerBelow({ ticket, event, scene }: NewsOf<'ticket-returned'>): string | undefined {
  const worker = scene.book.responsible(ticket.unitId, 'grid')?.id;
  const hasAccepted = ticket.history.some(past => past.type === 'ticket-accepted' && past.by === worker);
  return hasAccepted && worker !== event.assigneeId ? worker : undefined;
}

function guessOf({ ticket, scene }: News): string {
  return `${ticket.category} ${categoryName(ticket, scene)}·${itemName(ticket, scene)}`;
}

const triageReasons: Readonly<Record<Exclude<TriageReason, 'model'>, string>> = {
  unsure: '拿不准',
  'out-of-scope': '像是不归我们受理',
  objection: '居民对不受理有异议',
  operator: '请再看一眼',
};

function reasonOf({ ticket, event }: NewsOf<'triage-asked'>): string {
  if (event.reason === 'model') return '';
  const sureness = event.reason === 'unsure' ? `把握 ${Math.round(ticket.decision.confidence * 100)}%，` : '';
  return `${sureness}${triageReasons[event.reason]}`;
}
