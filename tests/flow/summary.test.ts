import { describe, expect, test } from '@jest/globals';
import { act, type House } from '../../src/flow/house.js';
import type { ModelHelp } from '../../src/flow/model-help.js';
import { message, playedHouse, type PlayedHouse } from '../support/house.js';
import { memoryStore } from '../support/memory-store.js';
import { answer, CLEAR, happened, never, onlyTicket } from './with-a-model.js';

type Summarise = NonNullable<ModelHelp['summarise']>;

async function goesUp(house: House, assigneeId: string): Promise<void> {
  const body = { type: 'ticket-escalated', level: 'community', assigneeId, reason: '换了灯泡没用' } as const;
  const acted = await act(house, (await onlyTicket(house)).id, body, {
    by: 'w-chen',
    standings: ['assignee'],
  });
  expect(acted.done).toBe(true);
}

function privately({ said }: PlayedHouse): string[] {
  return said.filter(({ conversation }) => conversation.kind === 'direct').map(({ text }) => text ?? '');
}

async function escalated(summarise: Summarise): Promise<PlayedHouse> {
  const played = await playedHouse({ summarise });
  await played.keeper.messageArrived(message(CLEAR));
  await played.keeper.settle();
  played.said.length = 0;
  await goesUp(played.house, 'p-he');
  await played.keeper.settle();
  await played.keeper.settle();
  return played;
}

describe('the summary for whoever gets the ticket next', () => {
  const summed = answer({ summary: '楼道灯坏了三天，换灯泡无效', needs: '请派电工' });

  test('follows the card in private, once, and says whose words it is', async () => {
    const given: unknown[] = [];
    const played = await escalated(async ticket => {
      given.push(ticket);
      return summed;
    });
    const [card, note] = played.said.filter(({ text }) => /上报 WG|机器归纳/u.test(text ?? ''));
    expect(card?.text).toContain('上报');
    expect(note).toMatchObject({ conversation: { kind: 'direct' } });
    expect(note?.text).toContain('楼道灯坏了三天，换灯泡无效。需要您：请派电工。');
    expect(note?.text).toContain('机器归纳');
    expect(privately(played).filter(text => text.includes('机器归纳'))).toHaveLength(1);
    expect(given).toHaveLength(1);
    expect(JSON.stringify(given)).toContain('工作人员上报：换了灯泡没用');
    expect(JSON.stringify(given)).not.toContain('小陈');
  });

  test('is not there when the model gives none, and the history says why', async () => {
    const played = await escalated(async () => ({ done: false, why: 'late' }));
    expect(privately(played).filter(text => text.includes('机器归纳'))).toEqual([]);
    expect(played.said.some(({ text }) => text?.includes('上报'))).toBe(true);
    expect(happened(await onlyTicket(played.house), 'summary-noted')).toMatchObject([{ outcome: 'late' }]);
  });

  test('goes to nobody once the ticket has been passed on again', async () => {
    const resolvers: ((asked: Awaited<ReturnType<Summarise>>) => void)[] = [];
    const played = await playedHouse({
      summarise: async () => new Promise(resolve => resolvers.push(resolve)),
    });
    const { house, keeper, said } = played;
    await keeper.messageArrived(message(CLEAR));
    await keeper.settle();
    await goesUp(house, 'p-he');
    await keeper.step();
    await goesUp(house, 'o-meng');
    await keeper.step();
    for (const resolve of resolvers) resolve(summed);
    await keeper.settle();
    const notes = said.filter(({ text }) => text?.includes('机器归纳'));
    expect(notes).toHaveLength(1);
    const operator = house.roster.book.person('o-meng')?.contactKey ?? '';
    expect(notes[0]?.conversation).toMatchObject({ contactId: operator.split('|').at(-1) });
  });

  test('is still made after the program was killed while it waited', async () => {
    const store = memoryStore();
    const first = await playedHouse({ store, summarise: never });
    await first.keeper.messageArrived(message(CLEAR));
    await first.keeper.settle();
    await goesUp(first.house, 'p-he');
    await first.keeper.step();
    const second = await playedHouse({ store, summarise: async () => summed });
    await second.keeper.settle();
    expect(second.said.map(({ text }) => text)).toEqual([expect.stringContaining('机器归纳')]);
  });
});
