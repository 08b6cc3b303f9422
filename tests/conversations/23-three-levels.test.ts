import { expect } from '@jest/globals';
import { conversation, matching } from '../support/play.js';

const WORKERS = '柳园社区网格员';
const COMMAND = '桂花街道指挥群';
const NUMBER = 'WG-20261121-0001';

conversation(
  'What the grid cannot solve goes up with its history, the answers come down, and each level sees its own',
  '2026-11-21T09:20',
  async at => {
    await at.says('网格员小周').inGroup(WORKERS, '巡查 7栋 后门口井盖裂了，踩着晃', { photo: 1 });
    await at.says('网格员小周').inGroup(WORKERS, '接单');
    await at.says('网格员小周').inGroup(WORKERS, '上报 井是市政的，社区没有配件', { photo: 2 });
    await at.says('社区田书记').inPrivate('上报 要市政来换');
    const [card] = (await at.heardInPrivate('街道值班小孟')).filter(text => text.includes(`上报 ${NUMBER}`));
    expect(card).toMatch(/经过：.*接单.*上报：井是市政的.*上报：要市政来换/su);
    await at.overlook();

    // One line comes down when somebody above has it in hand; nobody is asked for anything.
    await at.says('街道值班小孟').inPrivate('接单');
    const [line, ...more] = await at.messagesInGroup(WORKERS);
    expect(line?.text).toMatch(/^WG-20261121-0001 柳园里7栋.*：桂花街道 街道值班小孟已接手/u);
    expect(line?.mentions).toEqual([]);
    expect(more).toEqual([]);

    await at.says('街道值班小孟').inGroup(COMMAND, '看板');
    const [street] = await at.heardInGroup(COMMAND);
    expect(street?.split('\n')).toEqual([
      matching(/【桂花街道看板】11-21 09:\d\d$/u),
      '桂花街道：在办 1',
      '· 金桂社区：在办 0',
      '· · 金桂第一网格：在办 0',
      '· · 金桂第二网格：在办 0',
      '· 柳园社区：在办 1，等上级 1',
      '· · 柳园第一网格：在办 1，等上级 1',
      '· · 柳园第二网格：在办 0',
    ]);
    await at.says('网格员小周').inGroup(WORKERS, '看板');
    const [grid] = await at.heardInGroup(WORKERS);
    expect(grid).toMatch(/柳园第一网格：在办 1，等上级 1\n· 柳园里7栋：在办 1，等上级 1\n其余 2 个/u);

    // Sent back: the level below hears why in its group.
    await at.says('街道值班小孟').inPrivate('退回 请先量一下井盖尺寸');
    expect((await at.heardInGroup(WORKERS)).filter(text => text.includes(NUMBER))).toEqual([
      matching(/被退回，原因：请先量一下井盖尺寸/u),
    ]);
  },
);
