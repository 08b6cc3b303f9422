import type { MediaId, UnitId } from '../base/ids.js';
import type { CountSaid } from '../tasks/read-task-word.js';
import type { TaskEventBody, UnitCount } from '../tasks/task-event.js';
import { totalsOf } from '../tasks/task-totals.js';
import type { PushedTask, Share } from '../tasks/task.js';
import * as cards from '../words/task-cards.js';
import { shareNamed, type OwnTask } from './find-task.js';
import { doneText, standingOf, sumText, unitName } from './present-task.js';
import { reply } from './reply.js';
import { actOnTask } from './task-desk.js';
import { askAboutTask, refuseStep, type Heeding } from './task-context.js';

/**
 * Does with somebody's part what the word asks for, and says in a line what it came to. False when the words were no word
 * after all.
 *
 * @param isChosen the units were asked for already
 */
export async function doShareStep(heeding: Heeding, own: OwnTask, isChosen: boolean): Promise<boolean> {
  switch (heeding.word.verb) {
    case 'take':
      return take(heeding, own);
    case 'finish':
      return finish(heeding, own, isChosen);
    case 'progress':
      return progress(heeding, own, isChosen);
    case 'correct':
      return correct(heeding, own);
    case 'difficulty':
    case 'help':
      return tellDifficulty(heeding, own, heeding.word.verb);
    default:
      return false;
  }
}

async function take(heeding: Heeding, { task, shares }: OwnTask): Promise<true> {
  const named = unitsNamed(heeding, shares);
  const offered = shares.filter(share => share.state === 'offered');
  const meant = named.length > 0 ? named : (offered.length > 0 ? offered : shares).map(share => share.unitId);
  const after = await step(heeding, task, { type: 'share-accepted', unitIds: meant });
  if (!after) return true;
  const { unitsTaken, units } = totalsOf(after.shares);
  return answer(heeding, cards.shareTaken(unitsTaken, units));
}

const ALL = /(?:全部?|都)(?:已经?)?(?:完成|[登走核查发做办弄干]记?完|搞定)/u;

async function finish(heeding: Heeding, { task, shares }: OwnTask, isChosen: boolean): Promise<true> {
  const named = unitsNamed(heeding, shares);
  const open = shares.filter(share => share.state !== 'finished');
  if (named.length === 0 && open.length > 1 && !isChosen && !ALL.test(heeding.said))
    return askUnit(heeding, task, open, true);
  const unitIds = named.length > 0 ? named : (open.length > 0 ? open : shares).map(share => share.unitId);
  const mediaIds = await photosWith(heeding, task);
  const body = { type: 'share-finished', unitIds, text: heeding.word.rest, mediaIds } as const;
  const after = await step(heeding, task, body);
  if (!after) return true;
  const { book } = heeding.house.roster;
  const left = ownShares(after, shares).filter(share => share.state !== 'finished');
  const done = ownShares(after, shares).filter(share => unitIds.includes(share.unitId));
  return answer(
    heeding,
    cards.shareFinished(
      done.map(share => standingOf(share, after, book)).join('、'),
      left.map(share => standingOf(share, after, book)),
    ),
  );
}

async function progress(heeding: Heeding, own: OwnTask, isChosen: boolean): Promise<boolean> {
  const { word } = heeding;
  const open = own.shares.filter(share => share.state !== 'finished');
  if (word.counts.length === 0) return noteOnly(heeding, own, open);
  const isUnnamed = word.counts.some(count => count.unit === '');
  if (isUnnamed && (isChosen ? own.shares : open).length !== 1)
    return word.counts.length > 1 ? false : askUnit(heeding, own.task, open, false);
  const counts = countsFor(heeding, own, isChosen ? own.shares : open);
  if (!counts) return false;
  const [first] = counts;
  if (first?.target !== undefined && counts.length === 1 && first.target !== first.share.target)
    return correctTo(heeding, own, first.share, first.done, first.target);
  const mediaIds = await photosWith(heeding, own.task);
  const noted = counts.map(({ share, done }): UnitCount => ({ unitId: share.unitId, done }));
  return note(heeding, own, { type: 'progress-noted', counts: noted, text: word.rest, mediaIds });
}

