import { readPush } from '../tasks/read-push.js';
import * as words from '../words/tasks.js';
import type { House } from './house.js';
import { originOf, proceed, readingScene } from './push-task.js';
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
  /^(?:我要|我想|请|帮我|帮忙)?(?:下[派发牌拍达]|夏派|派发|布置|推送|发布|安排)(?:一?[个项]|一下)?(?:新的?)?任务(?!进度|进展|情况|列表|怎么样|的)[\s:：,，]*/u;

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
  const pusher = speaker.person && pusherFor(house, speaker.person.id);
  if (!pusher) {
    if (isToBot(spoken)) await reply(house, spoken, 'push', words.notPushing());
    return isToBot(spoken);
  }
  if (!speaker.isPrivate && speaker.room?.kind !== 'command') {
    if (isToBot(spoken)) await replyPrivately(house, spoken, 'push', words.pushElsewhere());
    return isToBot(spoken);
  }
  const text = heard.text.replace(/^(?:@[^\s@]{1,20}\s+)+/u, '').replace(PUSH, '');
  const { draft, unknownUnits } = readPush(text, readingScene(house, pusher));
  return proceed({ house, spoken, pusher, draft, ...(unknownUnits === undefined ? {} : { unknownUnits }) });
}
