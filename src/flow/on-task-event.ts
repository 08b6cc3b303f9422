import type { Moment } from '../base/clock.js';
import { after } from '../base/working-time.js';
import type { Saying } from '../outbox/outbox.js';
import type { RosterBook } from '../roster/roster-book.js';
import { shareOut } from '../tasks/share-out.js';
import type { TaskEvent, TaskEventBody } from '../tasks/task-event.js';
import type { TaskRules } from '../tasks/task-settings.js';
import { reviewerOf } from '../tasks/task-standing.js';
import type { PushedTask } from '../tasks/task.js';
import { hazardsText, refusalReason } from '../words/tasks.js';
import { say, type House } from './house.js';
import { outlookOf } from './present-task.js';
import { sceneOf } from './scene.js';
import { actOnTask } from './task-desk.js';
import type { TaskNews } from './task-rooms.js';
import { beginningTellings, type TaskTellings } from './tell-task.js';
import { progressTellings } from './tell-task-progress.js';

const everyTelling: readonly TaskTellings[] = [beginningTellings, progressTellings];

/**
 * Reacts to everything that happened to pushed tasks and was not reacted to yet. May be stopped anywhere and run again, by
 * several processes: what is said has a key, what follows is refused the second time, and the cursor moves last.
 *
 * @returns how many events were reacted to
 */
export async function reactToTaskNews(house: House): Promise<number> {
  let reacted = 0;
  for (;;) {
    const tasks = await house.tasks.withNews(100);
    if (tasks.length === 0) return reacted;
    for (const task of tasks) reacted += await reactTo(task, house);
  }
}

/** What is said of these says how the hazards stand; for any other event their tickets need not be read. */
const countsHazards: readonly TaskEvent['type'][] = ['task-finished', 'feedback-reminded'];

async function reactTo(task: PushedTask, house: House): Promise<number> {
  const fresh = task.history.filter(event => event.seq > task.reactedSeq);
  const scene = sceneOf(house);
  const hazards = fresh.some(({ type }) => countsHazards.includes(type)) ? await hazardsOf(task, house) : '';
  for (const event of fresh) {
    const news: TaskNews = { task, event, scene, hazards };
    for (const saying of sayingsOf(news, house)) {
      // What has to wait for the morning speaks of today and tomorrow as one does in the morning.
      const at = house.outbox.earliest(saying, scene.now);
      const then = at === scene.now ? [] : sayingsOf({ ...news, scene: { ...scene, now: at } }, house);
      await say(house, then.find(({ key }) => key === saying.key) ?? saying);
    }
    const next = taskFollowOn(task, event, { book: house.roster.book, rules: house.taskRules, at: event.at });
    if (next) await actOnTask(house, task.id, next, { by: 'bot', as: 'bot', cause: `follows:${event.seq}` });
  }
  const last = task.history.length;
  await house.tasks.change(task.id, now =>
    now.reactedSeq >= last ? undefined : { ...now, reactedSeq: last, hasNews: now.history.length > last },
  );
  return fresh.length;
}

function sayingsOf(news: TaskNews, { taskRules }: House): readonly Saying[] {
  return everyTelling.flatMap(tellings => {
    const telling = tellings[news.event.type] as
      ((news: TaskNews, settings: TaskRules['settings']) => Saying[]) | undefined;
    return telling?.(news, taskRules.settings) ?? [];
  });
}

interface Circumstances {
  readonly book: RosterBook;
  readonly rules: TaskRules;
  readonly at: Moment;
}

/** What must happen to the task because of the event, by rule and at once. Pure; undefined when nothing must. */
export function taskFollowOn(
  task: PushedTask,
  event: TaskEvent,
  circumstances: Circumstances,
): TaskEventBody | undefined {
  switch (event.type) {
    case 'task-submitted':
    case 'task-changed':
      return admissionOf(task, circumstances);
    case 'admission-granted':
      return event.beginAt <= circumstances.at ? beginning(task, circumstances.book) : undefined;
    case 'progress-noted':
    case 'count-corrected':
    case 'share-finished':
      return task.shares.every(share => share.state === 'finished') ? { type: 'task-finished' } : undefined;
    default:
      return undefined;
  }
}

/** The task begins with whoever answers for its units now. */
export function beginning({ plan }: PushedTask, book: RosterBook): TaskEventBody {
  return { type: 'task-begun', shares: shareOut(plan, book) };
}

function admissionOf(task: PushedTask, { book, rules, at }: Circumstances): TaskEventBody | undefined {
  if (task.stage.state !== 'submitted') return undefined;
  const { verdict } = task.stage;
  switch (verdict.kind) {
    case 'admit':
      return { type: 'admission-granted', beginAt: Math.max(at, task.plan.beginAt ?? at) };
    case 'refuse':
      return { type: 'admission-refused', reason: refusalReason(outlookOf(verdict, task.comparison)) };
    case 'review': {
      const reviewerId = reviewerOf(task.pusher, book);
      // Nobody waits for a desk that is not there.
      if (reviewerId === null) return { type: 'admission-refused', reason: refusalReason(undefined) };
      const remindAt = after(at, rules.settings.reviewWithin, rules.calendar);
      return { type: 'review-begun', reviewerId, isTemporary: verdict.isTemporary, remindAt };
    }
    default:
      return verdict satisfies never;
  }
}

/** How the tickets that were found on the way stand. */
async function hazardsOf(task: PushedTask, house: House): Promise<string> {
  if (task.hazards.length === 0) return '';
  const tickets = await Promise.all(task.hazards.map(hazard => house.tickets.get(hazard.ticketId)));
  const settled = tickets.filter(ticket => ticket && ['verified', 'closed'].includes(ticket.state)).length;
  return hazardsText(task.hazards.length, settled);
}
