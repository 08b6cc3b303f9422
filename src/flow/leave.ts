import type { Moment } from '../base/clock.js';
import { staffRoles } from '../roster/roster-book.js';
import { mainRoleOf, superiorOf } from '../roster/superior.js';
import type { Away, Person } from '../roster/unit.js';
import type { Deed } from '../tasks/deed.js';
import * as words from '../words/roster.js';
import type { Colleague } from './colleague-meant.js';
import type { House } from './house.js';
import { countOf, inHandOf } from './in-hand.js';
import { sayPeriod, type Period } from './leave-period.js';
import { namesNobody } from './read-leave.js';
import { reply } from './reply.js';
import { ANSWER_WITHIN } from './roster-question.js';
import type { Spoken } from './spoken.js';
import { tellBeside } from './tell-person.js';

/** What somebody said about their leave. */
export interface LeaveSaid {
  readonly period: Period;
  readonly said: string;
  /** The words for the stand-in; '' when there are none. */
  readonly named: string;
  readonly meant: Colleague;
}

/** Whether somebody's leave is under way or still to come. */
export function isOnOrAhead({ away }: Person, now: Moment): boolean {
  return away !== undefined && away.endedBy === undefined && away.until > now;
}

/**
 * Writes the leave down: the deed, then the person, then the words. Delivered again after a crash, every step finds itself done.
 * A leave that is under way or ahead is changed by the new one.
 */
export async function takeLeave(
  house: House,
  spoken: Spoken,
  person: Person,
  leave: LeaveSaid,
): Promise<void> {
  const now = spoken.heard.at;
  const deedId = keyOf(spoken);
  const before = person.away?.deedId !== deedId && isOnOrAhead(person, now) ? person.away : undefined;
  const { standIn, complaint } = standInFor(house, leave, person, before);
  const away: Away = {
    from: before && before.from <= now ? before.from : leave.period.from,
    until: leave.period.until,
    deedId,
    ...(standIn ? { standInId: standIn.id } : {}),
  };
  await house.deeds.note(deedOf(spoken, person, house, { ...away, from: leave.period.from }, leave.said));
  if (before) await house.deeds.change(before.deedId, deed => cutShort(deed, now));
  await house.roster.changePerson(person.id, known => ({ ...known, away }));
  const days = sayPeriod({ from: Math.max(away.from, now), until: away.until }, now);
  const { book } = house.roster;
  const superior = superiorOf(person, book);
  const text = words.leaveTold(person.name, days, standIn?.name ?? '');
  await tellBeside(house, spoken, superior, { purpose: 'leave-told', text });
  const former = before?.standInId === undefined ? undefined : book.person(before.standInId);
  if (former && former.id !== standIn?.id)
    await freeStandIn(house, spoken, former, words.standInChanged(person.name));
  if (standIn && standIn.id !== superior?.id) await askStandIn(house, spoken, person, standIn, days);
  await answer(house, spoken, person, { days, standIn, complaint, isChanged: before !== undefined, leave });
}

interface Answered {
  readonly days: string;
  readonly standIn: Person | undefined;
  readonly complaint: string;
  readonly isChanged: boolean;
  readonly leave: LeaveSaid;
}

/** Says what was noted; who stands in is asked once. */
async function answer(house: House, spoken: Spoken, person: Person, given: Answered): Promise<void> {
  const { days, standIn, complaint, isChanged, leave } = given;
  const inHand = countOf(await inHandOf(house, person.id));
  const isSaid = standIn !== undefined || namesNobody(leave.said);
  if (isSaid) {
    const text = words.leaveNoted({ days, standIn: standIn?.name ?? '', inHand, isChanged });
    return reply(house, spoken, 'leave', text);
  }
  await house.questions.ask(
    spoken.speaker.contactKey,
    { kind: 'roster', asked: { about: 'stand-in', deedId: keyOf(spoken) } },
    spoken.heard.at + ANSWER_WITHIN,
  );
  const asked = words.whoStandsIn(days, isChanged);
  await reply(house, spoken, 'leave', complaint === '' ? asked : `${asked}\n${complaint}`);
}

/** Who stands in, from the words or as before; or why it cannot be whom they name. */
export function standInFor(
  house: House,
  { meant, named, period }: Pick<LeaveSaid, 'meant' | 'named' | 'period'>,
  person: Person,
  before?: Away,
): { readonly standIn: Person | undefined; readonly complaint: string } {
  const { book } = house.roster;
  if (meant.kind === 'several')
    return { standIn: undefined, complaint: words.whichColleague(meant.people.map(({ name }) => name)) };
  if (meant.kind === 'none') {
    const complaint = named === '' ? '' : words.unknownColleague(named);
    const former = before?.standInId === undefined ? undefined : book.person(before.standInId);
    return { standIn: named === '' ? former : undefined, complaint };
  }
  const { person: standIn } = meant;
  const isFit = book.holdsAny(standIn, staffRoles) || !book.holdsAny(person, staffRoles);
  if (!isFit) return { standIn: undefined, complaint: words.unknownColleague(named || standIn.name) };
  const { away } = standIn;
  const isAwayThen =
    away !== undefined && away.endedBy === undefined && away.from < period.until && period.from < away.until;
  return isAwayThen
    ? { standIn: undefined, complaint: words.standInIsAway(standIn.name) }
    : { standIn, complaint: '' };
}

async function askStandIn(
  house: House,
  spoken: Spoken,
  person: Person,
  standIn: Person,
  days: string,
): Promise<void> {
  const text = words.standInAsked(person.name, days);
  await tellBeside(house, spoken, standIn, { purpose: 'stand-in-asked', text, weight: 'vital' });
}

