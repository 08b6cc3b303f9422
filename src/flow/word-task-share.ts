import { HOUR } from '../base/clock.js';
import type { UnitId } from '../base/ids.js';
import type { Verb } from '../intake/command.js';
import { relationTo } from '../tasks/task-standing.js';
import { readTaskWord, type TaskVerb } from '../tasks/read-task-word.js';
import type { PushedTask } from '../tasks/task.js';
import { openStates } from '../tickets/ticket.js';
import { taskNotYours } from '../words/tasks.js';
import { heardBefore, namedTask, meantByTitle, ownTasks, shareNamed, type OwnTask } from './find-task.js';
import { reachableTickets } from './find-ticket.js';
import type { House } from './house.js';
import { doShareStep } from './share-step.js';
import { reply } from './reply.js';
import type { Spoken } from './spoken.js';
import { askWhich, isAmongResidents, isToBot, ticketsNamed, type Heeding } from './task-context.js';
import type { WorkerWord } from './worker-words.js';

/** The words about one's own part of a pushed task. */
export const shareWord: WorkerWord = {
  name: '任务',
  help: '任务——“接”领取，“进度 30户”报数，“完成”，“有困难 原因”，“需要帮手”，报错了“更正 7栋 25户”',
  who: 'volunteer',
  hear: (house, spoken, said) => hearShareWord(house, spoken, said),
};

const shareVerbs: readonly TaskVerb[] = ['take', 'progress', 'finish', 'correct', 'difficulty', 'help'];

/** The ticket's word that the same words may be. */
const ticketVerbs: Partial<Record<TaskVerb, Verb>> = { take: 'accept', finish: 'finish', progress: 'note' };

/** What is already clear of the task that is meant. */
export interface Chosen {
  readonly task: PushedTask;
  readonly unitIds?: readonly UnitId[];
}

/** Whether the words were about the speaker's part of a task. With `chosen` the question which one is answered. */
export async function hearShareWord(
  house: House,
  spoken: Spoken,
  said: string,
  chosen?: Chosen,
): Promise<boolean> {
  const word = readTaskWord(said);
  const personId = spoken.speaker.person?.id;
  if (!word || personId === undefined || !shareVerbs.includes(word.verb)) return false;
  const heeding: Heeding = { house, spoken, personId, word, said };
  if (isAmongResidents(spoken)) return false;
  if (chosen) return withTask(heeding, chosen.task, chosen.unitIds);
  // First, because most words that name a number are about tickets, and tasks are large.
  const named = await namedTask(house, word.numbers, spoken.heard.quote?.text ?? '', personId);
  if (named.kind === 'other') return false;
  const recent = await house.tasks.ofRecipient(personId, house.clock.now() - HOUR);
  const before = heardBefore(recent, spoken.heard.messageId, personId);
  if (before) return withTask(heeding, before.task, before.unitIds);
  if (named.kind === 'task') {
    const tickets = await ticketsNamed(heeding, ticketVerbs[word.verb]);
    return tickets.length > 0 ? askWhich(heeding, [named.task], tickets) : withTask(heeding, named.task);
  }
  return withoutNumber(heeding);
}

/** The task is known; whoever leads may speak for units of others, which they have to name. */
async function withTask(heeding: Heeding, task: PushedTask, unitIds?: readonly UnitId[]): Promise<boolean> {
  const { house, spoken, personId } = heeding;
  const relation = relationTo(task, personId, house.roster.book);
  const own = task.shares.filter(share => relation.unitIds.includes(share.unitId));
  if (own.length === 0) {
    await reply(house, spoken, 'not-yours', taskNotYours(task.number));
    return true;
  }
  const shares = unitIds ? own.filter(share => unitIds.includes(share.unitId)) : own;
  return doShareStep(heeding, { task, shares }, unitIds !== undefined);
}

async function withoutNumber(heeding: Heeding): Promise<boolean> {
  const { house, spoken, personId, word } = heeding;
  const open = (await ownTasks(house, personId)).filter(own => fits(own, heeding));
  if (open.length === 0) return false;
  const meant = narrowed(open, heeding);
  const tickets = await ticketsMeant(heeding);
  if (tickets.length > 0) {
    // 接单 is what ticket cards ask for; 接 is what task cards do.
    if (/^我?来?接单/u.test(heeding.said) && !word.isSure) return false;
    return askWhich(
      heeding,
      meant.map(own => own.task),
      tickets,
    );
  }
  const [only, another] = meant;
  if (!only) return false;
  if (!another) return doShareStep(heeding, only, false);
  return word.isBare && !isToBot(spoken) && spoken.speaker.room?.kind !== 'workers'
    ? false
    : askWhich(
        heeding,
        meant.map(own => own.task),
      );
}

/** Whether the word can do anything with somebody's part. */
function fits({ shares }: OwnTask, { word }: Heeding): boolean {
  switch (word.verb) {
    case 'take':
      return shares.some(share => share.state === 'offered');
    case 'correct':
      return true;
    default:
      return shares.some(share => share.state !== 'finished');
  }
}

/** Of several tasks those that have the units which were named, or the title that comes up. */
function narrowed(open: readonly OwnTask[], { house, word }: Heeding): readonly OwnTask[] {
  const names = [...word.counts.map(count => count.unit), ...word.units].filter(name => name !== '');
  const having = open.filter(({ shares }) => names.every(name => shareNamed(name, shares, house)));
  return meantByTitle(names.length > 0 && having.length > 0 ? having : open, word.rest);
}

/** Tickets that the same word may mean; none when the words leave no doubt. */
async function ticketsMeant({ house, spoken, personId, word }: Heeding) {
  const verb = ticketVerbs[word.verb];
  const isClear = word.isSure || word.counts.length > 0 || word.units.length > 0;
  if (isClear || verb === undefined || !spoken.speaker.isStaff) return [];
  const tickets = await reachableTickets(house, verb, personId);
  return tickets.filter(ticket => openStates.includes(ticket.state));
}
