import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { MINUTE, type Moment } from '../../src/base/clock.js';
import { statutoryCalendar } from '../../src/base/working-time.js';
import { audienceKey, audiencesOf } from '../../src/reminders/audience.js';
import { readCron } from '../../src/reminders/cron.js';
import { occasionDue } from '../../src/reminders/occasions.js';
import type { ReminderRule, ReminderRules } from '../../src/reminders/reminder-rules.js';
import { Reminders } from '../../src/reminders/reminders.js';
import { demoBook } from '../support/demo.js';
import { memoryStore, type MemoryDisk } from '../support/memory-store.js';
import { onPowerLine, PowerCut, PowerLine } from './shaky-store.js';

const calendar = statutoryCalendar(['08:30-12:00', '13:30-18:00']);

function rule(key: string, cron: string, more: Partial<ReminderRule>): ReminderRule {
  const read = readCron(cron);
  if ('fault' in read) throw new Error(read.fault);
  return {
    key,
    about: 'digest',
    cron: read,
    days: 'workdays',
    to: { roles: ['grid-worker'], group: 'workers' },
    catchUpMs: 60 * MINUTE,
    isUrgent: false,
    evenIfNothing: false,
    ...more,
  };
}

const rules: ReminderRules = {
  rules: [
    rule('digest', '10 8 * * *', { catchUpMs: 110 * MINUTE }),
    rule('own-digest', '10 8 * * *', { to: { roles: ['grid-leader'] }, catchUpMs: 30 * MINUTE }),
    rule('often', '*/30 8-10 * * *', { to: { roles: ['grid-leader'] }, catchUpMs: MINUTE }),
    rule('any-day', '45 9 * * *', { days: 'every-day', catchUpMs: 26 * 60 * MINUTE }),
    rule('week', '0 9 * * *', { days: 'first-workday-of-week', catchUpMs: 3 * 24 * 60 * MINUTE }),
  ],
  onTickets: {
    halfway: { share: 0.5, atLeastMs: 0, joinMs: MINUTE, isUrgent: false },
    deadlineNear: { joinMs: MINUTE, isUrgent: true },
  },
};

/** What outlives the processes: the disk, and what was handed to the outbox, which takes a key once. */
interface World {
  readonly disk: MemoryDisk;
  readonly outbox: Map<string, readonly string[]>;
  /** Events of tickets whose reactions are not done, with the process that takes them up. */
  readonly news: { readonly id: string; readonly who: number }[];
  now: Moment;
}

/** A process that works on the reminders and may lose its power at any operation. */
class Process {
  readonly line: PowerLine;
  #reminders: Reminders | undefined;

  constructor(
    private readonly world: World,
    private readonly who: number,
    pause: () => number,
  ) {
    this.line = new PowerLine(pause);
  }

  /** Ends in good order and begins anew, with nothing but what is on the disk. */
  restart(): void {
    this.#reminders = undefined;
  }

  /** One round as the keeper makes it. @returns whether it came to its end */
  async round(): Promise<boolean> {
    try {
      const store = onPowerLine(memoryStore(this.world.disk), this.line);
      this.#reminders ??= await Reminders.open(store, rules, calendar);
      await this.#work(this.#reminders, this.world.now);
      return true;
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      // Begins anew next time, with nothing but what is on the disk.
      this.#reminders = undefined;
      this.line.restore();
      return false;
    }
  }

  async #work(reminders: Reminders, now: Moment): Promise<void> {
    for (let isMore = true; isMore;) {
      isMore = (await reminders.plan(now, demoBook)) > 0;
      const mine = this.world.news.filter(({ who }) => who === this.who);
      for (const { id } of mine) await this.#react(reminders, id);
      for (const audience of await reminders.book.audiencesDue(now, 10)) {
        isMore = true;
        await reminders.book.speak(audience, now, {
          compose: async (_audience, due) => ({ text: due.map(({ id }) => id).join('\n'), mentionIds: [] }),
          say: (_audience, { key, telling }) =>
            this.line.work(async () => {
              if (!this.world.outbox.has(key)) this.world.outbox.set(key, telling.text.split('\n'));
            }),
        });
      }
    }
  }

  /** As a ticket's event calls for it; until it is done it is done again. */
  async #react(reminders: Reminders, id: string): Promise<void> {
    const at = this.world.now;
    const subject = { kind: 'deadline-near', ticketId: id, seq: 1 } as const;
    await reminders.book.put({ id, audience: leader, subject, at, isUrgent: true, waitsUntil: at });
    const place = this.world.news.findIndex(news => news.id === id);
    if (place >= 0) this.world.news.splice(place, 1);
  }
}

