import { dayOf, daysLater, sayMoment, startOf } from '../base/china-time.js';
import { HOUR } from '../base/clock.js';
import { agendaOf } from '../reminders/agenda.js';
import { mentionOf } from '../reminders/audience.js';
import { digestOfGroup, digestOfPerson } from '../reminders/digest.js';
import { inOrderOfTime, namedDuty, type Duty } from '../reminders/duty.js';
import type { Telling } from '../reminders/reminder-book.js';
import type { Topic } from '../reminders/reminder-rules.js';
import { lastWorkingWeek, nextWorkday } from '../reminders/rule-day.js';
import { visitsDue } from '../reminders/visits-due.js';
import type { Person } from '../roster/unit.js';
import { coverageOf, halfYearOf } from '../tasks/coverage.js';
import { openStates } from '../tickets/ticket.js';
import * as words from '../words/reminders.js';
import type { House } from './house.js';
import { sayBeginning } from './leave-period.js';
import type { Occasion } from './on-reminder-occasion.js';
import * as facts from './on-reminder-facts.js';
import { patienceWith } from './on-reminder-fading.js';
import { honourRoll, monthReport, weekReport } from './on-reminder-pictures.js';

type Tell = (house: House, occasion: Occasion) => Promise<Telling | undefined>;

/** Checks that were asked for just now are not asked for again. */
const VERIFY_RESTS = 4 * HOUR;

const tellings: Readonly<Record<Topic, Tell>> = {
  digest,
  'check-in': async (house, occasion) =>
    missing(house, occasion, 'check-in', words.checkInMissing, words.yourCheckInMissing),
  patrol: async (house, occasion) =>
    missing(house, occasion, 'patrol', words.patrolMissing, words.yourPatrolMissing),
  'safety-check': async () => plain(words.safetyCheck()),
  meeting,
  visits,
  overdue,
  verification,
  'hand-over': handOver,
  'week-report': weekReport,
  'month-report': monthReport,
  'honour-roll': honourRoll,
};

/** What there is to say of an occasion; undefined when there is nothing. */
export async function tellOccasion(house: House, occasion: Occasion): Promise<Telling | undefined> {
  return tellings[occasion.rule.about](house, occasion);
}

function plain(text: string | undefined): Telling | undefined {
  return text === undefined ? undefined : { text, mentionIds: [] };
}

function peopleOf({ people }: Occasion): readonly Person[] {
  return [...new Map(people.map(({ person }) => [person.id, person])).values()];
}

async function digest(house: House, occasion: Occasion): Promise<Telling | undefined> {
  const { rule, now, room } = occasion;
  const people = peopleOf(occasion);
  if (room) {
    const bearers = [];
    for (const person of people) bearers.push(await facts.bearerOf(house, person));
    return plain(digestOfGroup(bearers, now, rule.evenIfNothing));
  }
  const [person] = people;
  if (!person) return undefined;
  const insteadOf = [];
  for (const absent of facts.absentBehind(house, person)) insteadOf.push(await facts.bearerOf(house, absent));
  const own = {
    inHand: await facts.dutiesOf(house, person.id),
    toVerify: await facts.toVerify(house, person, now),
    toDecide: await facts.toDecide(house, person),
    insteadOf,
  };
  return plain(digestOfPerson(own, now, rule.evenIfNothing));
}

async function missing(
  house: House,
  occasion: Occasion,
  kind: 'check-in' | 'patrol',
  inGroup: (names: readonly string[]) => string,
  inPrivate: (isLast: boolean) => string,
): Promise<Telling | undefined> {
  const people = await facts.without(house, kind, peopleOf(occasion), occasion.rule.isUrgent);
  const [first] = people;
  if (!first) return undefined;
  if (!occasion.room) {
    const patience = await patienceWith(house, occasion, first, kind);
    return patience === 'faded' ? undefined : plain(inPrivate(patience === 'last'));
  }
  const mentioned: Person[] = [];
  for (const person of people) {
    if ((await patienceWith(house, occasion, person, kind)) !== 'faded') mentioned.push(person);
  }
  return {
    text: inGroup(people.map(({ name }) => facts.shortName(name))),
    mentionIds: mentioned.map(mentionOf),
  };
}

