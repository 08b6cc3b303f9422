import { numbersIn } from '../intake/command.js';

/** What a word about a pushed task asks for. */
export type TaskVerb =
  | 'take'
  | 'progress'
  | 'finish'
  | 'correct'
  | 'difficulty'
  | 'help'
  | 'helper'
  | 'overview'
  | 'withdraw'
  | 'extend'
  | 'accept'
  | 'reject'
  | 'feedback'
  | 'change'
  | 'admit'
  | 'admit-until'
  | 'ask-changes'
  | 'refuse'
  | 'request';

/** `7栋 30/56户` */
export interface CountSaid {
  /** As it was named; '' when no unit was. */
  readonly unit: string;
  readonly done: number;
  readonly target?: number;
}

/** A word about a pushed task, as it was said. */
export interface TaskWord {
  readonly verb: TaskVerb;
  /** Numbers in the order named: whole, or their last four digits. */
  readonly numbers: readonly string[];
  /** What was said besides the word, the numbers and the counts. */
  readonly rest: string;
  readonly counts: readonly CountSaid[];
  /** Units named without a count: `7栋完成`. */
  readonly units: readonly string[];
  /** False when the same word may mean a ticket. */
  readonly isSure: boolean;
  /** Said without a word of its own (`7栋 30户`): only somebody who works on a task means it. */
  readonly isBare: boolean;
}

const END = '(?=$|[\\s,，。.!！、:：;；~～@\\d（(【\\[]|WG)';

interface Form {
  readonly verb: TaskVerb;
  readonly form: RegExp;
  readonly isShared?: true;
  /** The word is part of what is passed on. */
  readonly keeps?: true;
}

function starting(words: string): RegExp {
  return new RegExp(`^(?:${words})(?:了|啦|吧|哈|一下|下)?${END}`, 'u');
}

/** In this order; the first that fits wins. */
const forms: readonly Form[] = [
  { verb: 'admit-until', form: /^(?:同意|可以|给予?)?(?:临时|零时|临食)准入/u },
  { verb: 'refuse', form: /^(?:不予?|不同意|不给予?|不批)准?入/u },
  { verb: 'admit', form: starting('(?:准入|审核)通过|(?:同意|通过|批准)准入') },
  { verb: 'ask-changes', form: /^(?:退回|打回)(?:去)?(?:修改|重[改做写报])/u },
  { verb: 'request', form: /^申请(?:临时)?准入/u },
  {
    verb: 'overview',
    form: /^(?:查?看?一?下?)?(?:我的)?(?:下派)?任务(?:进度|进展|情况|列表)?(?:怎么样了?|如何)?[?？]?(?=$|\s|WG|\d)/u,
  },
  { verb: 'withdraw', form: /^(?:撤回|撤销|取消|收回)(?:这个|该项?)?任务/u },
  { verb: 'extend', form: /^任务(?:申请)?(?:延期|延长|顺延|放宽)|^(?:延长|延期|放宽)任务(?:期限|时间)?/u },
  { verb: 'reject', form: /^(?:任务)?验收(?:不|没有?|未)(?:能)?(?:通过|合格|过)/u, isShared: true },
  { verb: 'accept', form: /^(?:任务)?(?:同意)?验收(?:通过(?!了?[吗么没?？])|合格|没问题)/u, isShared: true },
  { verb: 'feedback', form: /^反馈(?:结果)?(?=[\s:：,，\dW【])/u },
  { verb: 'change', form: /^(?:修改|重新提交|再次提交)(?:任务|申请)?(?=[\s:：,，\dW【]|$)/u },
  { verb: 'helper', form: /^(?:派|安排|叫)?(?:个)?帮手(?=[\s:：,，\dW@【]|$)/u },
  { verb: 'correct', form: /^(?:更正|改正|纠正|订正)(?:一下|成|为)?/u },
  {
    verb: 'help',
    form: /^(?:需要|要|求|请求|申请|缺|想要)(?:个|点|一?下)?(?:帮手|支援|增援|人手|搭把手|帮忙|人帮忙)|^人手不够|^(?:能|可以)?来个?人(?:一起|帮|搭)/u,
    keeps: true,
  },
  {
    verb: 'difficulty',
    form: /^(?:有|遇到|碰到)(?:点|些|个)?(?:困难|难处|难题)|^困难(?=[\s:：,，])|^(?:做|办|登|推)不(?:了|动|下去)(?:了)?(?=[\s:：,，]|$)|^卡住了?/u,
  },
  { verb: 'take', form: starting('领取?|已领取?|我领|领任务|接任务|收到任务|任务收到') },
  { verb: 'take', form: starting('我?来?接|我接|已接|接单|我?来?接单'), isShared: true },
  {
    verb: 'finish',
    form: starting('(?:任务)?(?:已经?|全部?|都|全都)?(?:登记?完|走完|核完|查完|发完)(?:毕)?'),
  },
  {
    verb: 'finish',
    form: starting('(?:任务)?(?:已经?|全部?|都|全都)?(?:完成|做完|办完|搞定|弄完|干完)'),
    isShared: true,
  },
  {
    verb: 'progress',
    form: /^(?:今[日天])?(?:报个?|更新|汇报)?(?:进度|进展|金度)(?=$|[\s:：,，\d])/u,
    isShared: true,
  },
  { verb: 'withdraw', form: /^(?:撤回|撤销)(?=[\s,，\d]|$)/u, isShared: true },
  { verb: 'extend', form: /^(?:申请)?延期/u, isShared: true },
];

