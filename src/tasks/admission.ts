import { dayOf, startOf } from '../base/china-time.js';
import { HOUR, type Moment } from '../base/clock.js';
import type { PersonId } from '../base/ids.js';
import { after, type WorkingCalendar } from '../base/working-time.js';
import type { Catalogue } from '../classify/catalogue.js';
import { kindOf, type TaskKind, type TaskRules, type TaskSettings } from './task-settings.js';
import type { Pusher, TaskPlan } from './task.js';

/** How many tasks somebody has in the week, this one not counted. */
export interface Load {
  readonly personId: PersonId;
  readonly tasks: number;
}

/** What the reviewer sees at a glance: the plan beside the rules. */
export interface Comparison {
  /** The line of the service list, and whether it is admitted to grids; null when none is known. */
  readonly item: { readonly code: string; readonly name: string; readonly isAdmitted: boolean } | null;
  /** What the words look like when no line is known; never decides anything. */
  readonly guess?: string;
  /** A word for what is never a grid worker's to do, and why. */
  readonly never?: { readonly word: string; readonly reason: string };
  readonly term: { readonly usualDueAt: Moment; readonly isShort: boolean };
  /** Whoever has something already, the busiest first. */
  readonly loads: readonly Load[];
  readonly overCeiling: readonly PersonId[];
  readonly fields: {
    readonly count: number;
    readonly known: readonly { readonly field: string; readonly book: string }[];
  };
  readonly isReportedOften: boolean;
}

/** Why the rules refuse a task without asking anybody. */
export type Refusal = 'never' | 'not-admitted' | 'ceiling';

/** What the rules say of a plan. */
export type Verdict =
  | { readonly kind: 'admit' }
  | { readonly kind: 'review'; readonly isTemporary: boolean }
  | { readonly kind: 'refuse'; readonly why: Refusal };

/** What a comparison needs besides the plan. */
export interface AdmissionFacts {
  readonly now: Moment;
  readonly catalogue: Catalogue;
  readonly rules: TaskRules;
  /** Of everybody who would be asked. */
  readonly loads: readonly Load[];
  /** The item that the words look like, as a reader of messages sees it. */
  readonly guess?: string;
}

/** Puts the plan beside the rules. Pure. */
export function compare(plan: TaskPlan, facts: AdmissionFacts): Comparison {
  const { settings, calendar } = facts.rules;
  const item = plan.itemCode === null ? undefined : facts.catalogue.item(plan.itemCode);
  const never = neverIn(`${plan.title} ${plan.text}`, settings);
  const begins = Math.max(facts.now, plan.beginAt ?? facts.now);
  const usualDueAt = usualEnd(begins, kindOf(plan.kind, settings).term, calendar);
  const loads = facts.loads.filter(load => load.tasks > 0).sort((a, b) => b.tasks - a.tasks);
  return {
    item: item ? { code: item.code, name: item.name, isAdmitted: item.admitted } : null,
    ...(item || facts.guess === undefined ? {} : { guess: facts.guess }),
    ...(never ? { never } : {}),
    term: { usualDueAt, isShort: dayOf(plan.dueAt) < dayOf(usualDueAt) },
    loads,
    overCeiling: loads.filter(load => load.tasks >= settings.ceiling.perWeek).map(load => load.personId),
    fields: { count: plan.fields.length, known: knownFields(plan.fields, settings) },
    isReportedOften: plan.reportsPerDay > 1,
  };
}

/** Days are counted with the first: five working days begun on Monday end when work ends on Friday. */
function usualEnd(begins: Moment, term: TaskKind['term'], calendar: WorkingCalendar): Moment {
  if (term.kind !== 'days') return after(begins, term, calendar);
  const more = term.days - (calendar.isWorkingDay(dayOf(begins)) ? 1 : 0);
  const last = more === 0 ? begins : after(begins, { kind: 'days', days: more }, calendar);
  return startOf(dayOf(last)) + (calendar.hours.at(-1)?.to ?? 18 * HOUR);
}

/**
 * What follows from the comparison: refused outright, looked at by the district, or admitted at once. What is never a grid
 * worker's to do is refused whatever is asked; an item that is not admitted is refused unless a temporary admission is asked
 * for with a reason.
 */
export function verdictOf(
  comparison: Comparison,
  plan: TaskPlan,
  pusher: Pusher,
  settings: TaskSettings,
): Verdict {
  const { item, never, overCeiling, term, fields, isReportedOften } = comparison;
  if (never) return { kind: 'refuse', why: 'never' };
  const isTemporary = item?.isAdmitted === false;
  if (isTemporary && plan.temporaryReason === undefined) return { kind: 'refuse', why: 'not-admitted' };
  const isOver = overCeiling.length > 0;
  if (isOver && settings.ceiling.beyond === 'refuse') return { kind: 'refuse', why: 'ceiling' };
  const isInDoubt = item === null || term.isShort || fields.known.length > 0 || isReportedOften || isOver;
  const isAlwaysReviewed = settings.pushers[pusher.role] !== 'doubt';
  return isTemporary || isInDoubt || isAlwaysReviewed ? { kind: 'review', isTemporary } : { kind: 'admit' };
}

/** Said before a word, it means that it shall not be done. */
const NEGATED = /(?:不|别|勿|莫|无需|不用|不必|不要|不得|禁止|严禁|谁也不|不去|不做|不搞)[^,，。；;]{0,4}$/u;

function neverIn(text: string, { never }: TaskSettings): Comparison['never'] {
  for (const { words, reason } of never) {
    for (const word of words) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        if (!NEGATED.test(text.slice(0, at))) return { word, reason };
      }
    }
  }
  return undefined;
}

function knownFields(
  fields: readonly string[],
  { books }: TaskSettings,
): readonly { field: string; book: string }[] {
  return fields.flatMap(field => {
    const book = books.find(candidate => candidate.fields.includes(field));
    return book ? [{ field, book: book.name }] : [];
  });
}

/** Shorter names are everyday words that stand in many a title. */
const SHORTEST_NAME = 4;

/** The line of the service list that a task is about: its code (`事项 03-10`), its name, or the words of config/tasks.yaml. */
export function itemIn(
  title: string,
  text: string,
  catalogue: Catalogue,
  { topics }: TaskSettings,
): string | undefined {
  const code = /(?:事项|清单|条目)[:：号\s]*((?:0[1-9]|1[0-3])-\d{2})(?!\d)/u.exec(`${title} ${text}`)?.[1];
  if (code !== undefined && catalogue.item(code)) return code;
  const named = catalogue.categories
    .flatMap(category => category.items)
    .find(item => item.name.length >= SHORTEST_NAME && title.includes(item.name));
  if (named) return named.code;
  const isAbout = (words: string) =>
    topics.find(topic => topic.words.some(word => words.includes(word)))?.item;
  return isAbout(title) ?? isAbout(text);
}
