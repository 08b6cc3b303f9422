import { sayMoment } from '../base/china-time.js';
import { MINUTE, type Moment } from '../base/clock.js';
import type { PersonId } from '../base/ids.js';
import { audienceKey } from '../reminders/audience.js';
import type { Meeting } from '../reminders/meeting-book.js';
import type { Reminder, Telling } from '../reminders/reminder-book.js';
import * as words from '../words/reminders.js';
import type { House } from './house.js';
import { shortName } from './on-reminder-facts.js';

/** Whoever leads the meeting hears so long before it who will not come. */
const TOLD_BEFORE = 10 * MINUTE;

/** Lets whoever leads the meeting know, in one message for all that are excused until then. */
export async function tellLeaderOf(
  meeting: Meeting,
  house: House,
  excusedId: PersonId,
  saidAt: Moment,
): Promise<void> {
  const { book } = house.roster;
  const leader = book.nearestHolders(meeting.unitId, 'grid-leader')[0];
  if (!leader || leader.id === excusedId) return;
  const audience = audienceKey({ kind: 'person', personId: leader.id });
  const at = Math.max(saidAt, meeting.startsAt - TOLD_BEFORE);
  await house.reminders.book.put({
    id: `${meeting.id}|excuses|${at}|${audience}`,
    audience,
    subject: { kind: 'excuses', meetingId: meeting.id },
    at,
    isUrgent: true,
    waitsUntil: at,
  });
}

/** Who has asked to be excused, for each of the meetings. */
export async function tellExcuses(
  house: House,
  reminders: readonly Reminder[],
  now: Moment,
): Promise<readonly Telling[]> {
  const tellings: Telling[] = [];
  const ids = new Set(
    reminders.flatMap(({ subject }) => (subject.kind === 'excuses' ? [subject.meetingId] : [])),
  );
  for (const id of ids) {
    const meeting = await house.reminders.meetings.get(id);
    const people = meeting ? await excusedFrom(meeting, house, now) : [];
    if (!meeting || people.length === 0) continue;
    const text = words.excuses(meeting.name, sayMoment(meeting.startsAt, now), people);
    tellings.push({ text, mentionIds: [] });
  }
  return tellings;
}

async function excusedFrom(
  meeting: Meeting,
  house: House,
  now: Moment,
): Promise<readonly { name: string; reason: string }[]> {
  const { book } = house.roster;
  const deeds = await house.deeds.ofKind('meeting-excuse', { from: meeting.calledAt, below: now + 1 });
  const mine = deeds.filter(
    ({ place, gridId }) => place === meeting.name && book.isWithin(gridId, meeting.unitId),
  );
  const byPerson = new Map(mine.map(deed => [deed.personId, deed]));
  return [...byPerson.values()].map(({ personId, text }) => ({
    name: shortName(book.person(personId)?.name ?? ''),
    reason: text,
  }));
}
