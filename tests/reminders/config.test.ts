import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MINUTE } from '../../src/base/clock.js';
import { ConfigReader } from '../../src/base/config-file.js';
import { readReminders } from '../../src/reminders/reminder-rules.js';
import { configFolder } from '../support/demo.js';

const shipped = readFileSync(path.join(configFolder, 'reminders.yaml'), 'utf8');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'qunliban-reminders-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Reads the shipped file with one place changed. @returns what is wrong, with the line of the change as LINE */
function faults(from: string, to: string): string[] {
  const at = shipped.indexOf(from);
  expect([from, at >= 0]).toEqual([from, true]);
  writeFileSync(
    path.join(folder, 'reminders.yaml'),
    shipped.replace(from, () => to),
  );
  const reader = new ConfigReader(folder);
  readReminders(reader);
  const line = shipped.slice(0, at).split('\n').length;
  return reader.faults.map(fault => `${fault.line === line ? 'LINE' : fault.line}: ${fault.message}`);
}

test('what is shipped has no fault, and every topic is reminded of', () => {
  const reader = new ConfigReader(configFolder);
  const read = readReminders(reader);
  expect(reader.faults).toEqual([]);
  expect(new Set(read?.rules.map(({ about }) => about)).size).toBe(12);
  expect(read?.rules.find(({ key }) => key === 'morning-digest')).toMatchObject({
    about: 'digest',
    days: 'workdays',
    catchUpMs: 110 * MINUTE,
    isUrgent: false,
    evenIfNothing: false,
    to: { roles: ['grid-worker'], group: 'workers' },
  });
});

describe('a fault is named with its line and what is allowed', () => {
  test.each([
    ['about: digest', 'about: diary', /LINE: rules\.0\.about: .*"digest"\|"check-in"/u],
    ['cron: "10 8 * * *"', 'cron: "10 25 * * *"', /LINE: rules\.0\.cron: .*0 to 23 \(hour\)/u],
    ['cron: "10 8 * * *"', 'cron: "at eight"', /LINE: rules\.0\.cron: .*write five/u],
    ['cron: "10 8 * * *"', 'cron: "10 8 31 2 *"', /LINE: rules\.0\.cron: .*never comes round/u],
    ['days: workdays', 'days: weekdays', /LINE: rules\.0\.days: .*"every-day"\|"workdays"/u],
    ['roles: [grid-worker]', 'roles: []', /LINE: rules\.0\.to\.roles: /u],
    ['roles: [grid-worker]', 'roles: [grid-workers]', /LINE: rules\.0\.to\.roles\.0: .*"grid-worker"/u],
    ['group: workers', 'group: worker', /LINE: rules\.0\.to\.group: .*"workers"/u],
    ['group: workers', 'groups: workers', /LINE: .*groups: unknown key; allowed: roles, levels, group/u],
    ['fadesAfter: 3', 'fadesAfter: 0', /LINE: rules\.2\.fadesAfter: /u],
    ['about: check-in', 'about: visits', /rules\.2\.fadesAfter: only goes with about: check-in or patrol/u],
    ['catchUpMinutes: 110', 'catchUpMinutes: never', /LINE: rules\.0\.catchUpMinutes: .*minutes, or drop/u],
    ['catchUpMinutes: 110', 'catchUpMinutes: 0', /LINE: rules\.0\.catchUpMinutes: /u],
    ['urgent: false', 'urgent: no thanks', /LINE: rules\.0\.urgent: .*boolean/u],
    [
      'key: morning-digest-alone',
      'key: morning-digest',
      /LINE: rules\.1\.key: "morning-digest" stands twice/u,
    ],
    ['key: morning-digest', 'key: Morning', /LINE: rules\.0\.key: .*small letters/u],
    ['    catchUpMinutes: 110\n', '', /rules\.0\.catchUpMinutes: /u],
    ['startsAt: "15:00"', 'startsAt: "3pm"', /LINE: rules\.\d\.meeting\.startsAt: .*like 15:00/u],
    ['startsAt: "15:00"', 'startsAt: "13:00"', /LINE: rules\.\d\.meeting: begins before its reminder/u],
    ['looksBackOn: week', 'looksBackOn: year', /LINE: .*looksBackOn: .*"week"\|"month"/u],
    ['about: meeting', 'about: patrol', /rules\.6\.meeting: only goes with about: meeting/u],
    ['percent: 50', 'percent: 90', /LINE: onTickets\.halfway\.percent: .*70/u],
    ['joinMinutes: 120', 'joinMinutes: 7', /LINE: onTickets\.halfway\.joinMinutes: .*divide a day/u],
    ['joinMinutes: 5', 'joinMinute: 5', /LINE: .*joinMinute: unknown key; allowed: joinMinutes, urgent/u],
    ['onTickets:', 'onTicket:', /LINE: onTicket: unknown key; allowed: rules, onTickets/u],
  ])('%s → %s', (from, to, expected) => {
    expect(faults(from, to).join('\n')).toMatch(expected);
  });

  test('a meeting without its plan', () => {
    const found = faults('    meeting: { name: 网格周例会', '    # meeting: { name: 网格周例会');
    expect(found.join('\n')).toMatch(/rules\.6\.meeting: is missing; name, startsAt, place, looksBackOn/u);
  });
});

test('a rule may be dropped when it was missed, and say that there is nothing', () => {
  const changed = shipped.replace('catchUpMinutes: 110', 'catchUpMinutes: drop\n    evenIfNothing: true');
  writeFileSync(path.join(folder, 'reminders.yaml'), changed);
  const reader = new ConfigReader(folder);
  const read = readReminders(reader);
  expect(reader.faults).toEqual([]);
  expect(read?.rules[0]).toMatchObject({ catchUpMs: MINUTE, evenIfNothing: true });
});
