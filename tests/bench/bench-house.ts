import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Clock, Moment } from '../../src/base/clock.js';
import { silentLog } from '../../src/base/log.js';
import type { ChatGateway } from '../../src/chat/chat-gateway.js';
import type { House } from '../../src/flow/house.js';
import { Drafts, usualJoin } from '../../src/intake/drafts.js';
import type { Keeper } from '../../src/flow/keeper.js';
import { Outbox } from '../../src/outbox/outbox.js';
import { RosterStore } from '../../src/roster/roster-store.js';
import { openFolderMediaStore } from '../../src/store/folder-media-store.js';
import { openSqliteStore } from '../../src/store/sqlite-store.js';
import type { MediaStore } from '../../src/store/media-store.js';
import type { Store } from '../../src/store/store.js';
import { configuration } from '../support/demo.js';
import { playedHouse } from '../support/house.js';
import { town } from './town.js';

/** On the disk of the repository unless told otherwise, because a folder for temporary files may lie in memory. */
const PLACE = process.env['BENCH_FOLDER'] ?? '.bench/data';

/** A fresh folder on the disk. */
export function benchFolder(name: string): string {
  mkdirSync(PLACE, { recursive: true });
  return mkdtempSync(path.join(PLACE, `${name}-`));
}

/** Removes what a bench has written, also what one that was killed has left. */
export function tidyUp(): void {
  rmSync(PLACE, { recursive: true, force: true });
}

/** Wednesday morning in the town; moves when it is told to. */
export class BenchClock implements Clock {
  at: Moment = Date.parse('2026-11-25T10:30:00+08:00');

  now(): Moment {
    return this.at;
  }
}

/** The rooms of the program over its own store, in the town. */
export interface BenchHouse {
  readonly house: House;
  readonly keeper: Keeper;
  readonly store: Store;
  readonly media: MediaStore;
  close(): Promise<void>;
}

/** A network that takes everything at once. */
export const takingGateway: ChatGateway = {
  account: 'bot',
  start: async () => {},
  stop: async () => {},
  say: async () => ({}),
  hasSaid: async () => undefined,
};

/** Opens the town's house in a data folder, as app.ts does, but with the given clock and network. */
export async function openBenchHouse(parts: {
  folder: string;
  clock: Clock;
  gateway?: ChatGateway;
  /** How fast the network may be spoken to. */
  network?: 'default' | 'local';
  quietMs?: number;
}): Promise<BenchHouse> {
  const { folder, clock, gateway = takingGateway, network = 'default', quietMs = usualJoin.quietMs } = parts;
  const store = await openSqliteStore(folder);
  const media = await openFolderMediaStore(folder);
  const roster = await RosterStore.open(store);
  const { units, people, rooms } = town;
  if (await roster.isEmpty()) await roster.add({ units, people, rooms });
  const drafts = await Drafts.open(store, { ...usualJoin, quietMs });
  const log = silentLog;
  const outbox = await Outbox.open({
    store,
    gateway,
    media,
    settings: configuration.outbox,
    network,
    clock,
    log,
  });
  const { house, keeper } = await playedHouse({ store, media, clock, drafts, outbox });
  return { house, keeper, store, media, close: () => store.close() };
}
