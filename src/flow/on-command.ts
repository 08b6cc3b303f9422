import { MINUTE } from '../base/clock.js';
import type { PersonId } from '../base/ids.js';
import type { Command, Verb } from '../intake/command.js';
import { contactKeyOf } from '../roster/roster-book.js';
import type { Ticket } from '../tickets/ticket.js';
import * as replies from '../words/replies.js';
import { handledBy, namedTickets, reachableTickets } from './find-ticket.js';
import { act, type Acted, type House } from './house.js';
import { itemName, placeOf } from './present.js';
import { stateNames } from '../words/states.js';
import { reply } from './reply.js';
import { residentWord } from './resident-word.js';
import { sceneOf } from './scene.js';
import type { Spoken } from './spoken.js';
import { staffStep } from './staff-step.js';
import { listTodo } from './word-todo.js';

/** How a step is called when the bot has to answer about it. */
const wordOf: Partial<Record<Verb, string>> = {
  accept: '接单',
  finish: '办结',
  escalate: '上报',
  return: '退回',
  'hand-over': '转派',
  'team-up': '组团',
  extend: '延期',
  agree: '同意延期',
  refuse: '不同意',
  suspend: '挂起',
  resume: '恢复',
  verify: '核实通过',
  'verify-failed': '核实不通过',
  recategorise: '改类',
  decline: '不受理',
  supervise: '督办',
  publish: '通报',
  'take-on': '受理',
  merge: '并案',
  note: '补充',
};

/** Said in return where nobody else would tell the speaker that it worked. */
const acknowledged: Partial<Record<Verb, string>> = {
  escalate: '已上报，等上一级接手',
  return: '已退回',
  'hand-over': '已转出',
  'team-up': '已叫上人一起办',
  extend: '延期申请已送网格长',
  agree: '已同意延期',
  refuse: '已回绝延期',
  suspend: '已挂起，到日子我提醒',
  decline: '已回复居民不受理',
  recategorise: '已改类，接着办',
  'take-on': '已派出',
  supervise: '已列入督办',
  publish: '已通报到楼群',
  verify: '核实记上了，接着回访居民',
  'verify-failed': '已退给经办人重办',
  merge: '已并案',
};

const CHOOSE_WITHIN = 30 * MINUTE;

/**
 * Carries out a command. False when the words were none for the bot after all, so that they are listened to as speech: a weak
 * word without a fitting ticket, a +1 that was about apples.
 */
export async function obey(house: House, command: Command, spoken: Spoken): Promise<boolean> {
  const { speaker } = spoken;
  const asResident = await residentWord(house, command, spoken);
  if (asResident !== 'not-a-resident-word') return asResident === 'heard';
  const personId = speaker.person?.id;
  if (personId === undefined) return false;
  if (command.verb === 'list') return listTodo(house, spoken, personId);
  if (command.verb === 'merge') return merge(house, command, spoken, personId);
  const named = await namedTickets(house, command, spoken.heard.quote?.text ?? '', speaker);
  const [missingNumber] = command.numbers;
  if (named.length === 0 && missingNumber !== undefined) {
    await reply(house, spoken, 'unknown', replies.unknownNumber(missingNumber));
    return true;
  }
  const tickets = named.length > 0 ? named : await reachableTickets(house, command.verb, personId);
  const [only] = tickets;
  if (!only) return nothingFits(house, command, spoken);
  if (tickets.length > 1 && named.length === 0) return choose(house, command, spoken, tickets);
  for (const ticket of tickets) await carryOut(house, command, spoken, ticket, personId);
  return true;
}

async function nothingFits(house: House, command: Command, spoken: Spoken): Promise<boolean> {
  const word = wordOf[command.verb];
  if (!command.isStrong || word === undefined) return false;
  // 补充 is an everyday word among colleagues.
  if (command.verb === 'note' && !spoken.speaker.isPrivate) return false;
  const [own] =
    command.verb === 'verify' && spoken.speaker.person
      ? await handledBy(house, spoken.speaker.person.id)
      : [];
  if (own) {
    await reply(house, spoken, 'nothing', replies.notYourOwnWork(own.number));
    return true;
  }
  await reply(house, spoken, 'nothing', replies.nothingToDo(word));
  return true;
}

