import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bookNames } from '../../src/flow/book-names.js';
import { judgingOf } from '../../src/flow/gather.js';
import type { Month } from './a-month.js';
import { allIsInOrder } from './all-in-order.js';
import { booksAddUp } from './books-add-up.js';
import * as counted from './counted.js';
import { figuresOf } from './figures.js';
import { live } from './live.js';
import { readRaw } from './raw.js';
import { tasksAddUp } from './tasks-add-up.js';
import { COMMUNITY } from './town.js';

/** Another one may be tried: MONTH_SEED=7. */
const SEED = Number(process.env['MONTH_SEED'] ?? 20_261_101);
/** A week and a day in the ordinary run; all of it with MONTH_DAYS=30. */
const DAYS = Number(process.env['MONTH_DAYS'] ?? 8);
const LAST = `2026-11-${String(DAYS).padStart(2, '0')}`;
/** Only ends what hangs. */
const LIVED_WITHIN_MS = 3_600_000;

/** What happens in any fortnight of such a community. */
const usual = [
  'ticket-escalated',
  'ticket-transferred',
  'ticket-returned',
  'team-formed',
  'extension-granted',
  'ticket-suspended',
  'ticket-resumed',
  'ticket-withdrawn',
  'ticket-supported',
  'ticket-urged',
  'verification-failed',
  'redo-ordered',
  'callback-repeated',
  'step-overdue',
  'deadline-near',
  'triage-asked',
] as const;

let folder = '';
let lived: Month;

function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

beforeAll(async () => {
  // Each of a hundred thousand writes waits for the disk, unless there is none.
  const place = existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();
  folder = mkdtempSync(path.join(place, 'qunliban-month-'));
  const through = await live({ seed: SEED, from: '2026-11-01', days: DAYS, perDay: 60, folder, heapUsed });
  const { house } = through.world;
  const book = house.roster.book.at();
  const names = bookNames({ book, catalogue: house.catalogue, now: 0 });
  lived = {
    lived: through,
    raw: readRaw(folder),
    showing: { names, judging: judgingOf(house), book },
    span: counted.stretch('2026-11-01', LAST),
    days: DAYS,
    last: LAST,
  };
}, LIVED_WITHIN_MS);

afterAll(async () => {
  if (process.env['MONTH_DAYS'] && lived) process.stdout.write(figuresOf(lived, folder));
  await lived?.lived.world.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe(`${DAYS} days of a month of 168 micro-grids, 5,799 households and 60 tickets a day (MONTH_SEED=${SEED})`, () => {
  test('was lived: everything that can happen happened', () => {
    const { lived: through, raw, showing, span } = lived;
    expect(through.world.town.buildings).toHaveLength(168);
    expect(showing.book.householdsOf(COMMUNITY)).toBe(5_799);
    const opened = raw.tickets.filter(({ openedAt }) => counted.lies(openedAt, span)).length;
    expect(opened / DAYS).toBeGreaterThan(54);
    expect(opened / DAYS).toBeLessThan(75);
    const types = new Set(raw.tickets.flatMap(({ history }) => history.map(({ type }) => type)));
    for (const type of usual) expect(types).toContain(type);
    const kinds = new Set(raw.deeds.map(({ kind }) => kind));
    for (const kind of ['check-in', 'patrol', 'visit', 'leave', 'meeting-excuse'] as const)
      expect(kinds).toContain(kind);
    expect(raw.tasks.map(({ shares }) => shares.length)).toContain(168);
    const steps = new Set(raw.tasks.flatMap(({ history }) => history.map(({ type }) => type)));
    for (const type of ['share-accepted', 'progress-noted', 'share-finished', 'result-accepted'] as const)
      expect(steps).toContain(type);
    expect(through.world.complaints).toEqual([]);
  });

  booksAddUp(() => lived);
  tasksAddUp(() => lived);
  allIsInOrder(() => lived);
});
