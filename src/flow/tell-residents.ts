import { sayMoment } from '../base/china-time.js';
import { askEmergencyPlace, emergencyAdvice } from '../words/emergency-advice.js';
import type { Saying } from '../outbox/outbox.js';
import { everybodyRated } from '../tickets/satisfaction.js';
import type { Ticket } from '../tickets/ticket.js';
import * as callback from '../words/callback.js';
import * as progress from '../words/progress.js';
import * as receipts from '../words/receipts.js';
import * as replies from '../words/replies.js';
import { dueText, itemName, categoryName, namedTicket, nameOf, placeOf } from './present.js';
import {
  isUnderWay,
  toNeighbours,
  toRaisers,
  toReporter,
  toPerson,
  toSpeaker,
  type News,
} from './recipients.js';
import { noteDetail, passOnAnswer, safetyFor, warn } from './tell-additions.js';
import type { Beside } from './beside.js';

/** What residents hear of an event. Pure. */
export function tellResidents(news: News, beside: Beside): Saying[] {
  const { ticket, event, scene } = news;
  const item = itemName(ticket, scene);
  switch (event.type) {
    case 'reporter-asked':
      return askReporter(news);
    case 'triage-asked':
      return event.from === 'collecting' ? firstWord(news, beside) : [];
    case 'ticket-offered':
      if (event.from === 'collecting') return firstWord(news, beside);
      return toReporter(news, {
        purpose: 'sorted-out',
        text: progress.sortedOut(
          ticket.number,
          categoryName(ticket, scene),
          item,
          nameOf(ticket.assigneeId, scene),
        ),
      });
    case 'ticket-accepted':
      return toReporter(news, {
        purpose: 'accepted',
        text: (ticket.urgency === 'emergency' ? progress.onTheWay : progress.accepted)(
          ticket.number,
          nameOf(event.by, scene),
        ),
      });
    case 'ticket-escalated':
      if (event.automatic || wasThereBefore(news)) return [];
      return toReporter(news, {
        purpose: 'escalated',
        text: progress.escalated(
          ticket.number,
          scene.book.unitAt(ticket.unitId, asUnitLevel(event.level))?.name ?? '上一级',
        ),
      });
    case 'ticket-transferred':
      return toReporter(news, {
        purpose: 'transferred',
        text: progress.transferred(ticket.number, event.department ?? '', dueText(ticket, scene)),
      });
    case 'extension-granted':
      return toReporter(news, {
        purpose: 'extended',
        text: progress.extended(ticket.number, sayMoment(event.until, scene.now), event.reason),
      });
    case 'ticket-suspended':
      return toReporter(news, {
        purpose: 'suspended',
        text: progress.suspended(ticket.number, sayMoment(event.until, scene.now), event.reason),
      });
    case 'detail-added':
      return noteDetail(news, beside);
    case 'question-answered':
      return warn(news, beside);
    case 'progress-noted':
      return passOnAnswer(news);
    case 'category-corrected':
      return isUnderWay(news)
        ? toReporter(news, {
            purpose: 'recategorised',
            text: progress.recategorised(ticket.number, categoryName(ticket, scene), item),
          })
        : [];
    case 'news-published':
      return toNeighbours(news, {
        purpose: 'news',
        weight: ticket.urgency === 'emergency' ? 'emergency' : 'notice',
        text: progress.news(event.text, ticket.number),
      });
    case 'verification-passed':
      return toRaisers(news, {
        purpose: 'callback',
        weight: 'vital',
        text: callback.callback(ticket.number, item, resultOf(ticket)),
      });
    case 'callback-repeated':
      return ticket.raisers
        .filter(raiser => raiser.rating === undefined)
        .flatMap(raiser =>
          toPerson(news, raiser.personId, {
            purpose: 'callback-again',
            text: callback.callbackAgain(ticket.number, item),
          }),
        );
    default:
      return tellTheEnd(news, beside);
  }
}

/** The later part of a ticket's life: ratings, redoing, closing, and the ways out. */
function tellTheEnd(news: News, beside: Beside): Saying[] {
  const { ticket, event, scene } = news;
  switch (event.type) {
    case 'result-rated': {
      if (event.rating === 'unsatisfied') return [];
      const text = everybodyRated(ticket)
        ? callback.thanks(ticket.number, event.comment !== '' && event.rating === 'satisfied')
        : callback.thanksSoFar(ticket.number);
      return toPerson(news, event.by, { purpose: 'thanks', weight: 'reply', text });
    }
    case 'redo-ordered':
      return toRaisers(news, {
        purpose: 'redo',
        weight: 'reply',
        text: callback.againForYou(ticket.number, event.supervisorId !== undefined),
      }).slice(0, 1);
    case 'ticket-closed':
      return toNeighbours(news, {
        purpose: 'settled',
        text: progress.settledInGroup(placeOf(ticket, scene), itemName(ticket, scene), ticket.number),
      });
    case 'ticket-reopened':
      return toPerson(news, event.by, {
        purpose: 'reopened',
        weight: 'reply',
        text: callback.reopened(ticket.number),
      });
    case 'ticket-declined':
      return toReporter(news, { purpose: 'declined', text: progress.declined(ticket.number, event.reason) });
    case 'ticket-withdrawn':
      return toPerson(news, event.by, {
        purpose: 'withdrawn',
        weight: 'reply',
        text: replies.withdrawn(ticket.number),
      });
    case 'ticket-merged':
      return toRaisers(news, {
        purpose: 'merged',
        text: progress.merged(ticket.number, beside.numberOf(event.intoId)),
      });
    case 'ticket-urged':
      return toPerson(news, event.by, {
        purpose: 'urge-noted',
        weight: 'reply',
        text: progress.urgeNoted(ticket.number, nameOf(ticket.assigneeId, scene)),
      });
    default:
      return [];
  }
}

