import path from 'node:path';
import { expect, test } from '@jest/globals';
import sharp from 'sharp';
import { MovableClock, SECOND } from '../../src/base/clock.js';
import { silentLog } from '../../src/base/log.js';
import type { ChatGateway, OutgoingMessage } from '../../src/chat/chat-gateway.js';
import { loadUnderstanding } from '../../src/classify/understand.js';
import { Outbox } from '../../src/outbox/outbox.js';
import { mortalStore, ProcessDead, type MortalStore } from '../support/mortal-store.js';
import { configFolder, configuration } from '../support/demo.js';
import { message, playedHouse, type PlayedHouse } from '../support/house.js';
import { memoryMedia } from '../support/memory-media.js';
import { memoryStore, type MemoryDisk } from '../support/memory-store.js';

const MONDAY = Date.parse('2026-11-23T09:05:00+08:00');
const NEVER = 1_000_000;
const understand = loadUnderstanding(path.join(configFolder, 'understanding/model.bin'));
const LIUYUAN = { kind: 'room', roomId: 'room-liuyuan-workers' } as const;
const ALONE = { kind: 'direct', contactId: 'w-zhou' } as const;

/** A worker's morning: where, the words, whether with a photo. */
const morning = [
  [LIUYUAN, '打卡 7栋', false],
  [LIUYUAN, '[定位]', false],
  [LIUYUAN, '', true],
  [LIUYUAN, '', true],
  [LIUYUAN, '巡查 12栋消防栓没水，7栋楼道有纸箱已让清走', true],
  [LIUYUAN, '', true],
  [LIUYUAN, '走访 7栋2单元301 缺个扶手', false],
  [LIUYUAN, '开单', false],
  [ALONE, '走访 7-2-302都好，9栋1单元502想换个灯泡', false],
  [ALONE, '走访 12栋 都好', false],
  [ALONE, '12栋1单元102', false],
] as const;

interface Played {
  readonly outcome: unknown;
  readonly said: readonly string[];
  readonly spent: number;
}

/** Plays the morning; the process dies with the n-th write, and everything starts again. */
async function play(cutAt: number): Promise<Played> {
  const disk: MemoryDisk = new Map();
  const media = memoryMedia();
  const clock = new MovableClock({ now: () => MONDAY });
  const said: OutgoingMessage[] = [];
  const begin = async (diesAfter: number): Promise<{ played: PlayedHouse; mortal: MortalStore }> => {
    const mortal = mortalStore(memoryStore(disk), diesAfter);
    const { store } = mortal;
    const gateway: ChatGateway = {
      account: 'bot',
      start: async () => {},
      stop: async () => {},
      say: async saying => (said.push(saying), {}),
      hasSaid: async saying => said.some(known => JSON.stringify(known) === JSON.stringify(saying)),
    };
    const settings = configuration.outbox;
    const outbox = await Outbox.open({
      store,
      gateway,
      media,
      settings,
      network: 'local',
      clock,
      log: silentLog,
    });
    const played = await playedHouse({ store, media, clock, outbox, understand });
    await played.keeper.recover();
    await played.keeper.begin();
    return { played, mortal };
  };
  await begin(NEVER);
  // It may die while it starts, too.
  let running = await begin(cutAt).catch(error => {
    if (error instanceof ProcessDead) return begin(NEVER);
    throw error;
  });
  for (const [at, [conversation, text, hasPhoto]] of morning.entries()) {
    clock.moveTo(clock.now() + SECOND);
    const photo = hasPhoto ? { attachment: 'photo' as const, readPhoto: async () => picture(at) } : {};
    const from = { id: 'w-zhou', name: '网格员小周' };
    const arriving = message(text, { id: `morning-${at}`, from, conversation, topic: '群', ...photo });
    for (let tried = 0; tried < 3; tried += 1) {
      try {
        await running.played.keeper.messageArrived(arriving);
        await running.played.keeper.settle();
      } catch (error) {
        if (!(error instanceof ProcessDead)) throw error;
      }
      if (!running.mortal.isDead()) break;
      running = await begin(NEVER);
    }
  }
  const { house } = running.played;
  const deeds = await house.deeds.ofPerson('w-zhou', { from: 0, below: Number.MAX_SAFE_INTEGER });
  const tickets = await house.tickets.all();
  const outcome = {
    deeds: deeds.map(({ ticketId, ...deed }) => ({ ...deed, hasTicket: ticketId !== undefined })),
    tickets: tickets.map(({ text, mediaIds, whereabouts, deedId }) => ({
      text,
      mediaIds,
      whereabouts,
      deedId,
    })),
  };
  // A number that was drawn before the power was cut is not drawn again.
  const texts = said.map(
    ({ text = '', conversation }) =>
      `${conversation.kind} ${text.replace(/(?<=WG-\d{8}-|受理 |改类 )\d{4}/gu, '#')}`,
  );
  return { outcome, said: texts.toSorted(), spent: running.mortal.writes() };
}

async function picture(seed: number): Promise<Uint8Array> {
  const background = { r: seed * 20, g: 255 - seed * 20, b: seed * 7 };
  return sharp({ create: { width: 16, height: 12, channels: 3, background } })
    .jpeg()
    .toBuffer();
}

test('wherever the power is cut, every deed and ticket is there once, and everything is said once', async () => {
  const straight = await play(NEVER);
  expect(straight.outcome).toMatchObject({ deeds: { length: 6 }, tickets: { length: 3 } });
  for (let cut = 1; cut < straight.spent; cut += 5) {
    const { outcome, said } = await play(cut);
    expect({ cut, outcome }).toEqual({ cut, outcome: straight.outcome });
    expect({ cut, said }).toEqual({ cut, said: straight.said });
  }
}, 120_000);
