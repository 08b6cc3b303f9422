import { dayOf, sayMoment } from '../base/china-time.js';
import type { Moment } from '../base/clock.js';
import type { PersonId } from '../base/ids.js';
import { isOverdue } from '../tasks/board.js';
import type { Ticket } from '../tickets/ticket.js';
import { todo } from '../words/replies.js';
import { isLate, taskProgress, todoLine, todoList } from '../words/worker-help.js';
import { ownTasks, type OwnTask } from './find-task.js';
import { reachableTickets } from './find-ticket.js';
import type { House } from './house.js';
import { itemName, placeOf } from './present.js';
import { stateNames } from '../words/states.js';
import { reply } from './reply.js';
import { sceneOf } from './scene.js';
import type { Spoken } from './spoken.js';
import type { WorkerWord } from './worker-words.js';

/** What waits for somebody: tickets in their hands or for their check, and pushed tasks; what is due first on top. */
export const todoWord: WorkerWord = {
  name: '待办',
  help: '待办——手上的单子和任务，今天到期的排前面',
  who: 'volunteer',
  async hear(house, spoken, said) {
    const { person, isPrivate } = spoken.speaker;
    const isToBot = isPrivate || spoken.heard.mentionsBot;
    if (!person || !(isTodoAsked(said) || (isToBot && isTodoMeant(said)))) return false;
    return listTodo(house, spoken, person.id);
  },
};

/** 我还有啥没办, 手上还有几件, 有什么活. */
const STILL_TO_DO =
  /^(?:我|今天|现在|手[上头里])+(?:还)?有?(?:哪些|几[件个单]|多少[件单]?|什么|啥)(?:单子?|工单|活儿?|任务|没办的?|没完成的?|要办的?|待办)*(?:了|呢|啊|没办|没完成|要办)?[。.!！?？~～]*$|^(?:还)?有(?:哪些|几[件个单]|多少[件单]|什么|啥)(?:单子?|工单|活儿?|任务|没办的?|没完成的?|要办的?|待办)+(?:了|呢|啊)?[。.!！?？~～]*$|^还有几[件单](?:没办|没完成)?(?:了|呢|啊)?[。.!！?？~～]*$/u;

/** The same in words that are also said among colleagues; meant for the bot when they are said to it alone, or by name. */
export function isTodoMeant(said: string): boolean {
  return STILL_TO_DO.test(said.replace(/\s/gu, ''));
}

/** Whether somebody asks what waits for them. */
export function isTodoAsked(said: string): boolean {
  return /^(?:请?(?:帮我)?(?:看一?看|看|查一?查|查|列|发)?(?:一下|下)?)?(?:我|今天|今日|现在|手上|手头|还有|有|都|的|哪些|什么)*(?:待办|代办|带办|待辦|单子|工单)(?:的?事项?|件|列表|清单|任务|有哪些|有什么|有多少|有几件)*[。.!！?？~～\s]*$/u.test(
    said,
  );
}

interface Waiting {
  readonly line: string;
  readonly dueAt: Moment;
}

/** Lists what waits for the person, where they asked. */
export async function listTodo(house: House, spoken: Spoken, personId: PersonId): Promise<boolean> {
  const mine = await house.tickets.ofAssignee(personId, ['offered', 'handling', 'suspended']);
  const toVerify = await reachableTickets(house, 'verify', personId);
  const tickets = [...new Map([...mine, ...toVerify].map(ticket => [ticket.id, ticket])).values()];
  const tasks = await ownTasks(house, personId);
  const waiting = [
    ...tickets.map(ticket => ticketWaiting(house, ticket)),
    ...tasks.flatMap(own => taskWaiting(house, own)),
  ].toSorted((a, b) => a.dueAt - b.dueAt);
  const today = dayOf(house.clock.now());
  const dueToday = waiting.filter(({ dueAt }) => dueAt !== Infinity && dayOf(dueAt) <= today).length;
  const lines = waiting.map(({ line }) => line);
  await reply(house, spoken, 'todo', lines.length === 0 ? todo([]) : todoList(lines, dueToday));
  return true;
}

function ticketWaiting(house: House, ticket: Ticket): Waiting {
  const scene = sceneOf(house);
  const late = isOverdue(ticket);
  const dueAt = dueOf(ticket);
  const due =
    dueAt === Infinity ? '' : `${sayMoment(dueAt, scene.now)}${ticket.state === 'suspended' ? '恢复' : '前'}`;
  const what = `${placeOf(ticket, scene)} ${itemName(ticket, scene)}`;
  const line = todoLine(ticket.number, what, stateNames[ticket.state], late ? isLate() : due);
  return { line, dueAt: late ? Math.min(dueAt, scene.now) : dueAt };
}

function dueOf({ stage }: Ticket): Moment {
  switch (stage.state) {
    case 'offered':
    case 'handling':
      return stage.handleBy;
    case 'suspended':
      return stage.until;
    case 'handled':
      return stage.verifyBy;
    default:
      return Infinity;
  }
}

/** One's own parts of a task that are not done, as one line. */
function taskWaiting(house: House, { task, shares }: OwnTask): readonly Waiting[] {
  const open = shares.filter(({ state }) => state !== 'finished');
  if (open.length === 0) return [];
  const now = house.clock.now();
  const done = shares.reduce((sum, share) => sum + share.done, 0);
  const targets = shares.map(({ target }) => target);
  const target = targets.includes(null) ? null : targets.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  const due = task.dueAt < now ? isLate() : `${sayMoment(task.dueAt, now)}前`;
  const progress = taskProgress(done, target, task.plan.counting.word);
  return [{ line: todoLine(task.number, task.plan.title, progress, due), dueAt: task.dueAt }];
}
