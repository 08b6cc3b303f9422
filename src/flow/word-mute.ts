import * as words from '../words/reminders.js';
import { isAmongStaff } from './meant-for-bot.js';
import { reply } from './reply.js';
import type { WorkerWord } from './worker-words.js';

/** 提醒 as it is typed and as a voice is written down. */
const REMIND = '(?:提醒|题醒|提新|提行|打扰)';
const ME = '(?:我|咱|咱们|我们)?';
const TODAY = '(?:今天|今日|今儿)?';
const END = '(?:了|啦|吧|哈|呀|喽|咯|好吗|好不好|行吗)*[。.!！~～]*';

/** 今天别提醒了, 别再提醒我啦, 先不要提醒我了; 暂停提醒, 提醒关了吧; 明天再提醒我. */
const STOP = new RegExp(
  `^(?:小格)?(?:麻烦|请)?(?:${[
    `${TODAY}(?:就|先|都)?(?:别|不要|不用|甭|勿)(?:再)?(?:给)?${ME}(?:发)?${REMIND}${ME}(?:了)?${TODAY}`,
    `${TODAY}(?:先|把)?(?:停止|暂停|关闭|关掉|关了|停掉|停了)${TODAY}的?${REMIND}`,
    `(?:把)?${TODAY}的?${REMIND}(?:先|都|给我)?(?:停|关)(?:掉|了|一下|闭)?`,
    `(?:等)?(?:明天|明早)再(?:给)?${ME}${REMIND}${ME}`,
    `${TODAY}免打扰`,
  ].join('|')})${END}$`,
  'u',
);
/** 恢复提醒, 可以提醒我了, 提醒打开吧. */
const GO_ON = new RegExp(
  `^(?:小格)?(?:${[
    `(?:恢复|继续|接着|重新|打开|开启|可以)(?:给)?${ME}(?:发)?${REMIND}${ME}`,
    `(?:把)?${REMIND}(?:再|重新)?(?:打开|开启|恢复|开)`,
  ].join('|')})${END}$`,
  'u',
);

/** 今天别提醒了, and 恢复提醒. */
export const muteWord: WorkerWord = {
  name: '别提醒',
  help: '今天别提醒了——不急的今天不再提醒，明早照常；“恢复提醒”马上恢复',
  who: 'staff',
  async hear(house, spoken, said) {
    const { person } = spoken.speaker;
    if (!person || !isAmongStaff(spoken)) return false;
    const bare = said.replace(/[\s,，]+/gu, '');
    const now = house.clock.now();
    const { mutes } = house.reminders;
    if (STOP.test(bare)) {
      await mutes.mute(person.id, now);
      await reply(house, spoken, 'mute', words.muted());
      return true;
    }
    if (!GO_ON.test(bare)) return false;
    await reply(house, spoken, 'unmute', words.unmuted(await mutes.unmute(person.id, now)));
    return true;
  },
};
