import { beforeAll, describe, expect, test } from '@jest/globals';
import { actOnTask } from '../../src/flow/task-desk.js';
import type { Ticket } from '../../src/tickets/ticket.js';
import { begun, taskIn } from '../tasks/a-task.js';
import { Desk, type Step } from './a-desk.js';

const WORKERS = 'room-liuyuan-workers';
const everything = { from: 0, below: Infinity };

/** Two matters of 小李's grid: the first in hand, the second offered. */
const matters: readonly Step[] = [
  { who: 'r-jlf-2-1', text: '2栋3单元楼上漏水，天花板都湿透了', room: 'room-jlf-2' },
  { who: 'w-li', text: '接单', room: WORKERS },
  { who: 'r-bhl-1-1', text: '1栋门口的垃圾桶满了没人收', room: 'room-bhl-1' },
];

async function withMatters(): Promise<Desk> {
  const desk = await Desk.open();
  for (const step of matters) await desk.take(step);
  const tickets = await desk.house.tickets.all();
  expect(tickets.map(({ state, assigneeId }) => [state, assigneeId])).toEqual([
    ['handling', 'w-li'],
    ['offered', 'w-li'],
  ]);
  desk.heardAnywhere();
  return desk;
}

async function handsOf(desk: Desk): Promise<(string | null)[]> {
  return (await desk.house.tickets.all()).map(({ assigneeId }) => assigneeId);
}

describe('what is in hand', () => {
  let desk: Desk;
  let tickets: readonly Ticket[];
  beforeAll(async () => {
    desk = await withMatters();
    tickets = await desk.house.tickets.all();
  });

  test('goes to a colleague after one word, with its state and its deadline', async () => {
    await desk.take({ who: 'w-li', text: '手上的单都交接给小周', room: WORKERS });
    expect(await handsOf(desk)).toEqual(['w-li', 'w-li']);
    const [asked] = desk.heard('w-zhou');
    for (const { number } of tickets) expect(asked).toContain(number);
    expect(await desk.says('w-zhou', '好，接')).toContainEqual(
      expect.stringMatching(/接好了，2 件都在您名下/u),
    );
    const after = await desk.house.tickets.all();
    expect(after.map(({ assigneeId, state }) => [assigneeId, state])).toEqual([
      ['w-zhou', 'handling'],
      ['w-zhou', 'handling'],
    ]);
    expect(after[0]?.stage).toEqual(tickets[0]?.stage);
    expect(after[0]?.handlerIds).toEqual(['w-li', 'w-zhou']);
  });

  test('is a line of the ledger that counts once it was taken', async () => {
    const [deed] = await desk.house.deeds.ofKind('hand-over', everything);
    expect(deed).toMatchObject({
      personId: 'w-li',
      standInId: 'w-zhou',
      isComplete: true,
      text: '2 件',
      gridId: 'liuyuan-2',
    });
  });

  test('goes back as long as the leader may say no', async () => {
    expect(await desk.says('p-tian', '不同意交接 小李')).toEqual([
      expect.stringMatching(/已告诉网格员小李/u),
    ]);
    expect(await handsOf(desk)).toEqual(['w-li', 'w-li']);
    const [deed] = await desk.house.deeds.ofKind('hand-over', everything);
    expect(deed?.isComplete).toBe(false);
  });

  test('to choose from may be named by number, and taken by quoting the list', async () => {
    const [first] = tickets;
    await desk.take({ who: 'w-li', text: `交接 ${first?.number.slice(-4)} 给小周` });
    const [asked] = desk.heard('w-zhou');
    expect(asked).toMatch(/手上的 1 件交给您/u);
    await desk.take({ who: 'w-zhou', text: '接', quote: asked ?? '' });
    expect(await handsOf(desk)).toEqual(['w-zhou', 'w-li']);
  });
});

