import { z } from 'zod';
import type { ConfigReader } from '../base/config-file.js';
import { meritKinds } from './merit.js';
import { isDay } from './period.js';

const eventShape = z.strictObject({
  points: z.number().int(),
  mostPerDay: z.number().int().min(1).optional(),
});

const share = z.number().min(0).max(1);

const settingsShape = z.strictObject({
  countsFrom: z.string().refine(isDay, 'write a day like 2026-01-01'),
  events: z.strictObject(
    Object.fromEntries(meritKinds.map(kind => [kind, eventShape])) as {
      [Kind in (typeof meritKinds)[number]]: typeof eventShape;
    },
  ),
  stars: z
    .array(z.number().int().min(1))
    .min(1)
    .max(5)
    .refine(
      list => list.every((points, at) => points > (list[at - 1] ?? 0)),
      'write the stars in order, each for more points than the one before',
    ),
  ranking: z.strictObject({
    publishIn: z.array(z.string().min(1)),
    show: z.number().int().min(3).max(20),
  }),
  integrity: z.strictObject({
    closedWithinMinutes: z.number().int().min(1),
    likeText: share,
    likeWithinDays: z.number().int().min(1),
    burst: z.strictObject({
      atLeast: z.number().int().min(1),
      share,
      lastDays: z.number().int().min(1).max(15),
    }),
  }),
  rewards: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9-]+$/, 'write an id of small letters, digits and -'),
      name: z.string().min(1).max(20),
      points: z.number().int().min(1),
      stock: z.number().int().min(0),
    }),
  ),
});

/** How points are counted, shown and changed into things. */
export type PointsSettings = z.output<typeof settingsShape>;
export type Reward = PointsSettings['rewards'][number];

/** Reads config/points.yaml; undefined with the faults noted in the reader. */
export function readPointsSettings(reader: ConfigReader): PointsSettings | undefined {
  const file = 'points.yaml';
  const read = reader.read(file, settingsShape);
  const seen = new Set<string>();
  for (const [at, { id }] of (read?.rewards ?? []).entries()) {
    if (seen.has(id)) reader.noteAt(file, ['rewards', at, 'id'], `${id} stands twice`);
    seen.add(id);
  }
  return read;
}
