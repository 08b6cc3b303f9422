import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Conversation, IncomingMessage } from '../../src/chat/chat-gateway.js';
import { conversationKey } from '../../src/chat/conversation-key.js';
import type { Entry } from '../../src/outbox/saying.js';
import type { Ticket } from '../../src/tickets/ticket.js';
import type { MemoryDisk } from '../support/memory-store.js';
import { EAST, WEST } from '../support/two-accounts.js';
import { Company, SLOTS } from './a-company.js';

/** What people say, and whether it is a matter of its own. */
const lines: readonly { from: string; account: string; roomId?: string; text: string; isReport: boolean }[] =
  [
    line(EAST, 'r-jgy-6-1', 'room-jgy-6', '6栋3单元一楼楼道堆满了纸箱，路都挡住了', true),
    line(EAST, 'r-jgy-8-1', 'room-jgy-8', '8栋2单元二楼楼道堆满了旧家具，路都挡住了', true),
    line(EAST, 'r-hsl-4-1', 'room-hsl-4', '4栋2单元一楼下水堵了，黑水流了一地', true),
    line(WEST, 'r-lyl-7-1', 'room-lyl-7', '7栋2单元一楼楼道堆满了纸箱，路都挡住了', true),
    line(WEST, 'r-lyl-9-1', 'room-lyl-9', '9栋1单元门口路灯不亮，晚上看不清', true),
    line(EAST, 'w-chen', 'room-jingui-workers', '接单', false),
    line(WEST, 'w-zhou', 'room-liuyuan-workers', '接单', false),
    line(EAST, 'w-chen', 'room-jingui-workers', '办结 已经清理干净', false),
    line(WEST, 'w-zhou', 'room-liuyuan-workers', '办结 已经处理好', false),
    line(EAST, 'p-he', undefined, '核实通过 去看过了', false),
    line(WEST, 'p-tian', undefined, '核实通过 去看过了', false),
    line(EAST, 'r-jgy-6-1', undefined, '满意', false),
  ];

function line(
  account: string,
  from: string,
  roomId: string | undefined,
  text: string,
  isReport: boolean,
): { from: string; account: string; roomId?: string; text: string; isReport: boolean } {
  return { account, from, ...(roomId === undefined ? {} : { roomId }), text, isReport };
}

function messageOf(nth: number, at: number): IncomingMessage | undefined {
  const said = lines[nth];
  if (!said) return undefined;
  const { from, account, roomId, text } = said;
  const conversation: Conversation =
    roomId === undefined ? { kind: 'direct', contactId: from } : { kind: 'room', roomId };
  const rest = { topic: '', mentionsBot: false, mentionedIds: [] };
  return { account, id: `m${nth}`, at, from: { id: from, name: from }, conversation, text, ...rest };
}

const who = fc.subarray([0, 1, 2, 3, 4], { minLength: 1 });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('work' as const), who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('say' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      seconds: fc.constantFrom(1, 7, 20, 700, 7_200),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('end' as const), slot: fc.nat(4), after: fc.nat(60) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('end-saying' as const),
      slot: fc.nat(2),
      when: fc.constantFrom('before' as const, 'after' as const),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function take(company: Company, given: Step, pending: number[]): Promise<void> {
  switch (given.do) {
    case 'work':
      return company.work(given.who);
    case 'pass':
      return company.pass(given.seconds);
    case 'end':
      (await company.lifeOf(given.slot))?.endAfter(given.after);
      return;
    case 'end-saying':
      (await company.lifeOf(given.slot))?.endSaying(given.when);
      return;
    case 'say': {
      const message = messageOf(pending[0] ?? -1, company.common.clock.now());
      if (message && (await company.hear(message))) pending.shift();
      return;
    }
    default:
      return given satisfies never;
  }
}

async function endWell(company: Company, pending: number[]): Promise<void> {
  const all = SLOTS.map((_slot, nth) => nth);
  for (let round = 0; round < 12 || pending.length > 0; round += 1) {
    await company.work(all);
    await take(company, { do: 'say' }, pending);
    company.pass(10);
  }
  for (let round = 0; round < 6; round += 1) {
    await company.work(all);
    company.pass(10);
  }
}

function kept<T>(disk: MemoryDisk, name: string): T[] {
  return [...(disk.get(name)?.documents.values() ?? [])].map(({ json }) => JSON.parse(json) as T);
}

function counted(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys.toSorted()) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

function keyOf(account: string, conversation: Conversation, text = ''): string {
  return `${account} ${conversationKey(conversation)} ${text}`;
}

function expectSaidOnce({ disk, common }: Company): void {
  const entries = kept<Entry>(disk, 'outbox');
  // What is no haste waits for the morning.
  const isAsleep = ({ state, sendAfter }: Entry): boolean =>
    state === 'waiting' && sendAfter > common.clock.now();
  const due = entries.filter(entry => !isAsleep(entry));
  expect(due.filter(({ state }) => state !== 'sent').map(({ id, state }) => `${id} ${state}`)).toEqual([]);
  const owed = due.map(({ account, saying }) => keyOf(account, saying.conversation, saying.text));
  const shown = common.shown.map(({ account, message }) =>
    keyOf(account, message.conversation, message.text),
  );
  expect(counted(shown)).toEqual(counted(owed));
}

function expectNothingDropped({ disk }: Company): void {
  expect(kept<{ isDone: boolean }>(disk, 'journal').filter(({ isDone }) => !isDone)).toEqual([]);
  expect(kept(disk, 'drafts')).toEqual([]);
  const tickets = kept<Ticket>(disk, 'tickets');
  for (const [nth, { isReport }] of lines.entries()) {
    if (!isReport) continue;
    const ofIt = tickets.filter(
      ({ messageIds, history }) =>
        messageIds.includes(`m${nth}`) || history.some(({ cause }) => cause === `m${nth}`),
    );
    expect(ofIt.map(({ number }) => number)).toHaveLength(1);
  }
  for (const { history, reactedSeq } of tickets) {
    expect(reactedSeq).toBe(history.length);
    const automatic = history.filter(({ by }) => by === 'bot').map(({ type, at }) => `${type} ${at}`);
    expect(automatic).toEqual([...new Set(automatic)]);
  }
}

/** Reacting to everything once more, as after a crash, says nothing new. */
async function expectNothingMissing(company: Company): Promise<void> {
  const before = kept<Entry>(company.disk, 'outbox').map(({ id }) => id);
  const shelf = company.disk.get('tickets')?.documents;
  for (const [id, stored] of shelf ?? []) {
    const value = { ...(JSON.parse(stored.json) as Ticket), hasNews: true, reactedSeq: 0 };
    shelf?.set(id, { json: JSON.stringify(value), value, version: stored.version + 1 });
  }
  await company.work([3]);
  const after = kept<Entry>(company.disk, 'outbox').map(({ id }) => id);
  expect(after.toSorted()).toEqual(before.toSorted());
}

test('several processes that end anywhere say everything once, and drop nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 10, maxLength: 60 }),
      fc.infiniteStream(fc.nat(1_000_000)),
      async (steps, stream) => {
        const dice = (bound: number): number => Number(stream.next().value) % bound;
        const company = new Company(dice);
        await company.settleIn();
        const pending = lines.map((_line, nth) => nth);
        for (const given of steps) await take(company, given, pending);
        await endWell(company, pending);
        expectSaidOnce(company);
        expectNothingDropped(company);
        await expectNothingMissing(company);
      },
    ),
    { numRuns: 15 },
  );
}, 300_000);
