import { z } from 'zod';
import type { ConfigReader } from '../base/config-file.js';
import type { Moment } from '../base/clock.js';
import { spanShape } from '../base/span-shape.js';
import { after, statutoryCalendar, type Span, type WorkingCalendar } from '../base/working-time.js';
import type { Catalogue } from '../classify/catalogue.js';
import type { Urgency } from '../classify/understanding.js';

/** The steps that have a clock of their own. */
export const steps = ['accept', 'handle', 'verify'] as const;
export type Step = (typeof steps)[number];

/** How long each step may take, and the calendar it runs on. */
export interface Deadlines {
  readonly calendar: WorkingCalendar;
  readonly collecting: Span;
  readonly triage: Span;
  readonly callback: { readonly remindAfter: Span; readonly closeAfter: Span };
  readonly reopenWithin: Span;
  readonly byUrgency: Readonly<Record<Urgency, Readonly<Record<Step, Span>>>>;
}

const hoursShape = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'write hours like 08:30-12:00');

/** `08:30-12:00` before `13:30-18:00`: later than the range before, and ending after it begins. */
function areInOrder(hours: readonly string[]): boolean {
  const times = hours.flatMap(range => range.split('-'));
  return times.every((time, at) => at === 0 || time > (times[at - 1] ?? ''));
}

const stepsShape = z.strictObject({ accept: spanShape, handle: spanShape, verify: spanShape });

const deadlinesShape = z.strictObject({
  workingHours: z
    .array(hoursShape)
    .min(1)
    .refine(areInOrder, 'write the hours in order, none touching the next'),
  byUrgency: z.strictObject({ emergency: stepsShape, urgent: stepsShape, normal: stepsShape }),
  collecting: spanShape,
  triage: spanShape,
  callback: z.strictObject({ remindAfter: spanShape, closeAfter: spanShape }),
  reopenWithin: spanShape,
});

/** Reads config/deadlines.yaml; undefined with the faults noted in the reader. */
export function readDeadlines(reader: ConfigReader): Deadlines | undefined {
  const read = reader.read('deadlines.yaml', deadlinesShape);
  if (!read) return undefined;
  const { workingHours, ...rest } = read;
  return { ...rest, calendar: statutoryCalendar(workingHours) };
}

/** When a step that begins at `from` must be done: the item's own span first, then the default of the urgency. */
export function dueAt(
  step: Step,
  ticket: { readonly item: string; readonly urgency: Urgency },
  from: Moment,
  deadlines: Deadlines,
  catalogue: Catalogue,
): Moment {
  const own = ticket.urgency === 'normal' ? catalogue.item(ticket.item)?.deadlines?.[step] : undefined;
  return after(from, own ?? deadlines.byUrgency[ticket.urgency][step], deadlines.calendar);
}