test('a refusal that names a colleague who hands nothing over refuses nobody else’s; who was to receive it may be named', async () => {
  const desk = await withMatters();
  await desk.take({ who: 'w-li', text: '交接给小周' });
  desk.heardAnywhere();
  expect(await desk.says('p-tian', '不同意交接 小陈')).toEqual([expect.stringMatching(/是谁的交接.*小李/u)]);
  expect(await desk.says('p-tian', '不同意交接给小周')).toEqual([expect.stringMatching(/已告诉网格员小李/u)]);
});

describe('nothing changes hands', () => {
  test.each([
    ['declined', '不接', /网格员小周这边接不了，2 件还在您手上/u],
    ['taken back for somebody else', undefined, /2 件已经列给社区田书记/u],
  ])('when it is %s', async (_how, word, told) => {
    const desk = await withMatters();
    await desk.take({ who: 'w-li', text: '交接给小周' });
    desk.heardAnywhere();
    if (word !== undefined) await desk.take({ who: 'w-zhou', text: word });
    else await desk.take({ who: 'w-li', text: '交接给田书记' });
    expect(desk.heard('w-li').join('\n')).toMatch(told);
    await desk.take({ who: 'w-zhou', text: '接' });
    expect(await handsOf(desk)).toEqual(['w-li', 'w-li']);
  });

  test('when nobody has a word for two days; giver and leader hear it, once', async () => {
    const desk = await withMatters();
    await desk.take({ who: 'w-li', text: '交接给小周' });
    desk.heardAnywhere();
    await desk.take({ minutes: 49 * 60 });
    const lapsed = desk.heardAnywhere().filter(text => /过了两天还没人接/u.test(text));
    expect(new Set(lapsed.map(text => text.split(':')[0]))).toEqual(new Set(['p-tian', 'w-li']));
    expect(lapsed).toHaveLength(2);
    await desk.take({ minutes: 60 });
    expect(desk.heardAnywhere().filter(text => /过了两天/u.test(text))).toEqual([]);
    await desk.take({ who: 'w-zhou', text: '接交接' });
    expect((await handsOf(desk))[0]).not.toBe('w-zhou');
  });

  test.each([
    ['交接给燃气公司小温', /燃气公司小温管不了 WG-/u],
    ['交接给小赵', /网格员小赵管不了 WG-/u],
    ['交接给小王', /没找到叫“小王”的同事/u],
    ['交接', /手上 2 件，交接给谁/u],
  ])('with “%s”', async (said, answer) => {
    const desk = await withMatters();
    expect((await desk.says('w-li', said)).join('\n')).toMatch(answer);
    expect(await handsOf(desk)).toEqual(['w-li', 'w-li']);
  });

  test('to a colleague who is away, or without anything in hand', async () => {
    const desk = await withMatters();
    expect(await desk.says('w-chen', '交接给小赵')).toEqual([expect.stringMatching(/没有要交接的/u)]);
    await desk.take({ who: 'w-zhou', text: '今天请假 没人代' });
    await desk.take({ minutes: 1 });
    desk.heardAnywhere();
    expect(await desk.says('w-li', '交接给小周')).toEqual([
      expect.stringMatching(/网格员小周那几天也请假了/u),
    ]);
  });
});

test('with offers of their own the receiver is asked which 接 is meant', async () => {
  const desk = await withMatters();
  await desk.take({ who: 'r-lyl-7-1', text: '7栋楼道的灯坏了，晚上黑得看不见', room: 'room-lyl-7' });
  await desk.take({ who: 'w-li', text: '交接给小周' });
  desk.heardAnywhere();
  expect(await desk.says('w-zhou', '接')).toEqual([
    expect.stringMatching(/接网格员小李交来的 2 件，回“接交接”/u),
  ]);
  expect(await handsOf(desk)).toEqual(['w-li', 'w-li', 'w-zhou']);
  await desk.take({ who: 'w-zhou', text: '接交接' });
  expect(await handsOf(desk)).toEqual(['w-zhou', 'w-zhou', 'w-zhou']);
  // Their own offer still waits for its own word.
  expect((await desk.house.tickets.all())[2]?.state).toBe('offered');
});

