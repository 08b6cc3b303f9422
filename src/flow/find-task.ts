import { DAY } from '../base/clock.js';
import type { MessageId, PersonId, UnitId } from '../base/ids.js';
import { isNumberOf } from '../intake/command.js';
import type { TaskEvent } from '../tasks/task-event.js';
import type { Share, PushedTask, TaskState } from '../tasks/task.js';
import { relationTo, sharesOf } from '../tasks/task-standing.js';
import type { TaskStanding } from '../tasks/task-transitions.js';
import type { House } from './house.js';

const LOOKED_BACK = 60 * DAY;

/** A running task with somebody's own part of it. */
export interface OwnTask {
  readonly task: PushedTask;
  readonly shares: readonly Share[];
}

/** Running tasks in which somebody has a part, theirs or of a colleague on leave for whom they stand in; oldest first. */
export async function ownTasks(house: House, personId: PersonId): Promise<readonly OwnTask[]> {
  const { book } = house.roster;
  const absent = book.staff.filter(person => book.awayOf(person) && book.acting(person)?.id === personId);
  const found = new Map<string, PushedTask>();
  for (const id of [personId, ...absent.map(person => person.id)]) {
    for (const task of await house.tasks.ofRecipient(id, house.clock.now())) found.set(task.id, task);
  }
  return [...found.values()]
    .filter(task => task.state === 'running')
    .sort((a, b) => a.submittedAt - b.submittedAt)
    .map(task => ({ task, shares: sharesOf(task, personId, book) }))
    .filter(own => own.shares.length > 0);
}

/** Tasks in some states to which somebody stands in one of the relations, newest first. */
export async function tasksRelatedTo(
  house: House,
  personId: PersonId,
  states: readonly TaskState[],
  standings: readonly TaskStanding[],
): Promise<readonly PushedTask[]> {
  const { book } = house.roster;
  const tasks = await house.tasks.inStates(states);
  return tasks
    .filter(task => relationTo(task, personId, book).standings.some(standing => standings.includes(standing)))
    .sort((a, b) => b.submittedAt - a.submittedAt);
}

/** What words name by number: a task, a number that is none, or nothing. */
export type NamedTask =
  | { readonly kind: 'task'; readonly task: PushedTask }
  | { readonly kind: 'other' }
  | { readonly kind: 'none' };

/**
 * The task that a number means, or a quoted message. Four digits mean the latest such task to which the speaker stands in any
 * relation; what is no task may be a ticket.
 */
export async function namedTask(
  house: House,
  numbers: readonly string[],
  quoted: string,
  personId: PersonId,
): Promise<NamedTask> {
  const [named = /WG-\d{8}-\d{4,}/u.exec(quoted)?.[0]] = numbers;
  if (named === undefined) return { kind: 'none' };
  const task = named.startsWith('WG-')
    ? await house.tasks.byNumber(named)
    : await byLastDigits(house, named, personId);
  return task ? { kind: 'task', task } : { kind: 'other' };
}

async function byLastDigits(
  house: House,
  digits: string,
  personId: PersonId,
): Promise<PushedTask | undefined> {
  const { book } = house.roster;
  const since = house.clock.now() - LOOKED_BACK;
  const tasks = await house.tasks.submittedSince(since);
  return tasks.find(
    task => isNumberOf(digits, task.number) && relationTo(task, personId, book).standings.length > 0,
  );
}

/** The unit among shares that a name means: 柳园里7栋, 7栋, 7号楼; undefined when none or several may be meant. */
export function shareNamed(
  name: string,
  shares: readonly Share[],
  { roster: { book } }: House,
): Share | undefined {
  const nameOf = (share: Share): string => book.unit(share.unitId)?.name ?? '';
  const exact = shares.filter(share => nameOf(share) === name);
  const ending = shares.filter(share => nameOf(share).endsWith(name));
  const number = /\d+|[一二三四五六七八九十]+(?=栋|幢|座|号楼)/u.exec(name)?.[0];
  const estate = name.slice(0, Math.max(0, name.search(/\d/u)));
  const numbered = shares.filter(share => {
    const unit = book.unit(share.unitId);
    const isSame = unit?.buildings?.some(building => building.replace(/\D+$/u, '') === number) ?? false;
    return isSame && (estate === '' || unit?.name.startsWith(estate));
  });
  const [found] = [exact, ending, numbered].filter(some => some.length > 0);
  return found?.length === 1 ? found[0] : undefined;
}

/** Of several tasks the one whose title comes up in the words; all of them when none or several do. */
export function meantByTitle(tasks: readonly OwnTask[], words: string): readonly OwnTask[] {
  const pairs = Array.from({ length: Math.max(0, words.length - 1) }, (_, at) => words.slice(at, at + 2));
  const meant = tasks.filter(({ task }) =>
    pairs.some(pair => /^\p{Script=Han}{2}$/u.test(pair) && task.plan.title.includes(pair)),
  );
  return meant.length === 1 ? meant : tasks;
}

/** What a message has brought about already: it was heard, and the process ended before that was written down. */
export interface HeardBefore {
  readonly task: PushedTask;
  /** The units it was about; empty when it was about the whole. */
  readonly unitIds: readonly UnitId[];
}

/** The task among these that the message has changed before. */
export function heardBefore(
  tasks: readonly PushedTask[],
  messageId: MessageId,
  personId: PersonId,
): HeardBefore | undefined {
  for (const task of tasks) {
    const event = task.history.find(({ cause, by }) => cause === messageId && by === personId);
    if (event) return { task, unitIds: unitsOf(event) };
  }
  return undefined;
}

function unitsOf(event: TaskEvent): readonly UnitId[] {
  if ('unitIds' in event) return event.unitIds;
  if ('counts' in event) return event.counts.map(count => count.unitId);
  return event.type === 'count-corrected' ? [event.unitId] : [];
}
