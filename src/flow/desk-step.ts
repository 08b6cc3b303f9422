import type { Moment } from '../base/clock.js';
import type { PersonId, UnitId } from '../base/ids.js';
import { after } from '../base/working-time.js';
import { contactKeyOf } from '../roster/roster-book.js';
import { readDue, type PushScene } from '../tasks/read-push.js';
import type { TaskEventBody } from '../tasks/task-event.js';
import { relationTo } from '../tasks/task-standing.js';
import type { PushedTask, Share } from '../tasks/task.js';
import * as cards from '../words/task-cards.js';
import { shareNamed } from './find-task.js';
import { nameOf } from './present.js';
import { saidMoment, unitsText } from './present-task.js';
import { changeTask, requestAdmission } from './push-task.js';
import { reply } from './reply.js';
import { sceneOf } from './scene.js';
import { actOnTask, type TaskActed } from './task-desk.js';
import { refuseStep, type Heeding } from './task-context.js';

/** What is to happen, and what is said of it; or what is missing, as the sentence to say. */
type Step =
  | { readonly body: TaskEventBody; readonly said: string }
  | { readonly missing: string }
  | { readonly elsewhere: true };

/** Does with a task what its pusher, or a leader, asks for. */
export async function doDeskStep(heeding: Heeding, task: PushedTask): Promise<boolean> {
  const { house, spoken, personId, word } = heeding;
  if (word.verb === 'change') return changeTask(heeding, task);
  if (word.verb === 'request') return requestAdmission(heeding, task);
  const step = stepFor(heeding, task);
  if ('elsewhere' in step) return false;
  if ('missing' in step) {
    await reply(house, spoken, `desk-${task.number}`, step.missing);
    return true;
  }
  const acted = await actOnTask(house, task.id, step.body, { by: personId, cause: spoken.heard.messageId });
  if (!acted.done && acted.why !== 'again') return refuse(heeding, task, acted);
  await reply(house, spoken, `desk-${task.number}`, step.said);
  return true;
}

function stepFor(heeding: Heeding, task: PushedTask): Step {
  const { word } = heeding;
  switch (word.verb) {
    case 'withdraw':
      return {
        body: { type: 'task-withdrawn', reason: word.rest },
        said: cards.taskDone(task.number, '已撤回'),
      };
    case 'extend':
      return extend(heeding, task);
    case 'accept':
      return accept(heeding, task);
    case 'reject':
      return reject(heeding, task);
    case 'feedback':
      return word.rest === ''
        ? { missing: cards.moreNeeded('反馈', `反馈 ${task.number.slice(-4)} 隐患都换好了`) }
        : {
            body: { type: 'feedback-given', text: word.rest },
            said: cards.taskDone(task.number, '的反馈已转给各网格'),
          };
    case 'helper':
      return nameHelper(heeding, task);
    default:
      return { elsewhere: true };
  }
}

/** The pusher extends; whoever works on it can only ask for it, which the pusher hears as a difficulty. */
function extend(heeding: Heeding, task: PushedTask): Step {
  const { house, personId, word } = heeding;
  const { standings, unitIds } = relationTo(task, personId, house.roster.book);
  if (!standings.includes('pusher') && unitIds.length > 0) {
    const text = `申请延期 ${word.rest}`.trim();
    return { body: { type: 'difficulty-told', unitIds, text }, said: cards.difficultyPassedOn() };
  }
  const { dueAt, rest } = readDue(word.rest, readingScene(heeding));
  if (dueAt === undefined) return { missing: cards.extendUntil(task.number.slice(-4)) };
  return {
    body: { type: 'term-extended', until: dueAt, reason: rest },
    said: cards.taskDone(task.number, `期限已放宽到 ${saidMoment(dueAt, sceneOf(house))}`),
  };
}

function accept({ house, word }: Heeding, task: PushedTask): Step {
  const { settings, calendar } = house.taskRules;
  const now = house.clock.now();
  const promised = /反馈/u.test(word.rest) ? readDue(word.rest, readingScene({ house })).dueAt : undefined;
  const usual = task.hazards.length > 0 ? after(now, settings.feedbackWithin, calendar) : null;
  return {
    body: { type: 'result-accepted', text: word.rest, feedbackBy: promised ?? usual },
    said: cards.taskDone(task.number, '验收记上了，已告诉各网格'),
  };
}

