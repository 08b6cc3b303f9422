import { clockText } from '../base/china-time.js';
import { hideRooms } from '../intake/privacy.js';
import type { FieldDeed } from '../tasks/complete-deed.js';
import { householdKey } from '../tasks/coverage.js';
import type { DeedPlace } from '../tasks/deed-place.js';
import { missingOf } from '../tasks/grid-work.js';
import { written, type ToldDeed } from '../tasks/read-deed.js';
import { householdsIn, wasMet, withoutNames, type ToldHousehold } from '../tasks/read-households.js';
import type { Ticket } from '../tickets/ticket.js';
import * as words from '../words/deeds.js';
import { doerOf, isLocated, placeSaid, toldBy, writeDown, type Doer } from './field-deed.js';
import { ANSWERABLE, fileFound, sayOpened, verdictOn, type Found, type Verdict } from './found-matters.js';
import type { House } from './house.js';
import type { Question } from './questions.js';
import { reply } from './reply.js';
import { answerDeed } from './say-deed.js';
import type { Spoken } from './spoken.js';
import type { WorkerWord } from './worker-words.js';

/** Visits to households: 走访 6栋2单元301 身体都好，缺个扶手. The door is kept for the ledger and said in no group. */
export const visitWord: WorkerWord = {
  name: '走访',
  help: '走访 6栋2单元301 都好——私聊说，几户可以一起；有难处的我来开单，房号不进群',
  who: 'volunteer',
  hear: hearVisit,
};

/** One household of a message, or the whole message when no door was named. */
interface Told {
  readonly text: string;
  readonly where: DeedPlace;
  readonly household?: string;
  /** As whoever goes there needs it: 6栋2单元301. */
  readonly privatePlace?: string;
}

async function hearVisit(house: House, spoken: Spoken, said: string): Promise<boolean> {
  const doer = doerOf(house, spoken);
  const told = doer && toldBy(house, spoken, doer, said);
  if (!doer || told?.kind !== 'visit') return false;
  const { isPrivate } = spoken.speaker;
  const visits = visitsTold(house, doer, told);
  const [first] = visits;
  const isNowhere = visits.length === 1 && first?.household === undefined && first?.where.place === '';
  if (isNowhere && (told.isBare || isPrivate)) {
    await reply(house, spoken, 'visit', words.whomDidYouVisit());
    return true;
  }
  // Talk of having been on visits names nobody and no place.
  if (isNowhere && !/户|老人|奶奶|爷爷|大爷|阿姨/u.test(told.text)) return false;
  const deeds = await writeAll(house, spoken, doer, visits, told.hasLocation);
  const line = await seeToNeeds(house, spoken, doer, visits, deeds);
  const says = (who: string): string => `${sayVisits(house, spoken, visits, deeds, who)}${line.text}`;
  const isAsking = line.isAsking || deeds.some(deed => missingOf(deed, house.gridWork).length > 0);
  await answerDeed(house, spoken, { says, isAsking });
  await house.drafts.takePhotos(spoken.heard);
  return true;
}

function visitsTold(house: House, doer: Doer, { text, remark }: ToldDeed): readonly Told[] {
  const households = householdsIn(text);
  if (households.length === 0) return [{ text: written(remark), where: placeSaid(house, doer, text) }];
  const estate = placeSaid(house, doer, text).isInFull ? estateIn(house, text) : '';
  return households.map(household => {
    const spot = doorWords(household);
    const where = placeSaid(house, doer, `${estate}${spot}`);
    return {
      text: written(household.text),
      where: { ...where, place: hideRooms(where.place) },
      household: householdKey(where.unitId, household.door),
      privatePlace: spot,
    };
  });
}

function estateIn(house: House, text: string): string {
  const named = [...house.roster.book.estates.keys()].filter(estate => text.includes(estate));
  return named.sort((a, b) => b.length - a.length)[0] ?? '';
}

/** 6栋2单元301 */
function doorWords({ building, door }: ToldHousehold): string {
  const [room = '', entrance] = door.split('-').reverse();
  return `${building === undefined ? '' : `${building}栋`}${entrance === undefined ? '' : `${entrance}单元`}${room}`;
}

