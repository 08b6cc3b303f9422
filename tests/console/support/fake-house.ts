import { fileURLToPath } from 'node:url';
import { localChat } from '../../../src/api/local-chat.js';
import { startServer, type RunningServer } from '../../../src/api/server.js';
import { staticPage } from '../../../src/api/static-page.js';
import { MINUTE, MovableClock, type Moment } from '../../../src/base/clock.js';
import { silentLog } from '../../../src/base/log.js';
import { LocalNetwork } from '../../../src/chat/local-network.js';
import { memoryMedia } from '../../support/memory-media.js';
import { memoryStore } from '../../support/memory-store.js';
import { nothingYet } from '../../support/small-world.js';
import { CannedBot } from './canned-bot.js';
import { smallTown } from './small-town.js';

/** Saturday 2026-11-21, 09:12 in China. */
export const saturday: Moment = Date.UTC(2026, 10, 21, 1, 12);

const folder = fileURLToPath(new URL('../../../src/console/local-chat', import.meta.url));

export interface FakeHouse {
  readonly network: LocalNetwork;
  readonly bot: CannedBot;
  readonly port: number;
  /** How often the clock was moved. */
  readonly moves: number[];
  /** Stops answering; what was said stays. */
  stop(): Promise<void>;
  /** Answers again, on the same port. */
  startAgain(): Promise<void>;
}

/** The real page and the real HTTP interface on the pretended network, with a canned bot behind them. */
export async function openFakeHouse(port = 0): Promise<FakeHouse> {
  const clock = new MovableClock({ now: () => saturday });
  const { disk, files } = nothingYet();
  const network = await LocalNetwork.open({
    world: smallTown,
    store: memoryStore(disk),
    media: memoryMedia(files),
    clock,
  });
  const bot = new CannedBot(network, clock);
  network.subscribe(event => {
    if (event.type === 'message-posted') void bot.hear(event.message);
    if (event.type === 'message-recalled') void network.handedOver(event.recall.id);
  });
  const moves: number[] = [];
  const start = (at: number): Promise<RunningServer> => {
    const house = {
      network,
      clock: {
        async advance(minutes: number) {
          moves.push(minutes);
          clock.moveTo(clock.now() + minutes * MINUTE);
          return clock.now();
        },
      },
      settle: async () => undefined,
      tickets: async () => bot.tickets(),
      now: () => clock.now(),
      subscribeTickets(listener: Parameters<typeof bot.listeners.add>[0]) {
        bot.listeners.add(listener);
        return () => bot.listeners.delete(listener);
      },
    };
    const parts = [localChat(house), staticPage({ folder, at: '/local-chat' })];
    return startServer({ port: at, host: '127.0.0.1', ready: () => true, parts, log: silentLog });
  };
  let server = await start(port);
  return {
    network,
    bot,
    port: server.port,
    moves,
    stop: () => server.close(),
    async startAgain() {
      server = await start(server.port);
    },
  };
}
