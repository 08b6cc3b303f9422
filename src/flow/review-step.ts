import { daysLater, dayOf, startOf } from '../base/china-time.js';
import { readMoment } from '../intake/when.js';
import type { TaskEventBody } from '../tasks/task-event.js';
import type { PushedTask } from '../tasks/task.js';
import { moreNeeded } from '../words/task-cards.js';
import * as words from '../words/tasks.js';
import { reply } from './reply.js';
import { actOnTask } from './task-desk.js';
import { refuseStep, type Heeding } from './task-context.js';

/** What the admission desk decides of a task. */
export async function doReviewStep(heeding: Heeding, task: PushedTask): Promise<true> {
  const { house, spoken, personId, word } = heeding;
  const decided = decisionOf(heeding, task);
  if ('missing' in decided) {
    await reply(house, spoken, `review-${task.number}`, decided.missing);
    return true;
  }
  const doer = { by: personId, cause: spoken.heard.messageId };
  const acted = await actOnTask(house, task.id, decided.body, doer);
  if (!acted.done && acted.why === 'not-admissible') {
    await reply(house, spoken, `review-${task.number}`, words.onlyTemporary(task.number));
    return true;
  }
  if (!acted.done && acted.why === 'not-later') {
    await reply(house, spoken, `review-${task.number}`, words.admissionDateNeeded(task.number));
    return true;
  }
  if (!acted.done && acted.why !== 'again') return refuseStep(heeding, task, acted);
  const noted = { admit: '准入通过', 'admit-until': '临时准入', 'ask-changes': '退回修改', refuse: '不准入' };
  const verb = word.verb as keyof typeof noted;
  await reply(house, spoken, `review-${task.number}`, words.reviewNoted(task.number, noted[verb]));
  return true;
}

function decisionOf(
  { house, word }: Heeding,
  task: PushedTask,
): { readonly body: TaskEventBody } | { readonly missing: string } {
  const now = house.clock.now();
  const { plan } = task;
  const beginAt = Math.max(now, plan.beginAt ?? now);
  switch (word.verb) {
    case 'admit':
      return { body: { type: 'admission-granted', beginAt, ...reasonIn(word.rest) } };
    case 'admit-until': {
      const until = readMoment(word.rest, now);
      if (until === undefined) return { missing: words.admissionDateNeeded(task.number) };
      // The last day counts whole.
      const end = startOf(daysLater(dayOf(until), 1));
      return { body: { type: 'admission-granted', beginAt, until: end, ...reasonIn(word.rest) } };
    }
    case 'ask-changes':
      return word.rest === ''
        ? { missing: moreNeeded('退回修改', '退回修改 期限放到下周五') }
        : { body: { type: 'changes-asked', reason: word.rest } };
    default:
      return word.rest === ''
        ? { missing: moreNeeded('不准入', '不准入 和上月的登记重了') }
        : { body: { type: 'admission-refused', reason: word.rest } };
  }
}

function reasonIn(rest: string): { readonly reason?: string } {
  return rest === '' ? {} : { reason: rest };
}
