import { expect } from '@jest/globals';
import { matching } from '../support/play.js';
import { conversation } from '../support/play-one-matter.js';

const STREET = '文化路';
const WORKERS = '柳园社区网格员';

conversation(
  'A matter goes up, comes back, goes up again and is settled by a department',
  '2026-11-23T08:50',
  async at => {
    await at.says('骑车的老马').inGroup(STREET, '文化路拐弯处路面又塌了个坑，都填三次了，昨晚有人骑车摔了');
    expect(await at.heardInGroup(STREET)).toEqual([
      matching(/已登记 WG-20261123-0001（城市建设·路面塌陷，当天办），网格员小李/u),
    ]);
    // The grid's worker looks at it first, whoever has the power to mend it.
    expect(await at.heardInGroup(WORKERS)).toEqual([
      matching(/新单 WG-20261123-0001 .*路面塌陷，今天 20:00前/u),
    ]);
    // What the reporter adds belongs to it.
    await at.says('骑车的老马').inGroup(STREET, '人没事，就在修车铺门口');
    expect(await at.heardInPrivate('骑车的老马')).toEqual([matching(/补充记进 WG-20261123-0001/u)]);
    expect(await at.tickets()).toHaveLength(1);
    await at.overlook();

    await at.untilTime('09:20');
    await at.says('网格员小李').inGroup(WORKERS, '接单');
    await at.overlook();
    await at.says('网格员小李').inGroup(WORKERS, '上报 围了警示带，底下是空的，回填解决不了', { photo: 6 });
    expect(await at.heardInPrivate('骑车的老马')).toEqual([
      matching(/WG-20261123-0001.*上报柳园社区，单号不变/su),
    ]);
    expect(await at.heardInPrivate('社区田书记')).toEqual([
      matching(/上报 WG-20261123-0001.*底下是空的.*经过：/su),
    ]);
    expect(await at.heardInGroup(WORKERS)).toEqual([matching(/已上报/u)]);
    expect(await at.heardElsewhere()).toEqual([]);

    await at.untilTime('10:10');
    await at.says('社区田书记').inPrivate('上报 社区没有开挖资质，附三次回填记录');
    expect(await at.heardInPrivate('街道值班小孟')).toEqual([
      matching(/上报 WG-20261123-0001.*社区没有开挖资质/su),
    ]);
    expect(await at.heardInPrivate('骑车的老马')).toEqual([matching(/上报桂花街道/u)]);
    expect(await at.heardInPrivate('社区田书记')).toEqual([matching(/已上报/u)]);
    expect(await at.heardElsewhere()).toEqual([]);

    // Nothing goes back without a reason; with one, the level below and whoever was there hear it.
    await at.untilTime('10:40');
    await at.says('街道值班小孟').inPrivate('退回');
    expect(await at.heardInPrivate('街道值班小孟')).toEqual([matching(/原因/u)]);
    expect((await at.ticket(1)).level).toBe('street');
    await at.says('街道值班小孟').inPrivate('退回 没写清在人行道还是车行道，缺尺寸和定位，今天17:00前补齐');
    expect(await at.heardInPrivate('社区田书记')).toEqual([matching(/被退回，原因：没写清.*17:00前补齐/su)]);
    const [back, ...noMore] = await at.messagesInGroup(WORKERS);
    expect(back?.text).toMatch(/被退回.*缺尺寸.*补充/su);
    expect(back?.mentions).toEqual(['网格员小李']);
    expect(noMore).toEqual([]);
    expect(await at.heardInPrivate('骑车的老马')).toEqual([]);
    await at.overlook();

    await at.untilTime('11:05');
    await at
      .says('网格员小李')
      .inGroup(WORKERS, '补充 车行道右侧，长1.2米宽0.8米深半米，旁边有污水井', { photo: 7 });
    expect(await at.heardInPrivate('社区田书记')).toEqual([
      matching(/WG-20261123-0001.*车行道右侧.*1 张照片/su),
    ]);
    await at.says('社区田书记').inPrivate('上报 材料齐了');
    const [again] = await at.heardInPrivate('街道值班小孟');
    expect(again).toMatch(/上报 WG-20261123-0001.*车行道右侧/su);
    // The reporter knows already that the street has it.
    expect(await at.heardInPrivate('骑车的老马')).toEqual([]);
    await at.overlook();

    // The street names who leads, who helps, and until when.
    await at.untilTime('11:45');
    await at.says('街道值班小孟').inPrivate('转派 市政养护 排水单位配合，11-27 18:00前办结');
    expect(await at.heardInPrivate('市政养护老路')).toEqual([
      matching(/派单 WG-20261123-0001.*11月27日）18:00/su),
    ]);
    expect(await at.heardInPrivate('排水单位小江')).toEqual([matching(/一起办 WG-20261123-0001/u)]);
    expect(await at.heardInPrivate('骑车的老马')).toEqual([
      matching(/已派给市政养护，周五（11月27日）18:00前/u),
    ]);
    expect(await at.heardInPrivate('街道值班小孟')).toEqual([matching(/已转出/u)]);
    expect(await at.heardElsewhere()).toEqual([]);
    await at.says('市政养护老路').inPrivate('接单');
    expect(await at.heardInPrivate('骑车的老马')).toEqual([matching(/市政养护老路接了/u)]);
    await at.overlook();

    await at.hoursLater(72);
    await at.untilTime('15:30');
    await at.overlook();
    await at.says('市政养护老路').inPrivate('办结 污水支管换了，路基回填压实，沥青铺好', { photo: 8 });
    const [check] = await at.messagesInGroup(WORKERS);
    expect(check?.text).toMatch(/办结和 1 张照片.*污水支管换了/su);
    expect(check?.mentions).toEqual(['网格员小李']);
    await at.says('网格员小李').inGroup(WORKERS, '现场核实过，路面平了，警示带收了');
    expect(await at.heardInPrivate('骑车的老马')).toEqual([matching(/办好了.*污水支管换了.*1 满意/su)]);
    expect(await at.heardInGroup(STREET)).toEqual([]);
    await at.says('骑车的老马').inPrivate('1，这回靠谱');
    expect(await at.heardInGroup(STREET)).toEqual([matching(/路面塌陷已办好（WG-20261123-0001）/u)]);

    const ticket = await at.ticket(1);
    expect(ticket).toMatchObject({ state: 'closed', satisfaction: 'satisfied', level: 'department' });
    expect(ticket.number).toBe('WG-20261123-0001');
    const steps = ticket.history.filter(({ type }) =>
      /escalated|returned|transferred|team|verification/u.test(type),
    );
    expect(steps.map(({ type, by }) => `${type} ${at.nameOf(by)}`)).toEqual([
      'ticket-escalated 网格员小李',
      'ticket-escalated 社区田书记',
      'ticket-returned 街道值班小孟',
      'ticket-escalated 社区田书记',
      'ticket-transferred 街道值班小孟',
      'team-formed 街道值班小孟',
      'verification-passed 网格员小李',
    ]);
  },
);
