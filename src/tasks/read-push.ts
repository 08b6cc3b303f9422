import { dayOf, startOf } from '../base/china-time.js';
import { DAY, HOUR, type Moment } from '../base/clock.js';
import type { UnitId } from '../base/ids.js';
import { after, type WorkingCalendar } from '../base/working-time.js';
import { readMoment } from '../intake/when.js';
import type { RosterBook } from '../roster/roster-book.js';
import { readTargets } from './read-targets.js';
import type { Counting, TaskHands } from './task.js';

/** What somebody has said so far of a task to push. */
export interface PushDraft {
  readonly title?: string;
  readonly text?: string;
  readonly unitIds?: readonly UnitId[];
  readonly hands?: TaskHands;
  readonly dueAt?: Moment;
  readonly beginAt?: Moment;
  readonly fields?: readonly string[];
  readonly counting?: Counting;
  readonly reportsPerDay?: 1 | 2;
  readonly temporaryReason?: string;
}

/** What is still open of a draft; `all` asks whether it is right. */
export type PushStep = 'title' | 'units' | 'due' | 'all';

/** What the words are read against. */
export interface PushScene {
  readonly now: Moment;
  readonly homes: readonly UnitId[];
  readonly book: RosterBook;
  readonly calendar: WorkingCalendar;
}

/** What was read; `unknownUnits` are words after 给 that name nobody. */
export interface PushRead {
  readonly draft: PushDraft;
  readonly unknownUnits?: string;
}

const GIVEN_TO = /(?:下?派给|发给|下?派到|面向|给|(?:范围|对象)[:：是为]?)\s*/gu;
const DIGITS = '零一二三四五六七八九十';
const END_OF_WORK = 18 * HOUR;
const NUMERAL = '(?:\\d{1,2}|[一二两三四五六七八九十]+)';
const DAY_MEANT = [
  '今天|今日|今晚|明天|明日|明晚|后天|大后天',
  '(?:本|这|下)?(?:个)?(?:周|星期|礼拜)[一二三四五六日天]',
  '(?:\\d{4}年)?\\d{1,2}月\\d{1,2}[日号]?',
  '(?<![\\d-])\\d{1,2}[-/.]\\d{1,2}(?![\\d-])',
  '\\d{1,2}[日号](?!楼)',
  `${NUMERAL}\\s*个?(?:工作日|天|小时|周)`,
].join('|');
const TIME_MEANT = `(?:凌晨|上午|早上|中午|下午|傍晚|晚上)?\\s*(?:\\d{1,2}[:：]\\d{2}|${NUMERAL}\\s*点(?:半|钟)?)`;
const MOMENT = `(?:(?:${DAY_MEANT})(?:\\s*(?:${TIME_MEANT}|上午|下午|晚上|中午|下班))?|${TIME_MEANT})`;
const DUE_BEFORE = new RegExp(
  `(?:到|截止(?:时间)?[到至为是]?|截至|期限[:：为是]?|限期?|最[晚迟](?:到|在)?|务必(?:在|于)?|延(?:期|长)?到|改[到为成])[:：]?\\s*(${MOMENT})\\s*(?:之?前|以前|以内|之内|内|完成|做完|截止|为止|止)?`,
  'u',
);
const DUE_AFTER = new RegExp(
  `(?:请?[在于]\\s*)?(${MOMENT})\\s*(?:之?前|以前|以内|之内|内|截止|完成|做完|要)(?:完成|做完|交|报)?`,
  'u',
);
const BEGIN = new RegExp(`(?:从|自)\\s*(${MOMENT})\\s*(?:起|开始)`, 'u');
const OFTEN =
  /(?:每天|每日|一天|一日|天天)\s*(?:[两二2]\s*(?:次|报|遍|回)|报?送?\s*[两二2]\s*次|[早]晚各)[^,，。;；\s]*/u;
const ONCE = /(?:每天|每日|一天|一日)\s*(?:[一1]\s*(?:次|报)|报?送?\s*[一1]\s*次)/u;
const FIELDS =
  /(?:需?要?填(?:写|报)?(?:的?项目?|表)?|登记(?:项目?|内容)|填表|表格|字段)\s*[:：]\s*([^。;；,，\s]+)/u;
const TEMPORARY = /申请(?:临时)?准入\s*[:：,，]?\s*([^。;；]*)/u;
const EACH_GIVEN = /每个?(?:微网格|网格|栋|楼栋|格|单位|社区)\s*(\d{1,4})\s*(户|人|家|处|次|份)/u;
const EVERY_HOUSE = /每一?户|逐户|挨家挨户|入户|户户/u;

