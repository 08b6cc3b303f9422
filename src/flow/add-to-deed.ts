import {
  completed,
  isFieldDeed,
  maySupplement,
  type Addition,
  type FieldDeed,
} from '../tasks/complete-deed.js';
import { householdKey } from '../tasks/coverage.js';
import { missingOf } from '../tasks/grid-work.js';
import { marksOnly } from '../tasks/read-deed.js';
import { householdsIn } from '../tasks/read-households.js';
import { added } from '../words/deeds.js';
import { A_MOMENT, doerOf, isLocated, isSaidWhere, placeSaid, recentDeeds, type Doer } from './field-deed.js';
import { act, type House } from './house.js';
import { answerDeed, sayDeed } from './say-deed.js';
import type { Spoken } from './spoken.js';
import { plainWords } from './worker-words.js';

/** The deed that a photo without words may belong to: the last, as long as it waits for one, and a moment longer. */
export async function deedForPhoto(house: House, spoken: Spoken): Promise<FieldDeed | undefined> {
  const doer = doerOf(house, spoken);
  const { heard } = spoken;
  if (!doer || spoken.mediaIds.length === 0) return undefined;
  const recent = await recentDeeds(house, doer.person, heard.at);
  const again = recent.find(deed => deed.completedBy?.includes(heard.messageId));
  const last = recent.findLast(deed => isSaidWhere(spoken, deed));
  return again ?? (last && maySupplement(last, heard.at, house.gridWork, A_MOMENT) ? last : undefined);
}

/** Adds a photo that came without words. */
export async function addPhotoToDeed(house: House, spoken: Spoken, deed: FieldDeed): Promise<boolean> {
  const doer = doerOf(house, spoken);
  if (!doer) return false;
  await add(house, spoken, doer, deed, { mediaIds: spoken.mediaIds });
  return true;
}

/**
 * What comes after a deed that waits for something: a location, [定位] in words, the place in full, a photo with a few words, the
 * door of a visit. A location that nothing waits for is remembered for the word to come. False when it was nothing of this.
 */
export async function completeDeed(house: House, spoken: Spoken): Promise<boolean> {
  const doer = doerOf(house, spoken);
  if (!doer) return false;
  const { heard } = spoken;
  const said = plainWords(heard.text);
  const marks = marksOnly(said);
  const isLocation = heard.attachment === 'location' || marks?.hasLocation === true;
  const recent = await recentDeeds(house, doer.person, heard.at);
  const deed =
    recent.find(known => known.completedBy?.includes(heard.messageId)) ??
    recent.findLast(
      known => isSaidWhere(spoken, known) && maySupplement(known, heard.at, house.gridWork, A_MOMENT),
    );
  const isAgain = deed?.completedBy?.includes(heard.messageId) ?? false;
  const addition = isAgain ? {} : deed && (await additionOf(house, spoken, doer, deed, isLocation));
  if (deed && addition) {
    await add(house, spoken, doer, deed, addition);
    return true;
  }
  if (isLocation) await house.deeds.noteLocation(doer.person.id, heard.at);
  return isLocation && (marks !== undefined || said === '');
}

/** What the message adds to the deed; undefined when it is about something else. */
async function additionOf(
  house: House,
  spoken: Spoken,
  doer: Doer,
  deed: FieldDeed,
  isLocation: boolean,
): Promise<Omit<Addition, 'messageId'> | undefined> {
  const { heard, mediaIds } = spoken;
  const said = plainWords(heard.text);
  const missing = missingOf(deed, house.gridWork);
  const isMarks = marksOnly(said) !== undefined || said === '';
  if (isMarks && (isLocation || mediaIds.length > 0)) {
    const isNew = missing.includes('location') || mediaIds.length > 0;
    return isNew ? { mediaIds, hasLocation: isLocation } : undefined;
  }
  const where = placeSaid(house, doer, said);
  const isPlace = where.place !== '' && isNothingBesides(said, house);
  if (isPlace && missing.length > 0) {
    const hasLocation = await isLocated(house, spoken, doer, { hasMark: isLocation, where });
    if (missing.includes('place') || hasLocation) return { mediaIds, hasLocation, where };
  }
  const door = doorOf(house, doer, deed, said);
  if (door !== undefined) return { mediaIds, household: door, where };
  const isCaption = mediaIds.length > 0 && missing.includes('photo') && said.length <= 30;
  return isCaption && house.understand(said).kind !== 'report' ? { mediaIds, text: said } : undefined;
}

/** The door that a visit was told without; only when nothing else is said. */
function doorOf(house: House, doer: Doer, deed: FieldDeed, said: string): string | undefined {
  const [only, another] = householdsIn(said);
  if (deed.kind !== 'visit' || deed.household !== undefined || !only || another || only.text !== '')
    return undefined;
  if (!isNothingBesides(said, house)) return undefined;
  const unitId = only.building === undefined ? deed.unitId : placeSaid(house, doer, said).unitId;
  return householdKey(unitId, only.door);
}

function isNothingBesides(said: string, house: House): boolean {
  const estates = [...house.roster.book.estates.keys()].sort((a, b) => b.length - a.length);
  const rest = estates.reduce((left, estate) => left.replace(estate, ''), said);
  return /^(?:第?[\dA-Za-z一二三四五六七八九十]+(?:号楼|栋|幢|座|#|单元|室|号|户)?|[定位置置图片照[\]【】()（）、,，。.\s-]|在|我在)*$/u.test(
    rest,
  );
}

async function add(
  house: House,
  spoken: Spoken,
  { person }: Doer,
  deed: FieldDeed,
  addition: Omit<Addition, 'messageId'>,
): Promise<void> {
  const { messageId, at } = spoken.heard;
  const changed = await house.deeds.change(deed.id, now =>
    isFieldDeed(now) ? completed(now, { messageId, ...addition }, house.gridWork) : undefined,
  );
  const now = changed && isFieldDeed(changed) ? changed : deed;
  const wasWhole = now.isComplete && now.wholeWith !== messageId;
  const { mediaIds = [] } = addition;
  if (now.ticketId !== undefined && mediaIds.length > 0) {
    const body = { type: 'detail-added', text: '', mediaIds } as const;
    await act(house, now.ticketId, body, { by: person.id, cause: messageId });
  }
  // What only goes with a whole deed is no news to a group.
  if (wasWhole && addition.household === undefined && !spoken.speaker.isPrivate) return;
  const says = (who: string): string => (wasWhole ? added() : sayDeed(house, now, who, at));
  await answerDeed(house, spoken, { says, isAsking: missingOf(now, house.gridWork).length > 0 });
}
