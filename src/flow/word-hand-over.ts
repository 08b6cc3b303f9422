import { DAY } from '../base/clock.js';
import { numbersIn, isNumberOf } from '../intake/command.js';
import { leads, superiorOf } from '../roster/superior.js';
import type { Person } from '../roster/unit.js';
import * as words from '../words/roster.js';
import { colleagueIn, shortNameOf, type Colleague } from './colleague-meant.js';
import type { House } from './house.js';
import { countOf, inHandOf, ownShares, type InHand } from './in-hand.js';
import { isAmongStaff, mentionedPeople } from './meant-for-bot.js';
import { readHandOver } from './read-hand-over.js';
import { reply } from './reply.js';
import { ANSWER_WITHIN } from './roster-question.js';
import type { Spoken } from './spoken.js';
import { askToTakeOver, declineTakeOver, notFor, refuseTakeOver, takeOver } from './take-over.js';
import { sizeOf, type TakeOver } from './take-overs.js';
import type { WorkerWord } from './worker-words.js';

/** So long after it was taken over a leader may still say no. */
const REFUSABLE = DAY;

/**
 * 交接给小周, the colleague's 接, and 不同意交接 by whoever leads. It stands before the words about pushed tasks: 接 means the
 * take-over only for somebody who was asked to, and a choice is offered when they have offers of their own as well.
 */
export const handOverWord: WorkerWord = {
  name: '交接',
  help: '交接给小周——手上的单子和任务列给对方，对方回“接”就都转过去，时限不变',
  who: 'staff',
  async hear(house, spoken, said) {
    const { person } = spoken.speaker;
    const word = readHandOver(said);
    if (!person || !word || !isAmongStaff(spoken)) return false;
    switch (word.kind) {
      case 'give': {
        const { numbers } = numbersIn(said);
        const short = [...word.named.matchAll(/(?<!\d)\d{4}(?!\d)/gu)].map(([digits]) => digits);
        const named = word.named.replace(/WG[-\d]+|(?<!\d)\d{4}(?!\d)|给|@/gu, ' ').trim();
        const meant = colleagueIn(named, mentionedPeople(house, spoken), person, house.roster.book);
        return handOver(house, spoken, person, {
          numbers: numbers.length > 0 ? numbers : short,
          named,
          meant,
        });
      }
      case 'take':
        return hearTake(house, spoken, person, word);
      case 'decline':
        return hearDecline(house, spoken, person);
      case 'refuse':
        return hearRefusal(house, spoken, person, word.named);
      default:
        return word satisfies never;
    }
  },
};

/** What is to change hands, and to whom. */
export interface Handing {
  /** Ticket numbers, whole or their last digits; empty for everything. */
  readonly numbers: readonly string[];
  readonly named: string;
  readonly meant: Colleague;
}

/** Asks the colleague; without a name, the stand-in of a leave that is under way or ahead, else one question. */
export async function handOver(
  house: House,
  spoken: Spoken,
  giver: Person,
  handing: Handing,
): Promise<boolean> {
  const inHand = chosen(await inHandOf(house, giver.id), handing.numbers);
  const isAsked = await house.takeOvers.get(`${spoken.heard.account}|${spoken.heard.messageId}`);
  if (countOf(inHand) === 0 && !isAsked) return answer(house, spoken, words.nothingToHandOver());
  const receiver = receiverOf(house, giver, handing);
  if (receiver === 'unclear') {
    // A name nobody has, in a group: they may well be telling each other something.
    if (handing.meant.kind === 'none' && !spoken.speaker.isPrivate && handing.named.length > 4) return false;
    return answer(house, spoken, complaintAbout(handing));
  }
  if (!receiver) {
    const asked = { about: 'receiver', numbers: handing.numbers } as const;
    const until = spoken.heard.at + ANSWER_WITHIN;
    await house.questions.ask(spoken.speaker.contactKey, { kind: 'roster', asked }, until);
    return answer(house, spoken, words.handOverToWhom(countOf(inHand)));
  }
  const { book } = house.roster;
  if (book.awayOf(receiver)) return answer(house, spoken, words.standInIsAway(receiver.name));
  const unfit = notFor(receiver, inHand.tickets, book);
  if (unfit.length > 0)
    return answer(
      house,
      spoken,
      words.cannotTakeOver(
        receiver.name,
        unfit.map(({ number }) => number),
      ),
    );
  await askToTakeOver(house, spoken, { giver, receiver }, inHand);
  return true;
}

function receiverOf(house: House, giver: Person, { named, meant }: Handing): Person | 'unclear' | undefined {
  if (meant.kind === 'one') return meant.person;
  if (meant.kind === 'several' || named !== '') return 'unclear';
  const { away } = giver;
  const isCurrent = away !== undefined && away.endedBy === undefined && away.until > house.clock.now();
  return isCurrent && away.standInId !== undefined ? house.roster.book.person(away.standInId) : undefined;
}

