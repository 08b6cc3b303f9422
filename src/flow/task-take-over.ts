import { ownShares } from './in-hand.js';
import type { House } from './house.js';
import { actOnTask } from './task-desk.js';
import type { Hands } from './take-overs.js';

/** A colleague goes on with somebody's part of a pushed task. @returns whether it is theirs now by this message */
export async function handOverTask(
  house: House,
  taskId: string,
  { from, to, by, cause }: Hands,
): Promise<boolean> {
  const task = await house.tasks.get(taskId);
  if (!task) return false;
  const isMoved = task.history.some(event => event.type === 'share-taken-over' && event.cause === cause);
  const unitIds = ownShares(task, from).map(share => share.unitId);
  if (isMoved || unitIds.length === 0) return isMoved;
  return (await actOnTask(house, taskId, { type: 'share-taken-over', unitIds, personId: to }, { by, cause }))
    .done;
}
