import { expect } from '@jest/globals';
import { matching } from '../support/play.js';
import { conversation } from '../support/play-one-matter.js';

const BUILDING = '金桂苑6栋';
const WORKERS = '金桂社区网格员';

conversation(
  'A complaint with a photo, from the report to the satisfied answer',
  '2026-11-21T09:12',
  async at => {
    // One message in the group: the receipt, with the one question inside it and a word about privacy.
    await at
      .says('小棠')
      .inGroup(BUILDING, '一楼卫生间地漏返水，黑水流了一地，味道太冲了，给物业打了三遍没人应', { photo: 1 });
    const number = (await at.ticket(1)).number;
    expect(number).toBe('WG-20261121-0001');
    const [receipt, ...noMore] = await at.messagesInGroup(BUILDING);
    expect(receipt?.text).toMatch(/登记 WG-20261121-0001.*下水堵塞.*几单元.*房号和电话请私聊/su);
    expect(receipt?.mentions).toEqual(['小棠']);
    expect(noMore).toEqual([]);
    expect(await at.heardElsewhere()).toEqual([]);

    // With the answer it goes to the worker; the reporter is told in private.
    await at.says('小棠').inGroup(BUILDING, '3单元，门牌我私信');
    expect(await at.heardInPrivate('小棠')).toEqual([matching(/已登记 WG-20261121-0001.*网格员小陈/su)]);
    const [card, ...noMoreCards] = await at.messagesInGroup(WORKERS);
    expect(card?.text).toMatch(/新单 WG-20261121-0001 金桂苑6栋3单元 楼内下水堵塞，1 张照片，今天/u);
    expect(card?.mentions).toEqual(['网格员小陈']);
    expect(noMoreCards).toEqual([]);

    // Room and phone come in private and go to nobody but the handler.
    await at.says('小棠').inPrivate('3单元102，电话13800138000');
    expect(await at.heardInPrivate('小棠')).toEqual([matching(/补充记进 WG-20261121-0001/u)]);
    expect(await at.heardInPrivate('网格员小陈')).toEqual([matching(/补充.*3单元102/su)]);
    expect(await at.heardElsewhere()).toEqual([]);

    await at.says('网格员小陈').inGroup(WORKERS, '接单，马上叫疏通师傅一起去');
    expect(await at.heardInPrivate('小棠')).toEqual([matching(/网格员小陈接了您的 WG-20261121-0001/u)]);
    expect(await at.heardInPrivate('网格员小陈')).toEqual([matching(/详细位置：.*102.*小棠/su)]);
    expect(await at.heardElsewhere()).toEqual([]);

    // Done with a photo: somebody else is asked to check; the handler's own check does not count.
    await at.untilTime('11:40');
    await at.says('网格员小陈').inGroup(WORKERS, '办结 主管道通开了，地面冲了两遍，消过毒', { photo: 2 });
    const [check, ...noMoreChecks] = await at.messagesInGroup(WORKERS);
    expect(check?.text).toMatch(/办结和 1 张照片.*明天 11:40 前.*核实/su);
    expect(check?.mentions).toEqual(['社区何书记']);
    expect(noMoreChecks).toEqual([]);
    await at.says('网格员小陈').inGroup(WORKERS, '核实通过');
    expect(await at.heardInGroup(WORKERS)).toEqual([matching(/WG-20261121-0001 是您经办的，得换个人核实/u)]);
    expect((await at.ticket(1)).state).toBe('handled');
    expect(await at.heardElsewhere()).toEqual([]);

    await at.untilTime('16:05');
    await at.says('社区何书记').inPrivate('核实通过 去看过了，放水不再冒');
    expect(await at.heardInPrivate('小棠')).toEqual([
      matching(/WG-20261121-0001.*1 满意、2 基本满意、3 不满意/su),
    ]);
    expect(await at.heardInPrivate('社区何书记')).toEqual([matching(/核实记上了/u)]);
    expect(await at.heardElsewhere()).toEqual([]);

    // Satisfied: thanks, the word is passed on, and one closing line in the group.
    await at.says('小棠').inPrivate('1 不返了，师傅真麻利，谢谢小陈');
    expect(await at.heardInPrivate('小棠')).toEqual([matching(/谢谢您.*办结/su)]);
    expect(await at.heardInPrivate('网格员小陈')).toEqual([matching(/师傅真麻利/u)]);
    expect(await at.heardInGroup(BUILDING)).toEqual([
      matching(/3单元 楼内下水堵塞已办好（WG-20261121-0001）/u),
    ]);
    expect(await at.heardElsewhere()).toEqual([]);

    await at.hoursLater(200);
    expect(await at.heardElsewhere()).toEqual([]);
    expect(await at.tickets()).toHaveLength(1);
    const ticket = await at.ticket(1);
    expect(ticket).toMatchObject({
      state: 'closed',
      satisfaction: 'satisfied',
      category: '11',
      supporters: [],
    });
    expect(ticket.photos).toHaveLength(1);
    expect(await at.historyOf(1)).toEqual([
      'ticket-opened',
      'reporter-asked',
      'question-answered',
      'ticket-offered',
      'detail-added',
      'ticket-accepted',
      'progress-noted',
      'ticket-finished',
      'verifier-named',
      'verification-passed',
      'result-rated',
      'ticket-closed',
    ]);
  },
);