async function choose(
  house: House,
  command: Command,
  spoken: Spoken,
  tickets: readonly Ticket[],
): Promise<boolean> {
  const scene = sceneOf(house);
  const until = house.clock.now() + CHOOSE_WITHIN;
  const ticketIds = tickets.slice(0, 9).map(ticket => ticket.id);
  await house.questions.ask(
    spoken.speaker.contactKey,
    { kind: 'which', command, ticketIds, mediaIds: spoken.mediaIds },
    until,
  );
  const choices = tickets
    .slice(0, 9)
    .map(ticket => `${ticket.number} ${placeOf(ticket, scene)} ${itemName(ticket, scene)}`);
  await reply(house, spoken, 'which', replies.which(choices));
  return true;
}

/** Does to one ticket what the word means; the answer says what is missing or why it cannot be. */
export async function carryOut(
  house: House,
  command: Command,
  spoken: Spoken,
  ticket: Ticket,
  personId: PersonId,
): Promise<void> {
  const step = staffStep({
    ticket,
    command,
    personId,
    mentionedIds: peopleMentioned(house, spoken),
    mediaIds: spoken.mediaIds,
    now: house.clock.now(),
    book: house.roster.book,
    catalogue: house.catalogue,
  });
  if ('missing' in step) return reply(house, spoken, `missing-${ticket.number}`, step.missing);
  for (const body of step.events) {
    const acted = await act(house, ticket.id, body, { by: personId, cause: spoken.heard.messageId });
    if (!acted.done && acted.why !== 'again') return refuse(house, spoken, ticket, personId, acted);
  }
  const said = acknowledged[command.verb];
  if (said !== undefined && step.events.length > 0) {
    await reply(house, spoken, `done-${ticket.number}`, replies.done(ticket.number, said));
  }
}

async function refuse(
  house: House,
  spoken: Spoken,
  ticket: Ticket,
  personId: PersonId,
  acted: Acted,
): Promise<void> {
  const now = (await house.tickets.get(ticket.id)) ?? ticket;
  const isOwnWork = now.state === 'handled' && now.handlerIds.includes(personId);
  const isLate = !acted.done && acted.why === 'not-now';
  const otherwise = isLate ? replies.notNow(now.number, stateNames[now.state]) : replies.notYours(now.number);
  await reply(
    house,
    spoken,
    `refused-${now.number}`,
    isOwnWork ? replies.notYourOwnWork(now.number) : otherwise,
  );
}

function peopleMentioned(house: House, { heard }: Spoken): readonly PersonId[] {
  return heard.mentionedIds.flatMap(id => {
    const person = house.roster.book.personByContact(contactKeyOf(heard.account, id));
    return person ? [person.id] : [];
  });
}

async function merge(house: House, command: Command, spoken: Spoken, personId: PersonId): Promise<boolean> {
  const [from, into] = await namedTickets(house, command, '', spoken.speaker);
  if (!from || !into || from.id === into.id) {
    await reply(house, spoken, 'merge', replies.twoNumbersNeeded());
    return true;
  }
  const cause = spoken.heard.messageId;
  const merged = await act(
    house,
    from.id,
    { type: 'ticket-merged', intoId: into.id },
    { by: personId, cause },
  );
  if (!merged.done && merged.why !== 'again') {
    await refuse(house, spoken, from, personId, merged);
    return true;
  }
  for (const raiser of from.raisers) {
    const doer = { by: raiser.personId, cause, raiser, standings: ['bot'] as const };
    await act(house, into.id, { type: 'ticket-supported', text: from.text }, doer);
  }
  await reply(house, spoken, 'merged', replies.done(from.number, `已并入 ${into.number}`));
  return true;
}
