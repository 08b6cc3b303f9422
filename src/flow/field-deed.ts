import { MINUTE, type Moment } from '../base/clock.js';
import type { MediaId, UnitId } from '../base/ids.js';
import type { RosterBook } from '../roster/roster-book.js';
import type { Person, RoleName, Room } from '../roster/unit.js';
import { completed, isFieldDeed, isWhole, maySupplement, type FieldDeed } from '../tasks/complete-deed.js';
import { deedPlace, type DeedPlace } from '../tasks/deed-place.js';
import type { FieldKind } from '../tasks/grid-work.js';
import { readDeed, type ToldDeed } from '../tasks/read-deed.js';
import type { House } from './house.js';
import type { Spoken } from './spoken.js';

/** To what is whole already a photo may be added for so long. */
export const A_MOMENT = 3 * MINUTE;
/** A location that was sent just before the word belongs to it. */
const LOCATION_HOLDS = 10 * MINUTE;

/** Whose deed it is, and where their words are about. */
export interface Doer {
  readonly person: Person;
  /** The unit that the person serves. */
  readonly baseId: UnitId;
}

/** What is written down of one deed. */
export interface Entry {
  readonly kind: FieldKind;
  /** The place of the deed among those of its message, from 1. */
  readonly nth: number;
  readonly text: string;
  readonly where: DeedPlace;
  readonly mediaIds: readonly MediaId[];
  readonly hasLocation: boolean;
  readonly household?: string;
}

/** Who does it; undefined for somebody without a unit to serve. */
export function doerOf(house: House, { speaker }: Spoken): Doer | undefined {
  const { person, room } = speaker;
  if (!person) return undefined;
  const baseId = unitServed(person, room, house.roster.book);
  return baseId === undefined ? undefined : { person, baseId };
}

const serving: readonly RoleName[] = [
  'grid-worker',
  'microgrid-volunteer',
  'grid-leader',
  'specialist',
  'department',
  'operator',
];

/** Of several units the one that the group is about; otherwise the one nearest to the ground. */
function unitServed(person: Person, room: Room | undefined, book: RosterBook): UnitId | undefined {
  const held = book
    .rolesOf(person.id)
    .filter(({ role }) => serving.includes(role))
    .toSorted((a, b) => serving.indexOf(a.role) - serving.indexOf(b.role));
  const isHere = (unitId: UnitId): boolean =>
    room !== undefined && (book.isWithin(unitId, room.unitId) || book.isWithin(room.unitId, unitId));
  return (held.find(({ unitId }) => isHere(unitId)) ?? held[0])?.unitId;
}

/** What the words tell of the doer's own deeds; `@小陈 打卡` asks another for theirs. */
export function toldBy(
  house: House,
  { heard }: Spoken,
  { person }: Doer,
  said: string,
): ToldDeed | undefined {
  if (heard.mentionedIds.length > 0 && heard.text.startsWith('@')) return undefined;
  const short = person.name.replace(/^(?:网格员|楼长|社区|街道)/u, '');
  return readDeed(said, { names: [person.name, short], estates: [...house.roster.book.estates.keys()] });
}

/** Where the words say it was done. */
export function placeSaid(house: House, { baseId }: Doer, text: string): DeedPlace {
  return deedPlace(text, baseId, house.roster.book);
}

/** Whether a location counts for words with these marks at that place. */
export async function isLocated(
  house: House,
  { heard }: Spoken,
  { person }: Doer,
  said: { readonly hasMark: boolean; readonly where: DeedPlace },
): Promise<boolean> {
  const { locationBy } = house.gridWork;
  if (said.hasMark && locationBy.includes('written')) return true;
  if (said.where.isInFull && locationBy.includes('named')) return true;
  if (!locationBy.includes('sent')) return false;
  const sentAt = await house.deeds.locationSentAt(person.id);
  return heard.attachment === 'location' || (sentAt !== undefined && heard.at - sentAt <= LOCATION_HOLDS);
}

/** The person's latest check-ins, patrols and visits to which something may still be added, oldest first. */
export async function recentDeeds(house: House, person: Person, now: Moment): Promise<readonly FieldDeed[]> {
  const { checkIn, patrol, visit } = house.gridWork;
  const longest = Math.max(A_MOMENT, ...[checkIn, patrol, visit].map(rules => rules.completeWithin));
  const deeds = await house.deeds.ofPerson(person.id, { from: now - longest, below: now + 1 });
  return deeds.filter(isFieldDeed);
}

/** Whether what is said here may be about what was said there. */
export function isSaidWhere({ heard, speaker }: Spoken, deed: FieldDeed): boolean {
  return (
    speaker.isPrivate || !deed.saidIn || JSON.stringify(deed.saidIn) === JSON.stringify(heard.conversation)
  );
}

/**
 * Writes a deed down, or completes the one of the same kind that still waits for something. The same message again finds what
 * it wrote before.
 */
export async function writeDown(
  house: House,
  spoken: Spoken,
  { person }: Doer,
  entry: Entry,
): Promise<FieldDeed> {
  const { heard } = spoken;
  const id = `${heard.account}|${heard.messageId}${entry.nth === 1 ? '' : `:${entry.nth}`}`;
  const known = await house.deeds.get(id);
  if (known && isFieldDeed(known)) return known;
  const waiting = await deedWaiting(house, spoken, person, entry);
  if (waiting) return waiting;
  const { kind, text, where, mediaIds, hasLocation, household } = entry;
  const deed: FieldDeed = {
    id,
    kind,
    personId: person.id,
    gridId: where.gridId,
    unitId: where.unitId,
    at: heard.at,
    place: where.place,
    text,
    mediaIds,
    hasLocation,
    isComplete: false,
    saidIn: heard.conversation,
    ...(household === undefined ? {} : { household }),
  };
  const whole: FieldDeed = { ...deed, isComplete: isWhole(deed, house.gridWork) };
  await house.deeds.note(whole);
  return whole;
}

/** 打卡 7栋 once more, now with its photo, is the same check-in. */
async function deedWaiting(
  house: House,
  spoken: Spoken,
  person: Person,
  entry: Entry,
): Promise<FieldDeed | undefined> {
  const { heard } = spoken;
  const { kind, where, household, nth } = entry;
  if (nth > 1 || household !== undefined) return undefined;
  const recent = await recentDeeds(house, person, heard.at);
  const again = recent.find(deed => deed.completedBy?.includes(heard.messageId));
  if (again) return again;
  const waiting = recent.findLast(
    deed =>
      deed.kind === kind &&
      !deed.isComplete &&
      isSaidWhere(spoken, deed) &&
      maySupplement(deed, heard.at, house.gridWork, 0) &&
      (where.place === '' || deed.place === '' || deed.place === where.place),
  );
  if (!waiting) return undefined;
  const { messageId } = heard;
  const changed = await house.deeds.change(waiting.id, deed =>
    isFieldDeed(deed) ? completed(deed, { messageId, ...entry }, house.gridWork) : undefined,
  );
  return changed && isFieldDeed(changed) ? changed : undefined;
}
