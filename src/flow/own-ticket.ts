import { HOUR } from '../base/clock.js';
import type { Command } from '../intake/command.js';
import { openStates, type Ticket } from '../tickets/ticket.js';
import { nothingOpen } from '../words/progress.js';
import { notNow, unknownNumber, which } from '../words/replies.js';
import { ticketsOf } from './answer-inquiry.js';
import { namedTickets } from './find-ticket.js';
import type { House } from './house.js';
import { itemName } from './present.js';
import { stateNames } from '../words/states.js';
import { reply, replyPrivately } from './reply.js';
import { sceneOf } from './scene.js';
import type { Spoken } from './spoken.js';

/** `heard`: done or answered; `not-for-us`: speech after all; `not-a-resident-word`: a step that only staff take. */
export type Hearing = 'heard' | 'not-for-us' | 'not-a-resident-word';

const ANSWER_WITHIN = HOUR;

/** Answers where the bot was called; what somebody says in a group about their own matters is answered in private. */
export async function answered(house: House, spoken: Spoken, text: string): Promise<Hearing> {
  const isCalled = spoken.speaker.isPrivate || spoken.heard.mentionsBot;
  await (isCalled ? reply : replyPrivately)(house, spoken, 'answer', text);
  return 'heard';
}

/** The one of somebody's open tickets whose words come up in what was said. */
export function ownMeant(own: readonly Ticket[], words: string): Ticket | undefined {
  const open = own.filter(ticket => openStates.includes(ticket.state));
  const scored = open
    .map(ticket => ({ ticket, shared: sharedPairs(ticket.text, words) }))
    .sort((a, b) => b.shared - a.shared);
  const [best, next] = scored;
  return best && best.shared > 0 && best.shared > (next?.shared ?? 0) ? best.ticket : undefined;
}

/** Signs and the small words that stand in every sentence tell nothing. */
const SAYS_NOTHING = /[\s\p{P}\p{S}了的是我你他在那这个吧呢啊吗就都也有没不来去人家]/u;

function sharedPairs(left: string, right: string): number {
  const pairs = new Set(
    Array.from({ length: Math.max(0, right.length - 1) }, (_, at) => right.slice(at, at + 2)),
  );
  return [...pairs].filter(pair => !SAYS_NOTHING.test(pair) && left.includes(pair)).length;
}

/** Of one's own tickets in some states: the one named, or the only one, or the one whose words come up; otherwise a question. */
export async function ownTicket(
  house: House,
  command: Command,
  spoken: Spoken,
  fits: (ticket: Ticket) => boolean,
): Promise<Ticket | Hearing> {
  const all = await ticketsOf(house, spoken.speaker);
  const own = all.filter(fits);
  const named = await namedTickets(house, command, spoken.heard.quote?.text ?? '', spoken.speaker);
  const mine = named.find(ticket => all.some(candidate => candidate.id === ticket.id));
  if (mine) return fits(mine) ? mine : answered(house, spoken, notNow(mine.number, stateNames[mine.state]));
  const [missing] = command.numbers;
  if (missing !== undefined) return answered(house, spoken, unknownNumber(missing));
  const [only] = own;
  if (own.length === 1 && only) return only;
  const meant = ownMeant(own, spoken.heard.text);
  if (meant) return meant;
  if (own.length === 0) return noneFits(house, spoken, all);
  const ticketIds = own.slice(0, 9).map(ticket => ticket.id);
  const until = house.clock.now() + ANSWER_WITHIN;
  await house.questions.ask(
    spoken.speaker.contactKey,
    { kind: 'which', command, ticketIds, mediaIds: spoken.mediaIds },
    until,
  );
  const choices = own.slice(0, 9).map(ticket => `${ticket.number} ${itemName(ticket, sceneOf(house))}`);
  return answered(house, spoken, which(choices));
}

/** The word fits none of their tickets: the only open one says why, otherwise there is nothing open. */
async function noneFits(house: House, spoken: Spoken, all: readonly Ticket[]): Promise<Hearing> {
  if (!spoken.speaker.isPrivate && !spoken.heard.mentionsBot) return 'not-for-us';
  const [open] = all.filter(ticket => openStates.includes(ticket.state));
  return answered(house, spoken, open ? notNow(open.number, stateNames[open.state]) : nothingOpen());
}