/** Every household is a deed of its own; the photos go with the last. */
async function writeAll(
  house: House,
  spoken: Spoken,
  doer: Doer,
  visits: readonly Told[],
  hasMark: boolean,
): Promise<readonly FieldDeed[]> {
  const photos = [...(await house.drafts.photosBefore(spoken.heard)), ...spoken.mediaIds];
  const deeds: FieldDeed[] = [];
  for (const [at, { text, where, household }] of visits.entries()) {
    const entry = {
      kind: 'visit' as const,
      nth: at + 1,
      text: hideRooms(text),
      where,
      mediaIds: at === visits.length - 1 ? photos : [],
      hasLocation: await isLocated(house, spoken, doer, { hasMark, where }),
      ...(household === undefined ? {} : { household }),
    };
    deeds.push(await writeDown(house, spoken, doer, entry));
  }
  return deeds;
}

type Find = Extract<Question, { kind: 'file' }>['finds'][number];

/** Opens tickets for what was plainly asked for, and asks once about the rest. */
async function seeToNeeds(
  house: House,
  spoken: Spoken,
  doer: Doer,
  visits: readonly Told[],
  deeds: readonly FieldDeed[],
): Promise<{ readonly text: string; readonly isAsking: boolean }> {
  const opened: Ticket[] = [];
  const finds: Find[] = [];
  let [isSettled, isPassedOn] = [false, false];
  for (const [at, deed] of deeds.entries()) {
    const told = visits[at];
    const verdict = verdictOn(house, 'visit', withoutNames(told?.text ?? ''));
    isSettled ||= verdict.isSettled;
    if (verdict.do === 'nothing') continue;
    const found = foundBy(deed, verdict, told?.privatePlace);
    if (verdict.do === 'open') opened.push(...(await fileFound(house, spoken, doer, found)));
    else {
      isPassedOn ||= verdict.isPassedOn;
      finds.push({ ...found, deedId: deed.id });
    }
  }
  const settled = isSettled ? words.settledOnTheSpot() : '';
  const asked = await askAbout(house, spoken, finds, isPassedOn);
  return { text: `${settled}${sayOpened(house, opened)}${asked}`, isAsking: asked !== '' };
}

function foundBy(
  deed: FieldDeed,
  verdict: Exclude<Verdict, { do: 'nothing' }>,
  privatePlace?: string,
): Found {
  const text = hideRooms(withoutNames(verdict.text));
  return { deed, text, ...(privatePlace === undefined ? {} : { privatePlace }) };
}

async function askAbout(
  house: House,
  { speaker }: Spoken,
  finds: readonly Find[],
  isPassedOn: boolean,
): Promise<string> {
  if (finds.length === 0) return '';
  const until = house.clock.now() + ANSWERABLE;
  const kept = finds.map(({ deedId, text, privatePlace }) => ({
    deedId,
    text,
    ...(privatePlace === undefined ? {} : { privatePlace }),
  }));
  await house.questions.ask(speaker.contactKey, { kind: 'file', finds: kept }, until);
  return words.shallIOpen([...new Set(kept.map(({ text }) => text))].join('；'), isPassedOn);
}

/** What is said of the visits: how many, where, and that a door is better told in private. */
function sayVisits(
  house: House,
  { heard, speaker }: Spoken,
  visits: readonly Told[],
  deeds: readonly FieldDeed[],
  who: string,
): string {
  const [first] = deeds;
  const missing = first ? missingOf(first, house.gridWork) : [];
  if (missing.length > 0) return words.visitLacks(missing);
  const doors = visits.filter(({ household }) => household !== undefined).length;
  const unmet = deeds.filter(({ text }) => !wasMet(text)).length;
  const places = [...new Set(deeds.map(({ place }) => place).filter(place => place !== ''))].join('、');
  const line = words.visited(who, words.timeAndPlace(clockText(heard.at), places), doors, unmet);
  if (doors === 0) return `${line}${words.whichDoor(speaker.isPrivate)}`;
  return speaker.isPrivate ? line : `${line}${words.doorInPrivate()}`;
}
