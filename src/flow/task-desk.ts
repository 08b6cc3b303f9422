import { daysLater, dayOf, startOf, weekdayOf } from '../base/china-time.js';
import type { Moment } from '../base/clock.js';
import { newId, type MessageId, type PersonId } from '../base/ids.js';
import { compare, verdictOf, type Comparison, type Load, type Verdict } from '../tasks/admission.js';
import { advanceTask, submittedTask, type TaskAdvanced, type TaskDoer } from '../tasks/advance-task.js';
import { handsFor } from '../tasks/share-out.js';
import type { TaskEventBody } from '../tasks/task-event.js';
import { relationTo } from '../tasks/task-standing.js';
import type { Pusher, PushedTask, TaskId, TaskPlan } from '../tasks/task.js';
import type { TaskStanding } from '../tasks/task-transitions.js';
import type { House } from './house.js';

/** What came of acting on a task; `unknown` when there is none with this id. */
export type TaskActed = TaskAdvanced | { readonly done: false; readonly why: 'unknown' };

/** Who acts: a person with what the roster says of them, or the bot with the standing it acts in. */
export interface Acting {
  readonly by: PersonId | 'bot';
  readonly as?: TaskStanding;
  readonly cause?: MessageId;
}

/** Lets something happen to a pushed task, by whoever may; the store is asked again whenever somebody else was faster. */
export async function actOnTask(
  house: House,
  id: TaskId,
  body: TaskEventBody | ((task: PushedTask) => TaskEventBody),
  { by, as, cause }: Acting,
): Promise<TaskActed> {
  let outcome: TaskActed = { done: false, why: 'unknown' };
  const at = house.clock.now();
  await house.tasks.change(id, task => {
    const relation =
      as === undefined ? relationTo(task, by, house.roster.book) : { standings: [as], unitIds: [] };
    const doer: TaskDoer = { by, ...relation, at, ...(cause === undefined ? {} : { cause }) };
    outcome = advanceTask(task, typeof body === 'function' ? body(task) : body, doer, house.taskRules);
    return outcome.done ? outcome.task : undefined;
  });
  return outcome;
}

/** A plan beside the rules as they stand now. */
export interface Judged {
  readonly comparison: Comparison;
  readonly verdict: Verdict;
}

/** Puts a plan beside the rules: the list, the usual term, what people have already, what the books know. */
export async function judge(house: House, plan: TaskPlan, pusher: Pusher): Promise<Judged> {
  const { catalogue, taskRules } = house;
  const now = house.clock.now();
  const loads = await loadsOf(house, plan, now);
  const guess = guessOf(house, plan);
  const facts = { now, catalogue, rules: taskRules, loads, ...(guess === undefined ? {} : { guess }) };
  const comparison = compare(plan, facts);
  return { comparison, verdict: verdictOf(comparison, plan, pusher, taskRules.settings) };
}

function guessOf({ understand, catalogue }: House, { title }: TaskPlan): string | undefined {
  const [matter] = understand(title).matters;
  const item = matter && catalogue.item(matter.item);
  return item && `${item.code} ${item.name}`;
}

/** How many tasks everybody who would be asked has in the week in which this one begins. */
async function loadsOf(house: House, plan: TaskPlan, now: Moment): Promise<readonly Load[]> {
  const { book } = house.roster;
  const people = plan.unitIds.flatMap(id => handsFor(id, plan.hands, book)?.id ?? []);
  const week = weekOf(Math.max(now, plan.beginAt ?? now));
  const loads: Load[] = [];
  for (const personId of new Set(people)) {
    const tasks = await house.tasks.ofRecipient(personId, week.from);
    loads.push({ personId, tasks: tasks.filter(task => isBurden(task, personId, week)).length });
  }
  return loads;
}

/** Monday to Sunday. */
function weekOf(at: Moment): { readonly from: Moment; readonly below: Moment } {
  const monday = daysLater(dayOf(at), -((weekdayOf(at) + 6) % 7));
  return { from: startOf(monday), below: startOf(daysLater(monday, 7)) };
}

/** Work of the week: begun before it ends, and not finished before it began. */
function isBurden(task: PushedTask, personId: PersonId, week: { from: Moment; below: Moment }): boolean {
  if (!['running', 'finished', 'accepted'].includes(task.state)) return false;
  const begunAt = task.history.find(event => event.type === 'task-begun')?.at ?? task.submittedAt;
  const own = task.shares.filter(share => share.personId === personId);
  return begunAt < week.below && own.some(share => (share.finishedAt ?? Infinity) >= week.from);
}

/** Where a submission comes from; the same origin submits once. */
export interface Submission {
  readonly origin: string;
  readonly fingerprint?: string;
  readonly cause?: MessageId;
}

/** Submits a plan; from the same origin again it gives the task that exists. Reactions follow in the next round. */
export async function submitTask(
  house: House,
  plan: TaskPlan,
  pusher: Pusher,
  { origin, fingerprint, cause }: Submission,
): Promise<{ readonly isNew: boolean; readonly task: PushedTask }> {
  const existing = await house.tasks.byOrigin(origin);
  if (existing) return { isNew: false, task: existing };
  const { comparison, verdict } = await judge(house, plan, pusher);
  const at = house.clock.now();
  const task: PushedTask = {
    id: newId<'task'>(),
    number: await house.tickets.nextNumber(at),
    origin,
    ...(fingerprint === undefined ? {} : { fingerprint }),
    stage: { state: 'submitted', verdict },
    state: 'submitted',
    plan,
    comparison,
    pusher,
    dueAt: plan.dueAt,
    admittedUntil: null,
    shares: [],
    hazards: [],
    submittedAt: at,
    history: [],
    reactedSeq: 0,
    hasNews: true,
    nextDueAt: null,
  };
  const doer = { by: pusher.personId, standings: ['pusher'], unitIds: [], at } as const;
  return house.tasks.add(submittedTask(task, cause === undefined ? doer : { ...doer, cause }));
}

/** In which role somebody may push, by the rules; undefined when they may not. */
export function pusherFor(house: House, personId: PersonId): Pusher | undefined {
  const { pushers } = house.taskRules.settings;
  for (const { role, unitId, department } of house.roster.book.rolesOf(personId)) {
    if (role === 'resident' || role === 'microgrid-volunteer' || role === 'grid-worker') continue;
    if (pushers[role] === undefined) continue;
    return { personId, role, unitId, ...(department === undefined ? {} : { department }) };
  }
  return undefined;
}