test('a bare 交接 on leave means the stand-in; what was to be checked goes along, but not to whoever did it', async () => {
  const desk = await withMatters();
  const [first] = await desk.house.tickets.all();
  await desk.take({ who: 'w-li', text: `办结 ${first?.number} 换了水管`, room: WORKERS });
  const [ticket] = await desk.house.tickets.all();
  expect(ticket?.stage).toMatchObject({ state: 'handled', verifierId: 'p-tian' });
  await desk.take({ who: 'p-tian', text: '请假 明天到周五 小李代' });
  desk.heardAnywhere();
  await desk.take({ who: 'p-tian', text: '交接' });
  expect(desk.heard('w-li')).toEqual([expect.stringMatching(/社区田书记想把手上的 1 件交给您.*待您核实/su)]);
  await desk.take({ who: 'w-li', text: '接交接' });
  const after = await desk.house.tickets.get(ticket?.id ?? '');
  expect(after?.stage).toMatchObject({ state: 'handled', verifierId: 'w-zhou' });
});

test('a part of a pushed task goes along, and comes back when the leader says no', async () => {
  const desk = await Desk.open();
  const admitted = taskIn('admitted');
  const reactedSeq = admitted.history.length;
  await desk.house.tasks.add({ ...admitted, reactedSeq, hasNews: false, nextDueAt: null });
  await actOnTask(desk.house, 'task-1', begun, { by: 'bot', as: 'bot' });
  await desk.take({ minutes: 1 });
  desk.heardAnywhere();
  expect((await desk.house.tasks.get('task-1'))?.shares.map(({ personId }) => personId)).toEqual([
    'w-zhou',
    'w-zhou',
    'w-zhou',
  ]);
  await desk.take({ who: 'w-zhou', text: '交接给小李' });
  expect(desk.heard('w-li')).toEqual([expect.stringMatching(/WG-20261123-0013 瓶装燃气用户登记（任务）/u)]);
  await desk.take({ who: 'w-li', text: '接' });
  const taken = await desk.house.tasks.get('task-1');
  expect(taken?.shares.map(({ personId }) => personId)).toEqual(['w-li', 'w-li', 'w-li']);
  expect(taken?.shares.map(({ target }) => target)).toEqual([56, 60, 66]);
  await desk.take({ who: 'p-tian', text: '不同意交接' });
  expect((await desk.house.tasks.get('task-1'))?.shares.map(({ personId }) => personId)).toEqual([
    'w-zhou',
    'w-zhou',
    'w-zhou',
  ]);
});

const story: readonly Step[] = [
  ...matters,
  { who: 'w-li', text: '交接给小周' },
  { who: 'w-zhou', text: '接交接' },
  { who: 'p-tian', text: '不同意交接 小李' },
  { who: 'w-li', text: '交接给小周' },
  { who: 'w-zhou', text: '不接' },
];

/** A number that was drawn before everything stopped is not drawn again: only which is the first and which the second matters. */
function counted(said: readonly string[]): string[] {
  const numbers = [...new Set(said.join('').match(/WG-\d{8}-\d{4}/gu))].toSorted();
  return said.map(text => text.replace(/WG-\d{8}-\d{4}/gu, one => `#${numbers.indexOf(one)}`)).toSorted();
}

test('wherever the power is cut, every ticket changes hands once and everything is said once', async () => {
  const straight = await Desk.open(undefined, 100_000);
  for (const step of story) await straight.take(step);
  const spent = straight.writes;
  const expected = counted(straight.heardAnywhere());
  for (let cut = 1; cut < spent; cut += 13) {
    const desk = await Desk.open(undefined, cut);
    for (const step of story) await desk.take(step);
    expect({ cut, said: counted(desk.heardAnywhere()) }).toEqual({ cut, said: expected });
    const tickets = await desk.house.tickets.all();
    expect(tickets.map(({ assigneeId }) => assigneeId)).toEqual(['w-li', 'w-li']);
    for (const { history } of tickets)
      expect(history.filter(({ type }) => type === 'ticket-taken-over')).toHaveLength(2);
    expect(
      (await desk.house.deeds.ofKind('hand-over', everything)).map(({ isComplete }) => isComplete),
    ).toEqual([false, false]);
  }
});
