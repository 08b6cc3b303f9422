import { MINUTE } from '../base/clock.js';
import type { PersonId } from '../base/ids.js';
import { isNumberOf, type Verb } from '../intake/command.js';
import type { TaskWord } from '../tasks/read-task-word.js';
import type { PushedTask, TaskState } from '../tasks/task.js';
import { which } from '../words/replies.js';
import { taskStateNames } from '../words/states.js';
import * as words from '../words/tasks.js';
import { reachableTickets } from './find-ticket.js';
import type { TaskActed } from './task-desk.js';
import type { House } from './house.js';
import { itemName, placeOf } from './present.js';
import { reply } from './reply.js';
import { sceneOf } from './scene.js';
import type { Spoken } from './spoken.js';
import type { TaskAsked, TaskChoice } from './task-question.js';
import type { Ticket } from '../tickets/ticket.js';

const ANSWER_WITHIN = 30 * MINUTE;
const MOST_CHOICES = 9;

/** A word about a pushed task with everything around it. */
export interface Heeding {
  readonly house: House;
  readonly spoken: Spoken;
  readonly personId: PersonId;
  readonly word: TaskWord;
  /** The words as they were said, to be heard again once it is clear which task they mean. */
  readonly said: string;
}

/** Asks which of several tasks, or tickets, is meant; the words are heard again with the answer. */
export async function askWhich(
  { house, spoken, said }: Heeding,
  tasks: readonly PushedTask[],
  tickets: readonly Ticket[] = [],
): Promise<true> {
  const scene = sceneOf(house);
  const meant: readonly { readonly choice: TaskChoice; readonly text: string }[] = [
    ...tasks.map(task => ({
      choice: { kind: 'task', taskId: task.id } as const,
      text: `${task.number} ${task.plan.title}`,
    })),
    ...tickets.map(ticket => ({
      choice: { kind: 'ticket', number: ticket.number } as const,
      text: `${ticket.number} ${placeOf(ticket, scene)} ${itemName(ticket, scene)}`,
    })),
  ].slice(0, MOST_CHOICES);
  const choices = meant.map(({ choice }) => choice);
  await askAboutTask(house, spoken, { about: 'which', words: said, choices, mediaIds: spoken.mediaIds });
  await reply(house, spoken, 'which-task', which(meant.map(({ text }) => text)));
  return true;
}

/** Tickets that four digits may mean besides a task, for a word that both know; numbers begin anew every day. */
export async function ticketsNamed(
  { house, personId, word }: Heeding,
  verb: Verb | undefined,
): Promise<readonly Ticket[]> {
  const [digits] = word.numbers;
  if (verb === undefined || digits === undefined || digits.startsWith('WG-') || word.isSure) return [];
  const tickets = await reachableTickets(house, verb, personId);
  return tickets.filter(ticket => isNumberOf(digits, ticket.number));
}

/** Waits for an answer about a task, where it was asked. */
export async function askAboutTask(
  house: House,
  { speaker, heard }: Spoken,
  asked: TaskAsked,
): Promise<void> {
  const question = { kind: 'task', asked: { ...asked, where: heard.conversation } } as const;
  await house.questions.ask(speaker.contactKey, question, house.clock.now() + ANSWER_WITHIN);
}

/** The question has its answer; should the same message be heard again, it is known to be it. */
export async function settleTaskQuestion(house: House, spoken: Spoken): Promise<void> {
  await askAboutTask(house, spoken, { about: 'settled', by: spoken.heard.messageId });
}

/** Says why a step came to nothing. */
export async function refuseStep(
  { house, spoken }: Heeding,
  task: PushedTask,
  acted: Exclude<TaskActed, { done: true }>,
): Promise<true> {
  const now = (await house.tasks.get(task.id)) ?? task;
  const text =
    acted.why === 'not-now'
      ? words.taskNotNow(now.number, taskStateNames[now.state])
      : words.taskNotYours(now.number);
  await reply(house, spoken, `refused-${now.number}`, text);
  return true;
}

/** Residents are there: what staff say in a building's group is said to them, and nothing of work is answered there. */
export function isAmongResidents({ speaker }: Spoken): boolean {
  return speaker.room?.kind === 'building' || speaker.room?.kind === 'microgrid';
}

/** Whether the bot may be meant by a word that colleagues use among themselves, too. */
export function isToBot({ speaker, heard }: Spoken): boolean {
  return speaker.isPrivate || heard.mentionsBot;
}

/** Whether a task stands in one of the states. */
export function isIn(task: PushedTask, states: readonly TaskState[]): boolean {
  return states.includes(task.state);
}
