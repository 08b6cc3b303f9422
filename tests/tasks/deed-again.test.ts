import { expect, test } from '@jest/globals';
import { attend } from '../../src/flow/on-message.js';
import type { Heard } from '../../src/intake/journal.js';
import { inTheField, type Along, type Field } from './in-the-field.js';

const LIUYUAN = 'room-liuyuan-workers';

/** A morning of a worker: room or private, the words, and what goes with them. */
const morning: readonly (readonly [string | undefined, string, Along])[] = [
  [LIUYUAN, '打卡 7栋', {}],
  [LIUYUAN, '[定位]', {}],
  [LIUYUAN, '', { photo: 1 }],
  [LIUYUAN, '', { photo: 2 }],
  [LIUYUAN, '巡查 12栋消防栓没水，7栋楼道有纸箱已让清走', { photo: 3 }],
  [LIUYUAN, '', { photo: 4 }],
  [LIUYUAN, '巡查完了都没问题 大家放心', {}],
  [LIUYUAN, '巡查 正常', { photo: 5 }],
  [LIUYUAN, '走访 7栋2单元301 缺个扶手', {}],
  [LIUYUAN, '开单', {}],
  [undefined, '走访 7-2-302都好，9栋1单元502想换个灯泡', {}],
  [undefined, '走访 12栋 都好', {}],
  [undefined, '12栋1单元102', {}],
  [undefined, '待办', {}],
];

interface Outcome {
  readonly deeds: readonly unknown[];
  readonly tickets: readonly unknown[];
  readonly said: readonly unknown[];
}

async function outcomeOf(field: Field): Promise<Outcome> {
  const deeds = await field.house.deeds.ofPerson('w-zhou', { from: 0, below: Number.MAX_SAFE_INTEGER });
  const tickets = await field.house.tickets.all();
  return {
    deeds: deeds.map(({ ticketId, ...deed }) => ({ ...deed, hasTicket: ticketId !== undefined })),
    tickets: tickets.map(({ number, text, mediaIds, whereabouts, history }) => ({
      number,
      text,
      mediaIds,
      whereabouts,
      history: history.map(({ type }) => type),
    })),
    said: field.said.map(({ conversation, text }) => ({ conversation, text })),
  };
}

async function play(field: Field, isAgain: boolean): Promise<Outcome> {
  for (const [at, [room, text, along]] of morning.entries()) {
    const id = `morning-${at}`;
    const full = { ...along, id };
    if (room === undefined) await field.alone('w-zhou', text, full);
    else await field.inGroup('w-zhou', room, text, full);
    if (isAgain) await workOnAgain(field, id);
  }
  return outcomeOf(field);
}

/** As after a crash that came when everything was done but the mark in the journal. */
async function workOnAgain({ house, keeper }: Field, id: string): Promise<void> {
  const heard: Heard | undefined = await house.journal.heard('bot', id);
  if (heard) await attend(house, heard);
  await keeper.settle();
}

test('every message of a morning worked on twice leaves the deeds, tickets and words of one', async () => {
  const once = await play(await inTheField(), false);
  const twice = await play(await inTheField(), true);
  expect(twice).toEqual(once);
  expect(once.deeds).toHaveLength(7);
  expect(once.tickets).toHaveLength(3);
});