/** Reads what words say of a task to push, in any order and with or without signs between. Pure. */
export function readPush(text: string, scene: PushScene): PushRead {
  const cutter = new Cutter(text);
  const draft: Taken = {};
  const reason = cutter.take(TEMPORARY)?.[1]?.trim();
  if (reason) draft.temporaryReason = reason;
  const fields = cutter.take(FIELDS)?.[1];
  if (fields !== undefined) draft.fields = fieldsIn(fields);
  const begin = cutter.take(BEGIN)?.[1];
  const beginAt = begin === undefined ? undefined : momentOf(begin, scene);
  if (beginAt !== undefined) draft.beginAt = beginAt;
  if (cutter.take(OFTEN)) draft.reportsPerDay = 2;
  else if (cutter.take(ONCE)) draft.reportsPerDay = 1;
  const unknownUnits = takeTargets(cutter, scene, draft);
  const due = (cutter.take(DUE_BEFORE) ?? cutter.take(DUE_AFTER))?.[1];
  const dueAt = due === undefined ? undefined : momentOf(due, scene);
  if (dueAt !== undefined) draft.dueAt = dueAt;
  const counting = countingIn(text);
  if (counting) draft.counting = counting;
  const [title, ...rest] = cutter.pieces();
  if (title !== undefined) draft.title = title;
  if (rest.length > 0) draft.text = rest.join('，');
  return { draft, ...(unknownUnits === undefined ? {} : { unknownUnits }) };
}

/** The moment by which something is to be done, and the words without it. */
export function readDue(text: string, scene: PushScene): { readonly dueAt?: Moment; readonly rest: string } {
  const cutter = new Cutter(text);
  const due = (cutter.take(DUE_BEFORE) ??
    cutter.take(DUE_AFTER) ??
    cutter.take(new RegExp(`(${MOMENT})`, 'u')))?.[1];
  const dueAt = due === undefined ? undefined : momentOf(due, scene);
  return { rest: cutter.pieces().join('，'), ...(dueAt === undefined ? {} : { dueAt }) };
}

/**
 * The moment of `周五18点`, `3天`, `5个工作日`. A day, and a number of days, means when its work ends. Undefined when it is over,
 * or none.
 */
export function momentOf(text: string, { now, calendar }: PushScene): Moment | undefined {
  const [, number, unit] = new RegExp(`^(${NUMERAL})\\s*个?(工作日|天|周)`, 'u').exec(text) ?? [];
  if (number === undefined) return readMoment(text, now);
  const count = /^\d+$/.test(number) ? Number(number) : DIGITS.indexOf(number.replace('两', '二'));
  if (count < 1) return undefined;
  const workingDays = (): Moment => after(now, { kind: 'days', days: count }, calendar);
  const last = unit === '工作日' ? workingDays() : now + count * (unit === '周' ? 7 : 1) * DAY;
  return startOf(dayOf(last)) + END_OF_WORK;
}

/** Takes pieces out of a text; what stands before and after a piece no longer belongs together. */
class Cutter {
  #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  take(form: RegExp): RegExpExecArray | undefined {
    const match = form.exec(this.#text);
    if (match) this.cut(match.index, match.index + match[0].length);
    return match ?? undefined;
  }

  all(form: RegExp): readonly RegExpExecArray[] {
    return [...this.#text.matchAll(form)];
  }

  from(at: number): string {
    return this.#text.slice(at);
  }

  cut(from: number, to: number): void {
    this.#text = `${this.#text.slice(0, from)}\n${this.#text.slice(to)}`;
  }

  cutPiece(piece: string): void {
    const at = this.#text.indexOf(piece);
    if (at >= 0) this.cut(at, at + piece.length);
  }

  /** What is left, piece by piece. */
  pieces(): readonly string[] {
    return this.#text
      .split(/[\s,，。.;；!！]+/u)
      .map(piece => piece.replace(/^[、:：的是要请]+|[、:：]+$/gu, ''))
      .filter(piece => /[\p{L}\p{N}]/u.test(piece));
  }
}

type Taken = { -readonly [Key in keyof PushDraft]: PushDraft[Key] };

/** Units are named after 给, or make up a piece of their own. @returns the words after 给 when they name no unit */
function takeTargets(cutter: Cutter, { homes, book }: PushScene, draft: Taken): string | undefined {
  for (const given of cutter.all(GIVEN_TO)) {
    const begins = given.index + given[0].length;
    const { targets, end } = readTargets(cutter.from(begins), homes, book);
    if (!targets) continue;
    cutter.cut(given.index, begins + end);
    draft.unitIds = targets.unitIds;
    draft.hands = targets.hands;
    return undefined;
  }
  for (const piece of cutter.pieces()) {
    const { targets, end } = readTargets(piece, homes, book);
    if (!targets || end < piece.length) continue;
    cutter.cutPiece(piece);
    draft.unitIds = targets.unitIds;
    draft.hands = targets.hands;
    return undefined;
  }
  const [given] = cutter.all(GIVEN_TO);
  return given && /^[^\s,，。;；]{1,16}/u.exec(cutter.from(given.index + given[0].length))?.[0];
}

const MOST_FIELDS = 60;

/** `门牌、瓶数、软管年份` or a number of them, `11项`, which names none. */
function fieldsIn(text: string): readonly string[] {
  const fields = text
    .split(/[、,，/\s]+/u)
    .map(field => field.trim())
    .filter(field => field !== '' && !/^\d+项$/u.test(field));
  return [...new Set(fields)].slice(0, MOST_FIELDS);
}

function countingIn(text: string): Counting | undefined {
  const given = EACH_GIVEN.exec(text);
  if (given) return { word: given[2] ?? '户', from: 'given', each: Number(given[1]) };
  return EVERY_HOUSE.test(text) ? { word: '户', from: 'households' } : undefined;
}
