import { MINUTE } from '../base/clock.js';
import type { Person } from '../roster/unit.js';
import { colleagueIn, shortNameOf } from './colleague-meant.js';
import type { House } from './house.js';
import { nameStandIn } from './leave.js';
import { readPeriod } from './leave-period.js';
import { mentionedPeople } from './meant-for-bot.js';
import { namesNobody } from './read-leave.js';
import type { RosterQuestion } from './roster-question.js';
import type { Spoken } from './spoken.js';
import { handOver } from './word-hand-over.js';
import { askForLeave } from './word-leave.js';
import { plainWords } from './worker-words.js';

const HEARD_AGAIN_WITHIN = 10 * MINUTE;
/** An answer is little more than a name. */
const MOST_BESIDES = 3;
const LONGEST_DAYS = 40;

/** Listens to the words as the answer about leave or about work that changes hands. False when they are none. */
export async function hearRosterAnswer(
  house: House,
  asked: RosterQuestion,
  spoken: Spoken,
): Promise<boolean> {
  const { person, contactKey } = spoken.speaker;
  const { messageId } = spoken.heard;
  if (asked.about === 'settled') return asked.by === messageId;
  if (!person || !(await answer(house, asked, spoken, person))) return false;
  // What the answer asked in its turn stands; otherwise this one is settled, and known again when it is delivered again.
  const now = await house.questions.of(contactKey, house.clock.now());
  if (JSON.stringify(now) === JSON.stringify({ kind: 'roster', asked })) {
    const settled = { kind: 'roster', asked: { about: 'settled', by: messageId } } as const;
    await house.questions.ask(contactKey, settled, house.clock.now() + HEARD_AGAIN_WITHIN);
  }
  return true;
}

async function answer(
  house: House,
  asked: Exclude<RosterQuestion, { about: 'settled' }>,
  spoken: Spoken,
  person: Person,
): Promise<boolean> {
  const said = plainWords(spoken.heard.text);
  const mentioned = mentionedPeople(house, spoken);
  switch (asked.about) {
    case 'days': {
      const whole = `${asked.said} ${said}`;
      const isDays = said.length <= LONGEST_DAYS && readPeriod(whole, spoken.heard.at) !== undefined;
      return isDays && askForLeave(house, spoken, person, whole);
    }
    case 'stand-in': {
      const meant = colleagueIn(said, mentioned, person, house.roster.book);
      const isNobody = namesNobody(said);
      if (!isNobody && mentioned.length === 0 && !isBareName(said, meant)) return false;
      return nameStandIn(house, spoken, person, { deedId: asked.deedId, meant, isNobody });
    }
    case 'receiver': {
      const meant = colleagueIn(said, mentioned, person, house.roster.book);
      if (mentioned.length === 0 && !isBareName(said, meant)) return false;
      return handOver(house, spoken, person, { numbers: asked.numbers, named: said, meant });
    }
    default:
      return asked satisfies never;
  }
}

/** Whether the words are a name and hardly more: 由小周代班吧, but not what 小周 has just told. */
function isBareName(said: string, meant: ReturnType<typeof colleagueIn>): boolean {
  if (meant.kind === 'none') return false;
  const people = meant.kind === 'one' ? [meant.person] : meant.people;
  const besides = people.reduce(
    (rest, person) => rest.replace(person.name, '').replace(shortNameOf(person), ''),
    said,
  );
  return besides.replace(/[由让请找叫就是给来帮我代班顶替接吧了的，,。.!！@\s]/gu, '').length <= MOST_BESIDES;
}
