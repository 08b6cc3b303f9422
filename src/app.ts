import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ApiPart } from './api/api-part.js';
import { localChat, type LocalChatHouse } from './api/local-chat.js';
import { localFaults } from './api/local-faults.js';
import { metricsApi } from './api/metrics.js';
import { readOperatorTokens, type OperatorTokens } from './api/operator-tokens.js';
import { startServer } from './api/server.js';
import { staticPage } from './api/static-page.js';
import { tasksApi } from './api/tasks.js';
import type { TicketView } from './api/ticket-view.js';
import { systemClock } from './base/clock.js';
import type { Fault } from './base/fault.js';
import { openLog, type Log } from './base/log.js';
import type { ProcessRole } from './base/process-role.js';
import { secretFrom } from './base/secret-from-file.js';
import type { ChatGateway } from './chat/chat-gateway.js';
import type { LocalNetwork } from './chat/local-network.js';
import { noChat } from './chat/no-chat.js';
import { openPuppet } from './chat/open-puppet.js';
import { wechatyChat } from './chat/wechaty-chat.js';
import { dangerOf } from './classify/danger-lexicon.js';
import { readConfiguration } from './configuration.js';
import type { House } from './flow/house.js';
import { Keeper } from './flow/keeper.js';
import { announceAll } from './flow/share.js';
import { startTicking } from './flow/timetable.js';
import { furnish } from './furnish.js';
import { needsOf } from './needs.js';
import { localHouse, openLocal, type Local } from './open-local.js';
import { openStore } from './open-store.js';
import { RosterStore } from './roster/roster-store.js';
import type { Settings } from './settings.js';
import { claimSession, holderOf, shareOf } from './share-work.js';

const PAGE = path.join(path.dirname(fileURLToPath(import.meta.url)), '../src/console/local-chat');

/** A running program; `port` is where it listens. */
export interface RunningApp {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Puts the rooms together and starts them. Every dependency is passed in here and nowhere else. `gaveUp` is called when the chat
 * network is lost for good.
 */
export async function startApp(
  settings: Settings,
  environment: NodeJS.ProcessEnv,
  gaveUp?: (fault: Fault) => void,
): Promise<RunningApp> {
  const log = openLog(settings.logLevel);
  const configuration = readConfiguration(settings.configDir);
  const { operatorTokensFrom } = configuration.tasks;
  const tokens = readOperatorTokens(secretFrom(environment, operatorTokensFrom), operatorTokensFrom);
  const opened = await openStore(settings);
  const { store, media } = opened;
  const roster = await RosterStore.open(store);
  const isLocal = settings.puppet === 'local';
  const local = isLocal ? await openLocal({ settings, configuration, store, media, roster }) : undefined;
  const session = await claimSession(settings);
  const { roles } = settings;
  const gateway = roles.has('bot') ? await openGateway(settings, log, local?.network, gaveUp) : noChat();
  const clock = local?.clock ?? systemClock;
  roster.goBy(clock);
  const listeners = new Set<(view: TicketView) => void>();
  const known = { configuration, store, media, clock, log, roster, gateway };
  const house = await furnish({ ...known, settings, environment, listeners });
  const holder = await holderOf(settings, { house, gateway, takeUp: () => keeper.takeUpAccount() });
  const forgetMessage = async (id: string): Promise<void> => local?.network.forget(id);
  const keeper: Keeper = new Keeper({ house, dangerOf, forgetMessage, share: shareOf(settings, holder) });
  let isReady = false;
  const ready = (): boolean => isReady;
  const chat = local ? { local, house: localHouse(house, keeper, local, listeners) } : undefined;
  const parts = partsOf(roles, { house, keeper, tokens, chat, ready });
  const needs = needsOf(roles, { house, gateway, keeper });
  const server = await startServer({ port: settings.port, host: settings.host, ready, needs, parts, log });
  await keeper.recover();
  if (settings.mongoUri !== undefined) await announceAll(house);
  await gateway.start(keeper);
  await holder?.begin();
  await keeper.begin();
  const ticking = startTicking(() => keeper.step(), log);
  isReady = true;
  const stop = async (): Promise<void> => {
    isReady = false;
    await ticking.stop();
    await server.close();
    await gateway.stop();
    await keeper.step();
    await holder?.end();
    await opened.close();
    await session?.release();
  };
  return { port: server.port, stop };
}

/** What this process answers over HTTP besides its health. */
function partsOf(
  roles: ReadonlySet<ProcessRole>,
  {
    house,
    keeper,
    tokens,
    chat,
    ready,
  }: {
    house: House;
    keeper: Keeper;
    tokens: OperatorTokens;
    chat: { readonly local: Local; readonly house: LocalChatHouse } | undefined;
    ready: () => boolean;
  },
): readonly ApiPart[] {
  const metrics = metricsApi({ house, isThere: account => keeper.isThere(account), ready });
  const tasks = tasksApi({ house, tokens, stir: () => keeper.step() });
  const { network } = chat?.local ?? {};
  const page = chat ? [localChat(chat.house), staticPage({ folder: PAGE, at: '/local-chat' })] : [];
  const playing = network?.faults ? [localFaults(network, network.faults)] : [];
  return [...(roles.has('bot') ? [metrics] : []), ...(roles.has('web') ? [tasks, ...page, ...playing] : [])];
}

async function openGateway(
  settings: Settings,
  log: Log,
  network: LocalNetwork | undefined,
  gaveUp: ((fault: Fault) => void) | undefined,
): Promise<ChatGateway> {
  const { puppet, service, dataDir, patience, acceptsFriends } = settings;
  const sessionPath = path.join(dataDir, 'wechaty-session');
  return wechatyChat({
    openPuppet: () =>
      openPuppet(puppet, { ...(network ? { network } : {}), ...(service ? { service } : {}) }),
    log,
    patience,
    acceptsFriends,
    ...(gaveUp ? { gaveUp } : {}),
    ...(service ? { service } : {}),
    ...(network ? { witness: network } : { sessionPath }),
  });
}
