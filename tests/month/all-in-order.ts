import { expect, test } from '@jest/globals';
import { HOUR, MINUTE } from '../../src/base/clock.js';
import type { Month } from './a-month.js';
import { expectedReminders } from './expected-reminders.js';
import type { Lived } from './live.js';
import { WORKERS_ROOM } from './town.js';
import type { Said } from './world.js';

/** What is open and what counts for the half-year does grow a little; what is read again and again would double it in two weeks. */
const MOST_READ = 1.5;

/** What the network above keeps for the tests grows; the program itself does not. */
const MOST_GROWTH = 60 * 1024 * 1024;

function heardIn({ world }: Lived, roomId: string): readonly Said[] {
  return world.said.filter(({ where }) => where.kind === 'room' && where.roomId === roomId);
}

/** By group, what was heard in it. */
function heardByRoom({ world }: Lived): ReadonlyMap<string, readonly Said[]> {
  const heard = new Map<string, Said[]>();
  for (const said of world.said) {
    if (said.where.kind !== 'room') continue;
    const own = heard.get(said.where.roomId);
    if (own) own.push(said);
    else heard.set(said.where.roomId, [said]);
  }
  return heard;
}

/** Declares that everybody was told what they were to be told, once, and that nothing was left lying. */
export function allIsInOrder(month: () => Month): void {
  test('every reminder of every rule was kept once for each reader, and said or found empty', () => {
    const { lived, raw, days } = month();
    const isAway = (id: string, at: number): boolean => lived.rounds.isAway(id, at);
    const expected = expectedReminders(lived.world.town, lived, isAway);
    const kept = raw.reminders.filter(({ subject }) => subject.kind === 'rule').map(({ id }) => id);
    expect(kept.toSorted()).toEqual([...expected].toSorted());
    expect(raw.reminders.filter(({ at, waitsUntil }) => at <= lived.ends && waitsUntil !== null)).toEqual([]);
    const said = raw.outbox.filter(({ id }) => id.startsWith('reminder|'));
    expect(said.filter(({ state }) => state !== 'sent')).toEqual([]);
    expect(raw.talks.filter(({ saying }) => saying !== null)).toEqual([]);
    // The group hears the day's routine once a day.
    const weeks = Math.floor(days / 7);
    for (const [opening, perWeek] of [
      ['早上好', 5],
      ['还没打卡', 5],
      ['本周安全检查', 1],
      ['提醒：今天 15:00', 1],
    ] as const) {
      const heardOn = heardIn(lived, WORKERS_ROOM)
        .filter(({ text }) => text.startsWith(opening))
        .map(({ at }) => `${opening} ${new Date(at + 8 * HOUR).toISOString().slice(0, 10)}`);
      expect(heardOn).toEqual([...new Set(heardOn)]);
      expect(heardOn.length).toBeGreaterThanOrEqual(weeks * perWeek);
    }
  });

  test('a group hears of a report once before it is closed', () => {
    const { lived, raw, days } = month();
    const byRoom = heardByRoom(lived);
    const disturbed: string[] = [];
    let once = 0;
    for (const ticket of raw.tickets) {
      const [first] = ticket.raisers;
      if (
        first?.conversation.kind !== 'room' ||
        first.conversation.roomId === WORKERS_ROOM ||
        ticket.urgency === 'emergency'
      )
        continue;
      const { roomId } = first.conversation;
      const closedAt = ticket.history.find(({ type }) => type === 'ticket-closed')?.at ?? Infinity;
      // What answers a neighbour’s own report of the same, or a question about progress, is theirs.
      const heard = (byRoom.get(roomId) ?? []).filter(
        ({ text, at }) =>
          text.includes(ticket.number) && at < closedAt && !/^(?:(?:和 )?WG-|您名下有)/u.test(text),
      );
      if (heard.length === 1) once += 1;
      if (heard.length > 1) disturbed.push(heard.map(({ text }) => text).join(' // '));
    }
    expect(disturbed).toEqual([]);
    expect(once).toBeGreaterThan(days * 30);
  });

  test('no group ever read a phone number or a room number', () => {
    const { lived, days } = month();
    const numbers = /1[3-9]\d{9}|1\d{2}\*{4}\d{4}|单元\s*\d{3,4}(?!\d)|(?<!\d)\d{3,4}室/u;
    const inGroups = lived.world.said.filter(({ where }) => where.kind === 'room');
    expect(inGroups.length).toBeGreaterThan(days * 150);
    expect(
      inGroups
        .filter(({ text }) => numbers.test(text.replaceAll(/WG-\d{8}-\d+/gu, '')))
        .map(({ text }) => text),
    ).toEqual([]);
  });

  test('nothing is stuck: what is open falls due, and what was to be said is said', () => {
    const { lived, raw } = month();
    const open = raw.tickets.filter(
      ({ state }) => !['closed', 'declined', 'withdrawn', 'merged'].includes(state),
    );
    expect(
      open
        .filter(({ nextDueAt }) => nextDueAt === null || nextDueAt < lived.ends - MINUTE)
        .map(({ number, state }) => `${number} ${state}`),
    ).toEqual([]);
    expect(raw.tickets.filter(({ hasNews }) => hasNews)).toEqual([]);
    expect(raw.outbox.filter(({ state }) => state !== 'sent')).toEqual([]);
    expect(raw.drafts).toEqual([]);
    expect(raw.journal.filter(({ isDone }) => !isDone)).toEqual([]);
    const keys = raw.outbox.map(({ id }) => id);
    expect(keys).toHaveLength(new Set(keys).size);
  });

  test('what is read for a message does not grow with what has happened before', () => {
    const read = month().lived.days.map(({ messages, documents }) => documents / messages);
    const [first, last] = [read.slice(0, 7), read.slice(-7)].map(
      week => week.toSorted((a, b) => a - b)[Math.floor(week.length / 2)] ?? 0,
    );
    expect(first).toBeGreaterThan(5);
    expect(last).toBeLessThan(MOST_READ * (first ?? 0));
  });

  test('memory stays as it was', () => {
    const { lived } = month();
    const [first, ...later] = lived.heap;
    for (const { bytes } of later) expect(bytes - (first?.bytes ?? 0)).toBeLessThan(MOST_GROWTH);
  });
}
