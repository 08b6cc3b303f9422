import { silentLog } from '../../src/base/log.js';
import type { MovableClock } from '../../src/base/clock.js';
import type { ProcessRole } from '../../src/base/process-role.js';
import type { ChatGateway, OutgoingMessage } from '../../src/chat/chat-gateway.js';
import { noChat } from '../../src/chat/no-chat.js';
import { AccountHolder } from '../../src/flow/account-holder.js';
import { ownerOf } from '../../src/flow/address.js';
import { whereNow } from '../../src/flow/speaker.js';
import { Outbox } from '../../src/outbox/outbox.js';
import { RosterStore } from '../../src/roster/roster-store.js';
import { Lease } from '../../src/store/lease.js';
import type { MediaStore } from '../../src/store/media-store.js';
import type { Store } from '../../src/store/store.js';
import { configuration } from './demo.js';
import { playedHouse, type PlayedHouse } from './house.js';

/** A message that a network has shown. */
export interface Shown {
  readonly account: string;
  readonly at: number;
  readonly message: OutgoingMessage;
}

/** What processes on one store share in a test. */
export interface Common {
  readonly clock: MovableClock;
  /** Everything that was said on any network. */
  readonly shown: Shown[];
  readonly media: MediaStore;
  /** Processes that are known to run no more. */
  readonly gone: Set<number>;
}

/** How a process is played. */
export interface ProcessPlan {
  readonly pid: number;
  readonly roles: readonly ProcessRole[];
  /** The account of a bot. */
  readonly account?: string;
  /** Called when a message is about to be shown, and again when it was; what it throws the process does not survive. */
  readonly mortal?: (isShown: boolean) => Promise<void>;
}

/** One process of several, over its own view of the store. */
export interface PlayedProcess extends PlayedHouse {
  /** What its timer does: shows that it lives, or takes the account over. */
  readonly beat: () => Promise<void>;
  readonly hasAccount: () => boolean;
  readonly end: () => Promise<void>;
}

/** Starts a process as the program does. */
export async function startProcess(store: Store, common: Common, plan: ProcessPlan): Promise<PlayedProcess> {
  const { clock, media, gone } = common;
  const { pid, roles, account } = plan;
  const roster = await RosterStore.open(store);
  roster.goBy(clock);
  const gateway = account === undefined ? noChat() : networkOf(account, common, plan);
  const settings = configuration.outbox;
  const outbox = await Outbox.open({
    store,
    gateway,
    media,
    settings,
    network: 'local',
    clock,
    log: silentLog,
    whereNow: conversation => whereNow(conversation, roster.book),
    ownerOf: saying => ownerOf(saying, roster.book),
  });
  const openLease = (about: string): Promise<Lease> =>
    Lease.open({
      store,
      about,
      holder: { id: `process ${pid}`, place: 'here', pid },
      elapsed: () => clock.now(),
      isGone: number => gone.has(number),
    });
  const holder = new AccountHolder({
    account: () => gateway.account,
    openLease,
    takeUp: () => played.keeper.takeUpAccount(),
    log: silentLog,
  });
  const played: PlayedHouse = await playedHouse(
    { store, media, clock, roster, outbox },
    {
      isShared: true,
      keepsClock: roles.includes('worker'),
      hasAccount: holder.hasAccount,
      isMine: holder.isMine,
    },
  );
  const isBot = account !== undefined;
  const beat = async (): Promise<void> => {
    if (isBot) await holder.beat(true);
  };
  await beat();
  await played.keeper.begin();
  return { ...played, beat, hasAccount: holder.hasAccount, end: () => holder.end() };
}

function networkOf(account: string, { shown, clock }: Common, { mortal }: ProcessPlan): ChatGateway {
  return {
    account,
    start: async () => {},
    stop: async () => {},
    async say(message) {
      await mortal?.(false);
      shown.push({ account, at: clock.now(), message });
      await mortal?.(true);
      return {};
    },
    hasSaid: async (message, since) =>
      shown.some(
        one =>
          one.account === account &&
          one.at >= since &&
          JSON.stringify(one.message) === JSON.stringify(message),
      ),
  };
}
