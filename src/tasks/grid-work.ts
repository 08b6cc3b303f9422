import { z } from 'zod';
import { parseTimeOfDay, timeOfDay } from '../base/china-time.js';
import { HOUR, MINUTE, type Moment } from '../base/clock.js';
import type { ConfigReader } from '../base/config-file.js';
import type { Deed, DeedKind } from './deed.js';

const FILE = 'grid-work.yaml';

/** What a deed may need before it counts. */
export const deedNeeds = ['location', 'photo', 'place'] as const;
export type DeedNeed = (typeof deedNeeds)[number];

/** The deeds of everyday work in the field. */
export const fieldKinds = ['check-in', 'patrol', 'visit'] as const satisfies readonly DeedKind[];
export type FieldKind = (typeof fieldKinds)[number];

const needsShape = z.array(z.enum(deedNeeds)).refine(areDifferent, 'write each only once');
const minutesShape = z
  .string()
  .regex(/^[1-9]\d{0,2}[mh]$/, 'write minutes or hours like 15m or 2h')
  .transform(text => Number.parseInt(text, 10) * (text.endsWith('h') ? HOUR : MINUTE));
const timeShape = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of day like 10:00')
  .transform(parseTimeOfDay);
const fieldShape = { needs: needsShape, completeWithin: minutesShape };

const gridWorkShape = z.strictObject({
  locationBy: z.array(z.enum(['sent', 'written', 'named'])).refine(areDifferent, 'write each only once'),
  checkIn: z.strictObject({ ...fieldShape, latest: timeShape }),
  patrol: z.strictObject(fieldShape),
  visit: z.strictObject({ ...fieldShape, perHalfYear: z.number().int().min(1).max(26) }),
});

/** Rules of the daily work; `completeWithin` in milliseconds, `latest` in milliseconds since midnight in China. */
export type GridWork = z.output<typeof gridWorkShape>;

/** Reads config/grid-work.yaml; undefined with the faults noted in the reader. */
export function readGridWork(reader: ConfigReader): GridWork | undefined {
  const rules = reader.read(FILE, gridWorkShape);
  if (rules && rules.locationBy.length === 0 && asksForLocation(rules))
    reader.noteAt(FILE, ['locationBy'], 'a location is needed below, but nothing counts as one');
  return rules;
}

function asksForLocation({ checkIn, patrol, visit }: GridWork): boolean {
  return [checkIn, patrol, visit].some(({ needs }) => needs.includes('location'));
}

function areDifferent(words: readonly string[]): boolean {
  return new Set(words).size === words.length;
}

/** The rules for one kind of deed. */
export function fieldRules(kind: FieldKind, rules: GridWork): GridWork['patrol'] {
  return { 'check-in': rules.checkIn, patrol: rules.patrol, visit: rules.visit }[kind];
}

/** What the deed still needs before it counts. */
export function missingOf(
  deed: Pick<Deed, 'hasLocation' | 'mediaIds' | 'place'> & { readonly kind: FieldKind },
  rules: GridWork,
): readonly DeedNeed[] {
  const has: Readonly<Record<DeedNeed, boolean>> = {
    location: deed.hasLocation,
    photo: deed.mediaIds.length > 0,
    place: deed.place !== '',
  };
  return fieldRules(deed.kind, rules).needs.filter(need => !has[need]);
}

/** Whether a check-in came after the latest time of the day. */
export function isLate(at: Moment, rules: GridWork): boolean {
  return timeOfDay(at) > rules.checkIn.latest;
}
