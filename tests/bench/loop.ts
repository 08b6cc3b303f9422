import { rmSync } from 'node:fs';
import { systemClock } from '../../src/base/clock.js';
import { silentLog } from '../../src/base/log.js';
import type { ChatGateway, ChatListener } from '../../src/chat/chat-gateway.js';
import { LocalNetwork } from '../../src/chat/local-network.js';
import { openPuppet } from '../../src/chat/open-puppet.js';
import { wechatyChat } from '../../src/chat/wechaty-chat.js';
import { openFolderMediaStore } from '../../src/store/folder-media-store.js';
import { openSqliteStore } from '../../src/store/sqlite-store.js';
import type { MediaStore } from '../../src/store/media-store.js';
import type { Store } from '../../src/store/store.js';
import { benchFolder, openBenchHouse } from './bench-house.js';
import { beside, rounded, type Figure } from './figure.js';
import { chats, pick, randomFrom, someReport } from './talk.js';
import { buildings, town } from './town.js';

const MESSAGES = 3_000;
const SHARE_OF_REPORTS = 0.05;
/** So many groups speak at the same time. */
const AT_ONCE = 50;
const ROUNDS = 3;

const deaf: ChatListener = {
  messageArrived: async () => {},
  messageRecalled: async () => {},
  peopleJoined: async () => {},
  peopleLeft: async () => {},
};

/** Group messages through the whole loop beside Wechaty and the local puppet with a listener that does nothing. */
export async function loopFigures(): Promise<Figure[]> {
  const nothing: number[] = [];
  const whole: number[] = [];
  let opened = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    nothing.push(await throughNothing(round));
    const { perSecond, tickets } = await throughHouse(round);
    whole.push(perSecond);
    opened = tickets;
  }
  const work = `group messages through the whole loop (${MESSAGES} from 5,880 people in 168 groups, 5 % reports, ${opened} tickets opened or joined, SQLite)`;
  const figure: Figure = { work, value: rounded(Math.max(...whole)), unit: '/s', atLeast: 0.5 };
  return [beside(figure, 'Wechaty + local puppet, nobody listening', rounded(Math.max(...nothing)))];
}

async function throughNothing(seed: number): Promise<number> {
  const folder = benchFolder('deaf');
  const store = await openSqliteStore(folder);
  const { network, gateway } = await openChat(store, await openFolderMediaStore(folder));
  await gateway.start(deaf);
  const from = performance.now();
  await everybodySpeaks(network, seed);
  await network.quiet();
  const perSecond = (MESSAGES / (performance.now() - from)) * 1_000;
  await gateway.stop();
  await store.close();
  rmSync(folder, { recursive: true });
  return perSecond;
}

async function throughHouse(seed: number): Promise<{ perSecond: number; tickets: number }> {
  const folder = benchFolder('loop');
  const chat: { network?: LocalNetwork; gateway?: ChatGateway } = {};
  // The network is opened over the house's own store, and the house speaks through it.
  const gateway: ChatGateway = {
    get account() {
      return 'bot';
    },
    start: async listener => chat.gateway?.start(listener),
    stop: async () => chat.gateway?.stop(),
    say: async message => (await chat.gateway?.say(message)) ?? {},
    hasSaid: async (message, since) => chat.gateway?.hasSaid(message, since),
  };
  const bench = await openBenchHouse({
    folder,
    clock: systemClock,
    gateway,
    network: 'local',
    quietMs: 100,
  });
  const { network, gateway: real } = await openChat(bench.store, bench.media);
  Object.assign(chat, { network, gateway: real });
  await gateway.start(bench.keeper);
  await bench.keeper.begin();
  const from = performance.now();
  await everybodySpeaks(network, seed);
  await network.quiet();
  await bench.keeper.settle();
  const perSecond = (MESSAGES / (performance.now() - from)) * 1_000;
  const tickets = await raisedIn(bench);
  await gateway.stop();
  await bench.close();
  rmSync(folder, { recursive: true });
  return { perSecond, tickets };
}

async function raisedIn({ house }: Awaited<ReturnType<typeof openBenchHouse>>): Promise<number> {
  const tickets = await house.tickets.all();
  return tickets.reduce((sum, { raisers, details }) => sum + raisers.length + details.length, 0);
}

async function openChat(
  store: Store,
  media: MediaStore,
): Promise<{ network: LocalNetwork; gateway: ChatGateway }> {
  const world = {
    rooms: town.rooms.map(({ roomId, topic, kind, unitId }) => ({
      id: roomId,
      topic,
      kind,
      unit: unitId,
      unitName: unitId,
      memberIds: town.members.get(roomId) ?? [],
    })),
    contacts: town.people.map(({ id, name, roles }) => ({ id, name, role: roles[0]?.role ?? 'resident' })),
    bot: { id: 'bot', name: '小格' },
  };
  const network = await LocalNetwork.open({ world, store, media, clock: systemClock });
  const open = async () => openPuppet('local', { network });
  return { network, gateway: wechatyChat({ openPuppet: open, log: silentLog, witness: network }) };
}

async function everybodySpeaks(network: LocalNetwork, seed: number): Promise<void> {
  const random = randomFrom(seed);
  for (let said = 0; said < MESSAGES; said += AT_ONCE) {
    const posts = Array.from({ length: AT_ONCE }, async () => {
      const { roomId, residentIds } = pick(buildings, random);
      const text = random() < SHARE_OF_REPORTS ? someReport(random) : pick(chats, random);
      const conversation = { kind: 'room', roomId } as const;
      const posted = await network.post({
        fromId: pick(residentIds, random),
        conversation,
        text,
        mentionIds: [],
      });
      if (!posted.done) throw new Error(`the network refused: ${posted.why}`);
    });
    await Promise.all(posts);
  }
}
