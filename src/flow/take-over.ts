import { DAY } from '../base/clock.js';
import type { TicketId } from '../base/ids.js';
import { verifierFor } from '../dispatch/route.js';
import { mainRoleOf, superiorOf } from '../roster/superior.js';
import type { RosterBook } from '../roster/roster-book.js';
import type { Person } from '../roster/unit.js';
import type { Deed } from '../tasks/deed.js';
import type { Ticket } from '../tickets/ticket.js';
import * as words from '../words/roster.js';
import { act, type House } from './house.js';
import { countOf, linesOf, type InHand } from './in-hand.js';
import { reply } from './reply.js';
import type { Spoken } from './spoken.js';
import { sizeOf, type Hands, type TakeOver } from './take-overs.js';
import { handOverTask } from './task-take-over.js';
import { tellBeside } from './tell-person.js';

/** Nobody waits longer for the receiver's word. */
const WAITS = 2 * DAY;

/** Asks the colleague, tells the leader, and notes it; nothing changes hands before the colleague's word. */
export async function askToTakeOver(
  house: House,
  spoken: Spoken,
  people: { readonly giver: Person; readonly receiver: Person },
  inHand: InHand,
): Promise<void> {
  const { giver, receiver } = people;
  const id = keyOf(spoken);
  const at = spoken.heard.at;
  const count = countOf(inHand);
  await withdrawOthers(house, spoken, giver, id);
  await house.takeOvers.ask({
    id,
    giverId: giver.id,
    receiverId: receiver.id,
    ticketIds: inHand.tickets.map(ticket => ticket.id),
    toVerifyIds: inHand.toVerify.map(ticket => ticket.id),
    taskIds: inHand.tasks.map(task => task.id),
    askedAt: at,
    until: at + WAITS,
    state: 'waiting',
  });
  await house.deeds.note(deedOf(house, spoken, people, count));
  const asked = words.takeOverAsked(giver.name, linesOf(house, inHand));
  await tellBeside(house, spoken, receiver, { purpose: 'take-over-asked', text: asked, weight: 'vital' });
  const superior = superiorOf(giver, house.roster.book);
  if (superior?.id !== receiver.id) {
    const text = words.takeOverTold(giver.name, receiver.name, count);
    await tellBeside(house, spoken, superior, { purpose: 'take-over-told', text });
  }
  await reply(house, spoken, 'take-over', words.takeOverWaits(receiver.name, count));
}

/** Of several requests of one giver only the last one stands. */
async function withdrawOthers(house: House, spoken: Spoken, giver: Person, id: string): Promise<void> {
  for (const other of await house.takeOvers.ofGiver(giver.id, ['waiting'])) {
    if (other.id === id) continue;
    await house.takeOvers.settle(other.id, { state: 'withdrawn', settledBy: id });
    await tellBeside(house, spoken, house.roster.book.person(other.receiverId), {
      purpose: `take-over-gone-${other.id}`,
      text: words.takeOverGone(giver.name),
    });
  }
}

/** The receiver's word: everything that is still the giver's changes hands, with its state and its deadline. */
export async function takeOver(house: House, spoken: Spoken, { id }: TakeOver): Promise<void> {
  const kept = await house.takeOvers.get(id);
  if (!kept) return;
  const settledBy = keyOf(spoken);
  // Carried out before it is noted: delivered again after a crash, every ticket knows that this message has moved it.
  const moved =
    kept.state === 'waiting' ? await moveAll(house, kept, spoken.heard.messageId) : (kept.moved ?? 0);
  const { done, takeOver } = await house.takeOvers.settle(id, { state: 'taken', settledBy, moved });
  if (!done || !takeOver) return;
  await house.deeds.change(id, deed => ({ ...deed, isComplete: true, text: `${moved} 件` }));
  const { book } = house.roster;
  const receiver = book.person(takeOver.receiverId);
  const text = words.handedOver(receiver?.name ?? '', moved);
  await tellBeside(house, spoken, book.person(takeOver.giverId), { purpose: 'handed-over', text });
  await reply(house, spoken, 'taken-over', words.takenOver(moved, sizeOf(takeOver) - moved));
}

/** @returns how many changed hands */
async function moveAll(house: House, takeOver: TakeOver, cause: string): Promise<number> {
  const { giverId, receiverId } = takeOver;
  const hands = { from: giverId, to: receiverId, by: giverId, cause };
  let moved = 0;
  for (const ticketId of takeOver.ticketIds) {
    if (await moveTicket(house, ticketId, hands)) moved += 1;
  }
  for (const ticketId of takeOver.toVerifyIds) {
    if (await moveVerification(house, ticketId, hands)) moved += 1;
  }
  for (const taskId of takeOver.taskIds) {
    if (await handOverTask(house, taskId, hands)) moved += 1;
  }
  return moved;
}

