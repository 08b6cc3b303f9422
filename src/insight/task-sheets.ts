import type { PersonId, UnitId } from '../base/ids.js';
import type { BookCell, BookSheet } from '../sheets/write-workbook.js';
import type { Span } from '../tasks/deed-book.js';
import type { TaskEvent } from '../tasks/task-event.js';
import type { PushedTask, Share } from '../tasks/task.js';
import { bookHeaders, bookWords, shareStates, taskFormLabels, taskStepNames } from '../words/books.js';
import { taskStateNames } from '../words/states.js';
import { columnsOf, publicText, type Showing } from './ledger-sheets.js';
import type { Merit } from './merit.js';

/** Pushed tasks that ran within the span and have a part in the unit. */
export function tasksWithin(
  tasks: readonly PushedTask[],
  unitId: UnitId,
  { from, below }: Span,
  { book }: Pick<Showing, 'book'>,
): readonly PushedTask[] {
  return tasks.filter(
    task =>
      task.submittedAt < below &&
      (task.history.at(-1)?.at ?? task.submittedAt) >= from &&
      task.shares.some(share => book.isWithin(share.unitId, unitId)),
  );
}

/** Every part of the tasks that lies in the unit, a row for each. */
export function taskSheet(tasks: readonly PushedTask[], unitId: UnitId, showing: Showing): BookSheet {
  return {
    name: bookWords.sheets.tasks,
    columns: columnsOf(bookHeaders.tasks, taskForms, { title: 30, difficulty: 30 }),
    rows: tasks.flatMap(task =>
      task.shares
        .filter(share => showing.book.isWithin(share.unitId, unitId))
        .map(share => shareRow(task, share, showing)),
    ),
  };
}

const taskForms = {
  done: 'number',
  target: 'number',
  acceptedAt: 'moment',
  finishedAt: 'moment',
  dueAt: 'moment',
} as const;

function shareRow(task: PushedTask, share: Share, { names }: Showing): readonly BookCell[] {
  return [
    names.unit(share.unitId),
    task.number,
    task.plan.title,
    task.pusher.department ?? names.unit(task.pusher.unitId),
    [share.personId, ...share.helperIds]
      .map(id => names.person(id))
      .filter(Boolean)
      .join('、'),
    shareStates[share.state] ?? '',
    share.done,
    share.target,
    share.acceptedAt ?? null,
    share.finishedAt ?? null,
    task.dueAt,
    publicText(share.difficulty ?? ''),
  ];
}

/** The form of one task (任务单): what was asked, every part of it, and what happened. */
export function taskFormSheets(task: PushedTask, showing: Showing): readonly BookSheet[] {
  const { plan, shares, pusher } = task;
  const { names } = showing;
  const facts: readonly (readonly [keyof typeof taskFormLabels, string])[] = [
    ['number', task.number],
    ['title', plan.title],
    ['text', publicText(plan.text)],
    ['pusher', pusher.department ?? names.unit(pusher.unitId)],
    ['state', taskStateNames[task.state]],
    ['fields', plan.fields.join('、')],
    ['units', String(shares.length)],
    ['done', String(shares.filter(({ state }) => state === 'finished').length)],
    ['hazards', task.hazards.map(({ number }) => number).join('、')],
  ];
  return [
    {
      name: bookWords.sheets.form,
      columns: [{ header: taskFormLabels.name }, { header: taskFormLabels.value, width: 60 }],
      rows: facts.map(([key, value]) => [taskFormLabels[key], value]),
    },
    {
      ...taskSheet([task], '', showing),
      rows: shares.map(share => shareRow(task, share, showing)),
    },
    {
      name: bookWords.sheets.steps,
      columns: columnsOf(bookHeaders.taskSteps, { at: 'moment' }, { text: 48 }),
      rows: task.history.map(event => [
        event.at,
        taskStepNames[event.type] ?? bookWords.clock,
        event.by === 'bot' ? bookWords.clock : names.person(event.by),
        unitsOf(event)
          .map(id => names.unit(id))
          .join('、'),
        publicText(wordsOf(event)),
      ]),
    },
  ];
}

function unitsOf(event: TaskEvent): readonly UnitId[] {
  if ('unitIds' in event) return event.unitIds;
  if ('counts' in event) return event.counts.map(({ unitId }) => unitId);
  return 'unitId' in event ? [event.unitId] : [];
}

function wordsOf(event: TaskEvent): string {
  if (event.type === 'progress-noted') {
    const sum = event.counts.reduce((all, { done }) => all + done, 0);
    return [String(sum), event.text].filter(Boolean).join(' ');
  }
  if ('text' in event) return event.text;
  return 'reason' in event ? (event.reason ?? '') : '';
}

/** What somebody earned by a pushed task: all of their part is done, and was in time. */
export function meritOfTask(task: PushedTask, personId: PersonId): Merit | undefined {
  const own = task.shares.filter(share => share.personId === personId);
  const [first] = own;
  const isDone = own.every(
    ({ state, finishedAt }) => state === 'finished' && finishedAt !== undefined && finishedAt <= task.dueAt,
  );
  if (!first || !isDone) return undefined;
  const at = Math.max(...own.map(({ finishedAt = 0 }) => finishedAt));
  return { id: `task:${task.id}`, kind: 'task', personId, at, unitId: first.unitId };
}
