import type { FieldDeed } from '../tasks/complete-deed.js';
import { missingOf } from '../tasks/grid-work.js';
import { written } from '../tasks/read-deed.js';
import * as words from '../words/deeds.js';
import { doerOf, isLocated, placeSaid, toldBy, writeDown, type Doer } from './field-deed.js';
import { ANSWERABLE, fileFound, sayOpened, verdictOn } from './found-matters.js';
import type { House } from './house.js';
import { answerDeed, sayDeed } from './say-deed.js';
import type { Spoken } from './spoken.js';

/** Writes a check-in or a patrol down, opens tickets for what was found on it, and answers in one message. */
export async function hearRound(
  house: House,
  spoken: Spoken,
  said: string,
  kind: 'check-in' | 'patrol',
): Promise<boolean> {
  const doer = doerOf(house, spoken);
  const told = doer && toldBy(house, spoken, doer, said);
  if (!doer || told?.kind !== kind) return false;
  const { heard } = spoken;
  const where = placeOfRound(house, doer, told.text);
  const deed = await writeDown(house, spoken, doer, {
    kind,
    nth: 1,
    text: written(told.remark),
    where,
    mediaIds: [...(await house.drafts.photosBefore(heard)), ...spoken.mediaIds],
    hasLocation: await isLocated(house, spoken, doer, { hasMark: told.hasLocation, where }),
  });
  const found = await seeToFindings(house, spoken, doer, deed, written(told.text));
  if (!found.isEmergency) {
    const isAsking = found.isAsking || missingOf(deed, house.gridWork).length > 0;
    const says = (who: string): string => `${sayDeed(house, deed, who, heard.at)}${found.line}`;
    await answerDeed(house, spoken, { says, isAsking });
  }
  await house.drafts.takePhotos(heard);
  return true;
}

/** Buildings are named first; without one, whatever else is a place in the words. */
function placeOfRound(house: House, doer: Doer, text: string): ReturnType<typeof placeSaid> {
  const where = placeSaid(house, doer, text);
  const spot = where.place === '' ? house.understand(text).place?.publicText : undefined;
  return spot === undefined ? where : { ...where, place: spot };
}

interface Seen {
  readonly line: string;
  /** People are in danger; what to do then has been said already. */
  readonly isEmergency: boolean;
  readonly isAsking: boolean;
}

async function seeToFindings(
  house: House,
  spoken: Spoken,
  doer: Doer,
  deed: FieldDeed,
  text: string,
): Promise<Seen> {
  const verdict = verdictOn(house, deed.kind, text);
  const settled = verdict.isSettled ? words.settledOnTheSpot() : '';
  if (verdict.isSettled) {
    await house.deeds.change(deed.id, now => (now.isSettled ? undefined : { ...now, isSettled: true }));
  }
  if (verdict.do === 'nothing') return { line: settled, isEmergency: false, isAsking: false };
  if (verdict.do === 'open') {
    const opened = await fileFound(house, spoken, doer, { deed, text: verdict.text });
    const isEmergency = opened.some(({ urgency }) => urgency === 'emergency');
    return { line: `${settled}${sayOpened(house, opened)}`, isEmergency, isAsking: false };
  }
  const finds = [{ deedId: deed.id, text: verdict.text }];
  await house.questions.ask(
    spoken.speaker.contactKey,
    { kind: 'file', finds },
    house.clock.now() + ANSWERABLE,
  );
  const asked = verdict.isDanger ? words.stillDanger() : words.shallIOpen(verdict.text, verdict.isPassedOn);
  return { line: `${settled}${asked}`, isEmergency: false, isAsking: true };
}
