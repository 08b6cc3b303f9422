/** What somebody says about work that is to change hands. */
export type HandOverWord =
  /** 交接, with the receiver's name in `named` ('' for none). */
  | { readonly kind: 'give'; readonly named: string }
  /** 接 by the receiver; sure when it can mean nothing else, with the giver's name if one is said. */
  | { readonly kind: 'take'; readonly isSure: boolean; readonly named: string }
  /** 不接 by the receiver. */
  | { readonly kind: 'decline' }
  /** 不同意交接 by the leader. */
  | { readonly kind: 'refuse'; readonly named: string };

const MINE =
  '(?:我?(?:要|想|先|来|得)?(?:把)?(?:我?手[上头里]?(?:边|的)?)?(?:所有|全部)?的?(?:工作|单子?|工单|活儿?|任务|待办|事情?)?(?:都|全部?|先)?)?';
const PASS = '(?:(?:办|做)?(?:交接|交结|移交|交班)(?:一下|下)?)';
const GIVE = new RegExp(
  `^(?:小格[,，\\s]*)?${MINE}${PASS}(?:工作|单子?|工单|活儿?|任务)?\\s*(?:(?:给|到|至|:|：|@)|(?=$|[\\s\\d@]|WG))`,
  'u',
);
/** 手上的单都交给小周 */
const GIVE_ALL =
  /^(?:小格[,，\s]*)?我?(?:要|想)?(?:把)?(?:我?手[上头里]的?|我的)(?:所有|全部)?的?(?:工作|单子|工单|活儿?|任务|待办|几?件?单?)?(?:都|全部?|先)?(?:交|转)给/u;
const QUESTION = /[?？]|[吗么]\s*[。.!！~～]*$|怎么|谁/u;
const END = '(?:了|啦|吧|哈|好)?[\\s。.!！~～]*$';
const TAKE = new RegExp(
  `^(?:好的?|行|可以|没问题|收到)?[,，\\s]*(?:我?来?接|我接|接下|接手|都?接|接了|已接)${END}`,
  'u',
);
const TAKE_SURELY = new RegExp(
  `^(?:好的?|行|可以|收到)?[,，\\s]*(?:我?来?接|接下|接手|同意)(?:了)?\\s*(?:(\\S{1,8}?)的?)?\\s*(?:交接|交班|移交|的交接)\\s*(\\S{1,8})?${END}`,
  'u',
);
const DECLINE = new RegExp(
  `^(?:我)?(?:不接|不方便接?|接不了|没法接|不能接|忙不过来[,，\\s]*(?:不接|接不了)?)(?:交接)?${END}`,
  'u',
);
const REFUSE = /^(?:不同意|不批准?|不准|驳回)\s*(?:(\S{1,10}?)\s*的?)?\s*(?:交接|移交|交班)\s*(\S{1,10})?/u;

/** Reads it strictly: 交接完了 and 交接班开会 are talk among colleagues. */
export function readHandOver(said: string): HandOverWord | undefined {
  const refused = REFUSE.exec(said);
  if (refused) return { kind: 'refuse', named: refused[1] ?? refused[2] ?? '' };
  if (QUESTION.test(said)) return undefined;
  const give = GIVE.exec(said) ?? GIVE_ALL.exec(said);
  if (give) return { kind: 'give', named: said.slice(give[0].length).trim() };
  if (DECLINE.test(said)) return { kind: 'decline' };
  const surely = TAKE_SURELY.exec(said);
  if (surely) return { kind: 'take', isSure: true, named: surely[1] ?? surely[2] ?? '' };
  return TAKE.test(said) ? { kind: 'take', isSure: false, named: '' } : undefined;
}
