import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { backlogOf, countsOf, ratesOf, sumOf, type Counts } from '../../src/insight/counts.js';
import { ledgersWithin, type Ledger } from '../../src/insight/ledger.js';
import type { MarkName } from '../../src/insight/mark.js';
import { isWithin } from '../../src/insight/period.js';
import type { EventType } from '../../src/tickets/ticket-event.js';
import { demoBook } from '../support/demo.js';
import { deeds, judging, span, tickets } from './lives.js';

const everything = fc.record({ tickets, deeds, span });
const runs = { numRuns: 150 };

function some(record: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(record).filter(([, count]) => count !== 0));
}

/** Counts without zeros, so that what was never counted and what was counted to zero are the same. */
function plain({ marks, deeds: done, byCategory, byDay }: Counts): unknown {
  return { marks: some(marks), deeds: some(done), byCategory, byDay };
}

/** Marks that are nothing but the number of events of some types. */
const plainMarks: Partial<Record<MarkName, readonly EventType[]>> = {
  opened: ['ticket-opened'],
  finished: ['ticket-finished'],
  verified: ['verification-passed', 'verification-failed'],
  verificationFailed: ['verification-failed'],
  closed: ['ticket-closed'],
  declined: ['ticket-declined'],
  withdrawn: ['ticket-withdrawn'],
  merged: ['ticket-merged'],
  redo: ['redo-ordered', 'ticket-reopened'],
  escalated: ['ticket-escalated'],
  transferred: ['ticket-transferred'],
  returned: ['ticket-returned'],
  overdue: ['step-overdue'],
  extended: ['extension-granted'],
  suspended: ['ticket-suspended'],
  supported: ['ticket-supported'],
  urged: ['ticket-urged'],
};

test('the ledgers of all grids add up to the events, whatever happened', () => {
  fc.assert(
    fc.property(everything, sources => {
      const ledgers = ledgersWithin('qinghe', { ...sources, judging, book: demoBook });
      const events = sources.tickets
        .flatMap(({ id, history }) => history.map(event => ({ id, event })))
        .filter(({ event }) => isWithin(event.at, sources.span));
      const inBooks = ledgers.flatMap(({ lines }) =>
        lines.map(({ ticket, event }) => `${ticket.id}:${event.seq}`),
      );
      expect(inBooks.toSorted()).toEqual(events.map(({ id, event }) => `${id}:${event.seq}`).toSorted());
      const done = sources.deeds.filter(({ at }) => isWithin(at, sources.span));
      expect(ledgers.flatMap(ledger => ledger.deeds.map(({ id }) => id)).toSorted()).toEqual(
        done.map(({ id }) => id).toSorted(),
      );
      const { marks, deeds: counted } = sumOf(ledgers.map(({ counts }) => counts));
      for (const [name, types] of Object.entries(plainMarks)) {
        const happened = events.filter(({ event }) => types.includes(event.type)).length;
        expect([name, marks[name as MarkName]]).toEqual([name, happened]);
      }
      expect(Object.values(counted).reduce((sum, each) => sum + each, 0)).toBe(
        done.filter(({ isComplete }) => isComplete).length,
      );
    }),
    runs,
  );
});

test('the counts of the grids together are the counts of the whole, and so is what stands open', () => {
  fc.assert(
    fc.property(everything, sources => {
      const ledgers: readonly Ledger[] = ledgersWithin('qinghe', { ...sources, judging, book: demoBook });
      expect(plain(sumOf(ledgers.map(({ counts }) => counts)))).toEqual(
        plain(countsOf(sources, sources.span, judging)),
      );
      const whole = backlogOf(sources.tickets, sources.span);
      expect(ledgers.reduce((sum, { backlog }) => sum + backlog.open, 0)).toBe(whole.open);
      expect(ledgers.reduce((sum, { backlog }) => sum + backlog.late, 0)).toBe(whole.late);
    }),
    runs,
  );
});

test('two halves of a span add up to the span', () => {
  fc.assert(
    fc.property(everything, fc.double({ min: 0, max: 1, noNaN: true }), (sources, share) => {
      const { from, below } = sources.span;
      const middle = Math.round(from + (below - from) * share);
      const halves = [
        countsOf(sources, { from, below: middle }, judging),
        countsOf(sources, { from: middle, below }, judging),
      ];
      expect(plain(sumOf(halves))).toEqual(plain(countsOf(sources, sources.span, judging)));
    }),
    runs,
  );
});

test('a community’s ledgers hold what is in the community and nothing else', () => {
  fc.assert(
    fc.property(everything, sources => {
      const ledgers = ledgersWithin('jingui', { ...sources, judging, book: demoBook });
      const lines = ledgers.flatMap(ledger => ledger.lines);
      const here = sources.tickets
        .filter(({ unitId }) => demoBook.isWithin(unitId, 'jingui'))
        .flatMap(({ history }) => history.filter(({ at }) => isWithin(at, sources.span)));
      expect(lines).toHaveLength(here.length);
    }),
    runs,
  );
});

test('every closed ticket has one rating or none, and none never counts as satisfied', () => {
  const seen = { closed: 0, satisfied: 0 };
  fc.assert(
    fc.property(everything, sources => {
      const counts = countsOf(sources, sources.span, judging);
      const { closed, satisfied, fair, unsatisfied, unrated } = counts.marks;
      expect(satisfied + fair + unsatisfied + unrated).toBe(closed);
      seen.closed += closed;
      seen.satisfied += satisfied;
      for (const rate of Object.values(ratesOf(counts))) {
        if (rate.whole > 0 && rate.share !== null) expect(rate.share).toBe(rate.part / rate.whole);
      }
      const silent = sources.tickets.map(ticket => ({
        ...ticket,
        history: ticket.history.filter(({ type }) => type !== 'result-rated'),
      }));
      const ofSilent = countsOf({ tickets: silent, deeds: [] }, sources.span, judging).marks;
      expect([ofSilent.satisfied, ofSilent.unrated]).toEqual([0, ofSilent.closed]);
    }),
    runs,
  );
  expect(seen.closed).toBeGreaterThan(seen.satisfied);
  expect(seen.satisfied).toBeGreaterThan(0);
});

test('every ticket is answered in time or late, at most once', () => {
  fc.assert(
    fc.property(tickets, all => {
      const forever = { from: 0, below: Number.MAX_SAFE_INTEGER };
      for (const ticket of all) {
        const { marks } = countsOf({ tickets: [ticket], deeds: [] }, forever, judging);
        expect(marks.respondedInTime + marks.respondedLate).toBeLessThanOrEqual(1);
        expect(marks.verifiedOnTime).toBeLessThanOrEqual(marks.verified);
        expect(marks.closedOnTime).toBeLessThanOrEqual(marks.closed);
      }
    }),
    runs,
  );
});
