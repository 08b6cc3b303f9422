import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { answerOf } from './played-house.js';
import { census, openTaskDesk, problem, type TaskDesk } from './task-desk.js';

let desk: TaskDesk;

beforeAll(async () => {
  desk = await openTaskDesk();
});
beforeEach(() => desk.reset());
afterAll(() => desk.close());

describe('a program', () => {
  test('pushes what the rules have nothing against, and it reaches the workers at once', async () => {
    const before = desk.played.said.length;
    const response = await desk.post(census);
    const { status, body } = await answerOf(response.clone());
    expect(status).toBe(201);
    expect(response.headers.get('location')).toBe(`/api/v1/tasks/${body.number}`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({
      state: 'running',
      stateName: '进行中',
      item: { code: '03-10', isAdmitted: true },
      pusher: { unit: 'guihua', name: '桂花街道', person: '街道值班小孟' },
      dueAt: '2026-11-27T10:00:00.000Z',
      totals: { units: 6, unitsTaken: 0, done: 0, target: 414, percent: 0 },
    });
    expect(body.shares[0]).toMatchObject({
      unit: 'lyl-7',
      unitName: '柳园里7栋',
      person: '网格员小周',
      target: 56,
    });
    const cards = desk.played.said.slice(before).filter(({ text }) => text?.includes(body.number));
    expect(cards.map(({ conversation }) => conversation)).toEqual([
      { kind: 'room', roomId: 'room-liuyuan-workers' },
    ]);
    expect((await desk.get(`/${body.number}`)).body).toEqual(body);
  });

  test('of a department waits for the district, who may see it, unlike another department', async () => {
    const { body } = await desk.pushed({ ...census, units: ['LIUYUAN'] }, { as: 'department' });
    expect(body).toMatchObject({ state: 'reviewing', shares: [], pusher: { name: '住建部门' } });
    expect((await desk.get(`/${body.number}`, 'district')).status).toBe(200);
    expect(await desk.get(`/${body.number}`, 'health')).toMatchObject(problem(404, 'unknown-task'));
  });

  test('sees how far its task is', async () => {
    const { number } = (await desk.pushed({ ...census, units: ['lyl-9'], level: undefined })).body;
    await desk.played.house.tasks.change(
      (await desk.played.house.tasks.byNumber(number))?.id ?? '',
      task => ({
        ...task,
        shares: task.shares.map(share => ({ ...share, state: 'accepted', done: 12 })),
      }),
    );
    expect((await desk.get(`/${number}`)).body).toMatchObject({
      totals: { unitsTaken: 1, done: 12, target: 60, percent: 20 },
      shares: [{ unit: 'lyl-9', state: 'accepted', done: 12 }],
    });
  });

  test('may give what a chat would ask for: kind, line of the list, fields, numbers, reports', async () => {
    const { body } = await desk.pushed({
      ...census,
      title: '九月体检告知',
      kind: 'notice',
      item: '05-43',
      fields: ['门牌', '门牌', '是否参加'],
      count: { word: '人', each: 20 },
      reportsPerDay: 2,
      hands: 'volunteers',
    });
    expect(body).toMatchObject({
      state: 'reviewing',
      kind: 'notice',
      item: { code: '05-43' },
      comparison: { knownFields: [{ field: '门牌', book: '社区台账' }] },
    });
  });

  test('hears why a line that is not admitted is refused, and what to do; with a reason the district decides', async () => {
    const vaccination = { ...census, title: '疫苗接种名单核对' };
    const refused = await desk.pushed(vaccination, { as: 'health' });
    expect(refused).toMatchObject(problem(422, 'not-admitted'));
    expect(refused.body.detail).toMatch(/WG-\d{8}-\d{4}：不在网格准入清单.*temporaryReason/u);
    const asked = await desk.pushed({ ...vaccination, temporaryReason: '流感高发' }, { as: 'health' });
    expect(asked).toMatchObject({ status: 201, body: { state: 'reviewing' } });
  });

  test('sends no private number into a group', async () => {
    const { body } = await desk.pushed({ ...census, text: '有事打 13812345678' });
    expect(body.text).toBe('有事打 138****5678');
  });
});

describe('the same key', () => {
  test('pushes once, however often and at the same time it is sent', async () => {
    const asking = { key: 'census-2026-11' };
    const answers = await Promise.all([1, 2, 3].map(async () => answerOf(await desk.post(census, asking))));
    const again = await desk.post(census, asking);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const numbers = [...answers, await answerOf(again)].map(({ status, body }) => [status, body.number]);
    expect(new Set(numbers.map(String)).size).toBe(1);
    expect(numbers[0]?.[0]).toBe(201);
  });

  test('with other words is a fault, and with another token another key', async () => {
    await desk.pushed(census, { key: 'mine' });
    expect(await desk.pushed({ ...census, title: '另一件事登记' }, { key: 'mine' })).toMatchObject(
      problem(422, 'idempotency-key-reused'),
    );
    expect((await desk.pushed(census, { key: 'mine', as: 'department' })).status).toBe(201);
  });

  test('is repeated even when the term is over by now', async () => {
    const first = await desk.pushed(census, { key: 'late' });
    const at = desk.played.house.clock.now();
    desk.parts.house = { ...desk.played.house, clock: { now: () => at + 30 * 24 * 3_600_000 } };
    desk.parts.stir = async () => {};
    expect((await desk.pushed(census, { key: 'late' })).body.number).toBe(first.body.number);
    expect(await desk.pushed(census)).toMatchObject(problem(422, 'due-in-the-past'));
  });

  test.each(['两 个', 'with space', 'x'.repeat(201)])('cannot be “%s”', async key => {
    const sent = key.startsWith('两') ? 'a\u00e9b' : key;
    expect(await desk.pushed(census, { key: sent })).toMatchObject(problem(400, 'bad-idempotency-key'));
  });

  test('absent, every request pushes', async () => {
    const [one, two] = [await desk.pushed(census), await desk.pushed(census)];
    expect(one.body.number).not.toBe(two.body.number);
  });
});
