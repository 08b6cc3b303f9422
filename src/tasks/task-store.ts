import { Fault } from '../base/fault.js';
import type { Moment } from '../base/clock.js';
import type { PersonId } from '../base/ids.js';
import { change, everyOne } from '../store/change.js';
import type { Collection, Document, Store } from '../store/store.js';
import { openTaskStates, type PushedTask, type TaskId, type TaskState } from './task.js';

/** Who has or had a share of which task, so that a person's tasks are found without looking through all. */
interface Receiving extends Document {
  readonly personId: PersonId;
  readonly taskId: TaskId;
  /** When the task was over; far in the future while it is not. */
  readonly until: Moment;
}

/** As long as a task is open, its end is not known. */
const NOT_OVER = Number.MAX_SAFE_INTEGER;
const MOST_TRIES = 50;

/** What the room of pushed tasks keeps. */
export class TaskStore {
  /** Tasks are large, and a moved clock asks at every stop: known until this process changes one. */
  #nextDue: { readonly at: Moment | undefined } | undefined;
  #changes = 0;

  private constructor(
    private readonly tasks: Collection<PushedTask>,
    private readonly receivings: Collection<Receiving>,
  ) {}

  static async open(store: Store): Promise<TaskStore> {
    const tasks = await store.collection<PushedTask>({
      name: 'pushedTasks',
      unique: ['number', 'origin'],
      indexes: [['nextDueAt'], ['hasNews'], ['state', 'submittedAt'], ['submittedAt']],
    });
    const receivings = await store.collection<Receiving>({
      name: 'taskReceivings',
      indexes: [['personId', 'until']],
    });
    return new TaskStore(tasks, receivings);
  }

  /** Keeps a new task; submitting from the same origin again gives the task that exists. */
  async add(task: PushedTask): Promise<{ readonly isNew: boolean; readonly task: PushedTask }> {
    const outcome = await this.tasks.insert(task);
    this.#noteChange();
    if (outcome.done) return { isNew: true, task };
    const existing = await this.byOrigin(task.origin);
    if (existing) return { isNew: false, task: existing };
    throw new Fault('task-key-taken', `a task could not be submitted: ${outcome.taken} is taken`);
  }

  async get(id: TaskId): Promise<PushedTask | undefined> {
    return (await this.tasks.get(id))?.value;
  }

  async byNumber(number: string): Promise<PushedTask | undefined> {
    return (await this.tasks.find({ where: { number }, limit: 1 })).found[0]?.value;
  }

  async byOrigin(origin: string): Promise<PushedTask | undefined> {
    return (await this.tasks.find({ where: { origin }, limit: 1 })).found[0]?.value;
  }

  /**
   * Changes a task, again from the start whenever somebody else was faster. `changeOf` is pure; undefined leaves the task as it
   * is. Whoever gets a share can be found by it before the task says so: a crash in between hides no work from anybody.
   */
  async change(
    id: TaskId,
    changeOf: (task: PushedTask) => PushedTask | undefined,
  ): Promise<PushedTask | undefined> {
    for (let tried = 0; tried < MOST_TRIES; tried += 1) {
      const stored = await this.tasks.get(id);
      if (!stored) return undefined;
      const next = changeOf(stored.value);
      if (!next) return stored.value;
      if (next.shares !== stored.value.shares) await this.#noteRecipients(next, stored.value);
      const outcome = await this.tasks.replace(next, stored.version);
      this.#noteChange();
      if (outcome.done) {
        if (!isOpen(next) && isOpen(stored.value)) await this.#closeReceivings(next);
        return next;
      }
      if (outcome.why === 'taken') throw new Fault('store-key-taken', `${outcome.taken} is taken already`);
    }
    throw new Fault('store-contended', `a task could not be changed in ${MOST_TRIES} tries`);
  }

  /** Tasks the clock must look at, the longest due first. */
  async due(now: Moment, limit: number): Promise<readonly PushedTask[]> {
    const where = { nextDueAt: { from: 0, below: now + 1 } };
    const page = await this.tasks.find({ where, orderBy: ['nextDueAt'], limit });
    return page.found.map(({ value }) => value);
  }

  /** The first moment at which a task falls due; what another process has changed since may not be in it yet. */
  async nextDueAt(): Promise<Moment | undefined> {
    if (this.#nextDue) return this.#nextDue.at;
    const changes = this.#changes;
    const where = { nextDueAt: { from: 0 } };
    const page = await this.tasks.find({ where, orderBy: ['nextDueAt'], limit: 1 });
    const at = page.found[0]?.value.nextDueAt ?? undefined;
    if (changes === this.#changes) this.#nextDue = { at };
    return at;
  }

  /** Tasks with events whose reactions are not done. */
  async withNews(limit: number): Promise<readonly PushedTask[]> {
    return (await this.tasks.find({ where: { hasNews: true }, limit })).found.map(({ value }) => value);
  }

  /** Tasks in some states, oldest first. */
  async inStates(states: readonly TaskState[]): Promise<readonly PushedTask[]> {
    const tasks = await everyOne(this.tasks, { where: { state: { in: states } } });
    return tasks.sort((a, b) => a.submittedAt - b.submittedAt);
  }

  /** What was submitted since a moment, newest first. */
  async submittedSince(since: Moment): Promise<readonly PushedTask[]> {
    const where = { submittedAt: { from: since } };
    return everyOne(this.tasks, { where, orderBy: ['submittedAt'], descending: true });
  }

  /** Every task, oldest first. */
  async all(): Promise<readonly PushedTask[]> {
    return everyOne(this.tasks, { orderBy: ['submittedAt'] });
  }

  /** Tasks in which somebody has a share or helps and that were not over at the moment, oldest first. */
  async ofRecipient(personId: PersonId, since: Moment): Promise<readonly PushedTask[]> {
    const where = { personId, until: { from: since } };
    const receivings = await everyOne(this.receivings, { where, orderBy: ['personId', 'until'] });
    const found = await Promise.all(receivings.map(receiving => this.get(receiving.taskId)));
    return found
      .filter(task => task !== undefined)
      .filter(task => task.shares.some(share => hasPart(share, personId)))
      .sort((a, b) => a.submittedAt - b.submittedAt);
  }

  #noteChange(): void {
    this.#changes += 1;
    this.#nextDue = undefined;
  }

  /** Those who had a share before were noted before it was given to them. */
  async #noteRecipients(task: PushedTask, before: PushedTask): Promise<void> {
    const known = new Set(recipientsOf(before));
    for (const personId of recipientsOf(task)) {
      if (known.has(personId)) continue;
      await this.receivings.insert({ id: keyOf(task, personId), personId, taskId: task.id, until: NOT_OVER });
    }
  }

  async #closeReceivings(task: PushedTask): Promise<void> {
    const until = task.history.at(-1)?.at ?? task.submittedAt;
    for (const personId of recipientsOf(task)) {
      await change(this.receivings, keyOf(task, personId), receiving => ({ ...receiving, until }));
    }
  }
}

function hasPart(share: PushedTask['shares'][number], personId: PersonId): boolean {
  return share.personId === personId || share.helperIds.includes(personId);
}

function recipientsOf({ shares }: PushedTask): readonly PersonId[] {
  const ids = shares.flatMap(share => [
    ...(share.personId === null ? [] : [share.personId]),
    ...share.helperIds,
  ]);
  return [...new Set(ids)];
}

function keyOf(task: PushedTask, personId: PersonId): string {
  return `${task.id}|${personId}`;
}

function isOpen(task: PushedTask): boolean {
  return openTaskStates.includes(task.state);
}