function complaintAbout({ named, meant }: Handing): string {
  return meant.kind === 'several'
    ? words.whichColleague(meant.people.map(({ name }) => name))
    : words.unknownColleague(named);
}

function chosen(inHand: InHand, numbers: readonly string[]): InHand {
  if (numbers.length === 0) return inHand;
  const isMeant = ({ number }: { readonly number: string }): boolean =>
    numbers.some(named => isNumberOf(named, number));
  return {
    tickets: inHand.tickets.filter(isMeant),
    toVerify: inHand.toVerify.filter(isMeant),
    tasks: inHand.tasks.filter(isMeant),
  };
}

/** 接: for somebody who was asked; beside offers of their own they are asked which. */
async function hearTake(
  house: House,
  spoken: Spoken,
  person: Person,
  { isSure, named }: { readonly isSure: boolean; readonly named: string },
): Promise<boolean> {
  const { heard } = spoken;
  const heardId = `${heard.account}|${heard.messageId}`;
  const waiting = await house.takeOvers.waitingFor(person.id, heardId);
  const fitting = waiting.filter(
    one => named === '' || isFrom(house, one, named) || isFrom(house, one, heard.quote?.text ?? ''),
  );
  const [only, another] = fitting;
  if (!only) return false;
  const isAgain = only.settledBy === heardId;
  const isQuoted = /交给您|交接/u.test(heard.quote?.text ?? '');
  if (!isAgain && another) {
    const names = fitting.map(one => shortOf(house, one.giverId));
    return answer(house, spoken, words.acceptFromWhom([...new Set(names)]));
  }
  if (!isAgain && !isSure && !isQuoted && (await hasOffers(house, person.id)))
    return answer(
      house,
      spoken,
      words.acceptWhich(house.roster.book.person(only.giverId)?.name ?? '', sizeOf(only)),
    );
  await takeOver(house, spoken, only);
  return true;
}

/** Whether 接 may mean something else: a ticket or a task that was offered. */
async function hasOffers(house: House, personId: string): Promise<boolean> {
  const { tasks } = await inHandOf(house, personId);
  const offered = await house.tickets.ofAssignee(personId, ['offered']);
  return (
    offered.length > 0 ||
    tasks.some(task => ownShares(task, personId).some(share => share.state === 'offered'))
  );
}

async function hearDecline(house: House, spoken: Spoken, person: Person): Promise<boolean> {
  const heardId = `${spoken.heard.account}|${spoken.heard.messageId}`;
  const waiting = await house.takeOvers.waitingFor(person.id, heardId);
  for (const one of waiting) await declineTakeOver(house, spoken, one);
  return waiting.length > 0;
}

/** 不同意交接: whose, among those whom the speaker leads. */
async function hearRefusal(house: House, spoken: Spoken, leader: Person, named: string): Promise<boolean> {
  const { book } = house.roster;
  const quoted = spoken.heard.quote?.text ?? '';
  const heardId = `${spoken.heard.account}|${spoken.heard.messageId}`;
  const since = spoken.heard.at - REFUSABLE;
  const led = book.staff.filter(
    person => leads(leader.id, person, book) || superiorOf(person, book)?.id === leader.id,
  );
  const open: TakeOver[] = [];
  for (const person of led) {
    const own = await house.takeOvers.ofGiver(person.id, ['waiting', 'taken', 'refused']);
    open.push(
      ...own.filter(one => (one.state === 'refused' ? one.settledBy === heardId : one.askedAt >= since)),
    );
  }
  const said = named === '' ? quoted : named;
  const given = open.filter(one => isFrom(house, one, said));
  const meant = given.length > 0 ? given : open.filter(one => isTo(house, one, said));
  // Who names a colleague that hands nothing over has mistaken somebody; nobody else's is refused for that.
  const isMistaken = meant.length === 0 && colleagueIn(named, [], leader, book).kind !== 'none';
  const [only, another] = meant.length > 0 ? meant : open;
  if (!only || another || isMistaken) {
    const names = open.map(one => book.person(one.giverId)?.name ?? '');
    return answer(house, spoken, words.whoseHandOver([...new Set(names)]));
  }
  await refuseTakeOver(house, spoken, leader, only);
  return true;
}

function isFrom(house: House, { giverId }: TakeOver, text: string): boolean {
  return isNamed(house, giverId, text);
}

function isTo(house: House, { receiverId }: TakeOver, text: string): boolean {
  return isNamed(house, receiverId, text);
}

function isNamed(house: House, personId: string, text: string): boolean {
  const person = house.roster.book.person(personId);
  return person !== undefined && (text.includes(person.name) || text.includes(shortNameOf(person)));
}

function shortOf(house: House, personId: string): string {
  const person = house.roster.book.person(personId);
  return person ? shortNameOf(person) : '';
}

async function answer(house: House, spoken: Spoken, text: string): Promise<true> {
  await reply(house, spoken, 'take-over', text);
  return true;
}