/** Whether it is the receiver's now. What nobody had begun yet is accepted with the same word. */
async function moveTicket(
  house: House,
  ticketId: TicketId,
  { from, to, by, cause }: Hands,
): Promise<boolean> {
  const ticket = await house.tickets.get(ticketId);
  if (!ticket) return false;
  if (ticket.assigneeId === from) {
    const { level, department } = ticket;
    const offer = { level, assigneeId: to, ...(department === undefined ? {} : { department }) };
    const taken = await act(house, ticketId, { type: 'ticket-taken-over', ...offer }, { by, cause });
    if (!taken.done && taken.why !== 'again') return false;
  }
  const now = await house.tickets.get(ticketId);
  if (now?.assigneeId !== to) return false;
  if (now.state === 'offered' && by === from)
    await act(house, ticketId, { type: 'ticket-accepted' }, { by: to, cause });
  return now.history.some(event => event.type === 'ticket-taken-over' && event.cause === cause);
}

/** Whoever takes over may have handled it themselves; then somebody else checks it. */
async function moveVerification(
  house: House,
  ticketId: TicketId,
  { from, to, cause }: Hands,
): Promise<boolean> {
  const ticket = await house.tickets.get(ticketId);
  if (ticket?.stage.state !== 'handled') return false;
  const isMoved = ticket.history.some(event => event.type === 'verifier-named' && event.cause === cause);
  if (isMoved || ticket.stage.verifierId !== from) return isMoved;
  const verifierId = ticket.handlerIds.includes(to) ? verifierFor(ticket, house.roster.book, [from]) : to;
  if (verifierId === undefined) return false;
  const named = { type: 'verifier-named', verifierId } as const;
  return (await act(house, ticketId, named, { by: 'bot', standings: ['bot'], cause })).done;
}

/** The receiver cannot: it stays where it is. */
export async function declineTakeOver(house: House, spoken: Spoken, waiting: TakeOver): Promise<void> {
  const settled = { state: 'declined', settledBy: keyOf(spoken) } as const;
  const { done } = await house.takeOvers.settle(waiting.id, settled);
  if (!done) return;
  const { book } = house.roster;
  const giver = book.person(waiting.giverId);
  const text = words.takeOverDeclined(book.person(waiting.receiverId)?.name ?? '', sizeOf(waiting));
  await tellBeside(house, spoken, giver, { purpose: 'take-over-declined', text, weight: 'vital' });
  await reply(house, spoken, 'take-over', words.declineNoted(giver?.name ?? ''));
}

/** The leader says no: it does not happen, or goes back as far as the receiver still has it. */
export async function refuseTakeOver(
  house: House,
  spoken: Spoken,
  leader: Person,
  refused: TakeOver,
): Promise<void> {
  const settledBy = keyOf(spoken);
  if (refused.state === 'taken') {
    const { giverId: to, receiverId: from } = refused;
    const hands = { from, to, by: leader.id, cause: spoken.heard.messageId };
    for (const ticketId of refused.ticketIds) await moveTicket(house, ticketId, hands);
    for (const taskId of refused.taskIds) await handOverTask(house, taskId, hands);
  }
  const { done } = await house.takeOvers.settle(refused.id, { state: 'refused', settledBy });
  if (!done) return;
  await house.deeds.change(refused.id, deed => ({ ...deed, isComplete: false }));
  const { book } = house.roster;
  const giver = book.person(refused.giverId);
  const text = words.takeOverRefused(leader.name, giver?.name ?? '', sizeOf(refused));
  for (const [whose, person] of [
    ['giver', giver],
    ['receiver', book.person(refused.receiverId)],
  ] as const)
    await tellBeside(house, spoken, person, { purpose: `take-over-refused-${whose}`, text, weight: 'vital' });
  await reply(house, spoken, 'refuse-take-over', words.refusalDone(giver?.name ?? ''));
}

/** Tickets that are of no use in the receiver's hands: another department's, or beyond their part of the tower. */
export function notFor(receiver: Person, tickets: readonly Ticket[], book: RosterBook): readonly Ticket[] {
  const roles = book.rolesOf(receiver.id);
  return tickets.filter(ticket => {
    if (ticket.level === 'department')
      return !roles.some(({ department }) => department !== undefined && department === ticket.department);
    const community = book.unitAt(ticket.unitId, 'community')?.id ?? ticket.unitId;
    return !roles.some(
      ({ role, unitId }) =>
        (role === 'grid-worker' || role === 'grid-leader' || role === 'operator') &&
        (book.isWithin(unitId, community) || book.isWithin(community, unitId)),
    );
  });
}

function keyOf({ heard }: Spoken): string {
  return `${heard.account}|${heard.messageId}`;
}

/** One line of the ledger; it counts when the colleague has taken over. */
function deedOf(
  house: House,
  spoken: Spoken,
  { giver, receiver }: { readonly giver: Person; readonly receiver: Person },
  count: number,
): Deed {
  const unitId = mainRoleOf(giver)?.unitId ?? spoken.speaker.homeId;
  return {
    id: keyOf(spoken),
    kind: 'hand-over',
    personId: giver.id,
    gridId: house.roster.book.unitAt(unitId, 'grid')?.id ?? unitId,
    unitId,
    at: spoken.heard.at,
    place: '',
    text: `${count} 件`,
    mediaIds: [],
    hasLocation: false,
    isComplete: false,
    standInId: receiver.id,
  };
}