const UNIT_SUFFIX = '(?:栋|幢|座|号楼|号微网格|微网格|号网格|网格|沿街|社区)';
const UNIT = `(?:[\\p{Script=Han}]{0,8}?第?(?:\\d{1,3}|[一二三四五六七八九十]{1,3})\\s*${UNIT_SUFFIX}|[\\p{Script=Han}]{2,8}?(?:沿街|社区))`;
const DID = '(?:已经?|共|累计|今天)?(?:登记?|做|走|核对?|查|发|跑|完成|办)?(?:了|到)?';
const WORD = '(?:户|人|家|处|份|次|张|间|个(?!月|小时|工作日))';
const COUNT = new RegExp(
  `^[\\s,，、;；]*(?:(${UNIT})\\s*[:：]?\\s*)?${DID}\\s*(\\d{1,5})\\s*(?:/\\s*(\\d{1,5}))?\\s*(${WORD})?(?:了|啦)?(?=$|[\\s,，、;；。.!！]|${UNIT})`,
  'u',
);
const NAMED = new RegExp(`^[\\s,，、;；和]*(${UNIT})`, 'u');
const UNIT_FINISHED = new RegExp(
  `^((?:${UNIT}[\\s,，、;；和]*)+)(?:都|全部?|已经?)*(?:完成|做完|登记?完|走完|核完|查完)(?:了|啦)?[。.!！~]*$`,
  'u',
);

/** Reads a word about a pushed task. Forgiving: the number may stand before or after the word. Undefined when it is none. */
export function readTaskWord(text: string): TaskWord | undefined {
  const whole = numbersIn(text);
  const said = trimmed(whole.rest);
  const early = /^(?:#|单号?|任务)?(\d{4})(?![\d/户人家])\s*[,，:：]?\s*/u.exec(said);
  const bare = early && whole.numbers.length === 0 ? said.slice(early[0].length) : said;
  const first = early?.[1] !== undefined && whole.numbers.length === 0 ? [early[1]] : whole.numbers;
  for (const { verb, form, isShared, keeps } of forms) {
    const match = form.exec(bare);
    if (!match) continue;
    const after = trimmed(keeps ? bare : bare.slice(match[0].length));
    const short = first.length === 0 && !keeps ? /^(\d{4})(?![\d/户人家])/u.exec(after) : null;
    const rest = trimmed(short ? after.slice(short[0].length) : after);
    const numbers = short?.[1] === undefined ? first : [short[1]];
    return worded({ verb, numbers, isSure: !isShared, isBare: false }, rest);
  }
  return bareWord(bare, first);
}

type Head = Pick<TaskWord, 'verb' | 'numbers' | 'isSure' | 'isBare'>;

/** `完成 30户` is progress; `进度` with nothing after it asks how far things are. */
function worded(head: Head, text: string): TaskWord {
  const none = { counts: [], units: [], rest: text };
  switch (head.verb) {
    case 'progress': {
      const { counts, rest } = countsIn(text);
      if (counts.length > 0) return { ...head, counts, units: [], rest };
      return { ...head, ...none, verb: text === '' ? 'overview' : 'progress' };
    }
    case 'finish': {
      const { counts, rest } = countsIn(text);
      if (counts.length > 0) return { ...head, verb: 'progress', counts, units: [], rest };
      return { ...head, ...none, ...unitsIn(text) };
    }
    case 'correct': {
      const named = unitsIn(text.replace(/^应[做登该有]+(?:是|为)?/u, ''));
      const isTarget = /应[做登该有]/u.test(text);
      const { counts, rest } = countsIn(text.replace(/应[做登该有]+(?:是|为)?/u, ''));
      const meant = isTarget
        ? counts.map(({ unit, done }) => ({ unit, done: Number.NaN, target: done }))
        : counts;
      return { ...head, counts: meant, units: named.units, rest };
    }
    case 'take':
    case 'reject':
      return { ...head, ...none, ...unitsIn(text) };
    default:
      return { ...head, ...none };
  }
}

/** `7栋 30户`, `30/42`, `7栋完成`: nothing else may be said with it. */
function bareWord(text: string, numbers: readonly string[]): TaskWord | undefined {
  const head = { numbers, isSure: true, isBare: true } as const;
  const finished = UNIT_FINISHED.exec(text)?.[1];
  if (finished !== undefined)
    return { ...head, verb: 'finish', counts: [], rest: '', units: unitsIn(finished).units };
  const { counts, rest, isCounted } = countsIn(text);
  const isAll = counts.length > 0 && rest === '' && isCounted;
  return isAll ? { ...head, verb: 'progress', counts, units: [], rest: '' } : undefined;
}

/** @returns the counts that the text begins with, what is left, and whether each says what it counts */
function countsIn(text: string): { counts: readonly CountSaid[]; rest: string; isCounted: boolean } {
  const counts: CountSaid[] = [];
  let left = text;
  let isCounted = true;
  for (let match = COUNT.exec(left); match; match = COUNT.exec(left)) {
    const [whole, unit = '', done, target, word] = match;
    counts.push({
      unit: unit.trim(),
      done: Number(done),
      ...(target === undefined ? {} : { target: Number(target) }),
    });
    isCounted &&= word !== undefined || target !== undefined;
    left = left.slice(whole.length);
  }
  return { counts, rest: trimmed(left), isCounted };
}

function unitsIn(text: string): { units: readonly string[]; rest: string } {
  const units: string[] = [];
  let left = text;
  for (let match = NAMED.exec(left); match?.[1] !== undefined; match = NAMED.exec(left)) {
    units.push(match[1].trim());
    left = left.slice(match[0].length);
  }
  return { units, rest: trimmed(left) };
}

function trimmed(text: string): string {
  return text.replace(/^[\s,，。.:：;；!！、~～]+/u, '').replace(/[\s。.!！~～]+$/u, '');
}
