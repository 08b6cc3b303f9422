import { hazardIn } from '../intake/hazard.js';
import type { Saying } from '../outbox/outbox.js';
import { emergencyAdvice, hazardAdvice } from '../words/emergency-advice.js';
import * as progress from '../words/progress.js';
import * as receipts from '../words/receipts.js';
import type { Beside } from './beside.js';
import { nameOf } from './present.js';
import { toPerson, toSpeaker, type News } from './recipients.js';

/** Whoever added something hears in private that it arrived, and what to do when it is dangerous. */
export function noteDetail(news: News, beside: Beside): Saying[] {
  const { ticket, event } = news;
  if (event.type !== 'detail-added') return [];
  const raiser = ticket.raisers.find(candidate => candidate.personId === event.by);
  if (!raiser) return [];
  const text = receipts.detailNoted(ticket.number, event.mediaIds.length > 0);
  const advice = warn(news, beside);
  return advice.length > 0
    ? advice
    : toPerson(news, event.by, {
        purpose: 'detail-noted',
        weight: 'reply',
        text: `${text}${safetyFor(event.text)}`,
      });
}

/** What to do until somebody comes, to be put behind other words; '' when nothing dangerous was said. */
export function safetyFor(text: string): string {
  const hazard = hazardIn(text);
  return hazard ? hazardAdvice(hazard) : '';
}

/** Words that turn out dangerous are answered with what to do at once: an emergency where it was raised, else in private. */
export function warn(news: News, { dangerOf }: Beside): Saying[] {
  const { ticket, event } = news;
  if (event.type !== 'detail-added' && event.type !== 'question-answered') return [];
  const raiser = ticket.raisers.find(candidate => candidate.personId === event.by);
  const danger = dangerOf(event.text);
  if (raiser && danger && !wasUrgentBefore(news)) {
    const text = emergencyAdvice(danger);
    return toSpeaker(news, event.by, raiser.conversation, { purpose: 'advice', weight: 'emergency', text });
  }
  const text = safetyFor(event.text);
  if (!raiser || danger || text === '' || event.type === 'detail-added') return [];
  return toPerson(news, event.by, { purpose: 'safety', weight: 'reply', text });
}

/** Whether the ticket was an emergency already, so that the advice has been given. */
function wasUrgentBefore({ ticket, event }: News): boolean {
  const raisedAfter = ticket.history.some(
    later => later.seq > event.seq && later.type === 'urgency-raised' && later.urgency === 'emergency',
  );
  return ticket.urgency === 'emergency' && !raisedAfter;
}

/** Whoever urged and has not had an answer yet hears what the handler says. */
export function passOnAnswer(news: News): Saying[] {
  const { ticket, event, scene } = news;
  if (event.type !== 'progress-noted' || event.text === '') return [];
  const before = ticket.history.slice(0, event.seq - 1);
  const urged = before.findLast(earlier => earlier.type === 'ticket-urged');
  const isAnswered = before.some(
    earlier => earlier.type === 'progress-noted' && urged !== undefined && earlier.seq > urged.seq,
  );
  if (!urged || isAnswered) return [];
  const text = progress.wordFromHandler(
    ticket.number,
    nameOf(event.by, scene),
    event.text.replace(/[。.!！]+$/u, ''),
  );
  return toPerson(news, urged.by, { purpose: 'word', text });
}
