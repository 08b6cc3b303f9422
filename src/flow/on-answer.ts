import { DAY, MINUTE } from '../base/clock.js';
import type { Understanding } from '../classify/understanding.js';
import { readRating } from '../followup/rating.js';
import { isNumberOf, numbersIn, readCommand } from '../intake/command.js';
import { locate } from '../intake/locate.js';
import type { EventBody } from '../tickets/ticket-event.js';
import type { Ticket } from '../tickets/ticket.js';
import { whatIsWrong } from '../words/callback.js';
import { openedSeparately } from '../words/replies.js';
import { answerFound } from './answer-found.js';
import { ticketsOf } from './answer-inquiry.js';
import { act, type House } from './house.js';
import { obey } from './on-command.js';
import type { Question } from './questions.js';
import { reply } from './reply.js';
import { hearRosterAnswer } from './roster-answer.js';
import { hearTaskAnswer } from './task-answer.js';
import { withdrawNow } from './resident-word.js';
import type { Spoken } from './spoken.js';
import { isInDoubt, submission } from './submission.js';

const TELLS_MORE_WITHIN = 10 * MINUTE;
const LONGEST_COURTESY = 6;

/** Listens to the message as an answer to the question, or to what the bot has asked of a ticket. False when it is none. */
export async function hearAnswer(
  house: House,
  spoken: Spoken,
  question: Question | undefined,
): Promise<boolean> {
  if (question && (await answerQuestion(house, question, spoken))) return true;
  const own = await ticketsOf(house, spoken.speaker);
  return (await rate(house, own, spoken)) || (await complete(house, own, spoken));
}

async function answerQuestion(house: House, question: Question, spoken: Spoken): Promise<boolean> {
  const { text, messageId } = spoken.heard;
  const { contactKey, person } = spoken.speaker;
  const settle = (): Promise<void> => house.questions.answered(contactKey);
  switch (question.kind) {
    case 'which': {
      const ticket = await chosen(house, question.ticketIds, text);
      if (!ticket || !person) return false;
      await settle();
      const mediaIds = [...question.mediaIds, ...spoken.mediaIds];
      return obey(house, { ...question.command, numbers: [ticket.number] }, { ...spoken, mediaIds });
    }
    case 'withdraw':
      if (!/^(?:撤回|撤|是|对|嗯|好|确认|撤了)/u.test(text)) return false;
      await settle();
      await withdrawNow(house, spoken, question.ticketId);
      return true;
    case 'same': {
      if (!/^(?:不是|不一样|两回事|不同)/u.test(text) || !person) return false;
      await settle();
      await act(
        house,
        question.ticketId,
        { type: 'support-taken-back' },
        { by: person.id, cause: messageId },
      );
      await house.drafts.join(
        { ...spoken.heard, messageId: `${question.messageId}~`, text: question.text },
        house.clock.now(),
        true,
      );
      await reply(house, spoken, 'separate', openedSeparately());
      return true;
    }
    case 'why':
      return tellWhy(house, question.ticketId, spoken);
    case 'file':
      return answerFound(house, question, spoken);
    case 'roster':
      return hearRosterAnswer(house, question.asked, spoken);
    case 'task':
      return hearTaskAnswer(house, question.asked, spoken);
    default:
      return question satisfies never;
  }
}

/** What was not as it should be, added to the ticket. */
async function tellWhy(house: House, ticketId: string, spoken: Spoken): Promise<boolean> {
  const { text, messageId } = spoken.heard;
  const { contactKey, person } = spoken.speaker;
  if (text === '' || !person || !(await isAbout(house, ticketId, spoken))) return false;
  await house.questions.answered(contactKey);
  await act(
    house,
    ticketId,
    { type: 'detail-added', text, mediaIds: spoken.mediaIds },
    { by: person.id, cause: messageId },
  );
  return true;
}

/** A place in the list, or a ticket's number. */
async function chosen(house: House, ticketIds: readonly string[], text: string): Promise<Ticket | undefined> {
  const place = /^(?:第)?([1-9])(?:个|件)?$/u.exec(text.trim())?.[1];
  if (place !== undefined) return house.tickets.get(ticketIds[Number(place) - 1] ?? '');
  const named = numbersIn(text).numbers[0] ?? /^\d{4}$/.exec(text.trim())?.[0];
  if (named === undefined) return undefined;
  for (const id of ticketIds) {
    const ticket = await house.tickets.get(id);
    if (ticket && isNumberOf(named, ticket.number)) return ticket;
  }
  return undefined;
}

/** How it went, from somebody who was asked; in private, or in the group when it plainly is an answer. */
async function rate(house: House, own: readonly Ticket[], spoken: Spoken): Promise<boolean> {
  const { heard, speaker } = spoken;
  const { person } = speaker;
  if (!person || (!speaker.isPrivate && !heard.mentionsBot && !/^(?:非常|很|基本|不)?满意/u.test(heard.text)))
    return false;
  const waiting = own.filter(
    ticket =>
      ticket.state === 'verified' &&
      ticket.raisers.some(raiser => raiser.personId === person.id && !raiser.rating),
  );
  const named = numbersIn(heard.text).numbers[0] ?? numbersIn(heard.quote?.text ?? '').numbers[0];
  const ticket =
    (named === undefined ? undefined : waiting.find(candidate => isNumberOf(named, candidate.number))) ??
    waiting[0];
  const answer = ticket && readRating(numbersIn(heard.text).rest);
  if (!ticket || !answer) return false;
  const body: EventBody = { type: 'result-rated', ...answer };
  await act(house, ticket.id, body, { by: person.id, cause: heard.messageId });
  if (answer.rating !== 'unsatisfied') return true;
  // Whoever is not satisfied often says more a moment later.
  const isBare = answer.comment === '';
  const until = house.clock.now() + (isBare ? DAY : TELLS_MORE_WITHIN);
  await house.questions.ask(speaker.contactKey, { kind: 'why', ticketId: ticket.id }, until);
  if (isBare) await reply(house, spoken, 'why', whatIsWrong());
  return true;
}

