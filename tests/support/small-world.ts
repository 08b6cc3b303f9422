import { MovableClock } from '../../src/base/clock.js';
import { LocalNetwork } from '../../src/chat/local-network.js';
import type { LocalWorldPlan } from '../../src/chat/local-world.js';
import type { Media } from '../../src/store/media-store.js';
import { memoryMedia } from './memory-media.js';
import { memoryStore, type MemoryDisk } from './memory-store.js';

export const bot = { id: 'bot', name: '小格' };
export const zhang = { id: 'zhang', name: '张阿姨', role: 'resident' };
export const wang = { id: 'wang', name: '王大爷', role: 'resident' };
export const li = { id: 'li', name: '李网格员', role: 'grid-worker' };

/** A building with two neighbours and a grid worker, and the workers' group, where the neighbours are not. */
export const smallWorld: LocalWorldPlan = {
  bot,
  contacts: [zhang, wang, li],
  rooms: [
    {
      id: 'building',
      topic: '3号楼邻里群',
      kind: 'building',
      unit: 'm3',
      unitName: '3号楼',
      memberIds: ['zhang', 'wang', 'li'],
    },
    {
      id: 'workers',
      topic: '网格员工作群',
      kind: 'workers',
      unit: 'g1',
      unitName: '第一网格',
      memberIds: ['li'],
    },
  ],
};

export const inBuilding = { kind: 'room', roomId: 'building' } as const;
export const inWorkers = { kind: 'room', roomId: 'workers' } as const;
export const withZhang = { kind: 'direct', contactId: 'zhang' } as const;

/** 2026-03-02 08:00 in Shanghai, a Monday; it stands still unless it is moved. */
export const monday = Date.UTC(2026, 2, 2, 0, 0);

/** One pixel. */
export const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** What outlives the process: give it to `openSmallNetwork` again after a crash. */
export interface Remains {
  readonly disk: MemoryDisk;
  readonly files: Map<string, Media>;
}

export function nothingYet(): Remains {
  return { disk: new Map(), files: new Map() };
}

export async function openSmallNetwork(
  remains: Remains = nothingYet(),
  clock: MovableClock = new MovableClock({ now: () => monday }),
  world: LocalWorldPlan = smallWorld,
): Promise<LocalNetwork> {
  return LocalNetwork.open({
    world,
    store: memoryStore(remains.disk),
    media: memoryMedia(remains.files),
    clock,
  });
}
