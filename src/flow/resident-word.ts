import { DAY, HOUR, MINUTE, type Moment } from '../base/clock.js';
import type { TicketId } from '../base/ids.js';
import { after } from '../base/working-time.js';
import type { Command } from '../intake/command.js';
import { openStates, type Ticket } from '../tickets/ticket.js';
import { confirmWithdrawal, helpForResidents, helpForStaff, unknownNumber } from '../words/replies.js';
import { nothingOpen } from '../words/progress.js';
import { supportNoted } from '../words/receipts.js';
import { tooLateToReopen } from '../words/callback.js';
import { progressFor, ticketsOf } from './answer-inquiry.js';
import { bind } from './bind-room.js';
import { correctCategory } from './correct-category.js';
import { namedTickets } from './find-ticket.js';
import { act, type House } from './house.js';
import { meet } from './meet.js';
import { answered, ownMeant, ownTicket, type Hearing } from './own-ticket.js';
import { itemName } from './present.js';
import { reply, replyPrivately } from './reply.js';
import { sceneOf } from './scene.js';
import type { Spoken } from './spoken.js';
import { offerAgain } from '../dispatch/route.js';

const SUPPORT_WITHIN = 30 * MINUTE;
const ANSWER_WITHIN = HOUR;
/** +1 2箱 is about cherries. */
const GROUP_BUY =
  /\d+\s*(?:份|箱|盒|斤|个|只|瓶|袋|件|套|张|提|单|板|枚|束|包|支)|[份箱盒斤袋]|团|下单|自提|接龙/u;

/** Words that anybody may say. */
export async function residentWord(house: House, command: Command, spoken: Spoken): Promise<Hearing> {
  switch (command.verb) {
    case 'help':
      return help(house, spoken);
    case 'bind':
      return bind(house, spoken);
    case 'support':
      return support(house, command, spoken);
    case 'progress':
      return progress(house, command, spoken);
    case 'withdraw':
      return withdraw(house, command, spoken);
    case 'urge':
      return urge(house, command, spoken);
    case 'reopen':
      return reopen(house, command, spoken);
    case 'correct':
      return correctCategory(house, command, spoken);
    case 'not-same':
      return 'not-for-us';
    case 'note':
      return spoken.speaker.isStaff ? 'not-a-resident-word' : addDetail(house, command, spoken);
    default:
      return 'not-a-resident-word';
  }
}

/** A lone question mark among neighbours is not for the bot. */
async function help(house: House, spoken: Spoken): Promise<Hearing> {
  const { isStaff, isPrivate, room } = spoken.speaker;
  if (!isPrivate && !spoken.heard.mentionsBot && room?.kind !== 'workers') return 'not-for-us';
  return answered(house, spoken, isStaff ? helpForStaff() : helpForResidents());
}

/** Joining what a neighbour raised: 附议 anything open here, +1 only what has just been said. */
async function support(house: House, command: Command, spoken: Spoken): Promise<Hearing> {
  const { speaker, heard } = spoken;
  if (!command.isStrong && GROUP_BUY.test(command.rest)) return 'heard';
  const now = house.clock.now();
  const named = await namedTickets(house, command, heard.quote?.text ?? '', speaker);
  const [missing] = command.numbers;
  if (missing !== undefined && named.length === 0) return answered(house, spoken, unknownNumber(missing));
  const open = named.length > 0 ? named : await openHere(house, spoken);
  const tickets =
    command.isStrong || named.length > 0
      ? open
      : open.filter(ticket => now - lastSpokenOf(ticket) <= SUPPORT_WITHIN);
  const ticket = tickets[0];
  if (!ticket || !openStates.includes(ticket.state))
    return command.isStrong ? answered(house, spoken, nothingOpen()) : 'not-for-us';
  const person = await meet(house, speaker);
  const noted = (raisers: number): string =>
    supportNoted(ticket.number, itemName(ticket, sceneOf(house)), raisers);
  const raiser = { personId: person.id, conversation: heard.conversation, at: now };
  const text = command.isStrong ? command.rest : heard.text;
  // Said twice it counts once.
  if (text === '' && ticket.raisers.some(({ personId }) => personId === person.id)) {
    await replyPrivately(house, spoken, 'supported', noted(ticket.raisers.length));
    return 'heard';
  }
  const acted = await act(
    house,
    ticket.id,
    { type: 'ticket-supported', text },
    { by: person.id, cause: heard.messageId, raiser },
  );
  if (!acted.done) return 'heard';
  await replyPrivately(house, spoken, 'supported', noted(acted.ticket.raisers.length));
  return 'heard';
}

/** Tickets that neighbours here may join, the most recently spoken of first. */
async function openHere(house: House, { speaker }: Spoken): Promise<readonly Ticket[]> {
  const open = await house.tickets.ofUnits([speaker.homeId], openStates);
  return open.toSorted((a, b) => lastSpokenOf(b) - lastSpokenOf(a));
}

function lastSpokenOf(ticket: Ticket): number {
  const spoken = ticket.history.findLast(event =>
    ['ticket-opened', 'ticket-supported', 'reporter-asked', 'question-answered'].includes(event.type),
  );
  return spoken?.at ?? ticket.openedAt;
}

