import { helpForResidents, helpForStaff } from '../words/replies.js';
import { wordHelp, wordsList } from '../words/worker-help.js';
import type { House } from './house.js';
import { reply } from './reply.js';
import type { Spoken } from './spoken.js';
import type { WorkerWord } from './worker-words.js';

const ABOUT =
  '怎么用|怎么说|怎么打|怎么弄|怎么发|怎么记|怎么报|怎么看|咋用|咋弄|咋打|咋说|的?用法|的?说明|帮助|是什么意思|是干什么的|是啥';
const ASKS = '(?:帮助|帮住|邦助|帮组|帮忙说明|使用说明|用法|说明|help)';
const BARE = new RegExp(
  `^(?:${ASKS}|怎么用|口令|命令|指令|菜单|(?:都?有哪些|有什么)(?:口令|命令|指令|词)|(?:你|小格)?(?:都?会|都?能)(?:干|做)?(?:什么|啥|些什么)|[?])[。.!！?？~\\s]*$`,
  'iu',
);
const TOPIC = new RegExp(`^(?:帮助|帮住|邦助|帮组|使用说明|help)[\\s:：,，]*(.{1,8}?)[。.!！?？\\s]*$`, 'iu');
const TOPIC_FIRST = new RegExp(`^(?:请问)?(.{2,8}?)[\\s,，]*(?:${ABOUT})[啊呀呢的]?[。.!！?？\\s]*$`, 'u');
const HOW_TO = /^(?:请问)?(?:怎么|咋|如何|咋样)(.{2,6}?)[啊呀呢]?[。.!！?？\s]*$/u;

/** Voice input makes of the words what it likes. */
const slips: readonly (readonly [RegExp, string])[] = [
  [/大卡|打咔|打咖|签到/u, '打卡'],
  [/寻查|巡察|循查|巡逻/u, '巡查'],
  [/走坊|走放|走仿|家访/u, '走访'],
  [/代办|带办/u, '待办'],
  [/看[版扳]|全局|三级/u, '看板'],
];

/** What help is asked for: '' for all of it, or the word that was named; undefined when none is. */
export function helpAsked(said: string): string | undefined {
  if (BARE.test(said)) return '';
  const topic = (TOPIC.exec(said) ?? TOPIC_FIRST.exec(said) ?? HOW_TO.exec(said))?.[1]?.trim();
  if (topic === undefined) return undefined;
  return slips.reduce((name, [slip, meant]) => name.replace(slip, meant), topic);
}

/** 帮助 lists the words that somebody may say, 帮助 打卡 gives the one. */
export function helpWord(words: () => readonly WorkerWord[]): WorkerWord {
  return {
    name: '帮助',
    help: '帮助——列出所有的词；“帮助 打卡”只看一个',
    who: 'volunteer',
    hear: (house, spoken, said) => hearHelp(house, spoken, said, words()),
  };
}

async function hearHelp(
  house: House,
  spoken: Spoken,
  said: string,
  words: readonly WorkerWord[],
): Promise<boolean> {
  const asked = helpAsked(said);
  if (asked === undefined || !isForBot(spoken)) return false;
  const { isStaff } = spoken.speaker;
  const own = words.filter(({ who }) => isStaff || who !== 'staff');
  const named =
    asked === ''
      ? []
      : own.filter(({ name }) => name === asked || asked.includes(name) || name.includes(asked));
  if (asked !== '' && named.length === 0 && !said.startsWith('帮助')) return false;
  const about = asked === '' ? undefined : ticketLine(asked);
  if (named.length > 0) await reply(house, spoken, 'help', named.map(wordHelp).join('\n'));
  else if (about !== undefined && isStaff) await reply(house, spoken, 'help', about);
  else
    await reply(
      house,
      spoken,
      'help',
      wordsList(isStaff ? helpForStaff() : helpForResidents(), own.map(wordHelp)),
    );
  return true;
}

/** Among neighbours a question is theirs to answer. */
function isForBot({ speaker, heard }: Spoken): boolean {
  const { isPrivate, room } = speaker;
  return isPrivate || heard.mentionsBot || room?.kind === 'workers' || room?.kind === 'command';
}

/** The line of the tickets' words that names this one. */
function ticketLine(word: string): string | undefined {
  return helpForStaff()
    .split('\n')
    .find(line => line.includes(word));
}
