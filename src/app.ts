import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { localChat } from './api/local-chat.js';
import { startServer } from './api/server.js';
import { staticPage } from './api/static-page.js';
import type { TicketView } from './api/ticket-view.js';
import { dayOf, startOf, timeOfDay } from './base/china-time.js';
import { HOUR, MINUTE, MovableClock, systemClock, type Clock, type Moment } from './base/clock.js';
import { openLog, type Log } from './base/log.js';
import type { ChatGateway } from './chat/chat-gateway.js';
import { LocalNetwork } from './chat/local-network.js';
import { openPuppet } from './chat/open-puppet.js';
import { wechatyChat } from './chat/wechaty-chat.js';
import { dangerOf } from './classify/danger-lexicon.js';
import { loadUnderstanding } from './classify/understand.js';
import { readConfiguration, type Configuration } from './configuration.js';
import type { House } from './flow/house.js';
import { Keeper } from './flow/keeper.js';
import { Questions } from './flow/questions.js';
import { startTicking } from './flow/timetable.js';
import { viewTicket } from './api/view-ticket.js';
import { Drafts, usualJoin } from './intake/drafts.js';
import { Journal } from './intake/journal.js';
import { Outbox } from './outbox/outbox.js';
import { demoCommunity } from './roster/demo-community.js';
import { RosterStore } from './roster/roster-store.js';
import type { Settings } from './settings.js';
import { claimDataFolder } from './store/data-folder.js';
import { openFolderMediaStore } from './store/folder-media-store.js';
import { openSqliteStore } from './store/sqlite-store.js';
import type { MediaStore } from './store/media-store.js';
import type { Store } from './store/store.js';
import { dueAt } from './tickets/deadlines.js';
import { TicketStore } from './tickets/ticket-store.js';

const BOT = { id: 'bot', name: '小格' };
const JOURNAL_KEEPS = 10 * MINUTE;
const LOCAL_JOIN = { ...usualJoin, quietMs: 1_500 };

/** A running program; `port` is where it listens. */
export interface RunningApp {
  readonly port: number;
  stop(): Promise<void>;
}

/** Puts the rooms together and starts them. Every dependency is passed in here and nowhere else. */
export async function startApp(settings: Settings): Promise<RunningApp> {
  const log = openLog(settings.logLevel);
  const configuration = readConfiguration(settings.configDir);
  const folder = await claimDataFolder(settings.dataDir);
  const store = await openSqliteStore(settings.dataDir);
  const media = await openFolderMediaStore(settings.dataDir);
  const isLocal = settings.puppet === 'local';
  const roster = await RosterStore.open(store);
  const demo = demoCommunity(configuration.demo, BOT.id);
  if (isLocal && !settings.isEmpty && (await roster.isEmpty())) await roster.add(demo);
  const localClock = isLocal ? await openLocalClock(store, settings) : undefined;
  const clock: Clock = localClock?.clock ?? systemClock;
  const network = isLocal ? await openLocalNetwork(store, media, clock, roster, demo.members) : undefined;
  const gateway = await openGateway(settings, log, network);
  const listeners = new Set<(view: TicketView) => void>();
  const house = await furnish({
    configuration,
    store,
    media,
    clock,
    log,
    roster,
    gateway,
    isLocal,
    settings,
    listeners,
  });
  const keeper = new Keeper({ house, dangerOf, forgetMessage: async id => network?.forget(id) });
  let isReady = false;
  const page = path.join(path.dirname(fileURLToPath(import.meta.url)), '../src/console/local-chat');
  const parts =
    network && localClock
      ? [
          localChat(localHouse(house, keeper, network, localClock, listeners)),
          staticPage({ folder: page, at: '/local-chat' }),
        ]
      : [];
  const server = await startServer({
    port: settings.port,
    host: settings.host,
    ready: () => isReady,
    parts,
    log,
  });
  await keeper.recover();
  await gateway.start(keeper);
  await keeper.begin();
  const ticking = startTicking(() => keeper.step(), log);
  isReady = true;
  return {
    port: server.port,
    async stop() {
      isReady = false;
      await ticking.stop();
      await server.close();
      await gateway.stop();
      await keeper.step();
      await store.close();
      await folder.release();
    },
  };
}

interface Furniture {
  readonly configuration: Configuration;
  readonly store: Store;
  readonly media: MediaStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly roster: RosterStore;
  readonly gateway: ChatGateway;
  readonly isLocal: boolean;
  readonly settings: Settings;
  readonly listeners: ReadonlySet<(view: TicketView) => void>;
}

