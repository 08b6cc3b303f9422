import { expect } from '@jest/globals';
import { conversation, matching } from '../support/play.js';
import { inHand, offered, verified } from './course.js';

const WORKERS = '柳园社区网格员';

conversation(
  'What a worker has in hand goes to a colleague after one word, with its number and its deadline',
  '2026-11-23T09:00',
  async at => {
    const leak = await inHand(
      at,
      { who: '晴天', room: '锦澜府2栋', text: '2栋3单元楼上漏水，天花板都湿了', answer: '3单元' },
      '网格员小李',
      WORKERS,
    );
    const bins = await offered(at, { who: '橙子', room: '滨河里1栋', text: '1栋门口垃圾桶满了没人收' });
    const due = (await at.ticket(1)).history.length;

    // Colleagues talk about handing over, too.
    await at.says('网格员小李').inGroup(WORKERS, '交接班开会改到下午了');
    expect(await at.heardElsewhere()).toEqual([]);

    await at.says('网格员小李').inGroup(WORKERS, '手上的单都交接给小周');
    const [card] = await at.heardInPrivate('网格员小周');
    expect(card).toMatch(/网格员小李想把手上的 2 件交给您/u);
    expect(card).toContain(leak);
    expect(card).toContain(bins);
    expect(card).toMatch(/回“接”就都转到您名下/u);
    expect(await at.heardInPrivate('社区田书记')).toEqual([
      matching(/要把手上 2 件交接给网格员小周.*不同意交接 网格员小李/u),
    ]);
    expect(await at.heardInGroup(WORKERS)).toEqual([matching(/2 件已经列给网格员小周/u)]);
    expect(await at.heardElsewhere()).toEqual([]);
    // Nothing has changed hands yet.
    expect(at.nameOf((await at.ticket(1)).assignee)).toBe('网格员小李');
    expect((await at.ticket(1)).history).toHaveLength(due);

    await at.says('网格员小周').inPrivate('好，接');
    expect((await at.heardInPrivate('网格员小周')).join('\n')).toMatch(/接好了，2 件都在您名下，时限没变/u);
    expect(await at.heardInPrivate('网格员小李')).toEqual([matching(/网格员小周接好了，2 件都转过去了/u)]);
    // Whoever reported hears who goes on with it; what nobody had begun is accepted with the same word.
    expect(await at.heardInPrivate('晴天')).toEqual([
      matching(new RegExp(`${leak} 换网格员小周接着办，单号和时限都不变`, 'u')),
    ]);
    expect(await at.heardInPrivate('橙子')).toEqual([matching(/网格员小周接了/u)]);
    const [first, second] = await at.tickets();
    expect([at.nameOf(first?.assignee ?? null), first?.state]).toEqual(['网格员小周', 'handling']);
    expect([at.nameOf(second?.assignee ?? null), second?.state]).toEqual(['网格员小周', 'handling']);
    expect(await at.historyOf(1)).toContain('ticket-taken-over');
    await at.overlook();

    // Said again it means nothing any more, and the loop goes on as ever.
    await at.says('网格员小周').inPrivate('接');
    await at.overlook();
    expect((await at.tickets()).map(({ assignee }) => at.nameOf(assignee))).toEqual([
      '网格员小周',
      '网格员小周',
    ]);
    await verified(at, leak, { worker: '网格员小周', room: WORKERS, verifier: '社区田书记' });
    expect((await at.ticket(1)).state).toBe('verified');
  },
);
