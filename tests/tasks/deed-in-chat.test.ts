import { describe, expect, test } from '@jest/globals';
import { MINUTE } from '../../src/base/clock.js';
import type { Deed } from '../../src/tasks/deed.js';
import { inTheField, type Field } from './in-the-field.js';

const LIUYUAN = 'room-liuyuan-workers';
const JINGUI = 'room-jingui-workers';
const always = { from: 0, below: Number.MAX_SAFE_INTEGER };

async function deedsOf(field: Field, personId: string): Promise<readonly Deed[]> {
  return field.house.deeds.ofPerson(personId, always);
}

describe('a check-in', () => {
  test('stands in the ledger of the own grid, with its photo, and what was settled on the spot', async () => {
    const field = await inTheField();
    const said = await field.inGroup('w-zhao', JINGUI, '打卡 2栋4栋 [定位] 4栋楼道有纸箱已让清走', {
      photo: 1,
    });
    expect(said).toEqual(['小赵打卡成功 09:05，2栋、4栋。当场处理的记为“自办自结”，不用开单。']);
    const [deed, ...more] = await deedsOf(field, 'w-zhao');
    expect(more).toEqual([]);
    expect(deed).toMatchObject({
      kind: 'check-in',
      gridId: 'jingui-2',
      unitId: 'jingui-2',
      place: '2栋、4栋',
      text: '4栋楼道有纸箱已让清走',
      hasLocation: true,
      isComplete: true,
      isSettled: true,
    });
    expect(await field.house.deeds.holdsPhoto(deed?.mediaIds[0] ?? '')).toBe(true);
    expect(await field.house.tickets.all()).toEqual([]);
  });

  test('said again with what was missing is the same check-in', async () => {
    const field = await inTheField();
    await field.inGroup('w-zhou', LIUYUAN, '打卡 7栋');
    const said = await field.inGroup('w-zhou', LIUYUAN, '打卡 7栋 [定位]', { photo: 1 });
    expect(said).toEqual(['小周打卡成功 09:05，7栋。']);
    expect(await deedsOf(field, 'w-zhou')).toHaveLength(1);
  });

  test('is completed piece by piece, each said once, and by nobody else', async () => {
    const field = await inTheField();
    await field.inGroup('w-zhou', LIUYUAN, '打卡 7栋');
    expect(await field.inGroup('w-li', LIUYUAN, '', { photo: 9 })).toEqual([]);
    expect(await field.inGroup('w-zhou', LIUYUAN, '', { location: true })).toEqual([
      '收到，还差一张照片，补上就算完成。',
    ]);
    expect(await field.inGroup('w-zhou', 'room-lyl-7', '', { photo: 1 })).toEqual([]);
    expect(await field.alone('w-zhou', '', { photo: 2 })).toEqual(['打卡成功 09:05，7栋。']);
  });

  test('counts a location that was sent just before, and the photo, too', async () => {
    const field = await inTheField();
    await field.inGroup('w-zhou', LIUYUAN, '', { location: true });
    expect(await field.inGroup('w-zhou', LIUYUAN, '', { photo: 1 })).toEqual([]);
    expect(await field.inGroup('w-zhou', LIUYUAN, '打卡 7栋')).toEqual(['小周打卡成功 09:05，7栋。']);
  });

  test('counts the estate and building in full as a location, a bare building not', async () => {
    const field = await inTheField();
    expect(await field.inGroup('w-zhou', LIUYUAN, '打卡 柳园里7栋', { photo: 1 })).toEqual([
      '小周打卡成功 09:05，柳园里7栋。',
    ]);
    expect(await field.inGroup('w-zhou', LIUYUAN, '打卡 9栋', { photo: 2 })).toEqual([
      '收到，还差定位，补上就算完成。',
    ]);
    expect(await field.inGroup('w-zhou', LIUYUAN, '柳园里9栋')).toEqual(['小周打卡成功 09:05，9栋。']);
  });

  test('is made up for after the latest time, and cannot be completed hours later', async () => {
    const field = await inTheField('2026-11-23T10:40:00+08:00');
    const said = await field.inGroup('w-zhou', LIUYUAN, '打卡 7栋 [位置]', { photo: 1 });
    expect(said).toEqual(['小周打卡成功 10:40，7栋。过了 10:00，记为补卡。']);
    await field.inGroup('w-zhou', LIUYUAN, '打卡 9栋');
    field.clock.moveTo(field.clock.now() + 16 * MINUTE);
    expect(await field.inGroup('w-zhou', LIUYUAN, '[定位]', { photo: 2 })).toEqual([]);
    expect((await deedsOf(field, 'w-zhou')).map(({ isComplete }) => isComplete)).toEqual([true, false]);
  });

  test('that somebody is asked for is not made by whoever asks', async () => {
    const field = await inTheField();
    await field.inGroup('p-tian', LIUYUAN, '@网格员小周 打卡', { mentions: ['w-zhou'] });
    expect(await deedsOf(field, 'p-tian')).toEqual([]);
  });

  test('delivered twice is one check-in', async () => {
    const field = await inTheField();
    await field.inGroup('w-zhou', LIUYUAN, '打卡 7栋 [定位]', { photo: 1, id: 'twice' });
    await field.inGroup('w-zhou', LIUYUAN, '打卡 7栋 [定位]', { photo: 1, id: 'twice' });
    expect(await deedsOf(field, 'w-zhou')).toHaveLength(1);
  });
});

