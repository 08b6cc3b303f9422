import { describe, expect, test } from '@jest/globals';
import { Desk } from './a-desk.js';

const NEW = 'room-new';

describe('a group', () => {
  test('that is not bound gets silence, whatever it is called and whoever speaks', async () => {
    const desk = await Desk.open();
    for (const step of [
      { who: 'stranger', text: '3栋楼道着火了，快来人', topic: '金桂苑6栋楼群' },
      { who: 'r-jgy-6-1', text: '2单元下水道堵了，污水漫出来了', topic: '金桂苑6栋楼群' },
      { who: 'w-chen', text: '待办', topic: '金桂社区网格员工作群' },
      { who: 'w-chen', text: '请假 明天', topic: '金桂社区网格员工作群', toBot: true as const },
      { who: 'stranger', text: '绑定 JGY6', topic: '金桂苑6栋楼群' },
      { who: 'r-jgy-6-1', text: '绑定 JGY6', topic: '金桂苑6栋楼群' },
    ])
      await desk.take({ ...step, room: NEW });
    // Nothing in the group; whoever leads hears once a day that there is another group of that name, and how to bind it.
    expect(desk.heardAnywhere()).toEqual([
      expect.stringMatching(/^p-he: .*“金桂苑6栋楼群”.*绑定 JGY6/u),
      expect.stringMatching(/^p-he: .*“金桂社区网格员工作群”.*绑定 JINGUI/u),
    ]);
    expect(await desk.house.tickets.all()).toEqual([]);
    expect(desk.house.roster.book.room(`bot|${NEW}`)).toBeUndefined();
  });

  test.each([
    ['绑定 JGY6', '金桂苑6栋', 'building'],
    ['绑定JGY6', '金桂苑6栋', 'building'],
    ['绑定 ｊｇｙ６', '金桂苑6栋', 'building'],
    ['绑定 jgy-6', '金桂苑6栋', 'building'],
    ['绑定 JINGUI 工作群', '金桂社区', 'workers'],
    ['绑定 JINGUI', '金桂社区', 'community'],
    ['绑定 JINGUI 楼长群', '金桂社区', 'community'],
    ['绑定 GUIHUA', '桂花街道', 'command'],
  ])('is bound by “%s” from staff', async (text, unit, kind) => {
    const desk = await Desk.open();
    const [said] = await desk.says('w-chen', text, { room: NEW, topic: '随便叫什么' });
    expect(said).toMatch(new RegExp(`绑定好了，这个群归${unit}`, 'u'));
    const room = desk.house.roster.book.room(`bot|${NEW}`);
    expect([desk.house.roster.book.unit(room?.unitId ?? '')?.name, room?.kind]).toEqual([unit, kind]);
  });

  test('is told when there is no such code', async () => {
    const desk = await Desk.open();
    expect(await desk.says('w-chen', '绑定 NOPE99', { room: NEW })).toEqual([
      expect.stringMatching(/没有这个绑定码/u),
    ]);
  });

  test('whose id has changed takes the place of the former one, and what waited is said there', async () => {
    const desk = await Desk.open('2026-11-23T22:30:00+08:00');
    await desk.take({ who: 'r-jgy-6-1', text: '2单元楼道的灯不亮了，晚上看不见路', room: 'room-jgy-6' });
    const [ticket] = await desk.house.tickets.all();
    desk.heardAnywhere();
    // Said at night, so it waits for the morning, when the group has another id.
    await desk.take({ who: 'w-chen', text: `接单 ${ticket?.number}` });
    await desk.take({ who: 'w-chen', text: `通报 ${ticket?.number} 电工明早八点到` });
    const [answer] = await desk.says('w-chen', '绑定 JGY6', { room: NEW, topic: '金桂苑6栋楼群' });
    expect(answer).toMatch(/绑定好了，这个群归金桂苑6栋，原来的“.+”不再绑定/u);
    desk.heardAnywhere();
    await desk.take({ minutes: 10 * 60 });
    const heard = desk.heardAnywhere();
    expect(heard.filter(text => text.startsWith('room-jgy-6:'))).toEqual([]);
    expect(heard).toContainEqual(expect.stringMatching(/^room-new: .*电工明早八点到/u));
    // The former group is a stranger's now; the new one is the building's.
    await desk.take({ who: 'r-jgy-6-2', text: '3单元门口的垃圾堆了三天', room: 'room-jgy-6' });
    expect(await desk.house.tickets.all()).toHaveLength(1);
    await desk.take({ who: 'r-jgy-6-2', text: '3单元门口的垃圾堆了三天', room: NEW });
    expect((await desk.house.tickets.all())[1]?.unitId ?? '').toBe('jgy-6');
  });

  test('may be bound back', async () => {
    const desk = await Desk.open();
    await desk.take({ who: 'w-chen', text: '绑定 JGY6', room: NEW });
    await desk.take({ who: 'w-chen', text: '绑定 JGY6', room: 'room-jgy-6' });
    const { book } = desk.house.roster;
    expect(book.nearestRoom('jgy-6', ['building'])?.roomId).toBe('room-jgy-6');
    expect([book.roomNow(NEW), book.roomNow('room-jgy-6')]).toEqual(['room-jgy-6', 'room-jgy-6']);
    expect(book.room(`bot|${NEW}`)).toBeUndefined();
  });

  test('of another kind beside it stays bound', async () => {
    const desk = await Desk.open();
    await desk.take({ who: 'w-chen', text: '绑定 JINGUI 工作群', room: NEW });
    const { book } = desk.house.roster;
    expect(book.nearestRoom('jgy-6', ['workers'])?.roomId).toBe(NEW);
    expect(book.nearestRoom('jgy-6', ['community'])?.roomId).toBe('room-jingui');
  });
});
