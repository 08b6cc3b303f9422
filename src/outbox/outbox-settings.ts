import { z } from 'zod';
import { dayOf, daysLater, parseTimeOfDay, startOf, timeOfDay } from '../base/china-time.js';
import type { Moment } from '../base/clock.js';
import type { ConfigReader } from '../base/config-file.js';

const timeShape = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of day like 22:00')
  .transform(parseTimeOfDay);

const atLeastOne = z.number().int().min(1);

const pacingShape = z.strictObject({
  roomGapMs: z.number().int().min(0),
  accountPerMinute: atLeastOne,
  accountPerDay: atLeastOne,
  roomPerMinute: atLeastOne,
  roomPerHour: atLeastOne,
});

const settingsShape = z.strictObject({
  quietHours: z.strictObject({ from: timeShape, to: timeShape }),
  pacing: z.strictObject({ default: pacingShape, local: pacingShape }),
  retry: z.strictObject({
    firstPauseMs: atLeastOne,
    longestPauseMs: atLeastOne,
    tooOldAfterHours: atLeastOne,
    sayWithinMs: atLeastOne,
    mostAttempts: atLeastOne,
  }),
  backOff: z
    .strictObject({
      firstPauseMs: atLeastOne,
      longestPauseMs: atLeastOne,
      emergencyPauseMs: atLeastOne,
      offlinePauseMs: atLeastOne,
      calmAfterMs: atLeastOne,
      failingPlaces: atLeastOne,
    })
    .refine(({ firstPauseMs, longestPauseMs }) => firstPauseMs <= longestPauseMs, {
      path: ['longestPauseMs'],
      message: 'must not be shorter than firstPauseMs',
    }),
  gap: z.strictObject({
    tellAfterMinutes: atLeastOne,
    atMostEveryHours: z.number().int().min(0),
  }),
});

/** Quiet hours in milliseconds since midnight in China, pacing per network, how to retry, and when a gap is told. */
export type OutboxSettings = z.output<typeof settingsShape>;

/** Reads config/outbox.yaml; undefined with the faults noted in the reader. */
export function readOutboxSettings(reader: ConfigReader): OutboxSettings | undefined {
  return reader.read('outbox.yaml', settingsShape);
}

/** The first moment at or after `at` that is outside the quiet hours. */
export function afterQuietHours(at: Moment, quiet: OutboxSettings['quietHours']): Moment {
  const time = timeOfDay(at);
  const overMidnight = quiet.from > quiet.to;
  const isQuiet = overMidnight
    ? time >= quiet.from || time < quiet.to
    : time >= quiet.from && time < quiet.to;
  if (!isQuiet) return at;
  const endsTomorrow = overMidnight && time >= quiet.from;
  return startOf(endsTomorrow ? daysLater(dayOf(at), 1) : dayOf(at)) + quiet.to;
}

/** How much of a span, in milliseconds, lies outside the quiet hours. */
export function wakingWithin(from: Moment, until: Moment, quiet: OutboxSettings['quietHours']): number {
  if (quiet.from === quiet.to) return Math.max(0, until - from);
  let waking = 0;
  for (let at = afterQuietHours(from, quiet); at < until;) {
    const today = startOf(dayOf(at)) + quiet.from;
    const quietFrom = today > at ? today : startOf(daysLater(dayOf(at), 1)) + quiet.from;
    waking += Math.min(until, quietFrom) - at;
    at = afterQuietHours(quietFrom, quiet);
  }
  return waking;
}