/** Whether the words go on about the ticket: no word for the bot, no thanks, no other matter at another place. */
async function isAbout(house: House, ticketId: string, { heard, speaker }: Spoken): Promise<boolean> {
  if (!speaker.isPrivate || readCommand(heard.text, speaker.isStaff)) return false;
  const { kind, matters, place } = house.understand(heard.text);
  if (kind === 'chat') return heard.text.length > LONGEST_COURTESY;
  const [matter] = matters;
  if (kind !== 'report' || !matter) return kind === 'report';
  const ticket = await house.tickets.get(ticketId);
  if (matter.urgency === 'emergency' && ticket?.urgency !== 'emergency') return false;
  return isInDoubt(matter) || matter.category === ticket?.category || place === undefined;
}

const YES = /^(?:有|是|对|嗯|在|还在|被困|困|里面有|受伤)|有人|被困|困住|受伤|还在里面/u;
const NO = /^(?:没|无|不|空)|没有?(?:人|被|事|受)|无人|没事|空的/u;

/** The missing piece of one's own report. */
async function complete(house: House, own: readonly Ticket[], spoken: Spoken): Promise<boolean> {
  const ticket = own.find(
    candidate =>
      candidate.state === 'collecting' &&
      candidate.raisers[0]?.personId === spoken.speaker.person?.id &&
      isWhereAsked(house, candidate, spoken),
  );
  const { stage } = ticket ?? {};
  if (!ticket || stage?.state !== 'collecting') return false;
  const { text } = spoken.heard;
  const understanding = house.understand(text);
  if (text === '' && spoken.mediaIds.length > 0) return addTo(house, ticket, spoken, false);
  switch (stage.about) {
    case 'place':
      if (!understanding.place && isOther(understanding, ticket)) return false;
      return addTo(
        house,
        ticket,
        spoken,
        understanding.place !== undefined || spoken.speaker.isPrivate || text.length <= 12,
      );
    case 'danger':
      return answerDanger(house, ticket, spoken);
    case 'matter':
      if (text.length < 4) return false;
      await clarify(house, ticket, spoken);
      return true;
    default:
      return stage.about satisfies never;
  }
}

/** In private, or in the conversation in which the report was made; what is said elsewhere is no answer. */
function isWhereAsked(house: House, { raisers: [reporter] }: Ticket, { speaker, heard }: Spoken): boolean {
  const asked = reporter?.conversation;
  if (speaker.isPrivate || asked?.kind !== 'room') return true;
  const roomId = house.roster.book.roomNow(asked.roomId);
  return heard.conversation.kind === 'room' && heard.conversation.roomId === roomId;
}

function isOther(understanding: Understanding, ticket: Ticket): boolean {
  return (
    understanding.kind === 'chat' ||
    (understanding.kind === 'report' && understanding.matters[0]?.item !== ticket.item)
  );
}

/** Adds what was said; with `isEnough` the report goes on. */
async function addTo(house: House, ticket: Ticket, spoken: Spoken, isEnough: boolean): Promise<boolean> {
  const { text, messageId } = spoken.heard;
  const { place } = house.understand(text);
  const by = spoken.speaker.person?.id ?? '';
  const whereabouts = place ? locate(text, place, ticket.unitId, house.roster.book) : undefined;
  const body: EventBody = {
    type: 'question-answered',
    text,
    mediaIds: spoken.mediaIds,
    ...(whereabouts ? { whereabouts } : {}),
  };
  await act(house, ticket.id, body, { by, cause: messageId });
  if (isEnough) await submit(house, ticket.id);
  return true;
}

/** Lets a report that waited go on. */
export async function submit(house: House, ticketId: string): Promise<void> {
  const ticket = await house.tickets.get(ticketId);
  if (ticket) await act(house, ticketId, submission(ticket, house), { by: 'bot', standings: ['bot'] });
}

async function answerDanger(house: House, ticket: Ticket, spoken: Spoken): Promise<boolean> {
  const { text } = spoken.heard;
  const isNo = NO.test(text);
  if (!isNo && !YES.test(text)) return false;
  if (!isNo) {
    const [matter] = house.understand(`${ticket.text}，里面有人被困`).matters;
    const by = spoken.speaker.person?.id ?? '';
    if (matter?.urgency === 'emergency') {
      await act(
        house,
        ticket.id,
        { type: 'category-corrected', category: matter.category, item: matter.item },
        { by, cause: spoken.heard.messageId },
      );
    }
    await act(
      house,
      ticket.id,
      { type: 'urgency-raised', urgency: 'emergency', reason: text },
      { by: 'bot', standings: ['bot'], cause: spoken.heard.messageId },
    );
  }
  return addTo(house, ticket, spoken, true);
}

/** What was unclear is understood anew with the answer; what stays unclear goes to a person. */
async function clarify(house: House, ticket: Ticket, spoken: Spoken): Promise<void> {
  const [matter] = house.understand(`${ticket.text}，${spoken.heard.text}`).matters;
  const by = spoken.speaker.person?.id ?? '';
  await addTo(house, ticket, spoken, false);
  // Asked once and still not sure: a person looks, nobody guesses.
  if (matter && !matter.abstained) {
    const body: EventBody = { type: 'category-corrected', category: matter.category, item: matter.item };
    await act(house, ticket.id, body, { by, cause: spoken.heard.messageId });
  }
  await submit(house, ticket.id);
}
