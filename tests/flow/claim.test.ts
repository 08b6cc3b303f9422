import { describe, expect, test } from '@jest/globals';
import { MOST_TRIES } from '../../src/roster/claims.js';
import type { Appointment, Role } from '../../src/roster/unit.js';
import { Desk, type Step } from './a-desk.js';

const WORKERS = 'room-jingui-workers';

function appointed(id: string, name: string, role: Role, more: Partial<Appointment> = {}): Appointment {
  return {
    id,
    name,
    nicknames: [],
    roles: [role],
    rank: 2_000,
    claimCode: `10000${id.length}`,
    personId: null,
    ...more,
  };
}

const wang = appointed('a', '王芳', { role: 'grid-worker', unitId: 'jingui-2' }, { claimCode: '482913' });
const sun = appointed(
  'bb',
  '孙立',
  { role: 'specialist', unitId: 'jingui-1', department: '燃气公司' },
  { claimCode: '555000', nicknames: ['气师傅'] },
);

async function listed(writes = Infinity): Promise<Desk> {
  const desk = await Desk.open(undefined, writes);
  const list = { units: [], people: [], appointments: [wang, sun] };
  await desk.house.roster.import(list).catch(async () => {
    await desk.restart();
    await desk.house.roster.import(list);
  });
  return desk;
}

function known(desk: Desk, contact: string): string[] {
  const person = desk.house.roster.book.personByContact(`bot|${contact}`);
  return person ? [person.name, ...person.roles.map(({ role, unitId }) => `${role} ${unitId}`)] : [];
}

describe('somebody of an imported list', () => {
  test('is known by the code and the name, gets a new code in private, and the leader hears it', async () => {
    const desk = await listed();
    await desk.take({ who: 'wx1', text: '我是 网格员 王芳 482913', called: '小桥流水' });
    const [said] = desk.heard('wx1');
    const code = desk.house.roster.book.appointment('a')?.claimCode ?? '';
    expect(code).not.toBe('482913');
    expect(said).toBe(
      `认上了，王芳：专职网格员 金桂第二网格。以后换号了再说一次“我是 王芳 ${code}”就行，这个码只给您，别转发。`,
    );
    expect(known(desk, 'wx1')).toEqual(['网格员王芳', 'grid-worker jingui-2']);
    expect(desk.house.roster.book.responsible('hsl-4', 'grid')?.name).toBe('网格员小赵');
    // The old code is used up.
    await desk.take({ who: 'wx2', text: '我是王芳 482913' });
    expect(known(desk, 'wx2')).toEqual([]);
  });

  test('may leave the name to what the contact is called', async () => {
    const desk = await listed();
    await desk.take({ who: 'wx1', text: '我是网格员 482913', called: '王芳' });
    expect(known(desk, 'wx1')).toEqual(['网格员王芳', 'grid-worker jingui-2']);
  });

  test('said in a group is answered in private, and no code stands in the group', async () => {
    const desk = await listed();
    await desk.take({ who: 'wx1', text: '我是王芳 482913', room: 'room-jgy-6', called: '芳芳' });
    expect(desk.heardAnywhere().filter(text => text.startsWith('room-'))).toEqual([]);
    expect(known(desk, 'wx1')[0]).toBe('网格员王芳');
  });

  test('who is known as a resident already stays one, too', async () => {
    const desk = await listed();
    await desk.take({ who: 'r-jgy-6-1', text: '我是王芳 482913', called: '向日葵' });
    expect(known(desk, 'r-jgy-6-1')).toEqual(['网格员王芳', 'grid-worker jingui-2', 'resident jgy-6']);
  });

  test('whose contact id has changed says the new code, and has all that was theirs', async () => {
    const desk = await listed();
    await desk.take({ who: 'wx1', text: '我是王芳 482913' });
    const before = desk.house.roster.book.personByContact('bot|wx1');
    await desk.take({ who: 'wx9', text: '3栋楼道的灯坏了，晚上看不见' });
    const code = desk.house.roster.book.appointment('a')?.claimCode ?? '';
    await desk.take({ who: 'wx9', text: `我是王芳 ${code}` });
    const { book } = desk.house.roster;
    expect(book.personByContact('bot|wx9')?.id).toBe(before?.id);
    expect(book.personByContact('bot|wx1')).toBeUndefined();
  });

  test('cannot be guessed: the name must fit the code, and after five wrong ones it is over for the day', async () => {
    const desk = await listed();
    for (let nth = 1; nth <= MOST_TRIES; nth += 1) {
      const [said] = await desk.says('thief', '我是 李四 482913');
      expect(said).toMatch(nth < MOST_TRIES ? new RegExp(`还能试 ${MOST_TRIES - nth} 次`, 'u') : /明天再来/u);
    }
    expect(await desk.says('thief', '我是 王芳 482913')).toEqual([expect.stringMatching(/今天试得太多了/u)]);
    expect(known(desk, 'thief')).toEqual([]);
    await desk.take({ minutes: 25 * 60 });
    await desk.take({ who: 'thief', text: '我是 王芳 482913' });
    expect(known(desk, 'thief')).not.toEqual([]);
  });

  test.each(['王芳 482913', '我是王芳，认领码是482913', '认领码 482913 我是王芳'])(
    'is known by “%s” in private',
    async text => {
      const desk = await listed();
      await desk.take({ who: 'wx1', text, called: '小桥流水' });
      expect(known(desk, 'wx1')).toEqual(['网格员王芳', 'grid-worker jingui-2']);
    },
  );

  test('who leaves the code out is told what is missing, in private alone', async () => {
    const desk = await listed();
    expect(await desk.says('wx1', '我是王芳')).toEqual([
      expect.stringMatching(/六位认领码.*我是 王芳 123456/u),
    ]);
    await desk.take({ who: 'wx1', text: '我是王芳', room: 'room-jgy-6' });
    expect(desk.heard('room-jgy-6')).toEqual([]);
    expect(known(desk, 'wx1').join()).not.toMatch(/grid-worker/u);
  });

  test('a bare name with digits is no claim in a group, nor with a name of nobody in the lists', async () => {
    const desk = await listed();
    await desk.take({ who: 'wx1', text: '王芳 482913', room: 'room-jgy-6', called: '芳芳' });
    await desk.take({ who: 'wx1', text: '取件码 482913', called: '芳芳' });
    expect(known(desk, 'wx1').join()).not.toMatch(/grid-worker/u);
    expect(desk.heardAnywhere().filter(said => /对不上/u.test(said))).toEqual([]);
  });

  test.each(['我是6栋的，水管爆了 800123', '我是新搬来的', '我是谁 12345', '我是王芳'])(
    '“%s” claims nothing',
    async text => {
      const desk = await listed();
      await desk.take({ who: 'wx1', text, room: 'room-jgy-6' });
      expect(desk.heardAnywhere().filter(said => /认领码/u.test(said))).toEqual([]);
    },
  );
});

