import { expect } from '@jest/globals';
import { matching } from '../support/play.js';
import { conversation } from '../support/play-one-matter.js';

const BUILDING = '和顺里4栋';
const WORKERS = '金桂社区网格员';

conversation('Three neighbours report the same lift: one ticket', '2026-11-23T18:31', async at => {
  // The one question is whether somebody is inside; nobody is sent before it is answered.
  await at.says('阿布').inGroup(BUILDING, '2单元电梯又趴窝了，门上贴条说等配件，我住顶楼怎么办啊');
  expect(await at.heardInGroup(BUILDING)).toEqual([matching(/WG-20261123-0001（电梯停运）.*被困吗/su)]);
  expect(await at.heardElsewhere()).toEqual([]);
  await at.says('阿布').inGroup(BUILDING, '里面没人，空的，就停在一层');
  expect(await at.heardInPrivate('阿布')).toEqual([matching(/已登记 WG-20261123-0001.*网格员小赵/su)]);
  expect(await at.heardInGroup(WORKERS)).toEqual([
    matching(/新单 WG-20261123-0001 和顺里4栋2单元 电梯停运/u),
  ]);
  expect(await at.heardElsewhere()).toEqual([]);

  // A neighbour with the same matter joins, and is told so where she spoke.
  await at.untilTime('18:40');
  await at.says('团子妈').inGroup(BUILDING, '2单元电梯坏了，推着婴儿车上不去楼');
  const [joined, ...noMore] = await at.messagesInGroup(BUILDING);
  expect(joined?.text).toMatch(/和 WG-20261123-0001 是同一件.*附议.*共 2 位/su);
  expect(joined?.mentions).toEqual(['团子妈']);
  expect(noMore).toEqual([]);
  expect(await at.heardElsewhere()).toEqual([]);

  // Another joins in private with a need that the worker must hear of; the group hears nothing.
  await at.untilTime('19:05');
  await at.says('老兵').inPrivate('4栋2单元电梯停了，我老伴明早要去医院透析，走不了楼梯');
  expect(await at.heardInPrivate('老兵')).toEqual([
    matching(/WG-20261123-0001 是同一件.*共 3 位.*难处也转给经办的人/su),
  ]);
  const [need, ...noMoreNeeds] = await at.messagesInGroup(WORKERS);
  expect(need?.text).toMatch(/WG-20261123-0001.*透析/su);
  expect(need?.text).not.toMatch(/老兵/u);
  expect(need?.mentions).toEqual(['网格员小赵']);
  expect(noMoreNeeds).toEqual([]);
  expect(await at.heardElsewhere()).toEqual([]);

  // 附议 by word is acknowledged in private, and said twice counts once.
  await at.says('楼长秦叔').inGroup(BUILDING, '附议');
  expect(await at.heardInPrivate('楼长秦叔')).toEqual([matching(/附议记上了：WG-20261123-0001.*4 位/su)]);
  await at.says('楼长秦叔').inGroup(BUILDING, '附议');
  await at.heardInPrivate('楼长秦叔');
  expect((await at.ticket(1)).supporters).toHaveLength(3);
  expect(await at.heardElsewhere()).toEqual([]);

  await at.says('网格员小赵').inGroup(WORKERS, '接单，催过维保，配件今晚到，明早6:40我带人抬老人下楼');
  expect(await at.heardInPrivate('阿布')).toEqual([matching(/网格员小赵接了您的/u)]);
  await at.untilTime('21:50');
  await at.says('网格员小赵').inGroup(WORKERS, '办结 换了门机板，试了几趟都正常', { photo: 3 });
  await at.says('社区何书记').inPrivate('核实通过');

  // Everybody who raised or joined it is asked, once.
  const asked = ['阿布', '团子妈', '老兵', '楼长秦叔'];
  for (const name of asked)
    expect(await at.heardInPrivate(name)).toEqual([matching(/WG-20261123-0001（电梯停运）办好了.*1 满意/su)]);
  await at.overlook();

  await at.untilTime('08:00');
  await at.says('阿布').inPrivate('1');
  await at.says('团子妈').inPrivate('满意，谢谢');
  await at.says('团子妈').inGroup(BUILDING, '太好了👍');
  await at.says('老兵').inPrivate('1 多亏你们来抬人');
  expect((await at.ticket(1)).state).toBe('verified');
  expect(await at.heardInGroup(BUILDING)).toEqual([]);
  await at.says('楼长秦叔').inPrivate('还行吧');
  expect(await at.heardInGroup(BUILDING)).toEqual([matching(/电梯停运已办好（WG-20261123-0001）/u)]);
  for (const name of asked) expect(await at.heardInPrivate(name)).toEqual([matching(/谢谢您/u)]);

  expect(await at.tickets()).toHaveLength(1);
  const ticket = await at.ticket(1);
  expect(ticket.state).toBe('closed');
  expect(ticket.supporters.map(id => at.nameOf(id))).toEqual(['团子妈', '老兵', '楼长秦叔']);
  const history = await at.historyOf(1);
  expect(history.filter(type => type === 'ticket-supported')).toHaveLength(3);
  expect(history.filter(type => type === 'result-rated')).toHaveLength(4);
});
