import type { UnitId } from '../base/ids.js';
import { draftOf, missingIn, planOf } from '../tasks/plan-of.js';
import { readPush, type PushDraft, type PushScene } from '../tasks/read-push.js';
import type { PushedTask, Pusher, TaskId, TaskPlan } from '../tasks/task.js';
import { moreNeeded } from '../words/task-cards.js';
import * as words from '../words/tasks.js';
import type { House } from './house.js';
import { findingsOf, outlookOf, planLines } from './present-task.js';
import { reply } from './reply.js';
import { sceneOf } from './scene.js';
import type { Spoken } from './spoken.js';
import { actOnTask, judge, pusherFor, submitTask } from './task-desk.js';
import { askAboutTask, refuseStep, settleTaskQuestion, type Heeding } from './task-context.js';

/** A task on its way to being pushed: by whom, what is known of it, and which returned task it changes. */
export interface Pushing {
  readonly house: House;
  readonly spoken: Spoken;
  readonly pusher: Pusher;
  readonly draft: PushDraft;
  readonly taskId?: TaskId;
  /** Words after 给 that named nobody. */
  readonly unknownUnits?: string;
}

/** Asks for the next piece that is missing, or shows the whole with what will come of it and asks for 确认. */
export async function proceed(pushing: Pushing): Promise<true> {
  const { house, spoken, draft, taskId, unknownUnits } = pushing;
  const { settings } = house.taskRules;
  const isTooMany = (draft.unitIds?.length ?? 0) > settings.mostUnits;
  const asked: PushDraft = isTooMany ? { ...draft, unitIds: [] } : draft;
  const step = missingIn(asked);
  const text = isTooMany
    ? words.tooManyUnits(draft.unitIds?.length ?? 0, settings.mostUnits)
    : await textFor(pushing, unknownUnits);
  const heardLast = spoken.heard.messageId;
  const about = { about: 'push', draft: asked, step, heardLast } as const;
  await askAboutTask(house, spoken, taskId === undefined ? about : { ...about, taskId });
  await reply(house, spoken, 'push', text);
  return true;
}

async function textFor(pushing: Pushing, unknownUnits: string | undefined): Promise<string> {
  const { house, draft, pusher } = pushing;
  switch (missingIn(draft)) {
    case 'title':
      return words.askTitle();
    case 'units':
      return unknownUnits === undefined ? words.askUnits() : words.unknownUnits(unknownUnits);
    case 'due':
      return words.askDue();
    default: {
      const plan = wholePlan(house, draft);
      return plan ? summaryOf(house, plan, pusher) : words.askTitle();
    }
  }
}

async function summaryOf(house: House, plan: TaskPlan, pusher: Pusher): Promise<string> {
  const scene = sceneOf(house);
  const { comparison, verdict } = await judge(house, plan, pusher);
  const findings = findingsOf(comparison, house.taskRules.settings, scene);
  return words.pushSummary(planLines(plan, scene), findings, outlookOf(verdict, comparison));
}

function wholePlan({ catalogue, taskRules }: House, draft: PushDraft): TaskPlan | undefined {
  return planOf(draft, catalogue, taskRules.settings);
}

/** Pushes what was confirmed: a new task, or a returned one with its changes. The question is settled last. */
export async function confirm(pushing: Pushing): Promise<true> {
  const { house, spoken, draft, taskId } = pushing;
  const plan = wholePlan(house, draft);
  if (!plan) return proceed(pushing);
  const task = taskId === undefined ? await submitNew(pushing, plan) : await resubmit(pushing, plan, taskId);
  if (task) {
    const { stage, comparison, number } = task;
    const verdict = verdictOf(task);
    const people = planLines(plan, sceneOf(house)).people;
    const isRefused = verdict.kind === 'refuse' || stage.state === 'refused';
    const refused = (): string => words.refusedByRule(number, outlookOf(verdict, comparison));
    const passed = (): string =>
      verdict.kind === 'admit' ? words.pushedNow(number, people) : words.sentForReview(number);
    await reply(house, spoken, 'push', isRefused ? refused() : passed());
  }
  await settleTaskQuestion(house, spoken);
  return true;
}

/** What the rules said when it was submitted last, wherever it stands by now. */
function verdictOf(task: PushedTask) {
  const submitted = task.history.findLast(
    event => event.type === 'task-submitted' || event.type === 'task-changed',
  );
  return submitted && 'verdict' in submitted ? submitted.verdict : ({ kind: 'admit' } as const);
}