describe('by the name alone', () => {
  test.each(['王芳', '网格员王芳', '金桂二网格-王芳', '王芳（网格员）'])(
    '%s is known in the workers’ group, from the first word',
    async called => {
      const desk = await listed();
      await desk.take({ who: 'wx1', text: '待办', room: WORKERS, called });
      const said = desk.heard(WORKERS);
      expect(said[0]).toMatch(/认得您了，网格员王芳（专职网格员 金桂第二网格）。要是认错了，回“不是我”/u);
      expect(said[1]).toMatch(/手上没有待办/u);
      expect(known(desk, 'wx1')).toEqual(['网格员王芳', 'grid-worker jingui-2']);
    },
  );

  test('nobody is known in a building’s group, in private, or by a part of a name', async () => {
    const desk = await listed();
    await desk.take({ who: 'wx1', text: '大家好', room: 'room-jgy-6', called: '王芳' });
    await desk.take({ who: 'wx2', text: '你好', called: '王芳' });
    await desk.take({ who: 'wx3', text: '收到', room: WORKERS, called: '王芳芳' });
    await desk.take({ who: 'wx4', text: '收到', room: 'room-liuyuan-workers', called: '王芳' });
    for (const contact of ['wx1', 'wx2', 'wx3', 'wx4'])
      expect(known(desk, contact).join()).not.toMatch(/grid-worker/u);
  });

  test('two of one name are both asked for their codes', async () => {
    const desk = await listed();
    await desk.house.roster.import({
      units: [],
      people: [],
      appointments: [{ ...wang, id: 'c', claimCode: '111111' }],
    });
    await desk.take({ who: 'wx1', text: '收到', room: WORKERS, called: '王芳' });
    expect(known(desk, 'wx1')).toEqual([]);
  });

  test('a mistake is put right by whoever was mistaken, or by whoever leads', async () => {
    const desk = await listed();
    await desk.take({ who: 'wx1', text: '收到', room: WORKERS, called: '王芳' });
    desk.heardAnywhere();
    expect(await desk.says('wx1', '不是我', { room: WORKERS, called: '王芳' })).toContainEqual(
      expect.stringMatching(/网格员王芳的认领撤销了/u),
    );
    expect(known(desk, 'wx1')).toEqual(['邻居']);
    const code = desk.house.roster.book.appointment('a')?.claimCode ?? '';
    await desk.take({ who: 'wx5', text: `我是王芳 ${code}` });
    desk.heardAnywhere();
    expect(await desk.says('p-tian', '撤销认领 王芳')).toEqual([
      expect.stringMatching(/没有叫“王芳”的人认领过/u),
    ]);
    expect(await desk.says('p-he', '撤销认领 王芳')).toEqual([expect.stringMatching(/认领撤销了/u)]);
    expect(known(desk, 'wx5')).toEqual(['邻居']);
    expect(desk.house.roster.book.expected('jingui-2').map(({ name }) => name)).toEqual(['王芳']);
  });
});

test('whoever is expected stands on the responsibility board', async () => {
  const desk = await listed();
  expect((await desk.says('r-jgy-6-1', '燃气的专业网格员是谁', { toBot: true })).join('')).toMatch(
    /燃气公司对口人是/u,
  );
});

const story: readonly Step[] = [
  { who: 'wx1', text: '我是 王芳 482913', called: '小桥流水' },
  { who: 'wx2', text: '收到', room: WORKERS, called: '气师傅' },
  { who: 'wx3', text: '我是 王芳 000000' },
];

/** Codes are made by chance. */
function masked(said: readonly string[]): string[] {
  return said.map(text => text.replace(/\d{6}/u, '******')).toSorted();
}

test('wherever the power is cut, each is known once and hears it once', async () => {
  const straight = await listed(100_000);
  for (const step of story) await straight.take(step);
  const spent = straight.writes;
  const expected = masked(straight.heardAnywhere());
  expect(expected).toHaveLength(5);
  for (let cut = 8; cut < spent; cut += 1) {
    const desk = await listed(cut);
    for (const step of story) await desk.take(step);
    expect({ cut, said: masked(desk.heardAnywhere()) }).toEqual({ cut, said: expected });
    expect([known(desk, 'wx1')[0], known(desk, 'wx2')[0], known(desk, 'wx3')[0]]).toEqual([
      '网格员王芳',
      '燃气公司孙立',
      undefined,
    ]);
    const people = desk.house.roster.book.people.filter(({ name }) => /王芳|孙立/u.test(name));
    expect(people).toHaveLength(2);
  }
});