async function freeStandIn(
  house: House,
  spoken: Spoken,
  standIn: Person | undefined,
  text: string,
): Promise<void> {
  await tellBeside(house, spoken, standIn, { purpose: 'stand-in-free', text });
}

/** The answer to who stands in. False when the words name nobody, and are listened to as anything else. */
export async function nameStandIn(
  house: House,
  spoken: Spoken,
  person: Person,
  given: { readonly deedId: string; readonly meant: Colleague; readonly isNobody: boolean },
): Promise<boolean> {
  const { deedId, meant, isNobody } = given;
  const { away } = person;
  if (away?.deedId !== deedId || away.endedBy !== undefined) return false;
  const now = spoken.heard.at;
  const superior = superiorOf(person, house.roster.book);
  if (isNobody) {
    await reply(house, spoken, 'stand-in', words.nobodyStandsIn(superior?.name ?? ''));
    return true;
  }
  if (meant.kind === 'none') return false;
  const { standIn, complaint } = standInFor(house, { meant, named: '', period: away }, person);
  if (!standIn) {
    await reply(house, spoken, 'stand-in', complaint);
    return true;
  }
  await house.deeds.change(deedId, deed => ({ ...deed, standInId: standIn.id }));
  await house.roster.changePerson(person.id, known =>
    known.away?.deedId === deedId ? { ...known, away: { ...known.away, standInId: standIn.id } } : undefined,
  );
  const days = sayPeriod({ from: Math.max(away.from, now), until: away.until }, now);
  await askStandIn(house, spoken, person, standIn, days);
  const text = words.standInTold(person.name, days, standIn.name);
  await tellBeside(house, spoken, superior, { purpose: 'stand-in-told', text });
  const inHand = countOf(await inHandOf(house, person.id));
  await reply(house, spoken, 'stand-in', words.standInNoted(standIn.name, inHand));
  return true;
}

/** 销假: back early, or not going at all. */
export async function endLeave(house: House, spoken: Spoken, person: Person): Promise<void> {
  const { away } = person;
  const now = spoken.heard.at;
  const isAgain = away?.endedBy === spoken.heard.messageId;
  if (!away || (!isAgain && !isOnOrAhead(person, now)))
    return reply(house, spoken, 'leave-ended', words.notOnLeave());
  const hadBegun = away.from <= now;
  const standIn = await cutAway(house, spoken, person, away);
  const { book } = house.roster;
  await tellBeside(house, spoken, superiorOf(person, book), {
    purpose: 'leave-ended-told',
    text: words.leaveEndedTold(person.name, hadBegun),
  });
  await freeStandIn(house, spoken, standIn, words.standInFree(person.name));
  await reply(house, spoken, 'leave-ended', words.leaveEnded(hadBegun));
}

/** The leader says no: the leave ends now, or never begins, and counts no more. */
export async function refuseLeave(
  house: House,
  spoken: Spoken,
  leader: Person,
  person: Person,
): Promise<void> {
  const { away } = person;
  if (!away) return;
  const now = spoken.heard.at;
  const days = sayPeriod({ from: Math.max(away.from, now), until: away.until }, now);
  const standIn = await cutAway(house, spoken, person, away);
  await house.deeds.change(away.deedId, deed => ({ ...deed, isComplete: false }));
  await tellBeside(house, spoken, person, {
    purpose: 'leave-refused',
    text: words.leaveRefused(leader.name, days),
    weight: 'vital',
  });
  await freeStandIn(house, spoken, standIn, words.standInFree(person.name));
  await reply(house, spoken, 'refuse-leave', words.refusalDone(person.name));
}

/** Ends a leave at the moment of the message. @returns who stood in */
async function cutAway(
  house: House,
  { heard }: Spoken,
  person: Person,
  away: Away,
): Promise<Person | undefined> {
  await house.deeds.change(away.deedId, deed => cutShort(deed, heard.at));
  await house.roster.changePerson(person.id, known =>
    known.away?.deedId === away.deedId && known.away.endedBy === undefined
      ? { ...known, away: { ...known.away, endedBy: heard.messageId, endedAt: heard.at } }
      : undefined,
  );
  return away.standInId === undefined ? undefined : house.roster.book.person(away.standInId);
}

/** As long as it really was; one that never began does not count. */
function cutShort(deed: Deed, now: Moment): Deed {
  const from = deed.from ?? deed.at;
  return from >= now
    ? { ...deed, until: from, isComplete: false }
    : { ...deed, until: Math.min(deed.until ?? now, now) };
}

function keyOf({ heard }: Spoken): string {
  return `${heard.account}|${heard.messageId}`;
}

/** Why somebody is away is their own business; the ledger keeps at most the kind of leave. */
const KIND = /[年病事婚产丧]假|陪产假|调休|补休/u;

/** One line of the ledger: away, until when, and who stands in. */
function deedOf(spoken: Spoken, person: Person, house: House, away: Away, said: string): Deed {
  const unitId = mainRoleOf(person)?.unitId ?? spoken.speaker.homeId;
  return {
    id: away.deedId,
    kind: 'leave',
    personId: person.id,
    gridId: house.roster.book.unitAt(unitId, 'grid')?.id ?? unitId,
    unitId,
    at: spoken.heard.at,
    place: '',
    text: KIND.exec(said)?.[0] ?? '',
    mediaIds: [],
    hasLocation: false,
    isComplete: true,
    from: away.from,
    until: away.until,
    ...(away.standInId === undefined ? {} : { standInId: away.standInId }),
  };
}