/** `进度 白天没人，晚上再去`: nothing is counted, the words are kept. */
async function noteOnly(heeding: Heeding, own: OwnTask, open: readonly Share[]): Promise<boolean> {
  const { word } = heeding;
  if (word.rest === '' || word.isBare) return false;
  if (own.task.plan.counting.word !== '' && word.rest.length < 4)
    return answer(heeding, cards.moreNeeded('进度', `进度 30${own.task.plan.counting.word}`));
  const counts = open.map(({ unitId, done }): UnitCount => ({ unitId, done }));
  return note(heeding, own, { type: 'progress-noted', counts, text: word.rest, mediaIds: [] });
}

async function note(
  heeding: Heeding,
  { task, shares }: OwnTask,
  body: Extract<TaskEventBody, { type: 'progress-noted' }>,
): Promise<true> {
  const { book } = heeding.house.roster;
  const after = await step(heeding, task, body);
  if (!after) return true;
  const counted = new Set(body.counts.map(count => count.unitId));
  const lines = ownShares(after, shares)
    .filter(share => counted.has(share.unitId))
    .map(share => standingOf(share, after, book));
  const own = ownShares(after, shares);
  const sum = own.length > 1 && totalsOf(own).target !== null ? sumText(own, after) : '';
  return answer(heeding, cards.progressNoted(lines, sum));
}

interface Counted {
  readonly share: Share;
  readonly done: number;
  readonly target?: number;
}

/** The share that each count means; undefined when one names a unit that is not theirs. */
function countsFor({ house, word }: Heeding, own: OwnTask, open: readonly Share[]): Counted[] | undefined {
  const counted: Counted[] = [];
  for (const { unit, done, target } of word.counts) {
    const share = unit === '' ? open[0] : shareNamed(unit, own.shares, house);
    if (!share) return undefined;
    counted.push({ share, done, ...(target === undefined ? {} : { target }) });
  }
  return counted;
}

async function correct(heeding: Heeding, own: OwnTask): Promise<boolean> {
  const { house, word } = heeding;
  const [count] = word.counts;
  if (!count) return answer(heeding, cards.moreNeeded('更正', `更正 7栋 25户`));
  const share = shareMeant(count, own, house);
  if (!share) return askUnit(heeding, own.task, own.shares, false);
  const done = Number.isNaN(count.done) ? share.done : count.done;
  // More than there was to do: whoever puts the number right has counted the households, too.
  const target = count.target ?? (share.target === null ? null : Math.max(share.target, done));
  return correctTo(heeding, own, share, done, target);
}

function shareMeant(count: CountSaid, { shares }: OwnTask, house: Heeding['house']): Share | undefined {
  if (count.unit !== '') return shareNamed(count.unit, shares, house);
  return shares.length === 1 ? shares[0] : undefined;
}

async function correctTo(
  heeding: Heeding,
  { task }: OwnTask,
  { unitId }: Share,
  done: number,
  target: number | null,
): Promise<true> {
  const { book } = heeding.house.roster;
  const after = await step(heeding, task, { type: 'count-corrected', unitId, done, target });
  const now = after?.shares.find(share => share.unitId === unitId);
  if (!after || !now) return true;
  return answer(heeding, cards.countCorrected(unitName(unitId, book), doneText(now, after)));
}

async function tellDifficulty(
  heeding: Heeding,
  { task, shares }: OwnTask,
  verb: 'difficulty' | 'help',
): Promise<true> {
  const { word } = heeding;
  if (verb === 'difficulty' && word.rest === '')
    return answer(heeding, cards.moreNeeded('有困难', '有困难 租户白天不在家'));
  const open = shares.filter(share => share.state !== 'finished');
  const unitIds = (open.length > 0 ? open : shares).map(share => share.unitId);
  const type = verb === 'help' ? 'help-asked' : 'difficulty-told';
  const after = await step(heeding, task, { type, unitIds, text: word.rest });
  return after ? answer(heeding, cards.difficultyPassedOn()) : true;
}

