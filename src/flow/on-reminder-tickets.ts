import type { Moment } from '../base/clock.js';
import { dayOf, sayMoment, startOf, timeOfDay } from '../base/china-time.js';
import { audienceKey, mentionOf, type Audience } from '../reminders/audience.js';
import { namedDuty, type Duty } from '../reminders/duty.js';
import type { Reminder, Subject, Telling } from '../reminders/reminder-book.js';
import { partOfTime } from '../tickets/part-of-time.js';
import type { EventType, TicketEvent } from '../tickets/ticket-event.js';
import type { Ticket } from '../tickets/ticket.js';
import { deadlineNear } from '../words/progress.js';
import * as words from '../words/reminders.js';
import type { House } from './house.js';
import { dutyOf } from './on-reminder-facts.js';
import type { News } from './recipients.js';

type TicketSubject = Extract<Subject, { kind: 'halfway' | 'deadline-near' }>;

/** Events with which the handling time begins anew. */
const beginnings: readonly EventType[] = [
  'ticket-accepted',
  'extension-granted',
  'ticket-resumed',
  'urgency-raised',
];

/** Notes of what a ticket's event calls for later on: a word at half of the time, the warning shortly before its end. */
export async function remindOfTicket({ ticket, event }: News, house: House): Promise<void> {
  const { halfway, deadlineNear } = house.reminders.rules.onTickets;
  const { stage } = ticket;
  if (stage.state !== 'handling' || event.to !== 'handling') return;
  if (event.type === 'deadline-near' && ticket.urgency !== 'emergency') {
    const subject = { kind: 'deadline-near', ticketId: ticket.id, seq: event.seq } as const;
    const audience = whoHas(ticket, house, 'in-group');
    await note(house, audience, subject, joined(event.at, deadlineNear.joinMs), deadlineNear.isUrgent);
  }
  const time = stage.handleBy - event.at;
  if (!beginnings.includes(event.type) || time < halfway.atLeastMs) return;
  const subject = { kind: 'halfway', ticketId: ticket.id, seq: event.seq } as const;
  const { calendar } = house.rules.deadlines;
  const half = partOfTime(halfway.share, { from: event.at, until: stage.handleBy }, ticket.urgency, calendar);
  const at = joined(half, halfway.joinMs);
  await note(house, whoHas(ticket, house, 'alone'), subject, at, halfway.isUrgent);
}

/** The end of its stretch of the day, so that what falls into the same stretch is said together. */
function joined(at: Moment, joinMs: number): Moment {
  return startOf(dayOf(at)) + Math.ceil(timeOfDay(at) / joinMs) * joinMs;
}

/** Whoever has the ticket: grid workers are warned in their group, where colleagues can lend a hand. */
function whoHas(ticket: Ticket, house: House, where: 'in-group' | 'alone'): Audience | undefined {
  const { book } = house.roster;
  const assignee = ticket.assigneeId === null ? undefined : book.person(ticket.assigneeId);
  const person = assignee && (book.acting(assignee) ?? assignee);
  if (!person) return undefined;
  const isWorker = person.roles.some(({ role }) => role === 'grid-worker');
  const room = isWorker && where === 'in-group' ? book.nearestRoom(ticket.unitId, ['workers']) : undefined;
  return room ? { kind: 'room', roomId: room.id } : { kind: 'person', personId: person.id };
}

async function note(
  house: House,
  audience: Audience | undefined,
  subject: TicketSubject,
  at: Moment,
  isUrgent: boolean,
): Promise<void> {
  if (!audience) return;
  const key = audienceKey(audience);
  const id = `${subject.ticketId}|${subject.seq}|${subject.kind}|${key}`;
  await house.reminders.book.put({ id, audience: key, subject, at, isUrgent, waitsUntil: at });
}

/** What there is to say of the tickets by now: nothing of those that were settled, put off or spoken of meanwhile. */
export async function tellTickets(
  house: House,
  reminders: readonly Reminder[],
  now: Moment,
  isGroup: boolean,
): Promise<readonly Telling[]> {
  const near = await stillRight(house, reminders, 'deadline-near');
  const half = await stillRight(house, reminders, 'halfway');
  const tellings: Telling[] = [];
  if (near.length > 0) {
    const mentionIds = isGroup ? handlersOf(near, house) : [];
    tellings.push({
      text: nearText(
        near.map(ticket => dutyOf(ticket, house)),
        now,
        isGroup,
      ),
      mentionIds,
    });
  }
  if (half.length > 0) {
    const named = half.map(ticket => namedDuty(dutyOf(ticket, house), now, { due: true }));
    tellings.push({ text: words.halfway(named), mentionIds: [] });
  }
  return tellings;
}

function nearText(duties: readonly Duty[], now: Moment, isGroup: boolean): string {
  const [only] = duties;
  if (only && duties.length === 1)
    return deadlineNear(only.number, only.item, only.dueAt === undefined ? '' : sayMoment(only.dueAt, now));
  const shows = isGroup ? ({ due: true, who: true } as const) : ({ due: true } as const);
  return words.deadlinesNear(duties.map(duty => namedDuty(duty, now, shows)));
}

function handlersOf(tickets: readonly Ticket[], house: House): readonly string[] {
  const { book } = house.roster;
  const people = tickets.flatMap(({ assigneeId }) => book.person(assigneeId ?? '') ?? []);
  return [...new Set(people.map(person => mentionOf(book.acting(person) ?? person)))];
}

async function stillRight(
  house: House,
  reminders: readonly Reminder[],
  kind: TicketSubject['kind'],
): Promise<readonly Ticket[]> {
  const found = new Map<string, Ticket>();
  for (const { subject } of reminders) {
    if (subject.kind !== kind) continue;
    const ticket = await house.tickets.get(subject.ticketId);
    const since = ticket?.history.filter(({ seq }) => seq > subject.seq) ?? [];
    if (ticket?.state === 'handling' && !since.some(event => overtakes(event, kind)))
      found.set(ticket.id, ticket);
  }
  return [...found.values()];
}

/** At half-time a word on how it goes is enough; the warning stands until there is more time. */
function overtakes(event: TicketEvent, kind: TicketSubject['kind']): boolean {
  if (beginnings.includes(event.type) || event.from !== event.to) return true;
  if (kind === 'deadline-near') return event.type === 'extension-asked' || event.type === 'step-overdue';
  const isWord = ['progress-noted', 'news-published', 'extension-asked'].includes(event.type);
  return isWord || event.type === 'deadline-near' || event.type === 'step-overdue';
}
