import { expect, test } from '@jest/globals';
import { remindersDue } from '../../src/flow/on-reminder.js';
import { playedHouse } from '../support/house.js';
import { at } from './a-day.js';

test('a clock that runs on while a slow database answers puts no reminder off', async () => {
  let now = at('2026-11-23 10:00');
  // Every look at the clock finds it some moments later, as when another machine is asked in between.
  const clock = { now: () => (now += 7) };
  const { house } = await playedHouse({ clock });
  await remindersDue.work(house);
  const id = 'late|person|w-chen';
  await house.reminders.book.put({
    id,
    audience: 'person|w-chen',
    subject: { kind: 'rule', rule: 'check-in-late' },
    at: now,
    isUrgent: false,
    waitsUntil: now,
  });
  await remindersDue.work(house);
  expect((await house.reminders.book.get(id))?.waitsUntil).toBeNull();
});
