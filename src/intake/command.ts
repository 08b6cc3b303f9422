/** What a word asks for. Staff verbs move a ticket; the others anybody may say. */
export const verbs = [
  'accept',
  'arrive',
  'finish',
  'escalate',
  'return',
  'hand-over',
  'team-up',
  'extend',
  'agree',
  'refuse',
  'suspend',
  'resume',
  'verify',
  'verify-failed',
  'list',
  'recategorise',
  'decline',
  'merge',
  'supervise',
  'publish',
  'note',
  'take-on',
  'support',
  'withdraw',
  'urge',
  'progress',
  'reopen',
  'not-same',
  'correct',
  'bind',
  'help',
] as const;
export type Verb = (typeof verbs)[number];

/** A command as it was said. */
export interface Command {
  readonly verb: Verb;
  /** Ticket numbers in the order named: whole (`WG-20261121-0007`) or their last digits (`0007`). */
  readonly numbers: readonly string[];
  /** What was said besides the word and the numbers: a note, a reason, a target. */
  readonly rest: string;
  /** True when the word alone leaves no doubt that the bot is meant; weak words need a fitting ticket. */
  readonly isStrong: boolean;
}

interface VerbForm {
  readonly verb: Verb;
  readonly form: RegExp;
  readonly isWeak?: true;
  /** The word is part of the note, and stays in `rest`. */
  readonly keeps?: true;
  readonly who?: 'staff' | 'resident';
}

/** After a word: the end, a space, a sign, a digit or an @; `接` must not match 接孩子. */
const END = '(?=$|[\\s,，。.!！、:：;；~～@\\d（(【\\[]|WG)';
const PART = '(?:了|啦|吧|哈|呀|嘞|下|一下)?';

/** The words for having looked at it on the spot. */
const CHECKED = '(?:现场)?(?:已经?)?(?:核实|验收|核验)';

function starting(words: string, end = END): RegExp {
  return new RegExp(`^(?:${words})${PART}${end}`, 'u');
}

