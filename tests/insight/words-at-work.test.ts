import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { atWork, type AtWork } from './at-work.js';

const WORKERS = 'room-jingui-workers';
const BUILDING = 'room-jgy-6';

/** One report, raised by a resident, settled by 小陈, checked by the leader, praised. */
async function settled(): Promise<AtWork> {
  const at = await atWork('2026-11-26T09:00:00+08:00');
  await at.says('r-jgy-6-1', BUILDING, '6栋2单元楼道灯坏了三天，晚上看不见');
  await at.wait(1);
  await at.says('w-chen', WORKERS, '接单');
  await at.wait(60);
  await at.says('w-chen', WORKERS, '办结 换了灯泡，亮了');
  await at.wait(30);
  await at.says('p-he', WORKERS, '核实通过');
  await at.wait(10);
  await at.tells('r-jgy-6-1', '1 满意');
  return at;
}

describe('reports', () => {
  test('are shown where staff are among themselves, and told in private where residents listen', async () => {
    const at = await settled();
    expect(await at.says('p-he', WORKERS, '周报')).toEqual([
      expect.stringMatching(
        /^room-jingui-workers: 金桂社区周报（11月23日—29日）：新报 1 件，归档 1 件。\[picture-\w+\.png\]$/u,
      ),
    ]);
    expect(await at.says('p-he', 'room-jingui', '看看上周的周报')).toEqual([
      expect.stringMatching(/^p-he: 金桂社区周报（11月16日—22日）：新报 0 件/u),
    ]);
    const [picture] = at.said.flatMap(({ picture: shown }) => (shown ? [shown.bytes] : []));
    expect((await sharp(picture).metadata()).width).toBe(1080);
  });

  test.each([
    ['月报', /金桂社区月报（11月）/u],
    ['发一下本月月报', /金桂社区月报（11月）/u],
    ['月报 10月', /金桂社区月报（10月）/u],
    ['金桂第一网格的周报', /金桂第一网格周报/u],
    ['周报 金桂第二网格 上周', /金桂第二网格周报（11月16日—22日）/u],
    ['周报 柳园社区', /柳园社区不在您负责的范围里/u],
    ['台账', /金桂社区台账，11月/u],
    ['台帐 今天 金桂第一网格', /金桂第一网格台账，11月26日：.*新报 1 件/su],
    ['责任牌图 金桂苑6栋', /金桂苑6栋 责任牌\[picture/u],
    ['金桂苑6栋的责任牌图片', /金桂苑6栋 责任牌\[picture/u],
  ])('“%s” is understood', async (said, answer) => {
    const at = await settled();
    expect(await at.tells('p-he', said)).toEqual([expect.stringMatching(answer)]);
  });

  test.each([
    '周报我明天交',
    '台账小陈在弄',
    '这个月报表还没填',
    '日志写了吗',
    '积分怎么算的大家知道吗',
    '排行第一的是谁啊 猜猜',
    '今天能兑换外币吗',
    '月报销的单子交给我',
  ])('“%s” among colleagues is only talk', async said => {
    const at = await atWork('2026-11-26T09:00:00+08:00');
    expect(await at.says('w-zhao', WORKERS, said)).toEqual([]);
  });

  test('of residents’ words none is made: in their group the same words are only talk', async () => {
    const at = await atWork('2026-11-26T09:00:00+08:00');
    for (const said of ['周报', '台账', '排行', '疑点'])
      expect(await at.says('r-jgy-6-1', BUILDING, said)).toEqual([]);
  });
});

describe('a log', () => {
  test('is told to its worker alone, in the order of the day', async () => {
    const at = await settled();
    const [log, ...more] = await at.says('w-chen', WORKERS, '日志');
    expect(more).toEqual([]);
    expect(log).toMatch(/^w-chen: 网格员小陈 今天工作日志，2 条：\n09:01 接单 .*\n10:01 办结 .*换了灯泡/u);
    expect(await at.tells('w-chen', '我昨天的工作日志')).toEqual([
      expect.stringMatching(/昨天（11月25日）还没有记录/u),
    ]);
    expect(await at.tells('w-chen', '本周日志')).toEqual([
      expect.stringMatching(/【11月26日】\n09:01 接单/u),
    ]);
  });

  test('that is long is cut, and says so', async () => {
    const at = await atWork('2026-11-26T09:00:00+08:00');
    for (let nth = 0; nth < 33; nth += 1) {
      await at.house.deeds.note({
        id: `bot|d${nth}`,
        kind: 'patrol',
        personId: 'w-chen',
        gridId: 'jingui-1',
        unitId: 'jgy-6',
        at: at.house.clock.now() - nth * 60_000,
        place: '金桂苑6栋',
        text: '畅通',
        mediaIds: [],
        hasLocation: true,
        isComplete: true,
      });
    }
    const [log = ''] = await at.tells('w-chen', '日志');
    expect(log.split('\n')).toHaveLength(32);
    expect(log).toMatch(/还有 3 条/u);
  });
});

test('a leader does not clear what would bring points to themselves; whoever sits above does', async () => {
  const at = await atWork('2026-11-26T09:00:00+08:00');
  await at.says('w-zhao', WORKERS, '和顺里4栋楼道堆了纸箱，堵住消防通道', { mentionsBot: true });
  const [ticket] = await at.house.tickets.all();
  const merit = { kind: 'found-matter', at: at.house.clock.now(), unitId: 'hsl-4' } as const;
  const doubted = { ...merit, ticketId: ticket?.id ?? '', doubt: 'closed-in-minutes' } as const;
  await at.house.insight.merits.note([{ ...doubted, id: 'm1', personId: 'p-he' }]);
  expect(await at.tells('p-he', '查实 0001')).toEqual([expect.stringMatching(/积分是您自己的，请换一位/u)]);
  expect(await at.house.insight.merits.ofTicket(ticket?.id ?? '')).toMatchObject([
    { doubt: 'closed-in-minutes' },
  ]);
  expect(await at.tells('o-meng', '查实 0001')).toEqual([expect.stringMatching(/查实了，积分补上/u)]);
  expect(await at.tells('w-zhao', '疑点')).toEqual(['w-zhao: 疑点由网格长和值班席来看。']);
});

describe('points', () => {
  test('are told to the person alone: to a worker, and to a resident for a report that was of use', async () => {
    const at = await settled();
    expect(await at.says('w-chen', WORKERS, '我的积分')).toEqual([
      expect.stringMatching(/^w-chen: .*积分 5 分可用.*办结 1 次 3 分，居民满意 1 次 2 分/su),
    ]);
    expect(await at.says('r-jgy-6-1', BUILDING, '我有多少积分')).toEqual([
      expect.stringMatching(/^r-jgy-6-1: .*积分 2 分可用.*有效报事 1 次 2 分/su),
    ]);
  });

  test('are none yet for somebody whom the bot has not met', async () => {
    const at = await atWork('2026-11-26T09:00:00+08:00');
    expect(await at.tells('r-new', '我的积分')).toEqual([expect.stringMatching(/^r-new: 您还没有积分/u)]);
  });

  test('are not given for what one person reports and settles in minutes, until the leader has looked', async () => {
    const at = await atWork('2026-11-26T09:00:00+08:00');
    await at.says('w-zhao', WORKERS, '和顺里4栋楼道堆了纸箱，堵住消防通道', { mentionsBot: true });
    await at.wait(1);
    await at.says('w-zhao', WORKERS, '接单');
    await at.wait(3);
    await at.says('w-zhao', WORKERS, '办结 清走了');
    await at.says('p-he', WORKERS, '核实通过');
    expect(await at.tells('w-zhao', '积分')).toEqual([
      expect.stringMatching(/积分 0 分可用.*另有 2 项要先请人看一眼/su),
    ]);
    expect(await at.says('w-zhao', WORKERS, '查实 0001')).toEqual([
      expect.stringMatching(/查实要由网格长或值班席来/u),
    ]);
    expect(await at.tells('p-he', '疑点')).toEqual([
      expect.stringMatching(/WG-20261126-0001 网格员小赵：自己报、自己几分钟就办结/u),
    ]);
    expect(await at.tells('p-he', '查实 0001')).toEqual(['p-he: WG-20261126-0001 查实了，积分补上。']);
    expect(await at.tells('w-zhao', '积分')).toEqual([expect.stringMatching(/积分 5 分可用/u)]);
    expect(await at.tells('p-he', '疑点')).toEqual(['p-he: 没有要看的疑点。']);
  });

  test('are ranked only where the community wants it', async () => {
    const at = await settled();
    expect(await at.says('w-chen', WORKERS, '排行榜')).toEqual([
      expect.stringMatching(/^room-jingui-workers: 金桂社区 11月最美网格员.*\[picture-\w+\.png\]$/u),
    ]);
    expect(await at.says('w-chen', WORKERS, '排行 上月')).toEqual([
      expect.stringMatching(/10月还没有人得分/u),
    ]);
    expect(await at.tells('o-meng', '排行')).toEqual([expect.stringMatching(/不公布排行/u)]);
  });

  test('are changed into things only as far as they reach, and confirmed by somebody above', async () => {
    const at = await settled();
    expect(await at.tells('w-chen', '能换什么')).toEqual([
      expect.stringMatching(/您有 5 分可用.*1 垃圾袋一卷 20 分（还有 100 份）/su),
    ]);
    expect(await at.tells('w-chen', '兑换 洗衣液')).toEqual([expect.stringMatching(/还差 55 分/u)]);
    expect(await at.tells('w-chen', '兑换 汽车')).toEqual([expect.stringMatching(/没找到“汽车”/u)]);
    for (let nth = 0; nth < 15; nth += 1) {
      await at.house.deeds.note({
        id: `bot|v${nth}`,
        kind: 'visit',
        personId: 'w-chen',
        gridId: 'jingui-1',
        unitId: 'jgy-6',
        at: at.house.clock.now() - nth,
        place: '金桂苑6栋',
        text: '',
        mediaIds: [],
        hasLocation: true,
        isComplete: true,
        household: `jgy-6|${nth}01`,
      });
    }
    const asked = await at.tells('w-chen', '兑换 1');
    expect(asked).toEqual([
      expect.stringMatching(/^w-chen: 垃圾袋一卷给您留好了（DH0001，20 分），等社区何书记/u),
      expect.stringMatching(/^p-he: DH0001 .*网格员小陈想用 20 分换垃圾袋一卷/u),
    ]);
    expect(await at.tells('w-chen', '确认兑换 DH0001')).toEqual(['w-chen: DH0001 不归您确认。']);
    expect(await at.tells('p-tian', '确认兑换 DH0001')).toEqual(['p-tian: DH0001 不归您确认。']);
    expect(await at.tells('p-he', '待确认兑换单')).toEqual([
      expect.stringMatching(/DH0001 网格员小陈 垃圾袋一卷（20 分）/u),
    ]);
    expect(await at.tells('p-he', '不同意兑换 1 这个月先停一停')).toEqual([
      'p-he: DH0001 已退回，积分还给本人了。',
      expect.stringMatching(/^w-chen: DH0001 垃圾袋一卷没有换成：这个月先停一停/u),
    ]);
    // Nothing waits any more: said so, and no report is made of the words.
    expect(await at.tells('p-he', '确认兑换')).toEqual(['p-he: 没有等确认的兑换。']);
    expect(await at.tells('w-chen', '取消兑换')).toEqual([expect.stringMatching(/没有等发放的兑换/u)]);
    await at.tells('w-chen', '换 1');
    expect(await at.tells('w-chen', '取消兑换')).toEqual(['w-chen: DH0002 取消了，积分退回来了。']);
    expect(await at.tells('w-chen', '积分')).toEqual([expect.stringMatching(/积分 20 分可用/u)]);
  });
});
