import type { MessageId, UnitId } from '../base/ids.js';
import type { Conversation } from '../chat/chat-gateway.js';
import type { PushDraft, PushStep } from '../tasks/read-push.js';
import type { TaskId } from '../tasks/task.js';

/** What may be meant by a word that tasks and tickets share. */
export type TaskChoice =
  { readonly kind: 'task'; readonly taskId: TaskId } | { readonly kind: 'ticket'; readonly number: string };

/** What the bot waits to hear about a pushed task; it is answered where it was asked. */
export type TaskQuestion = TaskAsked & { readonly where: Conversation };

/** What is asked. */
export type TaskAsked =
  /** The draft of a task: the next missing piece, or whether it is right. With `taskId` it changes one that was returned. */
  | {
      readonly about: 'push';
      readonly draft: PushDraft;
      readonly step: PushStep;
      readonly taskId?: TaskId;
      /** The message that was worked into the draft last, so that it is not worked in twice. */
      readonly heardLast: MessageId;
    }
  | {
      readonly about: 'which';
      readonly words: string;
      readonly choices: readonly TaskChoice[];
      readonly mediaIds: readonly string[];
    }
  | {
      readonly about: 'unit';
      readonly words: string;
      readonly taskId: TaskId;
      readonly unitIds: readonly UnitId[];
    }
  /** Answered by this message: delivered again, it is heard as the answer that it was. */
  | { readonly about: 'settled'; readonly by: MessageId };
