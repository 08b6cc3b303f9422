import { sayMoment } from '../base/china-time.js';
import { everybodyRated } from '../tickets/satisfaction.js';
import type { Ticket } from '../tickets/ticket.js';
import * as callback from '../words/callback.js';
import * as progress from '../words/progress.js';
import * as replies from '../words/replies.js';
import { goesOnWith } from '../words/roster.js';
import { askInWords, askReporter, firstWord } from './first-word.js';
import { dueText, itemName, categoryName, nameOf, placeOf } from './present.js';
import { isUnderWay, toNeighbours, toRaisers, toReporter, toPerson } from './recipients.js';
import { noteDetail, passOnAnswer, warn } from './tell-additions.js';
import type { NewsOf, Tellings } from './tellings.js';

/** What residents hear of each event. */
export const residentTellings: Tellings = {
  'reporter-asked': askReporter,
  'question-worded': askInWords,
  'triage-asked': (news, beside) => (news.event.from === 'collecting' ? firstWord(news, beside) : []),
  'ticket-offered': (news, beside) =>
    news.event.from === 'collecting' ? firstWord(news, beside) : sortedOut(news),
  'ticket-accepted': news => {
    const { ticket, event, scene } = news;
    const words = ticket.urgency === 'emergency' ? progress.onTheWay : progress.accepted;
    return toReporter(news, { purpose: 'accepted', text: words(ticket.number, nameOf(event.by, scene)) });
  },
  'ticket-taken-over': news => {
    const { ticket, event, scene } = news;
    // What nobody has begun yet is accepted by the new one in a moment, and told then.
    if (event.from === 'offered') return [];
    return toReporter(news, {
      purpose: 'taken-over',
      text: goesOnWith(ticket.number, nameOf(event.assigneeId, scene)),
    });
  },
  'ticket-escalated': news => {
    const { ticket, event, scene } = news;
    if (event.automatic || wasThereBefore(news)) return [];
    const unit = scene.book.unitAt(ticket.unitId, asUnitLevel(event.level))?.name ?? '上一级';
    return toReporter(news, { purpose: 'escalated', text: progress.escalated(ticket.number, unit) });
  },
  'ticket-transferred': news => {
    const { ticket, event, scene } = news;
    const text = progress.transferred(ticket.number, event.department ?? '', dueText(ticket, scene));
    return toReporter(news, { purpose: 'transferred', text });
  },
  'extension-granted': news => {
    const { ticket, event, scene } = news;
    const text = progress.extended(ticket.number, sayMoment(event.until, scene.now), event.reason);
    return toReporter(news, { purpose: 'extended', text });
  },
  'ticket-suspended': news => {
    const { ticket, event, scene } = news;
    const text = progress.suspended(ticket.number, sayMoment(event.until, scene.now), event.reason);
    return toReporter(news, { purpose: 'suspended', text });
  },
  'detail-added': noteDetail,
  'question-answered': warn,
  'progress-noted': passOnAnswer,
  'category-corrected': news => {
    const { ticket, scene } = news;
    const words = progress.recategorised(ticket.number, categoryName(ticket, scene), itemName(ticket, scene));
    return isUnderWay(news) ? toReporter(news, { purpose: 'recategorised', text: words }) : [];
  },
  'news-published': news => {
    const { ticket, event } = news;
    const weight = ticket.urgency === 'emergency' ? 'emergency' : 'notice';
    return toNeighbours(news, { purpose: 'news', weight, text: progress.news(event.text, ticket.number) });
  },
  'verification-passed': news => {
    const { ticket, scene } = news;
    const text = callback.callback(ticket.number, itemName(ticket, scene), resultOf(ticket));
    return toRaisers(news, { purpose: 'callback', weight: 'vital', text });
  },
  'callback-repeated': news => {
    const { ticket, scene } = news;
    const text = callback.callbackAgain(ticket.number, itemName(ticket, scene));
    const silent = ticket.raisers.filter(raiser => raiser.rating === undefined);
    return silent.flatMap(raiser => toPerson(news, raiser.personId, { purpose: 'callback-again', text }));
  },
  'result-rated': news => {
    const { ticket, event } = news;
    if (event.rating === 'unsatisfied') return [];
    const isPassedOn = event.comment !== '' && event.rating === 'satisfied';
    const text = everybodyRated(ticket)
      ? callback.thanks(ticket.number, isPassedOn)
      : callback.thanksSoFar(ticket.number);
    return toPerson(news, event.by, { purpose: 'thanks', weight: 'reply', text });
  },
  'redo-ordered': news => {
    const { ticket, event } = news;
    const text = callback.againForYou(ticket.number, event.supervisorId !== undefined);
    return toPerson(news, whoWasUnsatisfied(ticket, event.seq), { purpose: 'redo', weight: 'reply', text });
  },
  'ticket-closed': news => {
    const { ticket, scene } = news;
    const text = progress.settledInGroup(placeOf(ticket, scene), itemName(ticket, scene), ticket.number);
    return toNeighbours(news, { purpose: 'settled', text });
  },
  'ticket-reopened': news => {
    const text = callback.reopened(news.ticket.number);
    return toPerson(news, news.event.by, { purpose: 'reopened', weight: 'reply', text });
  },
  'ticket-declined': news => {
    const text = progress.declined(news.ticket.number, news.event.reason);
    return toReporter(news, { purpose: 'declined', text });
  },
  'ticket-withdrawn': news => {
    const text = replies.withdrawn(news.ticket.number);
    return toPerson(news, news.event.by, { purpose: 'withdrawn', weight: 'reply', text });
  },
  'ticket-merged': (news, beside) => {
    const text = progress.merged(news.ticket.number, beside.numberOf(news.event.intoId));
    return toRaisers(news, { purpose: 'merged', text });
  },
  'ticket-urged': news => {
    const { ticket, event, scene } = news;
    const text = progress.urgeNoted(ticket.number, nameOf(ticket.assigneeId, scene));
    return toPerson(news, event.by, { purpose: 'urge-noted', weight: 'reply', text });
  },
};

function sortedOut(news: NewsOf<'ticket-offered'>) {
  const { ticket, scene } = news;
  const who = nameOf(ticket.assigneeId, scene);
  const text = progress.sortedOut(ticket.number, categoryName(ticket, scene), itemName(ticket, scene), who);
  return toReporter(news, { purpose: 'sorted-out', text });
}

/** Whose answer had the ticket done again. */
function whoWasUnsatisfied(ticket: Ticket, beforeSeq: number): string | undefined {
  const earlier = ticket.history.filter(event => event.seq < beforeSeq);
  return earlier.findLast(event => event.type === 'result-rated' && event.rating === 'unsatisfied')?.by;
}

/** Whether it had come up to this level before, so that nothing is new for the reporter. */
function wasThereBefore({ ticket, event }: NewsOf<'ticket-escalated'>): boolean {
  const earlier = ticket.history.filter(past => past.seq < event.seq);
  return earlier.some(past => past.type === 'ticket-escalated' && past.level === event.level);
}

function asUnitLevel(level: Ticket['level']): Exclude<Ticket['level'], 'department'> {
  return level === 'department' ? 'street' : level;
}

/** What was done, in the handler's own words, for the callback. */
function resultOf(ticket: Ticket): string {
  const finished = ticket.history.findLast(event => event.type === 'ticket-finished');
  return finished?.type === 'ticket-finished' ? finished.text.replace(/[。.!！]+$/u, '') : '';
}