function reject(heeding: Heeding, task: PushedTask): Step {
  const { house, word } = heeding;
  const { settings, calendar } = house.taskRules;
  const { dueAt, rest } = readDue(word.rest, readingScene(heeding));
  if (rest === '') return { missing: cards.moreNeeded('验收不通过', '验收不通过 7栋 漏了两户') };
  const unitIds = word.units.flatMap(name => shareNamed(name, task.shares, house)?.unitId ?? []);
  const by: Moment = dueAt ?? after(house.clock.now(), settings.redoWithin, calendar);
  return {
    body: { type: 'result-rejected', unitIds, reason: rest, dueAt: by },
    said: cards.taskDone(task.number, '已退回补做'),
  };
}

function nameHelper(heeding: Heeding, task: PushedTask): Step {
  const { house, personId, word } = heeding;
  const { book } = house.roster;
  const helperIds = peopleMeant(heeding, task);
  if (helperIds.length === 0) return { missing: cards.helperNeeded(task.number.slice(-4)) };
  const { standings, unitIds } = relationTo(task, personId, book);
  const isPusher = standings.includes('pusher');
  const own = task.shares.filter(share => isPusher || unitIds.includes(share.unitId));
  const meant = sharesForHelp(own, word.rest, house);
  const names = helperIds.map(id => nameOf(id, sceneOf(house))).join('、');
  const units = meant.map(share => share.unitId);
  return {
    body: { type: 'helper-named', unitIds: units, helperIds },
    said: cards.helpersAsked(names, unitsText(units, book)),
  };
}

/** The units that are named, else those that are stuck, else all that are not done. */
function sharesForHelp(shares: readonly Share[], words: string, house: Heeding['house']): readonly Share[] {
  const named = words.split(/[\s,，、]+/u).flatMap(part => shareNamed(part, shares, house) ?? []);
  const stuck = shares.filter(share => share.difficulty !== undefined);
  const open = shares.filter(share => share.state !== 'finished');
  return [named, stuck, open].find(some => some.length > 0) ?? shares;
}

/** People @mentioned, or named: by their whole name, or by the end of it (小赵 for 网格员小赵). */
function peopleMeant({ house, spoken, word }: Heeding, task: PushedTask): readonly PersonId[] {
  const { book } = house.roster;
  const { heard } = spoken;
  const mentioned = heard.mentionedIds.flatMap(
    id => book.personByContact(contactKeyOf(heard.account, id))?.id ?? [],
  );
  if (mentioned.length > 0) return mentioned;
  const communities = new Set(task.shares.map(share => communityOf(share.unitId, house)));
  const near = book.staff.filter(person =>
    person.roles.some(held => communities.has(communityOf(held.unitId, house))),
  );
  return word.rest
    .split(/[\s,，、和@]+/u)
    .filter(part => part.length >= 2)
    .flatMap(part => {
      const [found, another] = near.filter(person => person.name === part || person.name.endsWith(part));
      return found && !another ? [found.id] : [];
    });
}

function communityOf(unitId: UnitId, { roster: { book } }: Heeding['house']): UnitId | undefined {
  return book.unitAt(unitId, 'community')?.id;
}

async function refuse(
  heeding: Heeding,
  task: PushedTask,
  acted: Exclude<TaskActed, { done: true }>,
): Promise<true> {
  const { house, spoken } = heeding;
  const scene = sceneOf(house);
  const say = async (text: string): Promise<true> => {
    await reply(house, spoken, `desk-${task.number}`, text);
    return true;
  };
  if (acted.why === 'not-later') return say(cards.extendLater(task.number, saidMoment(task.dueAt, scene)));
  if (acted.why === 'beyond-admission')
    return say(cards.beyondAdmission(task.number, saidMoment(task.admittedUntil, scene)));
  return refuseStep(heeding, task, acted);
}

function readingScene({ house }: Pick<Heeding, 'house'>): PushScene {
  return { now: house.clock.now(), homes: [], book: house.roster.book, calendar: house.taskRules.calendar };
}
