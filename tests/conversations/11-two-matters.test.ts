import { expect } from '@jest/globals';
import { conversation } from '../support/play-one-matter.js';

conversation(
  'Two matters in one message become two tickets, each with its own end',
  '2026-11-24T08:50',
  async at => {
    await at
      .says('晴天')
      .inGroup('锦澜府2栋', '2栋1单元大门的锁坏了关不严。另外南门外人行道的井盖翘起来了，差点绊倒人');
    const tickets = await at.tickets();
    expect(tickets).toHaveLength(2);
    expect(new Set(tickets.map(({ item }) => item)).size).toBe(2);
    const [lock, cover] = [await at.ticket(1), await at.ticket(2)];
    expect(cover.category).toBe('04');
    const [receipt, ...more] = await at.heardInGroup('锦澜府2栋');
    expect(receipt).toMatch(new RegExp(`①.*${lock.number}.*②.*${cover.number}`, 'su'));
    expect(more).toEqual([]);
    await at.overlook();

    for (const { number } of [lock, cover]) {
      if ((await at.tickets()).some(ticket => ticket.number === number && ticket.state === 'triage'))
        await at.says('街道值班小孟').inPrivate(`受理 ${number}`);
    }
    await at.says('网格员小李').inGroup('柳园社区网格员', `接单 ${cover.number}`);
    await at.says('网格员小李').inGroup('柳园社区网格员', `转派 ${lock.number} 物业公司`);
    await at.says('物业老夏').inPrivate(`接单 ${lock.number}`);
    expect(at.nameOf((await at.ticket(1)).assignee)).toBe('物业老夏');
    expect(at.nameOf((await at.ticket(2)).assignee)).toBe('网格员小李');
    await at.overlook();

    await at.says('网格员小李').inGroup('柳园社区网格员', `办结 ${cover.number} 换了新盖`, { photo: 1 });
    await at.says('社区田书记').inPrivate(`核实通过 ${cover.number}`);
    const callbacks = await at.heardInPrivate('晴天');
    expect(callbacks.at(-1)).toContain(cover.number);
    expect(callbacks.join()).not.toContain(lock.number);
    await at.says('晴天').inPrivate('1 井盖换得挺快');
    expect(await at.ticket(2)).toMatchObject({ state: 'closed', satisfaction: 'satisfied' });
    expect((await at.ticket(1)).state).toBe('handling');
    await at.overlook();

    await at.says('物业老夏').inPrivate('办结 换了闭门器和锁舌', { photo: 2 });
    await at.says('网格员小李').inGroup('柳园社区网格员', `核实通过 ${lock.number}`);
    expect((await at.heardInPrivate('晴天')).at(-1)).toContain(lock.number);
    await at.says('晴天').inPrivate('2');
    expect(await at.ticket(1)).toMatchObject({ state: 'closed', satisfaction: 'fair' });
    expect((await at.ticket(2)).satisfaction).toBe('satisfied');
  },
);