async function meeting(house: House, occasion: Occasion): Promise<Telling | undefined> {
  const { rule, reminder, now } = occasion;
  const called = await house.reminders.meetings.get(reminder.id);
  if (!called || !rule.meeting || called.startsAt <= now) return undefined;
  const { name, place, startsAt, unitId } = called;
  const span = rule.meeting.looksBackOn;
  const today = dayOf(now);
  const { calendar } = house.rules.deadlines;
  const since = span === 'week' ? lastWorkingWeek(today, calendar) : `${today.slice(0, 7)}-01`;
  const raised = await house.tickets.ofUnitsOpened(facts.unitsWithin(house, unitId), startOf(since), now);
  const open = await facts.ticketsWithin(house, unitId, openStates);
  const topics = agendaOf({ raised: raised.map(toDuty(house)), open: open.map(toDuty(house)), span }, now);
  return plain(words.meetingCall({ name, place, when: sayMoment(startsAt, now), topics }));
}

function toDuty(house: House): (ticket: Parameters<typeof facts.dutyOf>[0]) => Duty {
  return ticket => facts.dutyOf(ticket, house);
}

async function visits(house: House, { people, now }: Occasion): Promise<Telling | undefined> {
  const { book } = house.roster;
  const each = house.gridWork.visit.perHalfYear;
  const lines = [];
  for (const { person, unitId } of people) {
    const deeds = await house.deeds.ofGrid(unitId, halfYearOf(now));
    const { part, whole } = coverageOf(unitId, deeds, book, each);
    lines.push({ name: facts.shortName(person.name), households: whole, visited: part });
  }
  return plain(visitsDue(lines, each, now));
}

async function overdue(house: House, { people, now }: Occasion): Promise<Telling | undefined> {
  const late = new Map<string, Duty>();
  for (const { unitId } of people) {
    const open = await facts.ticketsWithin(house, unitId, ['triage', 'offered', 'handling', 'handled']);
    for (const ticket of open) {
      const duty = facts.dutyOf(ticket, house);
      if (duty.isOverdue) late.set(duty.number, duty);
    }
  }
  if (late.size === 0) return undefined;
  return plain(words.overdueList([...late.values()].map(duty => namedDuty(duty, now, { who: true }))));
}

async function verification(house: House, occasion: Occasion): Promise<Telling | undefined> {
  const { now, room } = occasion;
  const waiting: Duty[] = [];
  const verifiers: Person[] = [];
  for (const person of peopleOf(occasion)) {
    const mine = await facts.toVerify(house, person, now - VERIFY_RESTS);
    if (mine.length > 0) verifiers.push(person);
    waiting.push(...mine);
  }
  if (waiting.length === 0) return undefined;
  const text = words.verificationDue(inOrderOfTime(waiting).map(duty => namedDuty(duty, now, { due: true })));
  return { text, mentionIds: room ? verifiers.map(mentionOf) : [] };
}

/** Before somebody goes on leave, by the next working day: what is still in hand, to them and to who stands in. */
async function handOver(house: House, occasion: Occasion): Promise<Telling | undefined> {
  const { now } = occasion;
  const [person] = peopleOf(occasion);
  if (!person) return undefined;
  const nextDay = nextWorkday(dayOf(now), house.rules.deadlines.calendar);
  const until = startOf(daysLater(nextDay, 1));
  const isSoon = ({ away }: Person): boolean =>
    away !== undefined && away.endedBy === undefined && away.from > now && away.from < until;
  const lines: string[] = [];
  const leaving = house.roster.book.staff.filter(
    other => isSoon(other) && (other.id === person.id || other.away?.standInId === person.id),
  );
  for (const other of leaving) {
    const duties = inOrderOfTime(await facts.dutiesOf(house, other.id));
    if (duties.length === 0 || !other.away) continue;
    const named = duties.map(duty => namedDuty(duty, now, { due: true }));
    const from = sayBeginning(other.away.from, now);
    lines.push(
      other.id === person.id
        ? words.handOverBeforeLeave(from, named)
        : words.handOverToStandIn(facts.shortName(other.name), from, named),
    );
  }
  return plain(lines.length === 0 ? undefined : lines.join('\n'));
}