/** A leader, who is reminded by several rules, too. */
const leader = audienceKey({ kind: 'person', personId: 'p-he' });

/** What must have been said, by rule: the occasion kept at each completed round, and when any of them was first seen. */
class Owed {
  readonly owed = new Set<string>();
  readonly allowed = new Set<string>();
  readonly #doneUntil = new Map<string, Moment>();
  #latest = 0;

  begin(now: Moment): void {
    for (const { key } of rules.rules) this.#doneUntil.set(key, now);
  }

  /** A round at the moment; with `isWhole` it came to its end and owes what was due. */
  round(now: Moment, isWhole: boolean): void {
    // What was found too old by a clock that ran ahead may be left out, and is owed no more.
    const isBack = now < this.#latest;
    this.#latest = Math.max(this.#latest, now);
    for (const one of rules.rules) {
      const doneUntil = this.#doneUntil.get(one.key) ?? now;
      const due = occasionDue(one, doneUntil, now, calendar);
      // A clock that was put back owes nothing a second time.
      if (isWhole) this.#doneUntil.set(one.key, Math.max(doneUntil, now));
      if (due === undefined) continue;
      for (const audience of audiencesOf(one.to, demoBook)) {
        const id = `${one.key}|${due}|${audienceKey(audience)}`;
        this.allowed.add(id);
        if (isWhole && !isBack) this.owed.add(id);
      }
    }
  }
}

const start = Date.parse('2026-09-28T07:00:00+08:00');

const deed = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('news' as const),
      who: fc.constantFrom(0, 1),
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('round' as const), who: fc.constantFrom(0, 1, 2, 2, 2) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('later' as const),
      minutes: fc.oneof(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 1, max: 14 * 1440 }),
        // A clock that ran ahead is put right.
        fc.integer({ min: -200, max: -1 }),
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('restart' as const), who: fc.constantFrom(0, 1) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('cut' as const),
      who: fc.constantFrom(0, 1),
      after: fc.integer({ min: 0, max: 60 }),
    }),
  },
);

test('no reminder is lost or said twice, however two processes lose power or restart and the clock jumps', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(deed, { minLength: 5, maxLength: 40 }),
      fc.infiniteStream(fc.oneof({ weight: 5, arbitrary: fc.nat({ max: 3 }) }, fc.nat({ max: 40 }))),
      async (deeds, stream) => {
        const world: World = { disk: new Map(), outbox: new Map(), news: [], now: start };
        const pause = (): number => stream.next().value ?? 0;
        const processes = [new Process(world, 0, pause), new Process(world, 1, pause)] as const;
        const owed = new Owed();
        // The rules are first seen now; nothing is owed from before.
        expect(await processes[0].round()).toBe(true);
        owed.begin(world.now);
        let latest = world.now;
        for (const step of deeds) {
          if (step.kind === 'later') world.now += step.minutes * MINUTE;
          else if (step.kind === 'restart') processes[step.who === 0 ? 0 : 1].restart();
          else if (step.kind === 'news') {
            for (let nth = 0; nth < step.count; nth += 1) {
              const id = `ticket-${owed.owed.size}-${world.now}`;
              world.news.push({ id, who: step.who });
              owed.owed.add(id);
              owed.allowed.add(id);
            }
          } else if (step.kind === 'cut') processes[step.who === 0 ? 0 : 1].line.cutAfter(step.after);
          else {
            const ways = step.who === 2 ? processes : [processes[step.who === 0 ? 0 : 1]];
            const whole = await Promise.all(ways.map(process => process.round()));
            owed.round(world.now, whole.some(Boolean));
          }
          latest = Math.max(latest, world.now);
        }
        world.now = latest;
        for (const process of processes) process.line.restore();
        await processes[0].round();
        await processes[1].round();
        owed.round(world.now, true);
        const said = [...world.outbox.values()].flat();
        expect(said.toSorted()).toEqual([...new Set(said)].toSorted());
        expect(said.filter(id => !owed.allowed.has(id))).toEqual([]);
        expect([...owed.owed].filter(id => !said.includes(id))).toEqual([]);
      },
    ),
    { numRuns: 500 },
  );
}, 120_000);