async function progress(house: House, command: Command, spoken: Spoken): Promise<Hearing> {
  const own = await ticketsOf(house, spoken.speaker);
  const isAsked =
    spoken.speaker.isPrivate || spoken.heard.mentionsBot || own.length > 0 || command.numbers.length > 0;
  if (!isAsked) return 'not-for-us';
  const meant = ownMeant(own, command.rest);
  const number = command.numbers[0] ?? meant?.number;
  const text = await progressFor(house, spoken.speaker, number);
  await (spoken.heard.mentionsBot ? reply : replyPrivately)(house, spoken, 'progress', text);
  return 'heard';
}

/** Withdrawn at once when it is clear which; a loose word is asked back first. */
async function withdraw(house: House, command: Command, spoken: Spoken): Promise<Hearing> {
  const canGo = (ticket: Ticket): boolean =>
    ['collecting', 'triage', 'offered', 'handling'].includes(ticket.state) &&
    ticket.raisers[0]?.personId === spoken.speaker.person?.id;
  const ticket = await ownTicket(house, command, spoken, canGo);
  if (typeof ticket === 'string') return ticket;
  const isClear = /^(?:撤回|撤销|撤单)/u.test(spoken.heard.text);
  if (isClear) return withdrawNow(house, spoken, ticket.id);
  const until = house.clock.now() + ANSWER_WITHIN;
  await house.questions.ask(spoken.speaker.contactKey, { kind: 'withdraw', ticketId: ticket.id }, until);
  return answered(house, spoken, confirmWithdrawal(ticket.number, itemName(ticket, sceneOf(house))));
}

export async function withdrawNow(house: House, spoken: Spoken, ticketId: TicketId): Promise<Hearing> {
  const by = spoken.speaker.person?.id ?? '';
  await act(house, ticketId, { type: 'ticket-withdrawn' }, { by, cause: spoken.heard.messageId });
  return 'heard';
}

async function urge(house: House, command: Command, spoken: Spoken): Promise<Hearing> {
  const ticket = await ownTicket(house, command, spoken, candidate => openStates.includes(candidate.state));
  if (typeof ticket === 'string') return ticket;
  const by = spoken.speaker.person?.id ?? '';
  await act(
    house,
    ticket.id,
    { type: 'ticket-urged', text: command.rest },
    { by, cause: spoken.heard.messageId },
  );
  return 'heard';
}

/** 重办 within the time for it; 要办 objects to 不受理. */
async function reopen(house: House, command: Command, spoken: Spoken): Promise<Hearing> {
  const now = house.clock.now();
  if (!(await ticketsOf(house, spoken.speaker)).some(isBack)) return 'not-for-us';
  const own = (await ticketsOf(house, spoken.speaker)).filter(isBack);
  const isInTime = (ticket: Ticket): boolean => now <= reopenableUntil(house, ticket);
  const ticket = await ownTicket(house, command, spoken, own.some(isInTime) ? isInTime : isBack);
  if (typeof ticket === 'string') return ticket;
  const by = spoken.speaker.person?.id ?? '';
  const doer = { by, cause: spoken.heard.messageId };
  const reason = command.rest === '' ? '又出现了' : command.rest;
  if (ticket.stage.state === 'declined') {
    await act(
      house,
      ticket.id,
      { type: 'objection-raised', reason: command.rest === '' ? '要办' : command.rest },
      doer,
    );
    return answered(house, spoken, `${ticket.number} 请人再看一遍，有结果告诉您。`);
  }
  if (!isInTime(ticket)) return answered(house, spoken, tooLateToReopen(daysToReopen(house)));
  await act(
    house,
    ticket.id,
    { type: 'ticket-reopened', ...offerAgain(ticket, house.roster.book), reason },
    doer,
  );
  return 'heard';
}

function isBack(ticket: Ticket): boolean {
  return ticket.state === 'closed' || ticket.state === 'declined';
}

/** Until when the ticket may be taken up again: a closed one for some days, one that was declined at any time. */
function reopenableUntil(house: House, { stage }: Ticket): Moment {
  if (stage.state === 'declined') return Infinity;
  const { reopenWithin, calendar } = house.rules.deadlines;
  return stage.state === 'closed' ? after(stage.closedAt, reopenWithin, calendar) : -Infinity;
}

function daysToReopen(house: House): number {
  const { reopenWithin, calendar } = house.rules.deadlines;
  const now = house.clock.now();
  return Math.round((after(now, reopenWithin, calendar) - now) / DAY);
}

async function addDetail(house: House, command: Command, spoken: Spoken): Promise<Hearing> {
  const ticket = await ownTicket(house, command, spoken, candidate => openStates.includes(candidate.state));
  if (typeof ticket === 'string') return ticket === 'heard' ? 'heard' : 'not-for-us';
  const by = spoken.speaker.person?.id ?? '';
  const text = command.rest.replace(/^一?下[,，\s]*/u, '');
  await act(
    house,
    ticket.id,
    { type: 'detail-added', text, mediaIds: spoken.mediaIds },
    { by, cause: spoken.heard.messageId },
  );
  return 'heard';
}
