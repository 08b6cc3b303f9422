import type { LocalChatHouse } from './api/local-chat.js';
import type { TicketView } from './api/ticket-view.js';
import { viewTicket } from './api/view-ticket.js';
import { dayOf, startOf, timeOfDay } from './base/china-time.js';
import { HOUR, MovableClock, systemClock, type Clock, type Moment } from './base/clock.js';
import { LocalNetwork } from './chat/local-network.js';
import type { Configuration } from './configuration.js';
import type { House } from './flow/house.js';
import type { Keeper } from './flow/keeper.js';
import { sceneOf } from './flow/scene.js';
import { maskPrivate } from './intake/privacy.js';
import { demoCommunity } from './roster/demo-community.js';
import type { RosterStore } from './roster/roster-store.js';
import type { Settings } from './settings.js';
import type { MediaStore } from './store/media-store.js';
import type { Store } from './store/store.js';

/** The bot as it appears on the built-in network. */
const BOT = { id: 'bot', name: '小格' };

/** The built-in network with the clock that its page moves. */
export interface Local extends LocalClock {
  readonly network: LocalNetwork;
}

/** Opens the built-in network; an empty store begins with the demo community. */
export async function openLocal(parts: {
  settings: Settings;
  configuration: Configuration;
  store: Store;
  media: MediaStore;
  roster: RosterStore;
}): Promise<Local> {
  const { settings, configuration, store, media, roster } = parts;
  const demo = demoCommunity(configuration.demo, BOT.id);
  if (!settings.isEmpty && (await roster.isEmpty())) await roster.add(demo);
  const localClock = await openLocalClock(store, settings);
  const mayFail = settings.localFaults === true;
  const network = await openLocalNetwork(
    { store, media, clock: localClock.clock, mayFail },
    roster,
    demo.members,
  );
  return { ...localClock, network };
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
  parts: { store: Store; media: MediaStore; clock: Clock; mayFail: boolean },
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
  return LocalNetwork.open({ world: { rooms, contacts, bot: BOT }, ...parts, masks: maskPrivate });
}

/** What the local chat's HTTP side needs from the house. */
export function localHouse(
  house: House,
  keeper: Keeper,
  { network, clock, keep }: Local,
  listeners: Set<(view: TicketView) => void>,
): LocalChatHouse {
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
    tickets: async () => (await house.tickets.all()).map(ticket => viewTicket(ticket, sceneOf(house))),
    subscribeTickets(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