async function submitNew({ house, spoken, pusher }: Pushing, plan: TaskPlan): Promise<PushedTask> {
  const { account, messageId } = spoken.heard;
  const submission = { origin: originOf(account, messageId), cause: messageId };
  return (await submitTask(house, plan, pusher, submission)).task;
}

/** What a message pushes has this origin. */
export function originOf(account: string, messageId: string): string {
  return `${account}|${messageId}`;
}

/** @returns undefined when it could not be changed any more, which has been said */
async function resubmit(pushing: Pushing, plan: TaskPlan, taskId: TaskId): Promise<PushedTask | undefined> {
  const { house, spoken, pusher } = pushing;
  const judged = await judge(house, plan, pusher);
  const doer = { by: pusher.personId, cause: spoken.heard.messageId };
  const acted = await actOnTask(house, taskId, { type: 'task-changed', plan, ...judged }, doer);
  if (acted.done) return acted.task;
  const task = await house.tasks.get(taskId);
  if (acted.why === 'again' || !task) return task;
  const word = {
    verb: 'change',
    numbers: [],
    rest: '',
    counts: [],
    units: [],
    isSure: true,
    isBare: false,
  } as const;
  await refuseStep({ house, spoken, personId: pusher.personId, word, said: '' }, task, acted);
  return undefined;
}

/** 修改 …: the returned plan with what was said, shown again before it is sent. */
export async function changeTask(
  { house, spoken, personId, word }: Heeding,
  task: PushedTask,
): Promise<true> {
  const pusher = pusherFor(house, personId);
  if (!pusher) {
    await reply(house, spoken, 'push', words.taskNotYours(task.number));
    return true;
  }
  const changed = changedBy(word.rest, draftOf(task.plan), readingScene(house, pusher));
  if (!changed) {
    await reply(house, spoken, 'push', words.whatToChange(task.number));
    return true;
  }
  return proceed({ house, spoken, pusher, draft: changed, taskId: task.id });
}

/** 申请准入 原因: what the rules refused is asked of the district. */
export async function requestAdmission(heeding: Heeding, task: PushedTask): Promise<true> {
  const { house, spoken, personId, word } = heeding;
  const pusher = pusherFor(house, personId);
  if (!pusher || word.rest === '') {
    const missing = moreNeeded('申请准入', '申请准入 入冬流感高发');
    await reply(house, spoken, 'push', pusher ? missing : words.taskNotYours(task.number));
    return true;
  }
  const draft = { ...draftOf(task.plan), temporaryReason: word.rest };
  return confirm({ house, spoken, pusher, draft, taskId: task.id });
}

const NEW_TITLE = /^(?:把?(?:名字|名称|标题|任务名)(?:改[成为]|[:：是叫])\s*)(.+)$/u;
const NEW_TEXT = /^(?:把?(?:做法|内容|要求|说明)(?:改[成为]|[:：是])\s*)(.+)$/u;
const LEFT_OUT = /^(?:不要|去掉|除去|减去|不含|不派)\s*(.+)$/u;

/** The draft with what the words change of it; undefined when they change nothing. */
export function changedBy(text: string, draft: PushDraft, scene: PushScene): PushDraft | undefined {
  const said = text.trim();
  const title = NEW_TITLE.exec(said)?.[1];
  if (title !== undefined) return { ...draft, title };
  const instruction = NEW_TEXT.exec(said)?.[1];
  if (instruction !== undefined) return { ...draft, text: instruction };
  const leftOut = LEFT_OUT.exec(said)?.[1];
  if (leftOut !== undefined) return without(leftOut, draft, scene);
  const { title: words, text: more, ...read } = readPush(said, scene).draft;
  if (Object.keys(read).length > 0) {
    // `到下周五，只登记不检查`: what is left over says how it is to be done.
    const further = [words, more].filter(part => part !== undefined).join('，');
    return { ...draft, ...read, ...(further === '' ? {} : { text: further }) };
  }
  return undefined;
}

function without(named: string, draft: PushDraft, scene: PushScene): PushDraft | undefined {
  const { unitIds } = readPush(`给${named}`, scene).draft;
  const left = draft.unitIds?.filter(id => !unitIds?.includes(id)) ?? [];
  return unitIds && left.length < (draft.unitIds?.length ?? 0) ? { ...draft, unitIds: left } : undefined;
}

/** What the words of a pusher are read against: units are looked for within their own. */
export function readingScene(house: House, { unitId }: Pusher): PushScene {
  return sceneWithin(house, [unitId]);
}

/** The same for whoever serves these units. */
export function sceneWithin(house: House, homes: readonly UnitId[]): PushScene {
  const { calendar } = house.taskRules;
  return { now: house.clock.now(), homes, book: house.roster.book, calendar };
}
