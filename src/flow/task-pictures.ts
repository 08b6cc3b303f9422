import { sayMoment } from '../base/china-time.js';
import { hideForGroup } from '../intake/privacy.js';
import { drawTask, type TaskPicture } from '../media/picture-task.js';
import { totalsOf } from '../tasks/task-totals.js';
import type { PushedTask } from '../tasks/task.js';
import { boardWords, taskWords } from '../words/board.js';
import { taskStateNames } from '../words/states.js';
import type { House } from './house.js';
import { progressLines, pusherName, totalText, unitsText } from './present-task.js';
import type { Scene } from './present.js';
import type { Posting } from './report-pictures.js';
import { sceneOf } from './scene.js';

/** A pushed task as a card with how far it is, unit by unit. */
export async function pushedTaskPicture(house: House, task: PushedTask): Promise<Posting> {
  const scene = sceneOf(house);
  return {
    mediaId: await house.insight.pictures.keep(drawTask(pictureOf(task, scene)), scene.now),
    text: `${task.number} ${task.plan.title}`,
  };
}

function pictureOf(task: PushedTask, scene: Scene): TaskPicture {
  const { plan, shares } = task;
  const isLate = task.state === 'running' && task.dueAt < scene.now;
  const units = shares.length > 0 ? shares.map(({ unitId }) => unitId) : plan.unitIds;
  const { percent } = totalsOf(shares);
  const answer = task.state === 'running' ? [taskWords.answersToTask] : [];
  return {
    title: plan.title,
    subtitle: [task.number, pusherName(task.pusher, scene.book)].join(' · '),
    pills: [
      { text: taskStateNames[task.state], tone: 'good' },
      ...(isLate ? [{ text: taskWords.late, tone: 'bad' as const }] : []),
    ],
    text: hideForGroup(plan.text),
    facts: [
      { label: taskWords.units, value: unitsText(units, scene.book) },
      { label: taskWords.due, value: sayMoment(task.dueAt, scene.now) },
      ...(plan.fields.length > 0 ? [{ label: taskWords.fields, value: plan.fields.join('、') }] : []),
    ],
    ...(shares.length > 0 ? { progress: { label: totalText(shares, task), share: percent / 100 } } : {}),
    story: { title: taskWords.progress, lines: unitLines(task, scene) },
    answers: answer,
    foot: [boardWords.foot],
  };
}

/** What is done, and how far the others are. */
function unitLines(task: PushedTask, { book }: Scene): readonly string[] {
  if (task.shares.length === 0) return [];
  const { finished, underWay, hazards } = progressLines(task.shares, task, book);
  return [
    ...(finished.length > 0 ? [taskWords.finished(finished)] : []),
    ...underWay,
    ...(hazards > 0 ? [taskWords.hazards(hazards)] : []),
  ];
}
