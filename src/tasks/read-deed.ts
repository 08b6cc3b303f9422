import type { FieldKind } from './grid-work.js';

/** What was told of a deed. */
export interface ToldDeed {
  readonly kind: FieldKind;
  /** What was said besides the word and the marks; '' for the bare word. */
  readonly text: string;
  /** The same without the buildings that it begins with. */
  readonly remark: string;
  /** A location was written into the words: [定位]. */
  readonly hasLocation: boolean;
  /** Nothing but the word was said, with marks at most. */
  readonly isBare: boolean;
}

/** Names by which speakers may call themselves, and estates of the roster. */
export interface Known {
  readonly names?: readonly string[];
  readonly estates?: readonly string[];
}

const LOCATION = /[[【［(（]\s*(?:定位|位置|地理位置|location)\s*[\]】］)）]/giu;
const PHOTO = /[[【［(（]\s*(?:图片|照片|相片|photo|image)\s*[\]】］)）]/giu;
const SIGNS = /^(?:[\s,，.。!！:：;；、~～…—-]|\p{Extended_Pictographic}|\uFE0F)+/u;

/** The words with what voice input makes of them; in this order, so that 巡查打卡 is a check-in. */
const words: readonly (readonly [FieldKind, RegExp])[] = [
  [
    'check-in',
    /^(?:日常|每日|今日|早间|晚间|巡逻|巡查|网格|到岗|上岗|到点|定位|签到|上班|下班)*(?:打卡|打[完了过]卡|大卡(?!车|路里|司机|点|拉)|打咔|打咖(?!啡)|打喀|签到)/u,
  ],
  [
    'patrol',
    /^(?:日常|例行|常规|安全|消防|夜间|夜|晚间|早间|今日|重点|雨后|节前|网格|楼道)*(?:巡查|寻查(?!找)|巡察|循查|巡逻|巡检|巡楼|夜巡|巡视(?!组)|巡防(?!队))/u,
  ],
  [
    'visit',
    /^(?:日常|入户|上门|例行|重点|敲门)*(?:走访|走坊(?!间)|走放(?![学下开置])|走仿|走方(?![向块便法])|入户(?=了|\s|\d|完)|家访)(?:打卡)?/u,
  ],
];

/** What may stand before the word when somebody tells what they did. */
const lead =
  '(?:各位|大家)?(?:老师|同事|领导|伙伴们?|家人们?)*(?:早上好|上午好|中午好|下午好|晚上好|大家好|你好|您好|早安|早啊?(?![上间晨巡])|收到|好的|报告|汇报一?下?|嗯+|小格)|书记好?|本人|(?:帮我|给我)?(?:记录|登记|记)(?:一下|下|一次|一个|个)?|我们?来?|咱们?|俺|自己' +
  '|\\d{1,2}[:：]\\d{2}|\\d{1,2}点(?:半|\\d{1,2}分?)?|刚刚?才?|方才|已经|已|补|也|又|顺便|顺路|按时|准时|正常|完成了?|结束了?|进行了?|去了|(?:在|于|对)(?=.{0,8}[栋幢座#号])' +
  '|(?:和|跟|同|与|陪同?|带着?)[^,，。;；\\s!！?？去]{1,8}?(?:一起|一同|一块儿?|共同)' +
  '|带着?[^,，。;；\\s]{1,4}?(?=巡|走访|入户)';
/** Days and parts of days: what comes after may be a plan as well. */
const whenever =
  '(?:去|到)(?=.{0,8}[栋幢座#号])|今天|今日|今早|今晨|(?:早上|上午|中午|下午|晚上)(?!好)|傍晚|今晚|昨天|昨晚|前天|上周|本周|这周|这两天|周[一二三四五六日末]';
const NUMBER = '(?:[A-Za-z]?\\d{1,4}|[一二三四五六七八九十]{1,3}|[A-Za-z甲乙丙丁])';
const SUFFIX = '(?:号楼|栋(?:楼(?![道下上顶梯层门]))?|幢|座|#楼?|单元|网格|室|层|号|户)';
const spot =
  `(?:(?:第?${NUMBER}\\s*[-–—~至到、,，/和及]\\s*)*第?${NUMBER}\\s*${SUFFIX}[-–—~至到、,，/和及]?|\\d{3,4}(?!\\d)[、,，]?)+` +
  '(?:楼道|楼顶|门口|地下室|车库|周边|一带|片区|这边|那边|这里)?';

/** Right after the word: that it is done. */
const DONE = /^(?:成功|完毕|完成|结束|好了|完了?|过了?|了|啦|啰|喽)+/u;
/** It is only to be done before something else. */
const LATER = /^(?:再|就(?!是)|去|回(?!来了?$)|给|我|后)/u;
const MILD =
  /^(?:一下|一圈|一遍|一趟|一轮|情况|汇报|(?:记录|地点|位置|内容|反馈|上报|结果)(?=\s*[:：\s])|打卡)+/u;
