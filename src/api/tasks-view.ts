import { z } from 'zod';
import type { PersonId } from '../base/ids.js';
import { pusherName, unitName } from '../flow/present-task.js';
import type { Scene } from '../flow/present.js';
import { nameOf } from '../flow/present.js';
import { totalsOf } from '../tasks/task-totals.js';
import { taskStates, type PushedTask, type Share } from '../tasks/task.js';
import { taskStateNames } from '../words/states.js';
import { isoOf } from './local-chat-view.js';

const moment = z.iso.datetime();
const share = z.strictObject({
  unit: z.string(),
  unitName: z.string(),
  person: z.string().nullable(),
  helpers: z.array(z.string()),
  state: z.enum(['offered', 'accepted', 'finished']),
  done: z.number().int().min(0),
  target: z.number().int().min(0).nullable(),
  difficulty: z.string().nullable(),
});

/** A pushed task as the interface shows it; every answer is checked against it. Moments are ISO 8601 in UTC. */
export const taskView = z.strictObject({
  number: z.string().regex(/^WG-\d{8}-\d{4,}$/),
  state: z.enum(taskStates),
  stateName: z.string(),
  /** Why it was returned, refused or withdrawn; null otherwise. */
  reason: z.string().nullable(),
  title: z.string(),
  text: z.string(),
  kind: z.string(),
  item: z.strictObject({ code: z.string(), name: z.string(), isAdmitted: z.boolean() }).nullable(),
  pusher: z.strictObject({ unit: z.string(), name: z.string(), person: z.string() }),
  submittedAt: moment,
  dueAt: moment,
  admittedUntil: moment.nullable(),
  comparison: z.strictObject({
    isTermShort: z.boolean(),
    usualDueAt: moment,
    knownFields: z.array(z.strictObject({ field: z.string(), book: z.string() })),
    loads: z.array(z.strictObject({ person: z.string(), tasks: z.number().int(), isFull: z.boolean() })),
  }),
  totals: z.strictObject({
    units: z.number().int(),
    unitsTaken: z.number().int(),
    unitsFinished: z.number().int(),
    done: z.number().int(),
    target: z.number().int().nullable(),
    percent: z.number().int().min(0).max(100),
  }),
  shares: z.array(share),
  hazards: z.array(z.strictObject({ number: z.string(), unit: z.string() })),
  history: z.array(
    z.strictObject({
      seq: z.number().int(),
      type: z.string(),
      at: moment,
      by: z.string(),
      automatic: z.boolean(),
    }),
  ),
});

export type TaskView = z.output<typeof taskView>;

/** A pushed task for the interface: people by their names, units by id and name. */
export function viewTask(task: PushedTask, scene: Scene): TaskView {
  const { number, state, stage, plan, comparison, pusher, admittedUntil } = task;
  const { book } = scene;
  return taskView.parse({
    number,
    state,
    stateName: taskStateNames[state],
    reason: 'reason' in stage ? stage.reason : null,
    title: plan.title,
    text: plan.text,
    kind: plan.kind,
    item: comparison.item,
    pusher: {
      unit: pusher.unitId,
      name: pusherName(pusher, book),
      person: personName(pusher.personId, scene),
    },
    submittedAt: isoOf(task.submittedAt),
    dueAt: isoOf(task.dueAt),
    admittedUntil: admittedUntil === null ? null : isoOf(admittedUntil),
    comparison: comparisonView(task, scene),
    totals: totalsOf(task.shares),
    shares: task.shares.map(one => shareView(one, scene)),
    hazards: task.hazards.map(hazard => ({ number: hazard.number, unit: hazard.unitId })),
    history: task.history.map(({ seq, type, at, by, automatic }) => ({
      seq,
      type,
      at: isoOf(at),
      by: personName(by, scene),
      automatic,
    })),
  });
}

function comparisonView({ comparison }: PushedTask, scene: Scene): TaskView['comparison'] {
  const { term, fields, loads, overCeiling } = comparison;
  return {
    isTermShort: term.isShort,
    usualDueAt: isoOf(term.usualDueAt),
    knownFields: fields.known.map(known => ({ ...known })),
    loads: loads.map(({ personId, tasks }) => ({
      person: personName(personId, scene),
      tasks,
      isFull: overCeiling.includes(personId),
    })),
  };
}

function shareView(one: Share, scene: Scene): TaskView['shares'][number] {
  const { unitId, personId, helperIds, state, done, target, difficulty } = one;
  return {
    unit: unitId,
    unitName: unitName(unitId, scene.book),
    person: personId === null ? null : personName(personId, scene),
    helpers: helperIds.map(id => personName(id, scene)),
    state,
    done,
    target,
    difficulty: difficulty ?? null,
  };
}

/** Whoever has gone from the roster keeps the id. */
function personName(id: PersonId, scene: Scene): string {
  return nameOf(id, scene) || id;
}
