import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { localChat } from './api/local-chat.js';
import { localFaults } from './api/local-faults.js';
import { metricsApi } from './api/metrics.js';
import { readOperatorTokens } from './api/operator-tokens.js';
import { startServer } from './api/server.js';
import { staticPage } from './api/static-page.js';
import { tasksApi } from './api/tasks.js';
import type { TicketView } from './api/ticket-view.js';
import { MINUTE, systemClock, type Clock } from './base/clock.js';
import { openLog, type Log } from './base/log.js';
import { secretFrom } from './base/secret-from-file.js';
import type { ChatGateway } from './chat/chat-gateway.js';
import type { LocalNetwork } from './chat/local-network.js';
import { openPuppet } from './chat/open-puppet.js';
import { wechatyChat } from './chat/wechaty-chat.js';
import { ConfidenceBook, modelIdOf } from './classify/confidence-book.js';
import { Corrections, mindful } from './classify/corrections.js';
import { dangerOf } from './classify/danger-lexicon.js';
import { loadUnderstanding } from './classify/understand.js';
import { readConfiguration, type Configuration } from './configuration.js';
import { ErrandBook } from './flow/errand-book.js';
import type { House } from './flow/house.js';
import { Keeper } from './flow/keeper.js';
import { Presence } from './flow/presence.js';
import { Questions } from './flow/questions.js';
import { whereNow } from './flow/speaker.js';
import { TakeOvers } from './flow/take-overs.js';
import { startTicking } from './flow/timetable.js';
import { viewTicket } from './api/view-ticket.js';
import { openInsight } from './insight/insight-room.js';
import { Drafts, usualJoin } from './intake/drafts.js';
import { Journal } from './intake/journal.js';
import { Outbox } from './outbox/outbox.js';
import { localHouse, openLocal } from './open-local.js';
import { openModel } from './open-model.js';
import { openStore } from './open-store.js';
import { Reminders } from './reminders/reminders.js';
import { ClaimTries } from './roster/claims.js';
import { RosterStore } from './roster/roster-store.js';
import type { Settings } from './settings.js';
import type { MediaStore } from './store/media-store.js';
import type { Store } from './store/store.js';
import { dueAt } from './tickets/deadlines.js';
import { DeedBook } from './tasks/deed-book.js';
import { TaskStore } from './tasks/task-store.js';
import { TicketStore } from './tickets/ticket-store.js';

const PAGE = path.join(path.dirname(fileURLToPath(import.meta.url)), '../src/console/local-chat');
const JOURNAL_KEEPS = 10 * MINUTE;
const LOCAL_JOIN = { ...usualJoin, quietMs: 1_500 };

/** A running program; `port` is where it listens. */
export interface RunningApp {
  readonly port: number;
  stop(): Promise<void>;
}

/** Puts the rooms together and starts them. Every dependency is passed in here and nowhere else. */
export async function startApp(settings: Settings, environment: NodeJS.ProcessEnv): Promise<RunningApp> {
  const log = openLog(settings.logLevel);
  const configuration = readConfiguration(settings.configDir);
  const { operatorTokensFrom } = configuration.tasks;
  const tokens = readOperatorTokens(secretFrom(environment, operatorTokensFrom), operatorTokensFrom);
  const opened = await openStore(settings);
  const { store, media } = opened;
  const roster = await RosterStore.open(store);
  const isLocal = settings.puppet === 'local';
  const local = isLocal ? await openLocal({ settings, configuration, store, media, roster }) : undefined;
  const gateway = await openGateway(settings, log, local?.network);
  const clock = local?.clock ?? systemClock;
  roster.goBy(clock);
  const listeners = new Set<(view: TicketView) => void>();
  const house = await furnish({
    configuration,
    store,
    media,
    clock,
    log,
    roster,
    gateway,
    settings,
    environment,
    listeners,
  });
  const keeper = new Keeper({ house, dangerOf, forgetMessage: async id => local?.network.forget(id) });
  let isReady = false;
  const page = staticPage({ folder: PAGE, at: '/local-chat' });
  const faults = local?.network.faults;
  const playing = local && faults ? [localFaults(local.network, faults)] : [];
  const pages = local ? [localChat(localHouse(house, keeper, local, listeners)), page, ...playing] : [];
  const metrics = metricsApi({ house, isThere: account => keeper.isThere(account), ready: () => isReady });
  const parts = [metrics, tasksApi({ house, tokens, stir: () => keeper.step() }), ...pages];
  const { port, host } = settings;
  const server = await startServer({ port, host, ready: () => isReady, parts, log });
  await keeper.recover();
  await gateway.start(keeper);
  await keeper.begin();
  const ticking = startTicking(() => keeper.step(), log);
  isReady = true;
  const stop = async (): Promise<void> => {
    isReady = false;
    await ticking.stop();
    await server.close();
    await gateway.stop();
    await keeper.step();
    await opened.close();
  };
  return { port: server.port, stop };
}