const FOUND = /^(?:时|中|途中|路上|过程中|的时候)?(?:发现|看到|查到|碰到|遇到)(?:的)?(?:了)?/u;

/** Right after the word: it is talked about, asked for or planned, not told. */
const ABOUT =
  /^(?:打不|签不|找|就(?!是)|忘|日志|截止|辛苦|暂停|改|取消|推迟|延后|到几|到什么|全?迟到|很(?!干净|正常|好|安静)|非常|特别|表|本|册|簿|单|记录|名单|台账|系统|小程序|软件|app|机|点|地(?!下)|时间|任务|活动|工作|计划|方案|通知|要求|制度|照片|图|组|队|员|率|次数|人员|对象|重点|考勤|排名|积分|奖|数据|报告|资料|材料|车|证|服|频次|路线|第?\d+\s*天|不了|不上|失败|出错|没反应|的|地|得|吗|么|呢|吧|去|群|谁|几点|几时|怎么|咋|啥|什么|哪|多少|有没有|有人|要不要|需要|可以|能|还没|还要|还得|是|不用|不行|别|再|才|前|后|时|中|没(?!问题|发现|有?异常|有?隐患|啥|什么|有?情况|事)|第[一二三]名|要|得|必须|应该|一定|也|慰问|关爱)/iu;
const QUESTION = /[?？]|(?:吗|么|没有?|呢|不)[。.!！~～\s]*$/u;
const ORDER =
  /(?:^|[,，。!！\s])(?:请(?!帮|求|人|物业|社区|师傅)|大家(?!放心|安心|辛苦|好)|各位(?!放心|辛苦)|务必|记得|记着|注意|别忘|不要忘|抓紧|尽快|赶紧|谁|没打的|没去的)|(?:^|[,，\s])(?:回来|回头|再说)|(?:下午|明天|等会儿?|待会儿?|一会儿?|晚点|马上|准备|这就|正要)再?(?:去|出发|开始|回)/u;
const ELSEWHERE =
  /店|馆|餐|奶茶|咖啡|美食|景|网红|好吃|味道|公里|跑步|步数|健身|瑜伽|读书|背单词|学习|早起|健康|体温|比赛|朋友圈|旅游|电影/u;
/** In what was said before the word at the end of a message. */
const PLANNED =
  /明天|明早|后天|下周|待会|等会|一会|准备|打算|要去|要求|大家|各位|记得|通知|会议|培训|谁|怎么|[?？]/u;

/**
 * Whether somebody tells of a check-in, a patrol or a visit of their own; undefined for talk about them, plans, orders and
 * questions. Tickets have words of their own, so that what names one is none of these.
 *
 * @param said full-width signs made plain
 */
export function readDeed(said: string, known: Known = {}): ToldDeed | undefined {
  if (/WG-?\d/iu.test(said)) return undefined;
  const hasLocation = said.search(LOCATION) >= 0;
  const text = said.replace(LOCATION, ' ').replace(PHOTO, ' ').replace(/ {2,}/gu, ' ').trim();
  const told = atStart(text, known) ?? atEnd(text, hasLocation, known);
  return told && { ...told, remark: withoutSpots(told.text, known, 1), hasLocation };
}

/** Whether the words are only marks for a location or a photo, with 补 or 补上了 at most. */
export function marksOnly(said: string): { readonly hasLocation: boolean } | undefined {
  const rest = said.replace(LOCATION, '').replace(PHOTO, '');
  if (rest === said) return undefined;
  const isBare = /^(?:补上?了?|补发|定位|位置|照片|来了|[\s,，.。!！:：])*$/u.test(rest);
  return isBare ? { hasLocation: said.search(LOCATION) >= 0 } : undefined;
}

type Told = Omit<ToldDeed, 'hasLocation' | 'remark'>;