describe('a patrol', () => {
  test.each([
    ['巡查 7栋 一切正常', /^小周巡查记上了 09:05，7栋。$/u, 0],
    ['巡查 7栋楼道堆纸箱，已让清走', /自办自结/u, 0],
    ['巡查 7栋有人在楼道给电动车充电，当场劝离', /自办自结/u, 0],
    ['巡查 7栋楼道堆纸箱，已让清走；9栋单元门关不上', /自办自结.*已登记 WG-20261123-0001/u, 1],
    ['巡查 7栋正常，12栋消防栓没水', /已登记 WG-20261123-0001/u, 1],
    ['12栋消防栓没水，刚巡查发现的', /已登记 WG-20261123-0001/u, 1],
    ['巡查 7栋路灯不亮，已报物业', /要开单盯着吗/u, 0],
    ['巡查 7栋 跟李叔聊了会天', /^小周巡查记上了 09:05，7栋。$/u, 0],
  ])('“%s” is answered fittingly', async (text, answer, tickets) => {
    const field = await inTheField();
    const [said] = await field.inGroup('w-zhou', LIUYUAN, text, { photo: 1 });
    expect(said).toMatch(answer);
    expect(await field.house.tickets.all()).toHaveLength(tickets);
    expect((await deedsOf(field, 'w-zhou'))[0]).toMatchObject({ kind: 'patrol', isComplete: true });
  });

  test('names the ticket that came of it, whose raiser found it', async () => {
    const field = await inTheField();
    await field.inGroup('w-zhou', LIUYUAN, '巡查 12栋消防栓没水', { photo: 1 });
    const [ticket] = await field.house.tickets.all();
    const [deed] = await deedsOf(field, 'w-zhou');
    expect(deed?.ticketId).toBe(ticket?.id);
    expect(ticket).toMatchObject({ deedId: deed?.id, unitId: 'lyl-12', raisers: [{ personId: 'w-zhou' }] });
    expect(ticket?.mediaIds).toEqual(deed?.mediaIds);
  });

  test('joins the ticket that a neighbour has opened already', async () => {
    const field = await inTheField();
    await field.inGroup('r-lyl-12-1', 'room-lyl-12', '12栋楼下消防栓没水，怎么回事');
    await field.inGroup('w-zhou', LIUYUAN, '巡查 12栋消防栓没水', { photo: 1 });
    const [ticket, ...more] = await field.house.tickets.all();
    expect(more).toEqual([]);
    expect((await deedsOf(field, 'w-zhou'))[0]?.ticketId).toBe(ticket?.id);
  });

  test('that finds people in danger calls everybody at once, photo or not', async () => {
    const field = await inTheField();
    const said = await field.inGroup('w-zhou', LIUYUAN, '巡查 7栋着火了，楼上有人喊救命');
    expect(said.join('\n')).toMatch(/119/u);
    expect(said.join('\n')).not.toMatch(/还差/u);
    expect((await field.house.tickets.all())[0]).toMatchObject({ urgency: 'emergency' });
  });

  test('of a building captain is their micro-grid’s', async () => {
    const field = await inTheField();
    await field.inGroup('c-lyl-12', 'room-lyl-12', '巡查 都正常', { photo: 1 });
    expect((await deedsOf(field, 'c-lyl-12'))[0]).toMatchObject({ unitId: 'lyl-12', gridId: 'liuyuan-1' });
  });

  test('of a neighbour is nobody’s duty, and no deed', async () => {
    const field = await inTheField();
    await field.inGroup('r-lyl-12-1', 'room-lyl-12', '打卡 12栋', { photo: 1 });
    expect(await deedsOf(field, 'r-lyl-12-1')).toEqual([]);
  });
});

