import { dayOf, startOf } from '../base/china-time.js';
import type { Moment } from '../base/clock.js';
import type { PersonId, UnitId } from '../base/ids.js';
import type { Duty, Bearer } from '../reminders/duty.js';
import type { Person } from '../roster/unit.js';
import type { DeedKind } from '../tasks/deed.js';
import type { PushedTask } from '../tasks/task.js';
import type { Ticket, TicketState } from '../tickets/ticket.js';
import type { House } from './house.js';
import { handleBy, itemName, nameOf } from './present.js';
import { sceneOf } from './scene.js';

/** As colleagues call each other: 小陈 for 网格员小陈. */
export function shortName(name: string): string {
  return name.replace(/^(?:专职)?网格员(?=.)/u, '');
}

/** A ticket as reminders see it. */
export function dutyOf(ticket: Ticket, house: House): Duty {
  const scene = sceneOf(house);
  const dueAt = ticket.stage.state === 'handled' ? ticket.stage.verifyBy : handleBy(ticket);
  const unit = scene.book.unit(ticket.unitId);
  return {
    number: ticket.number,
    item: itemName(ticket, scene),
    who: shortName(nameOf(ticket.assigneeId, scene)),
    ...(dueAt === undefined ? {} : { dueAt }),
    isOverdue: isOverdue(ticket),
    raisers: ticket.raisers.length,
    isSupervised: ticket.supervisorId !== undefined,
    area: unit?.estate ?? unit?.name ?? '',
  };
}

/** Whether the step that the ticket waits for ran over its time; after that it has a new time, see stageAfter. */
function isOverdue(ticket: Ticket): boolean {
  const began = ticket.history.findLastIndex(event => event.from !== event.to || 'assigneeId' in event);
  return ticket.history.slice(began + 1).some(({ type }) => type === 'step-overdue');
}

/** What somebody has in hand, or was asked to take: tickets, and their own parts of pushed tasks. */
export async function dutiesOf(house: House, personId: PersonId): Promise<readonly Duty[]> {
  const tickets = await house.tickets.ofAssignee(personId, ['offered', 'handling']);
  const tasks = await house.tasks.ofRecipient(personId, house.clock.now());
  const owed = tasks.filter(
    ({ state, shares }) =>
      state === 'running' && shares.some(share => share.personId === personId && share.state !== 'finished'),
  );
  return [
    ...tickets.map(ticket => dutyOf(ticket, house)),
    ...owed.map(task => taskDuty(task, house.clock.now())),
  ];
}

function taskDuty({ number, plan, dueAt }: PushedTask, now: Moment): Duty {
  return {
    number,
    item: plan.title,
    who: '',
    dueAt,
    isOverdue: dueAt < now,
    raisers: 1,
    isSupervised: false,
    area: '',
  };
}

/** Somebody with what they have in hand, and who stands in while they are on leave. */
export async function bearerOf(house: House, person: Person): Promise<Bearer> {
  const { book } = house.roster;
  const duties = await dutiesOf(house, person.id);
  const name = shortName(person.name);
  if (!book.awayOf(person)) return { name, duties };
  return { name, standIn: shortName(book.acting(person)?.name ?? ''), duties };
}

/** Those on leave for whom the person stands in now. */
export function absentBehind(house: House, person: Person): readonly Person[] {
  const { book } = house.roster;
  return book.staff.filter(
    other => other.id !== person.id && book.awayOf(other) && book.acting(other)?.id === person.id,
  );
}

/** Tickets in some states at a unit and below. */
export async function ticketsWithin(
  house: House,
  unitId: UnitId,
  states: readonly TicketState[],
): Promise<readonly Ticket[]> {
  const { book } = house.roster;
  // A whole district has more units than one question may name.
  if (book.unit(unitId)?.level === 'district') return house.tickets.inStates(states);
  return house.tickets.ofUnits(unitsWithin(house, unitId), states);
}

export function unitsWithin(house: House, unitId: UnitId): readonly UnitId[] {
  return house.roster.book.within(unitId).map(({ id }) => id);
}

/** What waits for the person's check: finished before the moment, in the community they serve. */
export async function toVerify(
  house: House,
  person: Person,
  finishedBefore: Moment,
): Promise<readonly Duty[]> {
  const { book } = house.roster;
  const places = new Set(
    person.roles
      .filter(({ role }) => role !== 'resident')
      .map(({ unitId }) => book.unitAt(unitId, 'community')?.id ?? unitId),
  );
  const found: Ticket[] = [];
  for (const place of places) found.push(...(await ticketsWithin(house, place, ['handled'])));
  const mine = found.filter(
    ({ stage }) =>
      stage.state === 'handled' && stage.verifierId === person.id && stage.finishedAt < finishedBefore,
  );
  return [...new Map(mine.map(ticket => [ticket.id, ticket])).values()].map(ticket => dutyOf(ticket, house));
}

/** Reports in doubt at the person's desk. */
export async function toDecide(house: House, person: Person): Promise<readonly Duty[]> {
  const { book } = house.roster;
  const desks = person.roles.filter(({ role }) => role === 'operator');
  const found: Ticket[] = [];
  for (const { unitId } of desks) found.push(...(await ticketsWithin(house, unitId, ['triage'])));
  const isMine = (ticket: Ticket): boolean => {
    const desk = book.responsible(ticket.unitId, 'street') ?? book.responsible(ticket.unitId, 'district');
    return desk?.id === person.id && ticket.stage.state === 'triage' && ticket.stage.reason !== 'model';
  };
  return found.filter(isMine).map(ticket => dutyOf(ticket, house));
}

/** Those who have not done it today: neither on leave nor unwilling to be reminded. */
export async function without(
  house: House,
  kind: DeedKind,
  people: readonly Person[],
  isUrgent: boolean,
): Promise<readonly Person[]> {
  const now = house.clock.now();
  const today = { from: startOf(dayOf(now)), below: now + 1 };
  const found: Person[] = [];
  for (const person of new Set(people)) {
    if (house.roster.book.awayOf(person)) continue;
    if (!isUrgent && (await house.reminders.mutes.isMuted(person.id, now))) continue;
    const deeds = await house.deeds.ofPerson(person.id, today);
    if (!deeds.some(deed => deed.kind === kind)) found.push(person);
  }
  return found;
}
