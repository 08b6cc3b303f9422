import { DAY } from '../base/clock.js';
import type { Verb } from '../intake/command.js';
import type { TaskStanding } from '../tasks/task-transitions.js';
import { readTaskWord, type TaskVerb } from '../tasks/read-task-word.js';
import type { PushedTask, TaskState } from '../tasks/task.js';
import { noTask } from '../words/tasks.js';
import { doDeskStep } from './desk-step.js';
import { heardBefore, namedTask, tasksRelatedTo } from './find-task.js';
import { reachableTickets } from './find-ticket.js';
import type { House } from './house.js';
import { reply } from './reply.js';
import { doReviewStep } from './review-step.js';
import type { Spoken } from './spoken.js';
import { askWhich, isAmongResidents, isToBot, ticketsNamed, type Heeding } from './task-context.js';
import { overview } from './task-overview.js';
import type { WorkerWord } from './worker-words.js';

/** The words of whoever pushes a task, and how far tasks are. */
export const taskDeskWord: WorkerWord = {
  name: '任务进度',
  help: '任务进度——谁做完了、谁没做完；下派单位另有“任务延期 到何时”“撤回任务”“验收通过”“反馈 内容”，网格长有“帮手 谁”',
  who: 'volunteer',
  hear: async (house, spoken, said) => !isReview(said) && hearDeskWord(house, spoken, said),
};

/** The words of the admission desk. */
export const reviewWord: WorkerWord = {
  name: '准入审核',
  help: '准入审核——“准入通过”“临时准入 到何时”“退回修改 原因”“不准入 原因”',
  who: 'staff',
  hear: async (house, spoken, said) => isReview(said) && hearDeskWord(house, spoken, said),
};

const reviewVerbs: readonly TaskVerb[] = ['admit', 'admit-until', 'ask-changes', 'refuse'];

function isReview(said: string): boolean {
  const verb = readTaskWord(said)?.verb;
  return verb !== undefined && reviewVerbs.includes(verb);
}

/** Which tasks a word may mean when no number is given, and which ticket's word it may be besides. */
interface Reach {
  readonly states: readonly TaskState[];
  readonly standings: readonly TaskStanding[];
  readonly ticketVerb?: Verb;
  /** How the word is called when there is nothing for it. */
  readonly word: string;
}

const beforeFinished: readonly TaskState[] = [
  'submitted',
  'reviewing',
  'returned',
  'admitted',
  'running',
  'finished',
];

const reaches: Partial<Record<TaskVerb, Reach>> = {
  withdraw: { states: beforeFinished, standings: ['pusher'], word: '撤回' },
  extend: { states: ['running'], standings: ['pusher'], word: '延期' },
  accept: { states: ['finished'], standings: ['pusher'], ticketVerb: 'verify', word: '验收' },
  reject: { states: ['finished'], standings: ['pusher'], ticketVerb: 'verify-failed', word: '验收' },
  feedback: { states: ['accepted', 'finished', 'running'], standings: ['pusher'], word: '反馈' },
  change: { states: ['returned', 'reviewing'], standings: ['pusher'], word: '修改' },
  request: { states: ['refused'], standings: ['pusher'], word: '申请准入' },
  helper: { states: ['running'], standings: ['leader', 'pusher'], word: '帮手' },
  admit: { states: ['reviewing'], standings: ['reviewer'], word: '准入通过' },
  'admit-until': { states: ['reviewing'], standings: ['reviewer'], word: '临时准入' },
  'ask-changes': { states: ['reviewing'], standings: ['reviewer'], word: '退回修改' },
  refuse: { states: ['reviewing'], standings: ['reviewer'], word: '不准入' },
};

const LOOKED_BACK = 60 * DAY;

/** Whether the words were for a pushed task as a whole. With `chosen` the question which one is answered. */
export async function hearDeskWord(
  house: House,
  spoken: Spoken,
  said: string,
  chosen?: PushedTask,
): Promise<boolean> {
  const word = readTaskWord(said);
  const personId = spoken.speaker.person?.id;
  if (!word || personId === undefined || isAmongResidents(spoken)) return false;
  const heeding: Heeding = { house, spoken, personId, word, said };
  if (word.verb === 'overview') return overview(heeding, chosen);
  const reach = reaches[word.verb];
  if (!reach) return false;
  if (chosen) return carryOut(heeding, chosen);
  const named = await namedTask(house, word.numbers, spoken.heard.quote?.text ?? '', personId);
  if (named.kind === 'other') return false;
  if (named.kind === 'none') return withoutNumber(heeding, reach);
  const verb = reach.ticketVerb ?? (word.verb === 'extend' ? 'extend' : undefined);
  const tickets = await ticketsNamed(heeding, verb);
  return tickets.length > 0 ? askWhich(heeding, [named.task], tickets) : carryOut(heeding, named.task);
}

async function withoutNumber(heeding: Heeding, reach: Reach): Promise<boolean> {
  const { house, spoken, personId, word } = heeding;
  // 撤回 and 延期 alone are a ticket's words.
  if (!word.isSure && reach.ticketVerb === undefined) return false;
  const tasks = (await tasksRelatedTo(house, personId, reach.states, reach.standings)).filter(task =>
    isMeant(task, heeding),
  );
  const [only, another] = tasks;
  if (!only) return nothingFor(heeding, reach);
  const tickets = reach.ticketVerb ? await reachableTickets(house, reach.ticketVerb, personId) : [];
  if (another || tickets.length > 0) return askWhich(heeding, tasks, tickets);
  // Among colleagues 反馈 and 修改 are everyday words.
  const isEveryday = word.verb === 'feedback' || word.verb === 'change';
  if (isEveryday && !isToBot(spoken) && spoken.speaker.room?.kind !== 'command') return false;
  return carryOut(heeding, only);
}

/** What was refused long ago is not asked for anew, and what was accepted has had its feedback. */
function isMeant(task: PushedTask, { house, word }: Heeding): boolean {
  if (word.verb === 'request') return task.history.at(-1)?.by === 'bot';
  if (word.verb !== 'feedback' || task.stage.state !== 'accepted') return true;
  const isOwed = task.hazards.length > 0 && !task.history.some(event => event.type === 'feedback-given');
  return isOwed || house.clock.now() - task.stage.acceptedAt < 7 * DAY;
}

async function nothingFor(heeding: Heeding, { word, standings, ticketVerb }: Reach): Promise<boolean> {
  const { house, spoken, personId } = heeding;
  const tasks = await house.tasks.submittedSince(house.clock.now() - LOOKED_BACK);
  const before = heardBefore(tasks, spoken.heard.messageId, personId);
  if (before) return carryOut(heeding, before.task);
  if (!isToBot(spoken) || ticketVerb !== undefined) return false;
  const isDesk = standings.includes('reviewer') || standings.includes('pusher');
  if (!isDesk || heeding.word.verb === 'feedback' || heeding.word.verb === 'change') return false;
  await reply(house, spoken, 'no-task', noTask(word));
  return true;
}

async function carryOut(heeding: Heeding, task: PushedTask): Promise<boolean> {
  const isForReviewer = reviewVerbs.includes(heeding.word.verb);
  return isForReviewer ? doReviewStep(heeding, task) : doDeskStep(heeding, task);
}
