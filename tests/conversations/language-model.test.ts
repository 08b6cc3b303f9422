import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Conversation } from '../support/conversation.js';
import { startFakeLlm, type FakeLlm } from '../support/fake-llm.js';

const UNCLEAR = '又来了又来了，这楼没法住了，有没有人管';
const AND_WHAT = '还是那样，天天都这样，烦死了';
const room = '滨河里1栋';

/** What the requests so far were about, by the name of the schema. */
function askedFor({ requests }: FakeLlm): (string | undefined)[] {
  return requests.map(({ body }) => body.response_format?.json_schema?.name);
}

/** The last category and item that the model may choose from for a name. */
function choosing(category: string, item: string): string {
  return JSON.stringify({ category, item, certainty: '高' });
}

describe('A language model is asked where the bot is in doubt', () => {
  let fake: FakeLlm;
  let at: Conversation;

  beforeEach(async () => {
    fake = await startFakeLlm();
    at = await Conversation.begin('2026-11-25T15:20', 'never', {
      OPENAI_API_KEY: 'test-key',
      OPENAI_BASE_URL: fake.url,
      LLM_DEADLINE_MS: '2000',
    });
  });

  afterEach(async () => {
    await at.program.stop();
    await fake.close();
  });

  async function leaveInDoubt(): Promise<void> {
    await at.says('橙子').inGroup(room, UNCLEAR);
    await at.says('橙子').inGroup(room, AND_WHAT);
  }

  test('what it says sends the report on its way, and the record says who decided', async () => {
    fake.plays({ kind: 'answers', content: choosing('02', '02-11') });
    await leaveInDoubt();
    const ticket = await at.ticket(1);
    expect(ticket).toMatchObject({ state: 'offered', category: '02', item: '02-11' });
    expect(await at.historyOf(1)).toEqual(
      expect.arrayContaining(['triage-asked', 'model-consulted', 'ticket-offered']),
    );
    expect(askedFor(fake)).toEqual(['ask_v1', 'classify_v1']);
    expect(await at.heardInPrivate('街道值班小孟')).toEqual([]);
  });

  test('it words the one question, and the usual words serve where it does not', async () => {
    const question = '请问是什么声音，从哪儿传来的？';
    fake.playsNext({ kind: 'hangs' });
    await at.says('晴天').inGroup('锦澜府2栋', UNCLEAR);
    expect(await at.heardInGroup('锦澜府2栋')).toEqual([expect.stringContaining('是什么情况、从哪儿来的？')]);
    fake.playsNext({ kind: 'answers', content: JSON.stringify({ about: 'matter', question }) });
    await at.says('橙子').inGroup(room, UNCLEAR);
    const [receipt, ...more] = await at.heardInGroup(room);
    expect(receipt).toContain(question);
    expect(more).toEqual([]);
    expect(await at.historyOf(2)).toContain('question-worded');
    expect(at.program.errors).toEqual([]);
  });

  test('it sums up for the community what comes up from the grid', async () => {
    await at.says('晴天').inGroup('锦澜府2栋', '2栋门口的垃圾桶满了三天没人清');
    const { number } = await at.ticket(1);
    await at.overlook();
    const summary = { summary: '垃圾桶满了三天，网格员催过保洁', needs: '请协调环卫清运' };
    fake.plays({ kind: 'answers', content: JSON.stringify(summary) });
    await at.says('网格员小李').inGroup('柳园社区网格员', `上报 ${number} 保洁公司不归我们管`);
    const { assignee } = await at.ticket(1);
    const [card, note, ...more] = await at.heardInPrivate(at.nameOf(assignee));
    expect(card).toContain('上报');
    expect(note).toContain('垃圾桶满了三天，网格员催过保洁。');
    expect(more).toEqual([]);
  });

  test.each([
    ['fails', { kind: 'complains', status: 500 }],
    ['answers outside the categories', { kind: 'answers', content: choosing('99', '99-01') }],
    [
      'is not sure',
      { kind: 'answers', content: JSON.stringify({ category: '不确定', item: '不确定', certainty: '低' }) },
    ],
  ] as const)('when it %s, a person is asked as without it', async (_how, behaviour) => {
    fake.plays(behaviour);
    await leaveInDoubt();
    const ticket = await at.ticket(1);
    expect(ticket).toMatchObject({ state: 'triage' });
    expect(await at.historyOf(1)).toContain('model-consulted');
    expect(await at.heardInPrivate('街道值班小孟')).toEqual([expect.stringContaining('待研判')]);
  });

  test('when it is silent for too long, a person is asked', async () => {
    fake.plays({ kind: 'hangs' });
    await leaveInDoubt();
    expect(await at.ticket(1)).toMatchObject({ state: 'triage' });
    expect(await at.heardInPrivate('街道值班小孟')).toEqual([expect.stringContaining('待研判')]);
  });

  test('an emergency never waits for it', async () => {
    fake.plays({ kind: 'hangs' });
    await at.says('小鹿').inGroup('柳园里9栋', '9栋1单元楼道煤气味呛人，快来人');
    expect(await at.ticket(1)).toMatchObject({ state: 'offered', urgency: 'emergency' });
    expect(fake.requests).toHaveLength(0);
  });
});

describe('Somebody who knows better corrects the category', () => {
  test('the reporter says whose matter it is, and the ticket is filed anew under its number', async () => {
    const at = await Conversation.begin('2026-11-25T09:20');
    try {
      await at.says('晴天').inGroup('锦澜府2栋', '2栋门口的垃圾桶满了三天没人清');
      const { number, category } = await at.ticket(1);
      expect(category).toBe('02');
      await at.overlook();
      await at.says('晴天').inPrivate('不是城管，是物业');
      expect(await at.ticket(1)).toMatchObject({ number, category: '11' });
      expect(await at.heardInPrivate('晴天')).toEqual([
        expect.stringMatching(new RegExp(`${number}.*社区服务`, 'u')),
      ]);
      expect(await at.heardInGroup('柳园社区网格员')).toEqual([expect.stringContaining(number)]);
      expect(at.program.errors).toEqual([]);
    } finally {
      await at.program.stop();
    }
  });
});