interface Furniture {
  readonly configuration: Configuration;
  readonly store: Store;
  readonly media: MediaStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly roster: RosterStore;
  readonly gateway: ChatGateway;
  readonly settings: Settings;
  readonly environment: NodeJS.ProcessEnv;
  readonly listeners: ReadonlySet<(view: TicketView) => void>;
}

async function furnish(parts: Furniture): Promise<House> {
  const { configuration, store, media, clock, log, roster, gateway, settings, environment, listeners } =
    parts;
  const { catalogue, deadlines } = configuration;
  const isLocal = settings.puppet === 'local';
  const model = readFileSync(path.join(settings.configDir, 'understanding/model.bin'));
  const confidence = await ConfidenceBook.open(store, modelIdOf(model));
  const corrections = await Corrections.open(store);
  return {
    clock,
    log,
    store,
    media,
    roster,
    catalogue,
    rules: { deadlines, dueAt: (step, ticket, from) => dueAt(step, ticket, from, deadlines, catalogue) },
    understand: mindful(loadUnderstanding(model, confidence.believed), corrections),
    confidence,
    corrections,
    ...(await openModel({ environment, settings, store, clock, log, catalogue })),
    journal: await Journal.open(store, JOURNAL_KEEPS),
    drafts: await Drafts.open(store, isLocal ? LOCAL_JOIN : usualJoin),
    questions: await Questions.open(store),
    errands: await ErrandBook.open(store),
    tickets: await TicketStore.open(store),
    deeds: await DeedBook.open(store),
    tasks: await TaskStore.open(store),
    taskRules: { settings: configuration.tasks, calendar: deadlines.calendar },
    gridWork: configuration.gridWork,
    insight: await openInsight(store, media, configuration.points),
    claimTries: await ClaimTries.open(store),
    takeOvers: await TakeOvers.open(store),
    reminders: await Reminders.open(store, configuration.reminders, deadlines.calendar),
    channel: {
      presence: await Presence.open(store),
      gap: configuration.outbox.gap,
      quietHours: configuration.outbox.quietHours,
      noted: new Set(),
    },
    outbox: await Outbox.open({
      store,
      gateway,
      media,
      settings: configuration.outbox,
      network: isLocal ? 'local' : 'default',
      clock,
      log,
      whereNow: conversation => whereNow(conversation, roster.book),
    }),
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
  const { puppet, service, dataDir, patience, acceptsFriends } = settings;
  const sessionPath = path.join(dataDir, 'wechaty-session');
  return wechatyChat({
    openPuppet: () =>
      openPuppet(puppet, { ...(network ? { network } : {}), ...(service ? { service } : {}) }),
    log,
    patience,
    acceptsFriends,
    ...(service ? { service } : {}),
    ...(network ? { witness: network } : { sessionPath }),
  });
}
