import type { Catalogue } from '../classify/catalogue.js';
import { itemIn } from './admission.js';
import type { PushDraft, PushStep } from './read-push.js';
import { kindIn, type TaskSettings } from './task-settings.js';
import type { Counting, TaskPlan } from './task.js';

const SHORTEST_TITLE = 2;

/** What a draft still lacks, in the order in which it is asked for; `all` when it is whole. */
export function missingIn({ title, unitIds, dueAt }: PushDraft): PushStep {
  if (title === undefined || title.length < SHORTEST_TITLE) return 'title';
  if (unitIds === undefined || unitIds.length === 0) return 'units';
  return dueAt === undefined ? 'due' : 'all';
}

/** The plan that a whole draft makes; undefined when something is missing. */
export function planOf(draft: PushDraft, catalogue: Catalogue, settings: TaskSettings): TaskPlan | undefined {
  const { title, unitIds, dueAt, text = '', hands = 'workers', beginAt, temporaryReason } = draft;
  if (missingIn(draft) !== 'all' || title === undefined || !unitIds || dueAt === undefined) return undefined;
  const kind = kindIn(title, text, settings);
  return {
    title,
    text,
    kind: kind.code,
    itemCode: itemIn(title, text, catalogue, settings) ?? null,
    fields: draft.fields ?? [],
    unitIds,
    hands,
    counting: draft.counting ?? usualCounting(kind.count),
    dueAt,
    ...(beginAt === undefined ? {} : { beginAt }),
    reportsPerDay: draft.reportsPerDay ?? 1,
    ...(temporaryReason === undefined ? {} : { temporaryReason }),
  };
}

/** A plan as a draft again, to be changed. */
export function draftOf(plan: TaskPlan): PushDraft {
  const { title, text, unitIds, hands, dueAt, beginAt, fields, counting, reportsPerDay, temporaryReason } =
    plan;
  return {
    title,
    text,
    unitIds,
    hands,
    dueAt,
    fields,
    counting,
    reportsPerDay,
    ...(beginAt === undefined ? {} : { beginAt }),
    ...(temporaryReason === undefined ? {} : { temporaryReason }),
  };
}

/** Households are known from the roster; of anything else the number is not, unless it is given. */
function usualCounting(word: string | undefined): Counting {
  if (word === undefined) return { word: '', from: 'none' };
  return { word, from: word === '户' ? 'households' : 'none' };
}
