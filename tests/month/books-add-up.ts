import { expect, test } from '@jest/globals';
import { deedsOfSpan, logsOf, reportFor, ticketsOfSpan } from '../../src/flow/gather.js';
import { standingOf } from '../../src/flow/points-of.js';
import { ledgerSheets } from '../../src/insight/ledger-sheets.js';
import { ledgersWithin } from '../../src/insight/ledger.js';
import { monthOf, spanOf, weekOf, type Period } from '../../src/insight/period.js';
import { coverageOf, halfYearOf } from '../../src/tasks/coverage.js';
import { configuration } from '../support/demo.js';
import { ALL, type Month } from './a-month.js';
import * as counted from './counted.js';
import { COMMUNITY } from './town.js';

const mondays = ['2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23'];

/** The books of everything for a stretch of time, as the export makes them. */
async function ledgersOf({ lived, showing }: Month, span: counted.Stretch) {
  const { house } = lived.world;
  const tickets = await ticketsOfSpan(house, ALL, span);
  const deeds = await deedsOfSpan(house, ALL, span);
  return ledgersWithin(ALL, { ...showing, tickets, deeds, span });
}

function plain(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
}

/** Declares that every book says what was counted from the rows of the file alone. */
export function booksAddUp(month: () => Month): void {
  test('every event and every deed stands in one ledger, that of its grid and its month', async () => {
    const all = month();
    const { lived, raw, span: whole } = all;
    for (const span of [whole, { from: whole.below, below: lived.ends + 1 }]) {
      const ledgers = await ledgersOf(all, span);
      const lines = ledgers.flatMap(({ unitId, lines: own }) =>
        own.map(({ ticket, event }) => `${unitId} ${ticket.id}:${event.seq}`),
      );
      const happened = counted.happenings(raw.tickets, span);
      expect(lines.toSorted()).toEqual(
        happened
          .map(({ ticket, event }) => `${counted.gridOf(ticket.unitId)} ${ticket.id}:${event.seq}`)
          .toSorted(),
      );
      const deeds = ledgers.flatMap(({ unitId, deeds: own }) => own.map(({ id }) => `${unitId} ${id}`));
      expect(deeds.toSorted()).toEqual(
        raw.deeds
          .filter(({ at }) => counted.lies(at, span))
          .map(({ gridId, id }) => `${counted.gridOf(gridId)} ${id}`)
          .toSorted(),
      );
    }
  });

  test('each ledger counts what happened in its grid, and its sheets have a row for each', async () => {
    const all = month();
    const { raw, showing, span: whole } = all;
    const ledgers = await ledgersOf(all, whole);
    for (const { unitId, counts } of ledgers) {
      const own = counted
        .happenings(raw.tickets, whole)
        .filter(({ ticket }) => counted.gridOf(ticket.unitId) === unitId);
      const { marks } = counts;
      const events = counted.countEvents(own);
      for (const name of Object.keys(events) as counted.Counted[])
        expect([unitId, name, marks[name]]).toEqual([unitId, name, events[name]]);
      const deeds = raw.deeds.filter(({ gridId }) => counted.gridOf(gridId) === unitId);
      expect([unitId, plain(counts.deeds)]).toEqual([unitId, plain(counted.countDeeds(deeds, whole))]);
    }
    const [, steps, deeds] = ledgerSheets(ledgers, showing);
    expect(steps?.rows).toHaveLength(counted.happenings(raw.tickets, whole).length);
    expect(deeds?.rows).toHaveLength(raw.deeds.filter(({ at }) => counted.lies(at, whole)).length);
  });

  test('what people told of is written down, by whom and when they told it', () => {
    const { lived, raw } = month();
    const byId = new Map(raw.deeds.map(deed => [deed.id, deed]));
    const completing = new Set(
      raw.deeds.flatMap(deed => ('completedBy' in deed ? (deed.completedBy as string[]) : [])),
    );
    for (const told of lived.rounds.told) {
      const deed = byId.get(`bot|${told.messageId}`);
      if (!deed) expect([told.messageId, completing.has(told.messageId)]).toEqual([told.messageId, true]);
      else expect([deed.kind, deed.personId, deed.at]).toEqual([told.kind, told.personId, told.at]);
    }
    expect(byId.size).toBe(raw.deeds.length);
  });

  test('everybody’s log holds what they did, and nothing else', async () => {
    const { lived, raw, span: whole, last } = month();
    const { house } = lived.world;
    const noWork = [
      'ticket-supported',
      'support-taken-back',
      'ticket-urged',
      'result-rated',
      'question-answered',
      'ticket-withdrawn',
      'objection-raised',
    ];
    const staff = house.roster.book.staff.map(({ id }) => id);
    const logs = await logsOf(house, staff, { from: '2026-11-01', to: last });
    const lines = logs.flatMap(({ personId, lines: own }) =>
      own.map(
        line => `${personId} ${line.kind === 'deed' ? line.deed.id : `${line.ticket.id}:${line.event.seq}`}`,
      ),
    );
    const done = [
      ...counted
        .happenings(raw.tickets, whole)
        .filter(({ event }) => staff.includes(event.by) && !noWork.includes(event.type))
        .map(({ ticket, event }) => `${event.by} ${ticket.id}:${event.seq}`),
      ...raw.deeds.filter(({ at }) => counted.lies(at, whole)).map(({ personId, id }) => `${personId} ${id}`),
    ];
    expect(lines.toSorted()).toEqual(done.toSorted());
  });

  test('the reports of the weeks and of the month say what was counted', async () => {
    const { lived, raw, last } = month();
    const periods: Period[] = [
      ...mondays.filter(monday => monday <= last).map(weekOf),
      monthOf('2026-11-01'),
    ];
    for (const period of periods) {
      const span = spanOf(period);
      const report = await reportFor(lived.world.house, COMMUNITY, period);
      const here = raw.tickets.filter(({ unitId }) => unitId === COMMUNITY || unitId.startsWith('gx-'));
      const { marks } = report.counts;
      const events = counted.countEvents(counted.happenings(here, span));
      for (const name of Object.keys(events) as counted.Counted[])
        expect([period.from, name, marks[name]]).toEqual([period.from, name, events[name]]);
      const { satisfied, fair, unsatisfied, unrated } = marks;
      expect({ satisfied, fair, unsatisfied, unrated }).toEqual(counted.countRatings(here, span));
      expect(report.backlog.open).toBe(counted.stillOpen(here, span));
      expect(report.rows.reduce((sum, { counts }) => sum + counts.marks.opened, 0)).toBe(events.opened);
      const flows = Object.values(report.counts.byDay);
      expect(flows.reduce((sum, { opened }) => sum + opened, 0)).toBe(events.opened);
      expect(Object.values(report.counts.byCategory).reduce((sum, { closed }) => sum + closed, 0)).toBe(
        events.closed,
      );
      const deeds = raw.deeds.filter(({ gridId }) => gridId === COMMUNITY || gridId.startsWith('gx-'));
      expect(plain(report.counts.deeds)).toEqual(plain(counted.countDeeds(deeds, span)));
    }
  });

  test('points are what the histories are worth, and stars follow from them', async () => {
    const { lived, raw, showing } = month();
    const { house } = lived.world;
    const { points } = configuration;
    const isStaff = (id: string): boolean => showing.judging.isStaff(id);
    const earned = counted.earnedByTickets(raw.tickets, isStaff);
    const kept = new Map<string, Record<string, number>>();
    for (const { personId, kind } of raw.merits) {
      const own = kept.get(personId) ?? {};
      own[kind] = (own[kind] ?? 0) + 1;
      kept.set(personId, own);
    }
    expect(Object.fromEntries(kept)).toEqual(Object.fromEntries(earned));
    for (const worker of lived.world.town.workers) {
      const { total, stars } = await standingOf(house, worker.id);
      const complete = raw.deeds.filter(({ personId, isComplete }) => personId === worker.id && isComplete);
      for (const kind of ['check-in', 'patrol', 'visit'] as const)
        expect([worker.id, kind, total.byKind[kind].count]).toEqual([
          worker.id,
          kind,
          complete.filter(deed => deed.kind === kind).length,
        ]);
      const own = raw.merits.filter(({ personId }) => personId === worker.id);
      expect(total.byKind.handled.count).toBe(
        own.filter(({ kind, doubt }) => kind === 'handled' && doubt === undefined).length,
      );
      expect(total.doubted).toBe(own.filter(({ doubt }) => doubt !== undefined).length);
      expect(stars).toBe(points.stars.filter(needed => total.points >= needed).length);
    }
  });

  test('the coverage of visits is the number of doors that were told of', () => {
    const { lived, raw, showing, span: whole } = month();
    const { workers } = lived.world.town;
    const half = halfYearOf(whole.from);
    for (const { gridId, buildings } of workers) {
      const doors = new Set(
        raw.deeds
          .filter(
            ({ kind, isComplete, household }) =>
              kind === 'visit' && isComplete && household?.startsWith(`${gridId}-`),
          )
          .map(({ household }) => household),
      );
      const visits = raw.deeds.filter(({ at }) => counted.lies(at, half));
      const coverage = coverageOf(gridId, visits, showing.book);
      expect(coverage.part).toBe(doors.size);
      expect(coverage.whole).toBe(buildings.reduce((sum, { households }) => sum + households, 0));
    }
  });
}
