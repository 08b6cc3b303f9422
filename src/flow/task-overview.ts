import type { PersonId } from '../base/ids.js';
import { openTaskStates, type PushedTask, type Share, type TaskState } from '../tasks/task.js';
import { relationTo } from '../tasks/task-standing.js';
import { totalsOf } from '../tasks/task-totals.js';
import { openStates } from '../tickets/ticket.js';
import { taskStateNames } from '../words/states.js';
import * as cards from '../words/task-cards.js';
import { taskNotYours } from '../words/tasks.js';
import { ticketsOf } from './answer-inquiry.js';
import { namedTask, tasksRelatedTo } from './find-task.js';
import { nameOf, type Scene } from './present.js';
import { progressLines, saidMoment, standingOf } from './present-task.js';
import { reply } from './reply.js';
import { sceneOf } from './scene.js';
import { askWhich, isToBot, type Heeding } from './task-context.js';

const MOST_LINES = 12;

/**
 * How far tasks are: one in full, several with a line each. `进度` alone is a resident's word, too; it is only taken from
 * somebody who has a task.
 */
export async function overview(heeding: Heeding, chosen?: PushedTask): Promise<boolean> {
  const { house, spoken, personId, word, said } = heeding;
  if (chosen) return show(heeding, chosen);
  const named = await namedTask(house, word.numbers, spoken.heard.quote?.text ?? '', personId);
  if (named.kind === 'other') return false;
  if (named.kind === 'task') return show(heeding, named.task);
  const isMine = !word.isSure || said.startsWith('我的');
  const tasks = await tasksOf(heeding, isMine);
  if (word.rest !== '' && !isToBot(spoken)) return false;
  if (!word.isSure) {
    if (tasks.length === 0) return false;
    const raised = await ticketsOf(house, spoken.speaker);
    const tickets = raised.filter(ticket => openStates.includes(ticket.state));
    if (tickets.length > 0) return askWhich(heeding, tasks, tickets);
  }
  const [only, another] = tasks;
  if (only && !another) return show(heeding, only);
  const lines = tasks.slice(0, MOST_LINES).map(task => taskLine(task, sceneOf(house)));
  await reply(house, spoken, 'tasks', only ? cards.taskList(lines) : cards.noTasks());
  return true;
}

const underWay: readonly TaskState[] = openTaskStates;

/** Whoever pushes, decides or leads sees all of theirs; `进度` and `我的任务` mean what one does oneself. */
async function tasksOf({ house, personId }: Heeding, isMine: boolean): Promise<readonly PushedTask[]> {
  const hands = ['recipient', 'helper'] as const;
  if (isMine) return tasksRelatedTo(house, personId, ['running'], hands);
  return tasksRelatedTo(house, personId, underWay, [...hands, 'pusher', 'reviewer', 'leader']);
}

async function show({ house, spoken, personId }: Heeding, task: PushedTask): Promise<true> {
  const { book } = house.roster;
  const { standings, unitIds } = relationTo(task, personId, book);
  if (standings.length === 0) {
    await reply(house, spoken, `task-${task.number}`, taskNotYours(task.number));
    return true;
  }
  const seesAll = standings.some(standing => standing === 'pusher' || standing === 'reviewer');
  const shares = seesAll ? task.shares : task.shares.filter(share => unitIds.includes(share.unitId));
  await reply(house, spoken, `task-${task.number}`, inFull(task, shares, sceneOf(house)));
  return true;
}

/** The task with every person's part. */
function inFull(task: PushedTask, shares: readonly Share[], scene: Scene): string {
  const due = task.state === 'running' || task.state === 'admitted' ? saidMoment(task.dueAt, scene) : '';
  const { number, plan } = task;
  const head = cards.taskProgress(number, plan.title, taskStateNames[task.state], due);
  if (shares.length === 0) return head;
  const { total, hazards } = progressLines(shares, task, scene.book);
  return [head, cards.totalWithHazards(total, hazards), ...peopleLines(task, shares, scene)].join('\n');
}

/** 1 for whoever is done. */
function isDone(own: readonly Share[]): number {
  return Number(own.every(share => share.state === 'finished'));
}

/** Whoever is not done comes first. */
function peopleLines(task: PushedTask, shares: readonly Share[], scene: Scene): readonly string[] {
  const people = new Map<PersonId | null, Share[]>();
  for (const share of shares) people.set(share.personId, [...(people.get(share.personId) ?? []), share]);
  const lines = [...people]
    .sort(([, a], [, b]) => isDone(a) - isDone(b))
    .map(([personId, own]) => personLine(personId, own, task, scene));
  return lines.length > MOST_LINES
    ? [...lines.slice(0, MOST_LINES), cards.moreLines(lines.length - MOST_LINES)]
    : lines;
}

function personLine(
  personId: PersonId | null,
  own: readonly Share[],
  task: PushedTask,
  scene: Scene,
): string {
  const offered = own.every(share => share.state === 'offered');
  const difficulty = own.find(share => share.difficulty !== undefined)?.difficulty ?? '';
  return cards.personLine(
    personId === null ? '' : nameOf(personId, scene),
    own.map(share => standingOf(share, task, scene.book)),
    offered,
    difficulty,
  );
}

/** A task in one line. */
export function taskLine(task: PushedTask, scene: Scene): string {
  const { number, plan, state, shares } = task;
  const percent = shares.length === 0 ? '' : `${totalsOf(shares).percent}%`;
  const due = state === 'running' ? saidMoment(task.dueAt, scene) : '';
  return cards.taskLine(number, plan.title, taskStateNames[state], percent, due);
}