function atStart(text: string, known: Known): Told | undefined {
  const head = headOf(text, known);
  if (!head) return undefined;
  const { kind, rest, before, mayBePlan } = head;
  const clause = /^[^,，。.;；!！\s]*[?？]?/u.exec(rest)?.[0] ?? '';
  const found = FOUND.exec(rest)?.[0];
  const done = found === undefined ? DONE.exec(rest)?.[0] : undefined;
  const mild = done === undefined && found === undefined ? MILD.exec(rest)?.[0] : undefined;
  const after = rest.slice((found ?? done ?? mild ?? '').length);
  if (found === undefined && (ABOUT.test(after.replace(/^(?:一下|过)/u, '')) || QUESTION.test(clause)))
    return undefined;
  if (done !== undefined && LATER.test(after)) return undefined;
  const told = [before, after].map(part => part.replace(SIGNS, '').trim()).filter(part => part !== '');
  const remark = withoutSpots(told.join(' '), known).replace(/^的时候/u, '');
  if (/^的|^@\S*$/u.test(remark) || (told.length === 0 && mild?.endsWith('情况'))) return undefined;
  if (ORDER.test(after) || ORDER.test(remark) || (QUESTION.test(after) && after.length <= 8))
    return undefined;
  if (kind === 'check-in' && !hasSpot(told.join(' '), known) && ELSEWHERE.test(after)) return undefined;
  const isSure = done !== undefined || found !== undefined || remark !== '';
  if ((mayBePlan || mild?.includes('一') === true) && kind !== 'check-in' && !isSure) return undefined;
  return { kind, text: told.join(' '), isBare: told.length === 0 };
}

/** `3栋消防通道畅通，打卡`, `12栋消防栓没水，刚巡查发现的`. */
function atEnd(text: string, hasLocation: boolean, known: Known): Told | undefined {
  const parts = /^(.+?)[\s,，。.;；!！]+([^\s,，。.;；!！]{2,14})[\s。.!！~～]*$/u.exec(text);
  const [, before = '', last = ''] = parts ?? [];
  const head = headOf(last, known);
  if (!head || head.before !== '' || PLANNED.test(before)) return undefined;
  const after = head.rest.replace(FOUND, '').replace(DONE, '').replace(SIGNS, '');
  const startsHere = hasLocation || leading(before, [spotForm(known)]) !== undefined;
  if (after !== '' || !startsHere || head.kind === 'visit') return undefined;
  return { kind: head.kind, text: before.trim(), isBare: false };
}

interface Head {
  readonly kind: FieldKind;
  /** Places before the word. */
  readonly before: string;
  readonly rest: string;
  readonly mayBePlan: boolean;
}

/** The word with what may stand before it; undefined when something else does. */
function headOf(text: string, known: Known): Head | undefined {
  const names = (known.names ?? []).filter(name => name !== '').map(escaped);
  const leads = new RegExp(`^(?:${[...names, lead].join('|')})`, 'u');
  const days = new RegExp(`^(?:${whenever})`, 'u');
  const places = spotForm(known);
  let rest = text.replace(SIGNS, '');
  let before = '';
  let mayBePlan = false;
  for (;;) {
    for (const [kind, word] of words) {
      const found = word.exec(rest)?.[0];
      if (found !== undefined)
        return { kind, before: before.trim(), rest: rest.slice(found.length), mayBePlan };
    }
    const place = leading(rest, [places]);
    const step = place ?? leading(rest, [days, leads]);
    if (step === undefined) return undefined;
    mayBePlan ||= place === undefined && days.test(rest);
    if (place !== undefined) before += ` ${place.trim()}`;
    rest = rest.slice(step.length).replace(SIGNS, '');
  }
}

function spotForm({ estates = [] }: Known): RegExp {
  const names = estates.map(escaped).join('|');
  return new RegExp(`^(?:(?:${names === '' ? '(?!)' : names})\\s*(?:${spot})?|${spot})`, 'u');
}

/** A building, a door or an estate is named. */
function hasSpot(text: string, { estates = [] }: Known): boolean {
  return (
    /\d|[一二三四五六七八九十A-Za-z][栋幢座#单号]/u.test(text) || estates.some(name => text.includes(name))
  );
}

/** What is left when the places at the beginning are taken off; the first `most` of them. */
function withoutSpots(text: string, known: Known, most = Infinity): string {
  let rest = text.replace(SIGNS, '');
  for (let taken = 0; ; taken += 1) {
    const spot = leading(rest, [spotForm(known)]);
    if (spot === undefined || taken >= most) return rest;
    rest = rest.slice(spot.length).replace(SIGNS, '');
  }
}

function leading(text: string, forms: readonly RegExp[]): string | undefined {
  const found = forms.map(form => form.exec(text)?.[0] ?? '').find(match => match !== '');
  return found;
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
}

const chinese: Readonly<Record<string, string>> = { ',': '，', ';': '；', '!': '！', '?': '？', ':': '：' };

/** Half-width signs beside Chinese are written as Chinese ones, as they were before full-width signs were made plain. */
export function written(text: string): string {
  return text
    .replace(
      /(?<=[\p{Script=Han}\d])\s*([,;!?])\s*|([,;!?])(?=\p{Script=Han})/gu,
      (whole, one: string, two: string) => chinese[one ?? two] ?? whole,
    )
    .replace(/(?<=\p{Script=Han})\s*:\s*/gu, '：');
}
