import type { Saying } from '../outbox/outbox.js';
import type { TicketEvent } from '../tickets/ticket-event.js';
import type { QuestionAbout, Ticket } from '../tickets/ticket.js';
import { askEmergencyPlace, emergencyAdvice, type Danger } from '../words/emergency-advice.js';
import * as receipts from '../words/receipts.js';
import type { Beside } from './beside.js';
import { sayMoment } from '../base/china-time.js';
import { cameLate } from '../words/channel.js';
import { lateSince, namedTicket } from './present.js';
import { toReporter, toSpeaker, type News } from './recipients.js';
import { safetyFor } from './tell-additions.js';
import type { NewsOf } from './tellings.js';

/** The receipt with the one question inside; while a language model may still find the words, nothing yet. */
export function askReporter(news: NewsOf<'reporter-asked'>): Saying[] {
  return news.event.wordBy === undefined ? receiptAsking(news, news.event.about) : [];
}

/** The same with the model's question, or with the bot's own when there is none. */
export function askInWords(news: NewsOf<'question-worded'>): Saying[] {
  const asked = news.ticket.history.findLast(event => event.type === 'reporter-asked');
  return asked?.type === 'reporter-asked' ? receiptAsking(news, asked.about, news.event.question) : [];
}

function receiptAsking(news: News, about: QuestionAbout, worded?: string): Saying[] {
  const { ticket, scene } = news;
  const reporter = ticket.raisers[0];
  if (!reporter) return [];
  const isGroup = reporter.conversation.kind === 'room';
  const asked = about === 'danger' ? askedOf(scene.catalogue.item(ticket.item)?.ask) : about;
  const text =
    asked === 'matter'
      ? receipts.receiptAskingMatter(ticket.number, worded)
      : receipts.receiptAsking(namedTicket(ticket, scene), asked, isGroup, worded);
  return toSpeaker(news, reporter.personId, reporter.conversation, {
    purpose: 'receipt',
    text: `${late(ticket)}${text}${safetyFor(ticket.text)}`,
  });
}

/** What came late is answered as such; people have given up waiting by then. */
function late(ticket: Ticket): string {
  const said = lateSince(ticket);
  return said === undefined ? '' : cameLate(sayMoment(said, ticket.openedAt));
}

/** An item that lost its safety question since is asked for its place instead. */
function askedOf(ask: string | undefined): receipts.Asked {
  return ask === undefined ? 'place' : { danger: ask };
}

/** The first that is heard of a ticket which needed no question; or, after the question, a word in private. */
export function firstWord(news: News, beside: Beside): Saying[] {
  const { ticket, scene } = news;
  const reporter = ticket.raisers[0];
  if (!reporter) return [];
  if (ticket.urgency === 'emergency') return emergencyWords(news, beside);
  if (ticket.history.some(hasAsked)) return afterQuestion(news);
  if (ticket.deedId !== undefined) return [];
  const [eldest] = beside.siblings;
  if (beside.siblings.length > 1) {
    if (eldest?.id !== ticket.id) return [];
    const all = receipts.receiptOfSeveral(beside.siblings.map(sibling => namedTicket(sibling, scene)));
    const text = `${late(ticket)}${all}`;
    return toSpeaker(news, reporter.personId, reporter.conversation, { purpose: 'receipt', text });
  }
  const isGroup = reporter.conversation.kind === 'room';
  const text =
    news.event.type === 'triage-asked'
      ? receipts.receiptForTriage(ticket.number)
      : receipts.receipt(namedTicket(ticket, scene), isGroup);
  return toSpeaker(news, reporter.personId, reporter.conversation, {
    purpose: 'receipt',
    text: `${late(ticket)}${text}${safetyFor(ticket.text)}`,
  });
}

/** Whether the receipt with the question was said: at once, or when its words were found. */
function hasAsked(event: TicketEvent): boolean {
  return event.type === 'question-worded' || (event.type === 'reporter-asked' && event.wordBy === undefined);
}

function afterQuestion(news: News): Saying[] {
  const { ticket, event, scene } = news;
  const hasRoom = ticket.whereabouts.privatePlace !== undefined;
  const text =
    event.type === 'triage-asked'
      ? receipts.receiptForTriage(ticket.number)
      : receipts.noted(namedTicket(ticket, scene), hasRoom);
  return toReporter(news, { purpose: 'noted', weight: 'reply', text });
}

/** Which advice fits when the words name no danger of their own. */
const dangerOfCategory: Readonly<Record<string, Danger>> = { '01': 'violence', '05': 'medical' };

/** What saves lives first, where it was said; the number afterwards and in private. */
function emergencyWords(news: News, { dangerOf }: Beside): Saying[] {
  const { ticket, scene } = news;
  const reporter = ticket.raisers[0];
  if (!reporter) return [];
  const danger = dangerOf(ticket.text) ?? dangerOfCategory[ticket.category] ?? 'other';
  const where = hasPlace(ticket) ? '' : askEmergencyPlace();
  return [
    ...toSpeaker(news, reporter.personId, reporter.conversation, {
      purpose: 'advice',
      weight: 'emergency',
      text: `${late(ticket)}${emergencyAdvice(danger)}${where}`,
    }),
    ...toReporter(news, {
      purpose: 'emergency-noted',
      text: receipts.emergencyNoted(namedTicket(ticket, scene)),
    }),
  ];
}

/** Whether the ticket says anything at all about where it is. */
function hasPlace({ whereabouts }: Ticket): boolean {
  return whereabouts.place !== '' || whereabouts.privatePlace !== undefined;
}
