import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { House } from '../../src/flow/house.js';
import type { ModelHelp } from '../../src/flow/model-help.js';
import { message, playedHouse, type PlayedHouse } from '../support/house.js';
import { answer, CLEAR, doubting, happened, onlyTicket, UNCLEAR } from './with-a-model.js';

type Look = NonNullable<ModelHelp['look']>;

/** The same, and sure of it. */
const certain: House['understand'] = text => {
  const { matters, ...rest } = doubting(text);
  return { ...rest, matters: matters.map(matter => ({ ...matter, confidence: 0.95, abstained: false })) };
};

async function picture(): Promise<Uint8Array> {
  const create = { width: 64, height: 48, channels: 3, background: 'grey' } as const;
  return sharp({ create }).jpeg().toBuffer();
}

async function reported(extra: Partial<House>, text = UNCLEAR): Promise<PlayedHouse> {
  const played = await playedHouse({ understand: doubting, ...extra });
  const bytes = await picture();
  await played.keeper.messageArrived(message('', { readPhoto: async () => bytes, attachment: 'photo' }));
  await played.keeper.messageArrived(message(text));
  await played.keeper.settle();
  return played;
}

describe('photos of a report in doubt', () => {
  const sight = answer({ shows: '饭店后厨排烟口正对着窗户', fits: 'yes', isClear: true } as const);

  test('are looked at, and what they show helps to find the category', async () => {
    const consulted: string[] = [];
    const extra: Partial<House> = {
      look: async () => sight,
      consult: async text => {
        consulted.push(text);
        return { done: true, category: '02', item: '02-11', confidence: 0.9 };
      },
    };
    const { house, keeper } = await reported(extra);
    expect((await onlyTicket(house)).state).toBe('collecting');
    await keeper.messageArrived(message('还是那样，天天都这样，烦死了'));
    await keeper.settle();
    expect(consulted).toEqual([expect.stringContaining('照片里：饭店后厨排烟口正对着窗户')]);
    const ticket = await onlyTicket(house);
    expect(ticket).toMatchObject({ state: 'offered', category: '02' });
    expect(ticket.decision).toMatchObject({ decidedBy: 'llm', before: { decidedBy: 'embedded' } });
    expect(happened(ticket, 'photo-looked-at')).toMatchObject([{ outcome: 'answered', fits: 'yes' }]);
  });

  test('are described to the person who decides', async () => {
    const { keeper, said } = await reported({ look: async () => sight });
    await keeper.messageArrived(message('还是那样，天天都这样，烦死了'));
    await keeper.settle();
    const cards = said.filter(({ text }) => text?.includes('待研判'));
    expect(cards.map(({ text }) => text)).toEqual([expect.stringContaining('饭店后厨排烟口正对着窗户')]);
    expect(said.filter(({ text }) => text?.includes('排烟口'))).toHaveLength(1);
  });

  test.each([
    ['is late', 'late', async () => ({ done: false, why: 'late' }) as const],
    ['fails', 'failed', async () => Promise.reject(new Error('gone'))],
    [
      'sees too little',
      'unsure',
      async () => answer({ shows: '看不清', fits: 'unsure', isClear: false } as const),
    ],
  ] as const)('change nothing when the model %s', async (_how, outcome, look: Look) => {
    const { house, keeper, said } = await reported({ look });
    await keeper.messageArrived(message('还是那样，天天都这样，烦死了'));
    await keeper.settle();
    const ticket = await onlyTicket(house);
    expect(ticket.state).toBe('triage');
    expect(happened(ticket, 'photo-looked-at')).toMatchObject([{ outcome }]);
    expect(said.some(({ text }) => text?.includes('机器看的'))).toBe(false);
  });

  test('stay in the house when no model that sees is configured, and when nothing is in doubt', async () => {
    let looks = 0;
    const look: Look = async () => {
      looks += 1;
      return sight;
    };
    const blind = await reported({ consult: async () => ({ done: false, why: 'unsure' }) });
    expect(happened(await onlyTicket(blind.house), 'photo-looked-at')).toEqual([]);
    const sure = await reported({ look, understand: certain }, CLEAR);
    expect((await onlyTicket(sure.house)).mediaIds).toHaveLength(1);
    expect(looks).toBe(0);
  });
});