/** In this order; the first that fits wins. */
const forms: readonly VerbForm[] = [
  { verb: 'bind', form: /^绑定\s*(?=[A-Za-z0-9])/u },
  { verb: 'help', form: /^(?:帮助|怎么用|使用说明|help|[?？])$/iu },
  {
    verb: 'verify-failed',
    form: new RegExp(
      `^${CHECKED}(?:过?了?|后|结果)[\\s,，:：]*(?:不通过|未通过|没通过|没过|不过|不合格|(?=没(?!什?么?问题|有?问题|毛病)|未|还(?:在|是|没|不)|仍|依旧|依然|不(?:行|属实|达标|到位)))|^(?:看过)?[^。]{0,12}核实不通过`,
      'u',
    ),
    who: 'staff',
  },
  {
    verb: 'verify',
    form: new RegExp(
      `^${CHECKED}(?:通过(?!了?[吗么没?？])|合格|无误|没问题|好了|完毕|(?:过了?|了|完了?)?${END})|(?<=^|[\\s,，。；;])${CHECKED}通过(?!了?[吗么没?？]|再|之?后)`,
      'u',
    ),
    who: 'staff',
  },
  { verb: 'refuse', form: /^(?:不同意|不批准?|驳回)(?:延期|挂起)?/u, who: 'staff' },
  { verb: 'agree', form: /^(?:同意|批准|准许|可以)(?:延期)/u, who: 'staff' },
  { verb: 'agree', form: starting('同意|批准'), who: 'staff' },
  { verb: 'extend', form: /^(?:我?(?:要|想)?申请)?延期|申请延期/u, who: 'staff' },
  { verb: 'suspend', form: /^(?:申请)?挂起|申请挂起/u, who: 'staff' },
  { verb: 'resume', form: starting('恢复办理|恢复|解挂|继续办理?'), who: 'staff' },
  { verb: 'decline', form: /^不予?受理/u, who: 'staff' },
  { verb: 'take-on', form: starting('受理|派单|确认'), who: 'staff' },
  { verb: 'escalate', form: /^(?:再次|申请|请求)?上报|申请上报|请求上报/u, who: 'staff' },
  { verb: 'return', form: /^退回|^退单|^退给|^申请退回/u, who: 'staff' },
  {
    verb: 'hand-over',
    form: /^(?:转派|转交|转给|转办|派给|指派|分派|改派|派(?!出所))(?=$|[给到\s@:：\p{Script=Han}\dW])/u,
    who: 'staff',
  },
  { verb: 'team-up', form: /^(?:组团|组队|叫上|拉上)/u, who: 'staff' },
  { verb: 'recategorise', form: /^(?:改类别?|改分类|类别改[为成]|分类改[为成]|改[为成])/u, who: 'staff' },
  { verb: 'merge', form: /^(?:并案|并入|并到|合并)/u, who: 'staff' },
  { verb: 'supervise', form: /^督办(?!要求)/u, who: 'staff' },
  { verb: 'publish', form: /^(?:通报|群里通知|告诉大家|告诉居民)[:：,，\s]?/u, who: 'staff' },
  { verb: 'list', form: /^(?:我的?)?(?:待办|代办|单子|工单)(?:列表)?[?？]?$/u, who: 'staff' },
  { verb: 'finish', form: starting('办结|已办结|申请办结'), who: 'staff' },
  {
    verb: 'finish',
    form: starting('已?完成|处理完|处理好|已处理|办好|办完|搞定|修好|弄好|解决|换好'),
    isWeak: true,
    keeps: true,
    who: 'staff',
  },
  { verb: 'accept', form: starting('我?来?接单|接|我接|接了|已接|收到接单|已接单'), who: 'staff' },
  {
    verb: 'arrive',
    form: starting('到|到了|已到|到场|已到场|到现场|在路上|马上到|出发|我过去|这就去|这就到'),
    isWeak: true,
    keeps: true,
    who: 'staff',
  },
  {
    verb: 'note',
    form: /^(?:进展|进度[:：]|跟进|备注|补充说明|督办要求|补了|补充|补)(?=$|[\s,，:：[【一了])/u,
  },
  { verb: 'support', form: starting('我?(?:要|也)?附议') },
  {
    verb: 'support',
    form: /^(?:\+1|加一|同上|同求|我家也是|我们家也是|我家也一样|我家也有|我也是|我这也是|我们这也是|一样一样|俺家也是|我家也遇到)(?=$|[\s,，。.!！~～…]|[\u{1F300}-\u{1FAFF}])/u,
    isWeak: true,
    keeps: true,
  },
  { verb: 'urge', form: /^(?:催办|催单|催一催|催一下|催下|催催|帮忙催)|催一下[吧啊]?$/u },
  {
    verb: 'withdraw',
    form: /^(?:撤回|撤销|撤单|取消报事|撤了)|(?:那个|这个|它|单子|那件|这件)(?:就)?(?:撤|撤了|撤回|撤销|取消)(?:了)?(?:吧|掉)?[。!！~]*$/u,
  },
  { verb: 'reopen', form: /^(?:重办|重开|再报|再办|要办)(?=$|[\s,，。!！:：])/u },
  {
    verb: 'correct',
    form: /^(?:这个?|那个?|这件|那件)?(?:不是|不归|不该是?|不属于)[^,，。\s]{1,10}[,，。\s]+(?:应该)?(?:是|归|属于|找|该)(?=[^,，。\s]{2,12})/u,
    isWeak: true,
  },
  {
    verb: 'not-same',
    form: /^(?:不是同一件|不是一回事|不是一件|不一样|不是一码事|不是的?)(?=$|[\s,，。!！])/u,
  },
  {
    verb: 'progress',
    form: /^(?:查?进度|进展)[?？]?$|(?:到哪(?:一?步)?了|(?<![得体况病])怎么样了|处理得?(?:咋|怎么)样|办得?(?:咋|怎么)样|处理了(?:没|吗|么)|办了(?:没|吗)|有结果(?:没|了吗|吗)|啥进展|什么进展)/u,
  },
];

const WHOLE_NUMBER = /WG[-—－\s]?(\d{8})[-—－\s]?(\d{4,})/giu;
const SHORT_NUMBER = /(?<![\d.:：/年月日WGwg-])(\d{4})(?![\d.:：号楼栋室年元块户米-])/gu;

/** Ticket numbers the text names; whole ones anywhere, four digits only where they may stand for one. */
export function numbersIn(text: string): { numbers: string[]; rest: string } {
  const numbers: string[] = [];
  const rest = text.replace(WHOLE_NUMBER, (_whole, day: string, count: string) => {
    numbers.push(`WG-${day}-${count}`);
    return ' ';
  });
  return { numbers, rest: rest.replace(/\s+/g, ' ').trim() };
}

function shortNumbersIn(text: string): { numbers: string[]; rest: string } {
  const numbers: string[] = [];
  const leading = text.replace(SHORT_NUMBER, (whole, digits: string, at: number) => {
    if (at > 8 || numbers.length >= 2) return whole;
    numbers.push(digits);
    return ' ';
  });
  return { numbers, rest: leading.replace(/\s+/g, ' ').trim() };
}

const SIGNS = /^[\s,，。.:：;；!！、~～]+/u;

/**
 * Reads a command. Forgiving: the number may stand before or after the word, @names before it, signs anywhere.
 *
 * @param text cleaned text, the bot's mention taken out
 * @param isStaff whether the speaker may move tickets; residents' words are only read for the verbs of residents
 */
export function readCommand(text: string, isStaff: boolean): Command | undefined {
  const whole = numbersIn(text.replace(/^(?:@[^\s@]{1,20}\s+)+/u, ''));
  const said = whole.rest.replace(SIGNS, '');
  const bare = isStaff ? said.replace(/^(?:#|单号?)?\d{4}(?!\d)\s*[,，:：]?\s*/u, '') : said;
  for (const { verb, form, isWeak, keeps, who } of forms) {
    if (who === 'staff' && !isStaff) continue;
    const match = form.exec(bare) ?? form.exec(said);
    if (!match) continue;
    const short =
      whole.numbers.length === 0 || verb === 'merge' ? shortNumbersIn(said) : { numbers: [], rest: said };
    const numbers = [...whole.numbers, ...short.numbers];
    const after = match.index === 0 && !keeps ? short.rest.replace(form, '') : short.rest;
    return { verb, numbers, rest: after.replace(SIGNS, '').trim(), isStrong: !isWeak };
  }
  return undefined;
}

/** True when a number named (whole or its last digits) means this ticket. */
export function isNumberOf(named: string, number: string): boolean {
  return named === number || number.endsWith(`-${named}`);
}