describe('a visit', () => {
  test('of several households is a deed for each, with its door kept out of the words', async () => {
    const field = await inTheField();
    const text = '走访 7栋2单元301 王奶奶都好，302没人，9栋1单元502 李叔 药快吃完了，子女在外地';
    expect(await field.alone('w-zhou', text)).toEqual([
      '走访记上了 09:05，7栋2单元、9栋1单元 3 户。其中 1 户没遇上人，改天再去就补上。',
    ]);
    const deeds = await deedsOf(field, 'w-zhou');
    expect(deeds.map(({ household, isComplete }) => [household, isComplete])).toEqual([
      ['lyl-7|2-301', true],
      ['lyl-7|2-302', false],
      ['lyl-9|1-502', true],
    ]);
    for (const { place, text: words } of deeds) expect(`${place}${words}`).not.toMatch(/301|302|502/u);
  });

  test('bare or without a place is asked about in private, and left alone as talk in a group', async () => {
    const field = await inTheField();
    expect(await field.alone('w-zhou', '走访')).toEqual([expect.stringMatching(/走访了哪一户/u)]);
    expect(await field.inGroup('w-zhou', LIUYUAN, '走访完了，腿都跑断了')).toEqual([]);
    expect(await deedsOf(field, 'w-zhou')).toEqual([]);
  });

  test('with a gas pipe that is not safe opens a ticket without asking', async () => {
    const field = await inTheField();
    const [said] = await field.alone('w-zhou', '走访 7栋2单元301 厨房天然气软管老化开裂');
    expect(said).toMatch(/已登记 WG-20261123-0001/u);
    const [ticket] = await field.house.tickets.all();
    expect(ticket).toMatchObject({ whereabouts: { place: '7栋2单元', privatePlace: '7栋2单元301' } });
    expect(ticket?.text).not.toMatch(/301/u);
  });

  test('is told by nobody in the workers’ group with a name on its ticket', async () => {
    const field = await inTheField();
    await field.alone('w-zhou', '走访 7栋2单元301 王奶奶想换个灯泡');
    const inGroup = field.said.filter(({ conversation }) => conversation.kind === 'room');
    expect(inGroup.map(({ text }) => text).join('\n')).toMatch(/新单/u);
    expect(inGroup.map(({ text }) => text).join('\n')).not.toMatch(/王奶奶|301/u);
  });
});

describe('the question whether to open a ticket', () => {
  test.each([
    ['开单', 1],
    ['开单吧', 1],
    ['要', 1],
    ['登记', 1],
    ['不用', 0],
    ['先不用', 0],
    ['不用开单', 0],
    ['好的收到', 0],
  ])('is answered by “%s” with %d ticket', async (answer, tickets) => {
    const field = await inTheField();
    await field.inGroup('w-zhou', LIUYUAN, '走访 7栋2单元301 缺个扶手');
    await field.inGroup('w-zhou', LIUYUAN, answer);
    await field.inGroup('w-zhou', LIUYUAN, answer);
    expect(await field.house.tickets.all()).toHaveLength(tickets);
  });

  test('in private is answered by a plain yes', async () => {
    const field = await inTheField();
    await field.alone('w-zhou', '走访 7栋2单元301 缺个扶手');
    await field.alone('w-zhou', '好的');
    expect(await field.house.tickets.all()).toHaveLength(1);
  });
});
