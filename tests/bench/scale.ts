import { rmSync } from 'node:fs';
import { HOUR, SECOND } from '../../src/base/clock.js';
import type { IncomingMessage } from '../../src/chat/chat-gateway.js';
import { sameTicket } from '../../src/flow/join-similar.js';
import { locate } from '../../src/intake/locate.js';
import { BenchClock, openBenchHouse, type BenchHouse } from './bench-house.js';
import { beside, quantile, rounded, type Figure } from './figure.js';
import { stockOf } from './stock.js';
import { pick, randomFrom, someReport } from './talk.js';
import { buildings } from './town.js';

const MANY = 100_000;
const FEW = 1_000;
const LOOKS = 2_000;
const TICKS = 60;
const REPORTS = 300;

/** What 100,000 open tickets do to finding similar ones. */
export async function similarFigures(): Promise<Figure[]> {
  return withHouse(MANY, async ({ house }) => {
    const random = randomFrom(3);
    const took: number[] = [];
    let found = 0;
    while (took.length < LOOKS) {
      const { id } = pick(buildings, random);
      const [matter] = house.understand(someReport(random)).matters;
      if (!matter) continue;
      const whereabouts = locate(matter.text, matter.place, id, house.roster.book);
      const from = performance.now();
      if (await sameTicket(house, { matter, whereabouts })) found += 1;
      took.push(performance.now() - from);
    }
    const work = `similar tickets among ${MANY} open ones in 168 units, p99 of ${LOOKS} (${found} found one)`;
    return [{ work, value: rounded(quantile(took, 0.99)), unit: 'ms', atMost: 5 }];
  });
}

/** What a tick of the clock costs when nothing is due, and when a thousand tickets are. */
export async function tickFigures(): Promise<Figure[]> {
  return withHouse(MANY, async ({ house, keeper }, clock) => {
    await keeper.step();
    const idle: number[] = [];
    for (let tick = 0; tick < TICKS; tick += 1) {
      clock.at += SECOND / 2;
      idle.push(await timed(() => keeper.step()));
    }
    clock.at += HOUR;
    const due = (await house.tickets.due(clock.now(), 1_000)).length;
    const busy = await timed(() => keeper.step());
    const left = (await house.tickets.due(clock.now(), 1_000)).length;
    const among = `among ${MANY} open tickets`;
    return [
      {
        work: `a tick, nothing due ${among}, p99 of ${TICKS}`,
        value: rounded(quantile(idle, 0.99)),
        unit: 'ms',
        atMost: 20,
      },
      {
        work: `a tick, ${due} due ${among}: all worked on (${left} left), said and written down`,
        value: rounded(busy / SECOND),
        unit: 's',
        atMost: 2,
      },
    ];
  });
}

/** How much longer it takes from a report to the answer when there are a hundred times as many tickets. */
export async function growthFigures(): Promise<Figure[]> {
  return withHouse(FEW, few =>
    withHouse(MANY, async many => {
      const took = new Map<BenchHouse, number[]>([
        [few, []],
        [many, []],
      ]);
      for (let nth = 0; nth < REPORTS; nth += 1) {
        for (const [bench, times] of took) times.push(await timed(() => report(bench, nth)));
      }
      const [few50 = 0, many50 = 0] = [...took.values()].map(times => quantile(times.slice(20), 0.5));
      const work = `from a report to the answer handed to the network, ${MANY} tickets, median of ${REPORTS}`;
      const figure: Figure = { work, value: rounded(many50), unit: 'ms', atMost: 1.5 };
      return [beside(figure, `the same, ${FEW} tickets`, rounded(few50))];
    }),
  );
}

async function report({ keeper }: BenchHouse, nth: number): Promise<void> {
  const random = randomFrom(1_000 + nth);
  // The first numbers of neighbouring seeds are alike.
  for (let skipped = 0; skipped < 5; skipped += 1) random();
  const { roomId, residentIds } = pick(buildings, random);
  const message: IncomingMessage = {
    account: 'bot',
    id: `growth-${nth}`,
    at: 0,
    from: { id: pick(residentIds, random), name: '邻居' },
    conversation: { kind: 'room', roomId },
    topic: '',
    text: someReport(random),
    mentionsBot: false,
    mentionedIds: [],
  };
  await keeper.messageArrived(message);
  await keeper.settle();
}

async function withHouse<Result>(
  tickets: number,
  work: (bench: BenchHouse, clock: BenchClock) => Promise<Result>,
): Promise<Result> {
  const folder = await stockOf(tickets);
  const clock = new BenchClock();
  const bench = await openBenchHouse({ folder, clock });
  try {
    return await work(bench, clock);
  } finally {
    await bench.close();
    rmSync(folder, { recursive: true });
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
