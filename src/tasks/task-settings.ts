import { z } from 'zod';
import { parseTimeOfDay } from '../base/china-time.js';
import type { ConfigReader } from '../base/config-file.js';
import { spanShape } from '../base/span-shape.js';
import type { WorkingCalendar } from '../base/working-time.js';
import type { Catalogue } from '../classify/catalogue.js';

const FILE = 'tasks.yaml';

const wordsShape = z.array(z.string().min(1)).min(1);
const reviewShape = z.enum(['always', 'doubt']);

const timesShape = z
  .array(
    z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of day like 18:00')
      .transform(parseTimeOfDay),
  )
  .min(1)
  .refine(isGrowing, 'write the times in order');

const settingsShape = z.strictObject({
  pushers: z.strictObject({
    operator: reviewShape.optional(),
    department: reviewShape.optional(),
    'grid-leader': reviewShape.optional(),
    specialist: reviewShape.optional(),
  }),
  ceiling: z.strictObject({ perWeek: z.number().int().min(1), beyond: z.enum(['review', 'refuse']) }),
  mostUnits: z.number().int().min(1).max(2_000),
  kinds: z
    .array(
      z.strictObject({
        code: z.string().regex(/^[a-z-]+$/, 'write the code in small letters'),
        name: z.string().min(1),
        words: z.array(z.string().min(1)),
        term: spanShape,
        count: z.string().min(1).max(2).optional(),
      }),
    )
    .min(1),
  topics: z.array(z.strictObject({ item: z.string(), words: wordsShape })),
  never: z.array(z.strictObject({ words: wordsShape, reason: z.string().min(1) })),
  books: z.array(z.strictObject({ name: z.string().min(1), fields: wordsShape })),
  reportTimes: z.strictObject({ usual: timesShape, more: timesShape }),
  reviewWithin: spanShape,
  takeWithin: spanShape,
  warnAt: z.number().gt(0).lt(1),
  acceptWithin: spanShape,
  redoWithin: spanShape,
  feedbackWithin: spanShape,
  hazards: z.array(z.string()),
  operatorTokensFrom: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/, 'write the name of a variable of the environment'),
});

/** The rules of pushed work; times of day in milliseconds since midnight. */
export type TaskSettings = z.output<typeof settingsShape>;
export type TaskKind = TaskSettings['kinds'][number];

/** What the life of a pushed task needs to know besides itself. */
export interface TaskRules {
  readonly settings: TaskSettings;
  readonly calendar: WorkingCalendar;
}

/**
 * Reads config/tasks.yaml; undefined with the faults noted in the reader.
 *
 * @param catalogue the service list that its items and categories are looked up in
 */
export function readTaskSettings(
  reader: ConfigReader,
  catalogue: Catalogue | undefined,
): TaskSettings | undefined {
  const settings = reader.read(FILE, settingsShape);
  if (settings && catalogue) noteStrangers(settings, catalogue, reader);
  if (settings) noteTwice(settings, reader);
  return settings;
}

/** The kind with this code; the last one, for what is of no other kind, when it has gone. */
export function kindOf(code: string, { kinds }: TaskSettings): TaskKind {
  const found = kinds.find(kind => kind.code === code) ?? kinds.at(-1);
  if (!found) throw new RangeError('there are no kinds of tasks');
  return found;
}

/** The kind that the title names, else the words after it; the last one when they name none. */
export function kindIn(title: string, text: string, settings: TaskSettings): TaskKind {
  const named = (words: string) => settings.kinds.find(kind => kind.words.some(word => words.includes(word)));
  return named(title) ?? named(text) ?? kindOf('', settings);
}

function isGrowing(times: readonly number[]): boolean {
  return times.every((time, at) => at === 0 || time > (times[at - 1] ?? 0));
}

function noteStrangers({ topics, hazards }: TaskSettings, catalogue: Catalogue, reader: ConfigReader): void {
  for (const [at, { item }] of topics.entries()) {
    if (!catalogue.item(item))
      reader.noteAt(FILE, ['topics', at, 'item'], `${item} is no item of categories.yaml`);
  }
  for (const [at, category] of hazards.entries()) {
    if (!catalogue.category(category))
      reader.noteAt(FILE, ['hazards', at], `${category} is no category of categories.yaml`);
  }
}

function noteTwice({ kinds }: TaskSettings, reader: ConfigReader): void {
  const seen = new Set<string>();
  for (const [at, { code }] of kinds.entries()) {
    if (seen.has(code)) reader.noteAt(FILE, ['kinds', at, 'code'], `${code} stands twice`);
    seen.add(code);
  }
}
