import { expect } from '@jest/globals';
import { matching } from '../support/play.js';
import { conversation } from '../support/play-one-matter.js';

const WORKERS = '柳园社区网格员';

conversation(
  'What a worker finds on the way becomes a ticket of its own, and talk in the workers’ group none',
  '2026-11-26T15:40',
  async at => {
    await at.says('网格员小周').inGroup(WORKERS, '城中村白天敲门没人应，晚上我再去一趟');
    await at.says('社区田书记').inGroup(WORKERS, '明晚我和小李过去，分两条巷子走');
    expect(await at.tickets()).toEqual([]);
    expect(await at.heardInGroup(WORKERS)).toEqual([]);

    await at
      .says('网格员小周')
      .inGroup(WORKERS, '柳园里7栋有一户燃气软管开裂，没闻到味，我没敢动', { mention: true, photo: 1 });
    const found = await at.ticket(1);
    expect(found).toMatchObject({ category: '03', state: 'offered' });
    expect(found.history[0]?.type).toBe('ticket-opened');
    expect(at.nameOf(found.history[0]?.by ?? null)).toBe('网格员小周');
    expect(found.photos).toHaveLength(1);
    expect((await at.heardInGroup(WORKERS)).join('\n')).toMatch(new RegExp(found.number, 'u'));

    // The finder takes it up the tower, to those who may touch a gas pipe.
    await at.says('网格员小周').inGroup(WORKERS, `接单 ${found.number}`);
    await at.says('网格员小周').inGroup(WORKERS, `转派 燃气公司 ${found.number}`);
    expect(await at.ticket(1)).toMatchObject({ state: 'offered', level: 'department' });
    expect((await at.heardInPrivate('燃气公司小温'))[0]).toMatch(/派单.*软管/su);
    await at.overlook();
    await at.says('燃气公司小温').inPrivate('接单');
    await at.says('燃气公司小温').inPrivate('办结 换了新软管，测过不漏', { photo: 2 });
    // Whoever found it did not mend it, and may check.
    const [check] = await at.messagesInGroup(WORKERS);
    expect(check?.mentions).toEqual(['网格员小周']);
    await at.says('网格员小周').inGroup(WORKERS, '核实通过 软管换好了');
    expect(await at.ticket(1)).toMatchObject({ state: 'verified' });
    expect((await at.heardInPrivate('网格员小周')).at(-1)).toEqual(matching(/1 满意/u));
  },
);
