import { readPush } from '../tasks/read-push.js';
import { notPushing, pushElsewhere, type PushingRole } from '../words/tasks.js';
import type { House } from './house.js';
import { originOf, proceed, readingScene, sceneWithin } from './push-task.js';
import { reply, replyPrivately } from './reply.js';
import { pusherFor } from './task-desk.js';
import { isToBot } from './task-context.js';
import type { Spoken } from './spoken.js';
import type { WorkerWord } from './worker-words.js';

/** Pushing work down to grids. */
export const pushWord: WorkerWord = {
  name: '下派任务',
  help: '下派任务 名字 给谁 到何时 怎么做——给我看一眼再确认，才会派出去',
  who: 'staff',
  hear: hearPush,
};

/** 下牌, 下拍 and the like are what a voice makes of 下派. */
const PUSH =
  /^(?:我要|我想|请|帮我|帮忙)?(?:下[派发牌拍达]|夏派|派发|布置|推送?|发布|安排)(?:一?[个项]|一?下)?(?:新的?)?任务(?!进度|进展|情况|列表|怎么样|的)[\s:：,，]*/u;

/** The word set apart and something after it: nobody talks like that among colleagues. */
const SET_APART = /^\S*?任务(?:\s+|[:：]\s*)\S{4}/u;

/** 确认, where others listen. */
export const CONFIRMED = /^(?:确认|确定|确认下派|下派|派吧|发吧)[。.!！~吧啊]*$/u;

/** 确认, and whatever else means it. */
export const YES = /^(?:确认|确定|下派|派吧|发吧|可以|没问题|没错|对|是的?|好的?|行|ok)[。.!！~吧啊的]*$/iu;

async function hearPush(house: House, spoken: Spoken, said: string): Promise<boolean> {
  const { speaker, heard } = spoken;
  // 确认 that has pushed a task already, heard a second time after a crash.
  if (YES.test(said))
    return (await house.tasks.byOrigin(originOf(heard.account, heard.messageId))) !== undefined;
  if (!PUSH.test(said)) return false;
  const words = heard.text.replace(/^(?:@[^\s@]{1,20}\s+)+/u, '').replace(PUSH, '');
  const pusher = speaker.person && pusherFor(house, speaker.person.id);
  if (!pusher) {
    if (!isMeant(house, spoken, said, words)) return false;
    await reply(house, spoken, 'push', notPushing(whoMayPush(house), isLeader(spoken)));
    return true;
  }
  if (!speaker.isPrivate && speaker.room?.kind !== 'command') {
    if (!isMeant(house, spoken, said, words)) return false;
    await replyPrivately(house, spoken, 'push', pushElsewhere());
    return true;
  }
  const { draft, unknownUnits } = readPush(words, readingScene(house, pusher));
  return proceed({ house, spoken, pusher, draft, ...(unknownUnits === undefined ? {} : { unknownUnits }) });
}

/** In the workers' group only what is plainly a task to push is answered, and nothing where residents read along. */
function isMeant(house: House, spoken: Spoken, said: string, words: string): boolean {
  const { person, room } = spoken.speaker;
  if (isToBot(spoken)) return true;
  if (room?.kind !== 'workers' && room?.kind !== 'command') return false;
  if (SET_APART.test(said)) return true;
  const homes = person?.roles.map(({ unitId }) => unitId) ?? [];
  return readPush(words, sceneWithin(house, homes)).draft.unitIds !== undefined;
}

/** Whoever leads a community has nobody there to ask. */
function isLeader({ speaker }: Spoken): boolean {
  return speaker.person?.roles.some(({ role }) => role === 'grid-leader') ?? false;
}

/** In the order in which they are named. */
const pushingRoles: readonly PushingRole[] = ['operator', 'department', 'grid-leader', 'specialist'];

function whoMayPush({ taskRules }: House): readonly PushingRole[] {
  const { pushers } = taskRules.settings;
  return pushingRoles.filter(role => pushers[role] !== undefined);
}