/** Lets it happen; what speaks against it is said. @returns the task after, undefined when nothing more is to be said */
async function step(
  heeding: Heeding,
  task: PushedTask,
  body: TaskEventBody,
): Promise<PushedTask | undefined> {
  const { house, personId, spoken } = heeding;
  const acted = await actOnTask(house, task.id, body, { by: personId, cause: spoken.heard.messageId });
  if (acted.done) return acted.task;
  // Heard a second time after a crash: what came of it is said, unless it was.
  if (acted.why === 'again') return house.tasks.get(task.id);
  if (!('counts' in body) && body.type !== 'count-corrected') await refuseStep(heeding, task, acted);
  else await refuseCount(heeding, task, body, acted.why);
  return undefined;
}

async function refuseCount(
  heeding: Heeding,
  task: PushedTask,
  body: Extract<TaskEventBody, { type: 'progress-noted' | 'count-corrected' }>,
  why: Parameters<typeof refuseStep>[2]['why'],
): Promise<void> {
  const { book } = heeding.house.roster;
  const { word } = task.plan.counting;
  const counts = body.type === 'progress-noted' ? body.counts : [body];
  const now = (await heeding.house.tasks.get(task.id)) ?? task;
  for (const { unitId, done } of counts) {
    const share = now.shares.find(candidate => candidate.unitId === unitId);
    const name = unitName(unitId, book);
    if (!share) continue;
    if (why === 'exceeds' && share.target !== null && done > share.target)
      return void (await answer(heeding, cards.countExceeds(name, `${share.target}`, `${done}${word}`)));
    if (why === 'decreases' && done < share.done)
      return void (await answer(heeding, cards.countDecreases(name, `${share.done}`, `${done}${word}`)));
  }
  if (why === 'nothing-new') {
    const standings = now.shares.filter(share => counts.some(count => count.unitId === share.unitId));
    const text = standings.map(share => standingOf(share, now, book)).join('、');
    return void (await answer(heeding, cards.countUnchanged(text)));
  }
  await refuseStep(heeding, task, { done: false, why });
}

/** One figure names them. */
const MOST_LISTED = 9;

async function askUnit(
  heeding: Heeding,
  task: PushedTask,
  shares: readonly Share[],
  mayBeAll: boolean,
): Promise<true> {
  const { house, spoken, said } = heeding;
  const { book } = house.roster;
  // All of them are meant by 0, and each by its name, also those for which the list has no place.
  const unitIds: readonly UnitId[] = shares.map(share => share.unitId);
  await askAboutTask(house, spoken, { about: 'unit', words: said, taskId: task.id, unitIds });
  const choices = shares.slice(0, MOST_LISTED).map(share => standingOf(share, task, book));
  const more = shares.length - choices.length;
  return answer(heeding, mayBeAll ? cards.whichUnitOrAll(choices, more) : cards.whichUnit(choices, more));
}

function unitsNamed({ house, word }: Heeding, shares: readonly Share[]): readonly UnitId[] {
  return word.units.flatMap(name => shareNamed(name, shares, house)?.unitId ?? []);
}

/** Photos that were sent with the words, or just before; kept as long as the task. */
async function photosWith({ house, spoken }: Heeding, task: PushedTask): Promise<readonly MediaId[]> {
  const before = await house.drafts.takePhotos(spoken.heard);
  const mediaIds = [...before, ...spoken.mediaIds];
  const heldBy: string = task.id;
  await house.tickets.photos.keep(heldBy, mediaIds);
  return mediaIds;
}

function ownShares(task: PushedTask, own: readonly Share[]): readonly Share[] {
  const unitIds = new Set(own.map(share => share.unitId));
  return task.shares.filter(share => unitIds.has(share.unitId));
}

async function answer({ house, spoken }: Heeding, text: string): Promise<true> {
  await reply(house, spoken, 'task', text);
  return true;
}
