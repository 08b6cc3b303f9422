import type { Moment } from '../base/clock.js';
import type { MediaId, MessageId, PersonId, UnitId } from '../base/ids.js';
import type { Comparison, Verdict } from './admission.js';
import type { Share, TaskPlan, TaskState } from './task.js';

/** How far a unit is: so many are done altogether. */
export interface UnitCount {
  readonly unitId: UnitId;
  readonly done: number;
}

/** What happened to a pushed task, with what only that has. Past tense: each is a line of its history. */
export type TaskEventBody =
  | { readonly type: 'task-submitted'; readonly verdict: Verdict }
  /** Changed by the pusher before it was admitted; it is compared with the rules anew. */
  | {
      readonly type: 'task-changed';
      readonly plan: TaskPlan;
      readonly comparison: Comparison;
      readonly verdict: Verdict;
    }
  | {
      readonly type: 'review-begun';
      readonly reviewerId: PersonId | null;
      readonly isTemporary: boolean;
      readonly remindAt: Moment;
    }
  | { readonly type: 'review-reminded' }
  | { readonly type: 'changes-asked'; readonly reason: string }
  | { readonly type: 'admission-refused'; readonly reason: string }
  /** `until` makes it a temporary admission. */
  | {
      readonly type: 'admission-granted';
      readonly beginAt: Moment;
      readonly until?: Moment;
      readonly reason?: string;
    }
  | { readonly type: 'admission-lapsed' }
  | { readonly type: 'task-begun'; readonly shares: readonly Share[] }
  | { readonly type: 'share-accepted'; readonly unitIds: readonly UnitId[] }
  /** Counts only grow here, and never beyond what there is to do. */
  | {
      readonly type: 'progress-noted';
      readonly counts: readonly UnitCount[];
      readonly text: string;
      readonly mediaIds: readonly MediaId[];
    }
  /** A number was wrong: what is done, what there is to do, or both. */
  | {
      readonly type: 'count-corrected';
      readonly unitId: UnitId;
      readonly done: number;
      readonly target: number | null;
    }
  | {
      readonly type: 'share-finished';
      readonly unitIds: readonly UnitId[];
      readonly text: string;
      readonly mediaIds: readonly MediaId[];
    }
  | { readonly type: 'difficulty-told'; readonly unitIds: readonly UnitId[]; readonly text: string }
  | { readonly type: 'help-asked'; readonly unitIds: readonly UnitId[]; readonly text: string }
  | {
      readonly type: 'helper-named';
      readonly unitIds: readonly UnitId[];
      readonly helperIds: readonly PersonId[];
    }
  /** A colleague goes on with somebody's part of it (交接). */
  | { readonly type: 'share-taken-over'; readonly unitIds: readonly UnitId[]; readonly personId: PersonId }
  | {
      readonly type: 'hazard-linked';
      readonly ticketId: string;
      readonly number: string;
      readonly unitId: UnitId;
    }
  | { readonly type: 'acceptance-reminded'; readonly unitIds: readonly UnitId[] }
  | { readonly type: 'progress-rolled-up'; readonly hasChanged: boolean }
  | { readonly type: 'deadline-near' }
  | { readonly type: 'task-overdue' }
  | { readonly type: 'term-extended'; readonly until: Moment; readonly reason: string }
  | { readonly type: 'task-finished' }
  | { readonly type: 'check-reminded' }
  | {
      readonly type: 'result-rejected';
      /** Empty: all of them. */
      readonly unitIds: readonly UnitId[];
      readonly reason: string;
      readonly dueAt: Moment;
    }
  | { readonly type: 'result-accepted'; readonly text: string; readonly feedbackBy: Moment | null }
  | { readonly type: 'feedback-reminded' }
  | { readonly type: 'feedback-given'; readonly text: string }
  | { readonly type: 'task-withdrawn'; readonly reason: string };

export type TaskEventType = TaskEventBody['type'];

/** One line of a pushed task's history. */
export type TaskEvent = TaskEventBody & {
  /** 1, 2, 3 … within the task. */
  readonly seq: number;
  readonly at: Moment;
  /** Who did it; `bot` for what the rules and the clock do. */
  readonly by: PersonId | 'bot';
  /** The state before; null for the submission. */
  readonly from: TaskState | null;
  readonly to: TaskState;
  readonly automatic: boolean;
  /** The message it was said in, or the rule it follows from; the same cause brings the same event about once. */
  readonly cause?: MessageId;
};
