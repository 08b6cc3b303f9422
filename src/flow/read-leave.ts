/** What somebody says about being away. */
export type LeaveWord =
  /** 请假 with the days and the stand-in in `rest`. */
  | { readonly kind: 'leave'; readonly rest: string }
  /** 销假: back, or not going. Unsure (我回来了) it means that only for somebody who is away. */
  | { readonly kind: 'end'; readonly isSure: boolean }
  /** 不同意请假, with a name or none in `rest`. */
  | { readonly kind: 'refuse'; readonly rest: string };

/** As it is typed, and as a voice is written down. */
const HOW_LONG =
  '(?:[\\d一二两三四五六七八九十半]{1,3}\\s*个?\\s*(?:天|周|星期|礼拜|小时|月|上午|下午)\\s*的?)?';
const LEAVE = `(?:[请清青]\\s*(?:个|一下)?\\s*${HOW_LONG}[年病事婚产丧]?[假驾嫁]|休\\s*${HOW_LONG}[年婚产病]?假|调休|补休|年假|病假|事假|婚假|产假|陪产假|丧假)`;
const TIME =
  '(?:[今明后大昨昔本下这周星期礼拜末月底年初日天号早晚上下午一二两三四五六七八九十半个起从自开始到至和、,，\\d\\s.~～—–-]{0,24})';
const WANT = '(?:我)?(?:这边|那边)?(?:要|想|得|需要|申请|准备|打算|需|先)?';
/** What makes it talk about leave in general, or about somebody's paper. */
const NOT = '(?!条|的(?!话)|制度|流程|手续|单|表|规定|审批|要(?!去)|须|必须|提前|也|都|人|吗|么|没|过)';
const ASKS = new RegExp(`^(?:小格[,，\\s]*)?${WANT}${TIME}[,，\\s]*${WANT}${LEAVE}${NOT}`, 'u');
/** Why, before the word: 家里老人住院，请假三天. Only of oneself; 小王病了请假 is told of a colleague. */
const SELF = '(?:我|咱|家里|家中|家人|孩子|小孩|娃|身体|人|爱人|老婆|老公|媳妇|爸|妈|父亲|母亲|老家)';
const WHY =
  '(?:有点?(?:急|私)?事|临时有事|生病|病了|不舒服|难受|发烧|感冒|住院|手术|去医院|看病|看牙|体检|家长会|搬家|疼)';
const AFTER_WHY = new RegExp(
  `^(?:小格[,，\\s]*)?${TIME}(?:${SELF}\\p{Script=Han}{0,6}?)?${WHY}了?[,，。;；\\s]*(?:所以)?${WANT}${TIME}[,，\\s]*${WANT}${LEAVE}${NOT}`,
  'u',
);
const QUESTION = /[?？]|[吗么]\s*[。.!！~～]*$|能不能|可不可以|可以请|怎么请|谁/u;
const ENDS =
  /^(?:小格[,，\s]*)?我?(?:要|来|想|先|已经)?(?:销\s*[假驾嫁]|消\s*[假驾]|取消(?:请假|休假|假期)|(?:请假|休假|假期)取消|撤销请假|不请假了|[假驾]不请了|不休了|提前回来(?:上班)?了?)(?:了|啦|吧|哈)?[\s。.!！~～]*(?:$|[,，])/u;
/** Said by whoever is away. */
const BACK =
  /^(?:小格[,，\s]*)?(?:我?不请了|我(?:已经)?回来了|(?:我|已经?)*(?:返岗|回来上班)了)[\s。.!！~～]*$/u;
const REFUSES =
  /^(?:不同意|不批准?|不准|不予?批准|驳回)\s*(?:(\S{1,10}?)\s*的?)?\s*(?:请\s*[假驾]|休?[假驾](?=$|[\s,，。]))|^[假驾]不[批准]/u;

/** Reads it strictly: talk about leave, somebody else's leave and questions are no word for the bot. */
export function readLeave(said: string): LeaveWord | undefined {
  if (QUESTION.test(said)) return undefined;
  if (ENDS.test(said)) return { kind: 'end', isSure: true };
  if (BACK.test(said)) return { kind: 'end', isSure: false };
  const refused = REFUSES.exec(said);
  if (refused) return { kind: 'refuse', rest: `${refused[1] ?? ''} ${said.replace(REFUSES, '')}`.trim() };
  return ASKS.test(said) || AFTER_WHY.test(said) ? { kind: 'leave', rest: said } : undefined;
}

const NOBODY = /没人代|无人代|不用代|不用人代|没有人代|没人顶|代班人?[:：]?\s*(?:无|没有)/u;

/** Whether the words say that nobody stands in. */
export function namesNobody(said: string): boolean {
  return (
    NOBODY.test(said) ||
    /^(?:没有?|没人|无|暂无|不用|没有?人|不需要|没谁)(?:了|代|的)?[\s。.!！~～]*$/u.test(said.trim())
  );
}

const STANDS_IN =
  '(?:来)?(?:帮我|帮忙|替我|代我)?(?:代班|代替|代管|代一下|代几天|代|顶班|顶替|顶上|顶一下|顶|替班|替我?|接替|盯着?|负责)';
const INSTEAD = [
  /(?:代班|代理|替班|顶班|接替|[ABab]角)人?\s*[:：是]?\s*@?([\p{Script=Han}\w]{2,8})/u,
  new RegExp(
    `(?:由|让|请(?!\\s*[个一]?\\S{0,4}[假驾嫁])|找|叫|托|拜托|麻烦)\\s*@?([\\p{Script=Han}\\w]{2,8}?)\\s*${STANDS_IN}`,
    'u',
  ),
  new RegExp(
    `(?:^|[\\s,，、;；。.@])@?([\\p{Script=Han}\\w]{2,8}?)\\s*${STANDS_IN}(?=$|[\\s,，。.!！;；~～])`,
    'u',
  ),
];

/**
 * The words that name the stand-in: what stands beside 代班 and the like, or a bare name at the end. '' when there are none.
 * Names elsewhere are part of the reason: 陪小周去医院.
 */
export function standInWords(said: string): string {
  if (namesNobody(said)) return '';
  for (const form of INSTEAD) {
    const name = form.exec(said)?.[1];
    if (name !== undefined) return name;
  }
  const last = /[\s,，、;；]@?([\p{Script=Han}]{2,6})[。.!！~～]*$/u.exec(said)?.[1] ?? '';
  const isTime = /^(?:到|至|从|自)?(?:[今明后下这本]|周|星期|礼拜|月|半)/u.test(last);
  return isTime || /去|看|有事|家里|回|医|病|休|假|孩子|生|出|办|开会|[上下]午/u.test(last) ? '' : last;
}
