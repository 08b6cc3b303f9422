import { leads, superiorOf } from '../roster/superior.js';
import type { Person } from '../roster/unit.js';
import * as words from '../words/roster.js';
import { asksWhoIsAway, tellWhoIsAway } from './away-list.js';
import { colleagueIn, shortNameOf } from './colleague-meant.js';
import { reachableTickets } from './find-ticket.js';
import type { House } from './house.js';
import { readPeriod } from './leave-period.js';
import { endLeave, isOnOrAhead, refuseLeave, takeLeave } from './leave.js';
import { isAmongStaff, mentionedPeople } from './meant-for-bot.js';
import { readLeave, standInWords } from './read-leave.js';
import { reply } from './reply.js';
import { ANSWER_WITHIN } from './roster-question.js';
import type { Spoken } from './spoken.js';
import type { WorkerWord } from './worker-words.js';

/**
 * 请假, 销假, and 不同意请假 by whoever leads. It stands after the word for meetings: with one ahead, a bare 请假 excuses from it.
 */
export const leaveWord: WorkerWord = {
  name: '请假',
  help: '请假 明天到周五 小周代——这几天的新单直接派给代班的人；提前回来说“销假”',
  who: 'volunteer',
  async hear(house, spoken, said) {
    const { person } = spoken.speaker;
    if (!person || !isAmongStaff(spoken)) return false;
    if (asksWhoIsAway(said) && (spoken.speaker.isPrivate || spoken.heard.mentionsBot)) {
      await tellWhoIsAway(house, spoken, person);
      return true;
    }
    const word = readLeave(said);
    if (!word) return hearBareNo(house, spoken, person, said);
    switch (word.kind) {
      case 'leave':
        return askForLeave(house, spoken, person, word.rest);
      case 'end':
        if (!word.isSure && !isAway(house, spoken, person)) return false;
        await endLeave(house, spoken, person);
        return true;
      case 'refuse':
        return hearRefusal(house, spoken, person, word.rest);
      default:
        return word satisfies never;
    }
  },
};

/** Whether the person is away now, or this message has ended it before a crash. */
function isAway({ roster }: House, { heard }: Spoken, person: Person): boolean {
  return roster.book.awayOf(person) !== undefined || person.away?.endedBy === heard.messageId;
}

/** Leave with days; without them one question, which the next words may answer. */
export async function askForLeave(
  house: House,
  spoken: Spoken,
  person: Person,
  said: string,
): Promise<boolean> {
  const now = spoken.heard.at;
  const named = standInWords(said);
  const period = readPeriod(named === '' ? said : said.replace(named, ' '), now);
  if (!period) {
    await house.questions.ask(
      spoken.speaker.contactKey,
      { kind: 'roster', asked: { about: 'days', said } },
      now + ANSWER_WITHIN,
    );
    await reply(house, spoken, 'leave', words.leaveUntilWhen());
    return true;
  }
  const mentioned = mentionedPeople(house, spoken);
  const isNamed = named !== '' || mentioned.length > 0;
  const meant = isNamed
    ? colleagueIn(named, mentioned, person, house.roster.book)
    : ({ kind: 'none', name: '' } as const);
  await takeLeave(house, spoken, person, { period, said, named, meant });
  return true;
}

/** 不同意请假: whose, among those whom the speaker leads and who are away or will be. */
async function hearRefusal(house: House, spoken: Spoken, leader: Person, rest: string): Promise<boolean> {
  const led = peopleAway(house, leader, spoken.heard);
  const quoted = spoken.heard.quote?.text ?? '';
  const named = led.filter(
    person => isNamedIn(person, rest) || (rest === '' && quoted.includes(`请假 ${person.name}`)),
  );
  const [only, another] = named.length > 0 ? named : led;
  // Who names a colleague that is not away has mistaken somebody; nobody else's leave is refused for that.
  const isMistaken = named.length === 0 && namesAnother(house, leader, only, rest);
  if (!only || another || isMistaken) {
    const names = (named.length > 0 ? named : led).map(({ name }) => name);
    await reply(house, spoken, 'refuse-leave', words.whoseLeave(names));
    return true;
  }
  await refuseLeave(house, spoken, leader, only);
  return true;
}

/** A bare 不同意 means the one leave there is, unless somebody waits for an answer about more time. */
async function hearBareNo(house: House, spoken: Spoken, leader: Person, said: string): Promise<boolean> {
  if (!/^(?:不同意|不批准?|不准|驳回)[。.!！]*$/u.test(said)) return false;
  const isAboutLeave = /请假/u.test(spoken.heard.quote?.text ?? '');
  const led = peopleAway(house, leader, spoken.heard);
  if (led.length === 0) return false;
  if (isAboutLeave) return hearRefusal(house, spoken, leader, '');
  const [asked] = await reachableTickets(house, 'refuse', leader.id);
  return asked || led.length > 1 ? false : hearRefusal(house, spoken, leader, '');
}

/** Whether the words name a colleague beside who stands in for that leave. */
function namesAnother(house: House, leader: Person, away: Person | undefined, said: string): boolean {
  const meant = colleagueIn(said, [], leader, house.roster.book);
  return meant.kind === 'several' || (meant.kind === 'one' && meant.person.id !== away?.away?.standInId);
}

function isNamedIn(person: Person, text: string): boolean {
  return text.includes(person.name) || text.includes(shortNameOf(person));
}

/** Whose leave this message ended before a crash is among them, so that it is answered the same way. */
function peopleAway(house: House, leader: Person, { messageId }: Spoken['heard']): readonly Person[] {
  const { book } = house.roster;
  const now = house.clock.now();
  return book.staff.filter(
    person =>
      (isOnOrAhead(person, now) || person.away?.endedBy === messageId) &&
      (leads(leader.id, person, book) || superiorOf(person, book)?.id === leader.id),
  );
}