/** Whether it had come up to this level before, so that nothing is new for the reporter. */
function wasThereBefore({ ticket, event }: News): boolean {
  return ticket.history.some(
    earlier =>
      earlier.seq < event.seq &&
      earlier.type === 'ticket-escalated' &&
      event.type === 'ticket-escalated' &&
      earlier.level === event.level,
  );
}

function asUnitLevel(level: Ticket['level']): Exclude<Ticket['level'], 'department'> {
  return level === 'department' ? 'street' : level;
}

/** What was done, in the handler's own words, for the callback. */
function resultOf(ticket: Ticket): string {
  const finished = ticket.history.findLast(event => event.type === 'ticket-finished');
  return finished?.type === 'ticket-finished' ? finished.text.replace(/[。.!！]+$/u, '') : '';
}

function askReporter(news: News): Saying[] {
  const { ticket, event, scene } = news;
  const reporter = ticket.raisers[0];
  if (!reporter || event.type !== 'reporter-asked') return [];
  const isGroup = reporter.conversation.kind === 'room';
  const ask = scene.catalogue.item(ticket.item)?.ask;
  const asked: receipts.Asked =
    event.about === 'danger' && ask !== undefined
      ? { danger: ask }
      : event.about === 'matter'
        ? 'matter'
        : 'place';
  const text =
    asked === 'matter'
      ? receipts.receiptAskingMatter(ticket.number)
      : receipts.receiptAsking(namedTicket(ticket, scene), asked, isGroup);
  return toSpeaker(news, reporter.personId, reporter.conversation, {
    purpose: 'receipt',
    text: `${text}${safetyFor(ticket.text)}`,
  });
}

/** The first that is heard of a ticket which needed no question; or, after the question, a word in private. */
function firstWord(news: News, beside: Beside): Saying[] {
  const { ticket, event, scene } = news;
  const reporter = ticket.raisers[0];
  if (!reporter) return [];
  const named = namedTicket(ticket, scene);
  if (ticket.urgency === 'emergency') return emergencyWords(news, beside);
  if (ticket.history.some(earlier => earlier.type === 'reporter-asked')) {
    const text =
      event.type === 'triage-asked'
        ? receipts.receiptForTriage(ticket.number)
        : receipts.noted(named, ticket.whereabouts.privatePlace !== undefined);
    return toReporter(news, { purpose: 'noted', weight: 'reply', text });
  }
  const [eldest] = beside.siblings;
  if (beside.siblings.length > 1) {
    if (eldest?.id !== ticket.id) return [];
    const text = receipts.receiptOfSeveral(beside.siblings.map(sibling => namedTicket(sibling, scene)));
    return toSpeaker(news, reporter.personId, reporter.conversation, { purpose: 'receipt', text });
  }
  const text =
    event.type === 'triage-asked'
      ? receipts.receiptForTriage(ticket.number)
      : receipts.receipt(named, reporter.conversation.kind === 'room');
  return toSpeaker(news, reporter.personId, reporter.conversation, {
    purpose: 'receipt',
    text: `${text}${safetyFor(ticket.text)}`,
  });
}

/** What saves lives first, where it was said; the number afterwards and in private. */
function emergencyWords(news: News, beside: Beside): Saying[] {
  const { ticket, scene } = news;
  const reporter = ticket.raisers[0];
  if (!reporter) return [];
  const danger =
    beside.dangerOf(ticket.text) ??
    (ticket.category === '05' ? 'medical' : ticket.category === '01' ? 'violence' : 'other');
  const where =
    ticket.whereabouts.place === '' && ticket.whereabouts.privatePlace === undefined
      ? askEmergencyPlace()
      : '';
  return [
    ...toSpeaker(news, reporter.personId, reporter.conversation, {
      purpose: 'advice',
      weight: 'emergency',
      text: `${emergencyAdvice(danger)}${where}`,
    }),
    ...toReporter(news, {
      purpose: 'emergency-noted',
      text: receipts.emergencyNoted(namedTicket(ticket, scene)),
    }),
  ];
}
