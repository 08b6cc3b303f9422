import { beforeEach, describe, expect, test } from '@jest/globals';
import { MovableClock } from '../../src/base/clock.js';
import { tellPerson } from '../../src/flow/tell-person.js';
import { claim } from '../../src/roster/claims.js';
import { RosterStore } from '../../src/roster/roster-store.js';
import { memoryMedia } from '../support/memory-media.js';
import { memoryStore, type MemoryDisk } from '../support/memory-store.js';
import { startProcess, type Common, type PlayedProcess } from '../support/processes.js';
import { EAST, streetOfTwo } from '../support/two-accounts.js';

let common: Common;
/** Has the account. */
let east: PlayedProcess;
/** Is on no network. */
let worker: PlayedProcess;

beforeEach(async () => {
  const disk: MemoryDisk = new Map();
  const monday = Date.parse('2026-11-23T10:00:00+08:00');
  const clock = new MovableClock({ now: () => monday });
  common = { clock, shown: [], media: memoryMedia(), gone: new Set() };
  await (await RosterStore.open(memoryStore(disk))).add(streetOfTwo);
  east = await startProcess(memoryStore(disk), common, { pid: 1, roles: ['bot'], account: EAST });
  worker = await startProcess(memoryStore(disk), common, { pid: 2, roles: ['worker'] });
});

async function rounds(): Promise<void> {
  for (let round = 0; round < 3; round += 1) for (const { keeper } of [worker, east]) await keeper.step();
}

/** Who said what to whom in private. */
function said(): string[] {
  return common.shown.map(({ account, message: { conversation, text = '' } }) =>
    conversation.kind === 'direct' ? `${account} ${conversation.contactId}: ${text.split('\n')[0]}` : '',
  );
}

describe('somebody whose contact turned out to be a person of the lists', () => {
  const sun = { id: 'sun', name: '邻居', roles: [{ role: 'resident', unitId: 'jgy-6' }] } as const;
  const vital = { key: 'k', text: 'WG-1 办好了，您看行吗', weight: 'vital' } as const;

  test('is told by that contact what is still to be said to them, whoever thinks of it', async () => {
    const { roster } = east.house;
    await roster.acquaint({ ...sun, contactKey: `${EAST}|wx9` });
    const wang = { nicknames: [], rank: 1, claimCode: '482913', personId: null, name: '王芳', roles: [] };
    await roster.import({ units: [], people: [], appointments: [{ id: 'a', ...wang }] });
    const how = { appointmentId: 'a', how: 'code' } as const;
    await claim(roster, { ...how, contactKey: `${EAST}|wx1`, messageId: 'm1' });
    await claim(roster, { ...how, contactKey: `${EAST}|wx9`, messageId: 'm2' });
    await rounds();
    expect(worker.house.roster.book.personByContact(`${EAST}|wx9`)?.name).toBe('王芳');
    await tellPerson(worker.house, worker.house.roster.book.person('sun'), vital);
    await rounds();
    expect(said()).toEqual([`${EAST} wx9: ${vital.text}`]);
  });

  test('and behind whom nobody is any more: whoever leads hears what matters', async () => {
    await east.house.roster.acquaint({ ...sun, contactKey: 'gone|sun' });
    await rounds();
    await tellPerson(worker.house, worker.house.roster.book.person('sun'), vital);
    await rounds();
    expect(said()).toEqual([expect.stringContaining('没能送到邻居')]);
  });
});
