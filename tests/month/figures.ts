import { statSync } from 'node:fs';
import path from 'node:path';
import { dayOf } from '../../src/base/china-time.js';
import { STORE_FILE } from '../../src/store/sqlite-store.js';
import { configuration } from '../support/demo.js';
import type { Month } from './a-month.js';
import { WORKERS_ROOM } from './town.js';

/** What the month came to, in plain lines: for whoever lives through another one, and for docs/books.md. */
export function figuresOf({ lived, raw, days }: Month, folder: string): string {
  const { world } = lived;
  const { said, town } = world;
  const workdays = lived.days.filter(({ day }) => isWorkingDay(day)).length;
  const perWorkerDay = (count: number): string => (count / town.workers.length / workdays).toFixed(1);
  const ids = new Set(town.workers.map(({ id }) => id));
  const inGroup = said.filter(({ where }) => where.kind === 'room' && where.roomId === WORKERS_ROOM);
  const onWorkdays = inGroup.filter(({ at }) => isWorkingDay(dayOf(at)));
  const mentions = onWorkdays.flatMap(({ mentionIds }) => mentionIds.filter(id => ids.has(id))).length;
  const alone = said.filter(
    ({ at, where }) => where.kind === 'direct' && ids.has(where.contactId) && isWorkingDay(dayOf(at)),
  ).length;
  const { median, most } = remindersPerDay(raw.outbox, ids, lived.days);
  const megabytes = statSync(path.join(folder, STORE_FILE)).size / 1024 ** 2;
  const cpu = lived.days.map(({ cpuMs }) => cpuMs / 1_000);
  const weeks = [0, 7, 14, 21, 28].map(at => cpu.slice(at, at + 7)).filter(week => week.length > 0);
  const read = lived.days.map(({ documents, messages }) => Math.round(documents / messages));
  return [
    `${days} days: ${world.messages} messages heard, ${said.length} said, ${raw.tickets.length} tickets`,
    `a worker on a working day: ${perWorkerDay(alone)} heard alone, ${perWorkerDay(mentions)} mentions, reminders alone: ${median} on most days, ${most} at the most`,
    `the workers' group: ${Math.round(onWorkdays.length / workdays)} messages on a working day, ${Math.round(inGroup.length / days)} on any`,
    `processor time: ${sum(cpu).toFixed(0)} s, ${(sum(cpu) / days).toFixed(1)} s a day; by week: ${weeks.map(week => (sum(week) / week.length).toFixed(1)).join(', ')}`,
    `the file: ${megabytes.toFixed(0)} MB, ${(megabytes / days).toFixed(1)} MB a day`,
    `documents read for a message, day by day: ${read.join(' ')}`,
    ...raw.tasks.map(
      ({ number, plan, state, shares }) =>
        `${number} ${plan.title}: ${state}, ${shares.filter(share => share.state === 'finished').length}/${shares.length}`,
    ),
    '',
  ].join('\n');
}

/** How many messages of reminders each worker hears alone on a working day. */
function remindersPerDay(
  outbox: Month['raw']['outbox'],
  ids: ReadonlySet<string>,
  days: Month['lived']['days'],
): { readonly median: number; readonly most: number } {
  const heard = new Map<string, number>();
  for (const { day } of days) {
    if (configuration.deadlines.calendar.isWorkingDay(day))
      for (const id of ids) heard.set(`${id} ${day}`, 0);
  }
  for (const { id, sentAt } of outbox) {
    const [kind, audience, personId] = id.split('|');
    if (kind !== 'reminder' || audience !== 'person' || sentAt === undefined) continue;
    const key = `${personId} ${dayOf(sentAt)}`;
    const known = heard.get(key);
    if (known !== undefined) heard.set(key, known + 1);
  }
  const counts = [...heard.values()].toSorted((a, b) => a - b);
  return { median: counts[Math.floor(counts.length / 2)] ?? 0, most: counts.at(-1) ?? 0 };
}

function isWorkingDay(day: string): boolean {
  return configuration.deadlines.calendar.isWorkingDay(day);
}

function sum(list: readonly number[]): number {
  return list.reduce((all, each) => all + each, 0);
}
