import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { dayOf, daysLater } from '../../src/base/china-time.js';
import { MINUTE, MovableClock, type Moment } from '../../src/base/clock.js';
import { silentLog } from '../../src/base/log.js';
import type { ChatGateway, OutgoingMessage } from '../../src/chat/chat-gateway.js';
import { Outbox } from '../../src/outbox/outbox.js';
import { openSqliteStore } from '../../src/store/sqlite-store.js';
import type { Store } from '../../src/store/store.js';
import { configuration } from '../support/demo.js';
import { playedHouse, type PlayedHouse } from '../support/house.js';
import { memoryMedia } from '../support/memory-media.js';
import { memoryStore, type MemoryDisk } from '../support/memory-store.js';
import { ticketIn } from '../tickets/a-ticket.js';
import { onPowerLine, PowerCut, PowerLine } from './shaky-store.js';

const start = Date.parse('2026-09-30T07:30:00+08:00');

const step = fc.record({
  minutes: fc.oneof(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 9 * 1440 })),
  who: fc.constantFrom(0, 1, 2, 2),
  cutAfter: fc.option(fc.integer({ min: 0, max: 120 })),
});

/** What the network has shown, whichever program said it; the network can be asked. */
interface Shown {
  readonly at: Moment;
  readonly message: OutgoingMessage;
}

/** Two programs over one store: each has a keeper of its own, and both work on everything. */
class Pair {
  readonly clock: MovableClock;
  readonly shown: Shown[] = [];
  readonly #lines = [new PowerLine(), new PowerLine()] as const;
  readonly #houses: (PlayedHouse | undefined)[] = [undefined, undefined];

  constructor(private readonly openStore: () => Promise<Store>) {
    this.clock = new MovableClock({ now: () => start });
  }

  /** One round of one of them, or of both at once. */
  async round(who: 0 | 1 | 2, cutAfter: number | null): Promise<void> {
    const ways = who === 2 ? ([0, 1] as const) : ([who] as const);
    const [first] = ways;
    if (cutAfter !== null) this.#lines[first].cutAfter(cutAfter);
    await Promise.all(ways.map(way => this.#step(way)));
  }

  async house(way: 0 | 1): Promise<PlayedHouse> {
    const known = this.#houses[way];
    if (known) return known;
    const store = onPowerLine(await this.openStore(), this.#lines[way]);
    const { clock } = this;
    const outbox = await Outbox.open({
      store,
      gateway: this.#network(),
      media: memoryMedia(),
      settings: configuration.outbox,
      network: 'local',
      clock,
      log: silentLog,
    });
    const played = await playedHouse({ store, clock, outbox });
    this.#houses[way] = played;
    return played;
  }

  #network(): ChatGateway {
    return {
      account: 'bot',
      start: async () => {},
      stop: async () => {},
      say: async message => {
        this.shown.push({ at: this.clock.now(), message });
        return {};
      },
      hasSaid: async (message, since) =>
        this.shown.some(
          shown => shown.at >= since && JSON.stringify(shown.message) === JSON.stringify(message),
        ),
    };
  }

  async #step(way: 0 | 1): Promise<void> {
    const line = this.#lines[way];
    try {
      const isNew = this.#houses[way] === undefined;
      const { keeper } = await this.house(way);
      await (isNew ? keeper.begin() : keeper.step());
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      this.#houses[way] = undefined;
    } finally {
      line.restore();
    }
  }
}

/** The day's routine, as far as it is the same for everybody and every day. */
const routine = [
  /^早上好/u,
  /^还没打卡/u,
  /还没看到您打卡/u,
  /还没有您的巡查记录/u,
  /^本周安全检查/u,
  /开网格.例会/u,
];

async function playTwo(
  openStore: () => Promise<Store>,
  steps: readonly { minutes: number; who: number; cutAfter: number | null }[],
): Promise<void> {
  const pair = new Pair(openStore);
  await pair.round(0, null);
  const { house } = await pair.house(0);
  const { number: _number, ...ticket } = ticketIn('handling', { nextDueAt: null });
  await house.tickets.open({ ...ticket, hasNews: false, reactedSeq: 1, nextDueAt: null });
  for (const { minutes, who, cutAfter } of steps) {
    pair.clock.moveTo(pair.clock.now() + minutes * MINUTE);
    await pair.round(who as 0 | 1 | 2, cutAfter);
  }
  // One more working morning, both at once.
  let day = daysLater(dayOf(pair.clock.now()), 1);
  while (!configuration.deadlines.calendar.isWorkingDay(day)) day = daysLater(day, 1);
  pair.clock.moveTo(Date.parse(`${day}T08:20:00+08:00`));
  await pair.round(2, null);
  await pair.round(1, null);
  const heard = pair.shown.map(({ at, message: { conversation, text = '' } }) => {
    const form = routine.findIndex(known => known.test(text));
    return { form, key: `${dayOf(at)} ${JSON.stringify(conversation)} ${form}` };
  });
  // Whatever happened in between, nobody heard the same of a day twice.
  const daily = heard.filter(({ form }) => form >= 0).map(({ key }) => key);
  expect(daily.toSorted()).toEqual([...new Set(daily)].toSorted());
  expect(daily).toContain(`${day} {"kind":"room","roomId":"room-jingui-workers"} 0`);
  await expectNothingOwed(pair);
}

/** After the last round nothing waits that could have been said. */
async function expectNothingOwed(pair: Pair): Promise<void> {
  const { house } = await pair.house(1);
  const now = pair.clock.now();
  expect(await house.reminders.book.audiencesDue(now, 50)).toEqual([]);
  expect((await house.reminders.nextAt(now)) ?? Infinity).toBeGreaterThan(now);
}

describe('two programs on one store remind of everything once', () => {
  test('in memory', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async steps => {
        const disk: MemoryDisk = new Map();
        await playTwo(async () => memoryStore(disk), steps);
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  test('in one file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 6 }), async steps => {
        const folder = mkdtempSync(path.join(os.tmpdir(), 'qunliban-two-'));
        const opened: Store[] = [];
        try {
          await playTwo(async () => {
            const store = await openSqliteStore(folder);
            opened.push(store);
            return store;
          }, steps);
        } finally {
          for (const store of opened) await store.close();
          rmSync(folder, { recursive: true });
        }
      }),
      { numRuns: 3 },
    );
  }, 120_000);
});
