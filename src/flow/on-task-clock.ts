import { whatIsDueForTask } from '../tasks/task-due.js';
import type { PushedTask } from '../tasks/task.js';
import type { DueRoom } from './due-rooms.js';
import type { House } from './house.js';
import { beginning, reactToTaskNews } from './on-task-event.js';
import { actOnTask } from './task-desk.js';

const AT_ONCE = 200;

/** Pushed tasks: what falls due, and what is to be said of what happened. */
export const pushedTasksDue: DueRoom = {
  work: async house => (await workDueTasks(house)) + (await reactToTaskNews(house)),
  nextAt: async house => house.tasks.nextDueAt(),
};

/** Does what has come due for pushed tasks. Any process may: whoever is late finds nothing due. @returns how many changed */
async function workDueTasks(house: House): Promise<number> {
  let changed = 0;
  for (;;) {
    const due = await house.tasks.due(house.clock.now(), AT_ONCE);
    let changedNow = 0;
    for (const task of due) changedNow += (await workDueTask(house, task)) ? 1 : 0;
    changed += changedNow;
    if (changedNow === 0) return changed;
  }
}

async function workDueTask(house: House, task: PushedTask): Promise<boolean> {
  const now = house.clock.now();
  const work = whatIsDueForTask(task, now);
  if (!work) return false;
  // Looked at again where it is changed: somebody else may have done what was due a moment ago.
  const seen = task.history.length;
  const body = work.kind === 'event' ? work.body : beginning(task, house.roster.book);
  const acted = await actOnTask(house, task.id, body, { by: 'bot', as: 'clock', cause: `due:${seen}` });
  if (!acted.done && acted.why !== 'again')
    house.log.warn({ task: task.number, type: body.type, why: acted.why }, 'a due step did not apply');
  return acted.done;
}
