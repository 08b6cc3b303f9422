import path from 'node:path';
import { MINUTE, MovableClock } from '../../src/base/clock.js';
import { loadUnderstanding } from '../../src/classify/understand.js';
import type { IncomingMessage } from '../../src/chat/chat-gateway.js';
import type { House } from '../../src/flow/house.js';
import type { PushedTask } from '../../src/tasks/task.js';
import { configFolder } from '../support/demo.js';
import { message, playedHouse, type PlayedHouse } from '../support/house.js';

export const WORKERS = 'room-liuyuan-workers';
export const COMMAND = 'room-guihua-command';

const understand = loadUnderstanding(path.join(configFolder, 'understanding/model.bin'));

/** What the bot said: where, and who was mentioned. */
export interface Line {
  readonly to: string;
  readonly text: string;
  readonly mentions: readonly string[];
}

/** A house of real rooms over memory in which people speak one after the other. */
export interface TaskStage extends PlayedHouse {
  readonly clock: MovableClock;
  /** Somebody says something, alone with the bot or in a group. @returns what the bot said since the last time */
  readonly says: (
    id: string,
    text: string,
    room?: string,
    more?: Partial<IncomingMessage>,
  ) => Promise<Line[]>;
  /** Everything due on the way happens. @returns what was said */
  readonly until: (moment: string) => Promise<Line[]>;
  /** The only task there is. */
  readonly task: () => Promise<PushedTask>;
}

/** Monday, 9 o'clock; `extra` takes the place of single parts of the house. */
export async function taskStage(extra: Partial<House> = {}): Promise<TaskStage> {
  const clock = new MovableClock({ now: () => Date.parse('2026-11-23T09:00:00+08:00') });
  const played = await playedHouse({ clock, understand, ...extra });
  const { keeper, said, house } = played;
  let seen = 0;
  const lines = (): Line[] => {
    const fresh = said.slice(seen);
    seen = said.length;
    return fresh.map(({ conversation, text = '', mentionIds }) => ({
      to: conversation.kind === 'room' ? conversation.roomId : conversation.contactId,
      text,
      mentions: mentionIds,
    }));
  };
  return {
    ...played,
    clock,
    async says(id, text, room, more = {}) {
      const conversation =
        room === undefined
          ? { kind: 'direct' as const, contactId: id }
          : { kind: 'room' as const, roomId: room };
      await keeper.messageArrived(message(text, { from: { id, name: id }, conversation, ...more }));
      await keeper.settle();
      return lines();
    },
    async until(moment) {
      await keeper.advance(
        clock,
        (Date.parse(`2026-${moment}:00+08:00`) - clock.now()) / MINUTE,
        async () => {},
      );
      // What other rooms remind of is none of a task's business.
      return lines().filter(line => line.text.includes('WG-'));
    },
    async task() {
      const [task, another] = await house.tasks.all();
      if (!task || another) throw new Error('there is not one task');
      return task;
    },
  };
}

/** The street pushes a task that the rules admit at once. @returns its number */
export async function push(stage: TaskStage, words: string): Promise<string> {
  await stage.says('o-meng', `下派任务 ${words}`);
  const [answer] = await stage.says('o-meng', '确认');
  const number = /WG-\d{8}-\d{4}/u.exec(answer?.text ?? '')?.[0];
  if (number === undefined) throw new Error(`not pushed: ${answer?.text}`);
  return number;
}
