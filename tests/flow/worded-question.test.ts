import { describe, expect, test } from '@jest/globals';
import { MINUTE, SECOND } from '../../src/base/clock.js';
import type { House } from '../../src/flow/house.js';
import type { ModelHelp } from '../../src/flow/model-help.js';
import { message, playedHouse, type PlayedHouse } from '../support/house.js';
import { memoryMedia } from '../support/memory-media.js';
import { memoryStore } from '../support/memory-store.js';
import { answer, clockAt, doubting, happened, never, onlyTicket, UNCLEAR } from './with-a-model.js';

const OURS = '是什么情况、从哪儿来的？';
const THEIRS = '请问是什么声音，从哪儿传来的？';

type Ask = NonNullable<ModelHelp['wordQuestion']>['ask'];

function asking(ask: Ask): Partial<House> {
  return { wordQuestion: { withinMs: 8 * SECOND, ask } };
}

async function reported(ask: Ask): Promise<PlayedHouse> {
  const played = await playedHouse({ ...asking(ask), understand: doubting });
  await played.keeper.messageArrived(message(UNCLEAR));
  await played.keeper.settle();
  return played;
}

describe('the one question in the words of a language model', () => {
  test('comes in the receipt, once', async () => {
    const { house, keeper, said } = await reported(async () => answer({ about: 'matter', question: THEIRS }));
    await keeper.settle();
    const ticket = await onlyTicket(house);
    expect(said.map(({ text }) => text)).toEqual([expect.stringContaining(THEIRS)]);
    expect(said[0]?.text).toContain(ticket.number);
    expect(said[0]?.text).not.toContain(OURS);
    expect(happened(ticket, 'question-worded')).toMatchObject([{ outcome: 'answered' }]);
  });

  test.each([
    ['says nothing fit', 'malformed', async () => ({ done: false, why: 'malformed' }) as const],
    ['sees nothing to ask', 'unsure', async () => answer({})],
    ['cannot be reached', 'failed', async () => Promise.reject(new Error('gone'))],
  ] as const)('is the usual one when the model %s', async (_how, outcome, ask) => {
    const { house, said } = await reported(ask);
    expect(said.map(({ text }) => text)).toEqual([expect.stringContaining(OURS)]);
    expect(happened(await onlyTicket(house), 'question-worded')).toMatchObject([{ outcome }]);
  });

  test('is given no room number and no number of a phone', async () => {
    const given: string[] = [];
    const ask: Ask = async report => {
      given.push(JSON.stringify(report));
      return answer({});
    };
    const { house, keeper } = await playedHouse({ ...asking(ask), understand: doubting });
    await keeper.messageArrived(message(`我家402，${UNCLEAR}，电话13812345678`));
    await keeper.settle();
    expect((await onlyTicket(house)).text).toContain('402');
    expect(given).toHaveLength(1);
    expect(given[0]).not.toMatch(/402|138/u);
  });

  test('waits no longer than the deadline, also when the program was killed meanwhile', async () => {
    const [store, media] = [memoryStore(), memoryMedia()];
    const clock = clockAt('2026-11-23T10:00');
    const first = await playedHouse({ ...asking(never), understand: doubting, store, media, clock });
    await first.keeper.messageArrived(message(UNCLEAR));
    clock.moveTo(clock.now() + MINUTE);
    await first.keeper.step();
    const opened = clock.now();
    expect(first.said).toEqual([]);
    const second = await playedHouse({ ...asking(never), understand: doubting, store, media, clock });
    clock.moveTo(opened + 7 * SECOND);
    await second.keeper.step();
    expect(second.said).toEqual([]);
    clock.moveTo(opened + 8 * SECOND);
    await second.keeper.step();
    await second.keeper.step();
    expect(second.said.map(({ text }) => text)).toEqual([expect.stringContaining(OURS)]);
    const ticket = await onlyTicket(second.house);
    expect(happened(ticket, 'question-worded')).toMatchObject([{ outcome: 'late' }]);
  });

  test('is left out when the answer came before it was found', async () => {
    let found: ((worded: Awaited<ReturnType<Ask>>) => void) | undefined;
    const ask: Ask = async () => new Promise(resolve => (found = resolve));
    const clock = clockAt('2026-11-23T10:00');
    const { house, keeper, said } = await playedHouse({ ...asking(ask), clock });
    const report = message('门禁坏了，天天敞着，谁都能进');
    await keeper.messageArrived(report);
    clock.moveTo(clock.now() + MINUTE);
    await keeper.step();
    expect((await onlyTicket(house)).stage).toMatchObject({ state: 'collecting', about: 'place' });
    await keeper.messageArrived(message('6栋2单元'));
    await keeper.step();
    found?.(answer({ about: 'place', question: '请问是几单元？' }));
    await keeper.settle();
    const [receipt, ...more] = said.filter(({ conversation }) => conversation.kind === 'room');
    expect(receipt?.text).toContain('已登记');
    expect(more.map(({ text }) => text)).not.toContainEqual(expect.stringContaining('请问是几单元'));
    expect(happened(await onlyTicket(house), 'question-worded')).toEqual([]);
  });

  test('is not waited for when somebody may be in danger', async () => {
    const { house, keeper, said } = await playedHouse(asking(never));
    await keeper.messageArrived(message('6栋2单元电梯停在半道不动了'));
    await keeper.step();
    await keeper.settle();
    const [ticket] = await house.tickets.all();
    expect(happened(ticket!, 'reporter-asked')).toMatchObject([{ about: 'danger' }]);
    expect(said).not.toEqual([]);
  });
});
