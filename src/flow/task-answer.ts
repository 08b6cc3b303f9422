import { isNumberOf, numbersIn, readCommand } from '../intake/command.js';
import { readPush, momentOf, type PushDraft } from '../tasks/read-push.js';
import { readTargets } from '../tasks/read-targets.js';
import { readTaskWord } from '../tasks/read-task-word.js';
import { pushDropped } from '../words/tasks.js';
import type { House } from './house.js';
import { shareNamed } from './find-task.js';
import { obey } from './on-command.js';
import { changedBy, confirm, proceed, readingScene, type Pushing } from './push-task.js';
import { reply } from './reply.js';
import type { Spoken } from './spoken.js';
import { pusherFor } from './task-desk.js';
import { settleTaskQuestion } from './task-context.js';
import type { TaskAsked, TaskChoice, TaskQuestion } from './task-question.js';
import { hearDeskWord } from './word-task-desk.js';
import { CONFIRMED, YES } from './word-task-push.js';
import { hearShareWord } from './word-task-share.js';
import { plainWords } from './worker-words.js';

type Asked<About extends TaskAsked['about']> = Extract<TaskAsked, { about: About }>;

/** Listens to a message as an answer to what the bot has asked about a pushed task. False when it is none. */
export async function hearTaskAnswer(house: House, asked: TaskQuestion, spoken: Spoken): Promise<boolean> {
  if (JSON.stringify(asked.where) !== JSON.stringify(spoken.heard.conversation)) return false;
  switch (asked.about) {
    case 'push':
      return answerPush(house, asked, spoken);
    case 'which':
      return answerWhich(house, asked, spoken);
    case 'unit':
      return answerUnit(house, asked, spoken);
    case 'settled':
      return asked.by === spoken.heard.messageId;
    default:
      return asked satisfies never;
  }
}

const DROP = /^(?:取消|算了|不派了?|不发了?|先不[派发]|别派|不用了|撤回)[。.!！~吧]*$/u;

async function answerPush(house: House, asked: Asked<'push'>, spoken: Spoken): Promise<boolean> {
  const pusher = spoken.speaker.person && pusherFor(house, spoken.speaker.person.id);
  if (!pusher) return false;
  const { draft, taskId } = asked;
  const pushing: Pushing = { house, spoken, pusher, draft, ...(taskId === undefined ? {} : { taskId }) };
  // Worked in already, and asked again: said once.
  if (asked.heardLast === spoken.heard.messageId) return proceed(pushing);
  const said = plainWords(spoken.heard.text);
  if (DROP.test(said)) {
    await reply(house, spoken, 'push', pushDropped());
    await settleTaskQuestion(house, spoken);
    return true;
  }
  // Among colleagues 好的 may be meant for anybody.
  const yes = spoken.speaker.isPrivate ? YES : CONFIRMED;
  if (asked.step === 'all' && yes.test(said)) return confirm(pushing);
  const text = spoken.heard.text.replace(/^(?:@[^\s@]{1,20}\s+)+/u, '');
  const merged = asked.step === 'all' ? changed(text, pushing) : completed(text, asked, pushing);
  return merged === undefined ? false : proceed({ ...pushing, ...merged });
}

type Merged = Pick<Pushing, 'draft' | 'unknownUnits'>;

function changed(text: string, { house, draft, pusher }: Pushing): Merged | undefined {
  const next = changedBy(text, draft, readingScene(house, pusher));
  return next && { draft: next };
}

/** The piece that was asked for, with whatever else was said; undefined for a word that means something else. */
function completed(
  text: string,
  { step, draft }: Asked<'push'>,
  { house, pusher }: Pushing,
): Merged | undefined {
  if (readCommand(text, true)?.isStrong || readTaskWord(plainWords(text))) return undefined;
  const scene = readingScene(house, pusher);
  const { draft: read, unknownUnits } = readPush(text, scene);
  const { title, text: instruction, ...rest } = read;
  const more: PushDraft = { ...draft, ...rest };
  switch (step) {
    case 'title':
      if (title === undefined) return undefined;
      return { draft: { ...more, title, ...(instruction === undefined ? {} : { text: instruction }) } };
    case 'units': {
      if (read.unitIds) return { draft: more };
      const { targets } = readTargets(text, scene.homes, scene.book);
      return targets
        ? { draft: { ...more, unitIds: targets.unitIds, hands: targets.hands } }
        : { draft: more, unknownUnits: unknownUnits ?? text.slice(0, 16) };
    }
    default: {
      const dueAt = read.dueAt ?? momentOf(text.trim(), scene);
      return dueAt === undefined ? undefined : { draft: { ...more, dueAt } };
    }
  }
}

/** A place in the list, or a number. */
async function answerWhich(house: House, asked: Asked<'which'>, spoken: Spoken): Promise<boolean> {
  const choice = await chosen(house, asked.choices, spoken.heard.text.trim());
  if (!choice) return false;
  const mediaIds = [...asked.mediaIds, ...spoken.mediaIds];
  const isHeard = await hearAgain(house, choice, asked.words, { ...spoken, mediaIds });
  if (isHeard) await settleTaskQuestion(house, spoken);
  return isHeard;
}

async function chosen(
  house: House,
  choices: readonly TaskChoice[],
  text: string,
): Promise<TaskChoice | undefined> {
  const place = /^第?([1-9])(?:个|件|项|号)?$/u.exec(text)?.[1];
  if (place !== undefined) return choices[Number(place) - 1];
  const named = numbersIn(text).numbers[0] ?? /^\d{4}$/u.exec(text)?.[0];
  if (named === undefined) return undefined;
  for (const choice of choices) {
    const number = choice.kind === 'ticket' ? choice.number : (await house.tasks.get(choice.taskId))?.number;
    if (number !== undefined && isNumberOf(named, number)) return choice;
  }
  return undefined;
}

/** The words that were unclear are heard with what they mean. */
async function hearAgain(house: House, choice: TaskChoice, words: string, spoken: Spoken): Promise<boolean> {
  if (choice.kind === 'ticket') {
    const command = readCommand(words, spoken.speaker.isStaff);
    return command !== undefined && obey(house, { ...command, numbers: [choice.number] }, spoken);
  }
  const task = await house.tasks.get(choice.taskId);
  if (!task) return false;
  return (
    (await hearShareWord(house, spoken, words, { task })) || (await hearDeskWord(house, spoken, words, task))
  );
}

/** A place in the list of units, 0 for all of them, or a unit's name. */
async function answerUnit(house: House, asked: Asked<'unit'>, spoken: Spoken): Promise<boolean> {
  const text = plainWords(spoken.heard.text);
  const task = await house.tasks.get(asked.taskId);
  if (!task) return false;
  const shares = task.shares.filter(share => asked.unitIds.includes(share.unitId));
  const place = /^第?([1-9])(?:个|份|号)?$/u.exec(text)?.[1];
  const isAll = /^(?:0|全部?|都|所有|都是|全都)(?:完成|做完)?了?$/u.test(text);
  const named =
    place === undefined ? shareNamed(text, shares, house)?.unitId : asked.unitIds[Number(place) - 1];
  const unitIds = isAll ? asked.unitIds : [named].filter(id => id !== undefined);
  if (unitIds.length === 0) return false;
  const isHeard = await hearShareWord(house, spoken, asked.words, { task, unitIds });
  if (isHeard) await settleTaskQuestion(house, spoken);
  return isHeard;
}
