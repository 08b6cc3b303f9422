import type { PersonId } from '../base/ids.js';
import type { PushedTask } from '../tasks/task.js';
import type { Ticket } from '../tickets/ticket.js';
import { reachableTickets } from './find-ticket.js';
import type { House } from './house.js';
import { dueText, itemName, placeOf } from './present.js';
import { stateNames } from '../words/states.js';
import { sceneOf } from './scene.js';

/** Everything that waits for somebody. */
export interface InHand {
  readonly tickets: readonly Ticket[];
  readonly toVerify: readonly Ticket[];
  readonly tasks: readonly PushedTask[];
}

/** Tickets to handle, tickets to check, and pushed tasks of which a part is theirs and not done. */
export async function inHandOf(house: House, personId: PersonId): Promise<InHand> {
  const verifiable = await reachableTickets(house, 'verify', personId);
  const tasks = await house.tasks.ofRecipient(personId, house.clock.now());
  return {
    tickets: inOrder(await house.tickets.ofAssignee(personId, ['offered', 'handling', 'suspended'])),
    toVerify: inOrder(
      verifiable.filter(({ stage }) => stage.state === 'handled' && stage.verifierId === personId),
    ),
    tasks: tasks.filter(task => task.state === 'running' && ownShares(task, personId).length > 0),
  };
}

/** By number, so that a list that is made again is the same list. */
function inOrder(tickets: readonly Ticket[]): readonly Ticket[] {
  return tickets.toSorted((a, b) => (a.number < b.number ? -1 : 1));
}

/** The parts of a task that are somebody's own and not done. */
export function ownShares(task: PushedTask, personId: PersonId): PushedTask['shares'] {
  return task.shares.filter(share => share.personId === personId && share.state !== 'finished');
}

export function countOf({ tickets, toVerify, tasks }: InHand): number {
  return tickets.length + toVerify.length + tasks.length;
}

/** One line for each thing; safe for a staff group. */
export function linesOf(house: House, { tickets, toVerify, tasks }: InHand): readonly string[] {
  const scene = sceneOf(house);
  const named = (ticket: Ticket): string =>
    `${ticket.number} ${placeOf(ticket, scene)} ${itemName(ticket, scene)}`;
  return [
    ...tickets.map(ticket => `${named(ticket)}（${stateNames[ticket.state]}，${dueText(ticket, scene)}）`),
    ...toVerify.map(ticket => `${named(ticket)}（待您核实）`),
    ...tasks.map(task => `${task.number} ${task.plan.title}（任务）`),
  ];
}