async function furnish(parts: Furniture): Promise<House> {
  const { configuration, store, media, clock, log, roster, gateway, isLocal, settings, listeners } = parts;
  const { catalogue, deadlines } = configuration;
  const network = isLocal ? 'local' : 'default';
  const model = path.join(settings.configDir, 'understanding/model.bin');
  return {
    clock,
    log,
    store,
    media,
    roster,
    catalogue,
    rules: { deadlines, dueAt: (step, ticket, from) => dueAt(step, ticket, from, deadlines, catalogue) },
    understand: loadUnderstanding(model),
    journal: await Journal.open(store, JOURNAL_KEEPS),
    drafts: await Drafts.open(store, isLocal ? LOCAL_JOIN : usualJoin),
    questions: await Questions.open(store),
    tickets: await TicketStore.open(store),
    outbox: await Outbox.open({ store, gateway, media, settings: configuration.outbox, network, clock, log }),
    ticketChanged(ticket) {
      if (listeners.size === 0) return;
      const view = viewTicket(ticket, { book: roster.book, catalogue, now: clock.now() });
      for (const listener of listeners) listener(view);
    },
  };
}

async function openGateway(
  settings: Settings,
  log: Log,
  network: LocalNetwork | undefined,
): Promise<ChatGateway> {
  const puppet = await openPuppet(settings.puppet, network ? { network } : {});
  const sessionPath = path.join(settings.dataDir, 'wechaty-session');
  return wechatyChat({ puppet, log, ...(network ? { witness: network } : { sessionPath }) });
}

interface LocalClock {
  readonly clock: MovableClock;
  /** Keeps where the clock was moved to, so that it does not go back at the next start. */
  readonly keep: () => Promise<void>;
}

/** The local chat's clock: as it was left; in an empty store it begins by day, whenever that is. */
async function openLocalClock(store: Store, settings: Settings): Promise<LocalClock> {
  const kept = await store.collection<{ id: string; aheadMs: number }>({ name: 'localClock' });
  const stored = await kept.get('clock');
  const clock = new MovableClock(
    systemClock,
    stored?.value.aheadMs ?? firstMoment(settings) - systemClock.now(),
  );
  if (!stored) await kept.insert({ id: 'clock', aheadMs: clock.aheadMs });
  return {
    clock,
    async keep() {
      const now = await kept.get('clock');
      if (now) await kept.replace({ id: 'clock', aheadMs: clock.aheadMs }, now.version);
    },
  };
}

/** Now by day; nine in the morning of the same day for somebody who tries it at night, when everybody sleeps. */
function firstMoment({ localClockStart }: Settings): Moment {
  if (localClockStart !== undefined) {
    const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/.test(localClockStart);
    return Date.parse(hasZone ? localClockStart : `${localClockStart}+08:00`);
  }
  const now = systemClock.now();
  const time = timeOfDay(now);
  return time >= 8 * HOUR && time < 20 * HOUR ? now : startOf(dayOf(now)) + 9 * HOUR;
}

async function openLocalNetwork(
  store: Store,
  media: MediaStore,
  clock: Clock,
  roster: RosterStore,
  members: ReadonlyMap<string, readonly string[]>,
): Promise<LocalNetwork> {
  const { book } = roster;
  const contacts = book.people.map(({ id, name, roles }) => ({
    id,
    name,
    role: roles[0]?.role ?? 'resident',
  }));
  const rooms = book.rooms.map(({ roomId, topic, kind, unitId }) => ({
    id: roomId,
    topic,
    kind,
    unit: unitId,
    unitName: book.unit(unitId)?.name ?? unitId,
    memberIds: members.get(roomId) ?? [],
  }));
  return LocalNetwork.open({ world: { rooms, contacts, bot: BOT }, store, media, clock });
}

function localHouse(
  house: House,
  keeper: Keeper,
  network: LocalNetwork,
  { clock, keep }: LocalClock,
  listeners: Set<(view: TicketView) => void>,
): Parameters<typeof localChat>[0] {
  const scene = (): Parameters<typeof viewTicket>[1] => ({
    book: house.roster.book,
    catalogue: house.catalogue,
    now: house.clock.now(),
  });
  return {
    network,
    now: () => clock.now(),
    settle: () => keeper.settle(),
    clock: {
      async advance(minutes) {
        const now = await keeper.advance(clock, minutes, keep);
        await keep();
        return now;
      },
    },
    tickets: async () => (await house.tickets.all()).map(ticket => viewTicket(ticket, scene())),
    subscribeTickets(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
