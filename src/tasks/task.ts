import type { Moment } from '../base/clock.js';
import type { Id, PersonId, UnitId } from '../base/ids.js';
import type { Comparison, Verdict } from './admission.js';
import type { TaskEvent } from './task-event.js';

export type TaskId = Id<'task'>;

export const taskStates = [
  'submitted',
  'reviewing',
  'returned',
  'refused',
  'admitted',
  'running',
  'finished',
  'accepted',
  'withdrawn',
] as const;

export type TaskState = (typeof taskStates)[number];

/** States in which somebody still has something to do or to decide. */
export const openTaskStates: readonly TaskState[] = [
  'submitted',
  'reviewing',
  'returned',
  'admitted',
  'running',
  'finished',
];

/** Where a pushed task stands, with what only that state has. A null moment: nothing is due of that kind any more. */
export type TaskStage =
  | { readonly state: 'submitted'; readonly verdict: Verdict }
  | {
      readonly state: 'reviewing';
      readonly reviewerId: PersonId | null;
      /** The item may only be admitted until a date. */
      readonly isTemporary: boolean;
      readonly remindAt: Moment | null;
    }
  | { readonly state: 'returned'; readonly reason: string }
  | { readonly state: 'refused'; readonly reason: string }
  | { readonly state: 'admitted'; readonly beginAt: Moment }
  | {
      readonly state: 'running';
      readonly begunAt: Moment;
      /** As of the task. */
      readonly admittedUntil: Moment | null;
      /** Whoever has not taken their part is reminded then. */
      readonly nudgeAt: Moment | null;
      readonly warnAt: Moment | null;
      readonly overdueAt: Moment | null;
      readonly rollUpAt: Moment;
    }
  | { readonly state: 'finished'; readonly finishedAt: Moment; readonly remindAt: Moment | null }
  | {
      readonly state: 'accepted';
      readonly acceptedAt: Moment;
      /** Until when the pusher promised a word about the hazards; null when none is owed. */
      readonly feedbackBy: Moment | null;
    }
  | { readonly state: 'withdrawn'; readonly reason: string };

/** What is counted: every household of a unit, a number that was given, or only whether it is done. */
export interface Counting {
  /** 户, 人, 家; '' when only done or not done is asked. */
  readonly word: string;
  readonly from: 'households' | 'given' | 'none';
  /** With `given`: how many in each unit. */
  readonly each?: number;
}

/** Who is asked: the full-time workers, or the neighbours who look after one building. */
export type TaskHands = 'workers' | 'volunteers';

/** What is to be done, by whom and by when. */
export interface TaskPlan {
  readonly title: string;
  /** What to do, and what not; '' when the title says it all. */
  readonly text: string;
  /** A kind of config/tasks.yaml. */
  readonly kind: string;
  /** The line of the service list it is about; null when none is known. */
  readonly itemCode: string | null;
  /** What is to be written down of each; empty when nothing is asked. */
  readonly fields: readonly string[];
  /** At least one, each once. */
  readonly unitIds: readonly UnitId[];
  readonly hands: TaskHands;
  readonly counting: Counting;
  readonly dueAt: Moment;
  /** When it begins, if not at once. */
  readonly beginAt?: Moment;
  /** How often a day the pusher wants to hear; the roll-ups serve for it. */
  readonly reportsPerDay: 1 | 2;
  /** Why an item that is not admitted to grids should be, for a while. */
  readonly temporaryReason?: string;
}

/** Who pushes it: a person in a role at a unit. */
export interface Pusher {
  readonly personId: PersonId;
  readonly role: 'operator' | 'department' | 'grid-leader' | 'specialist';
  readonly unitId: UnitId;
  readonly department?: string;
}

export type ShareState = 'offered' | 'accepted' | 'finished';

/** One unit's part of the task. */
export interface Share {
  readonly unitId: UnitId;
  /** Who is asked; null when nobody answers for the unit. */
  readonly personId: PersonId | null;
  readonly helperIds: readonly PersonId[];
  readonly state: ShareState;
  /** How many there are to do; null when that is not known or not counted. */
  readonly target: number | null;
  readonly done: number;
  /** Said and not yet answered by progress. */
  readonly difficulty?: string;
  readonly acceptedAt?: Moment;
  readonly finishedAt?: Moment;
}

/** A hazard that was found on the way and became a ticket. */
export interface LinkedHazard {
  readonly ticketId: string;
  readonly number: string;
  readonly unitId: UnitId;
}

/** Work that a department or a street pushes to many units. The document is the truth: every change replaces it whole. */
export interface PushedTask {
  readonly id: TaskId;
  /** `WG-20261123-0013`, from the same series as tickets; unique. */
  readonly number: string;
  /** What it was pushed by, unique: a message, or a request's key. */
  readonly origin: string;
  /** Of a request: a fingerprint of what it said, so that the same key with other words is noticed. */
  readonly fingerprint?: string;
  readonly stage: TaskStage;
  /** The same as `stage.state`, as an indexed field. */
  readonly state: TaskState;
  readonly plan: TaskPlan;
  /** How the plan was compared with the rules when it was submitted last. */
  readonly comparison: Comparison;
  readonly pusher: Pusher;
  /** `plan.dueAt`, or later when it was extended. */
  readonly dueAt: Moment;
  /** A temporary admission ends then, and the task with it; null when the admission has no end, or is still to come. */
  readonly admittedUntil: Moment | null;
  /** Empty before it begins. */
  readonly shares: readonly Share[];
  readonly hazards: readonly LinkedHazard[];
  readonly submittedAt: Moment;
  readonly history: readonly TaskEvent[];
  /** The last event whose reactions are done; see flow/on-task-event. */
  readonly reactedSeq: number;
  /** True while events wait for their reactions, as an indexed field. */
  readonly hasNews: boolean;
  /** When the clock has something to do with it; null when nothing is due. */
  readonly nextDueAt: Moment | null;
}
