import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { ChatGateway, IncomingMessage } from '../../src/chat/chat-gateway.js';
import type { LocalDraft } from '../../src/chat/local-draft.js';
import { bot, inBuilding, inWorkers, pixel, withZhang } from '../support/small-world.js';
import { Ears } from './ears.js';
import type { OddMessage } from './host/host-puppet.js';
import { endAll, keptLog, startOver } from './host/over-service.js';
import { startHost, type Host, type Said } from './host/start-host.js';

// Only ends what hangs.
jest.setTimeout(300_000);

// One service, one bot: as in life, everything passes the same connection.
let host: Host;
let chat: ChatGateway;
const ears = new Ears();
const { log, lines } = keptLog();

beforeAll(async () => {
  host = await startHost();
  chat = await startOver(host, ears, { log });
});
afterAll(endAll);

async function post(draft: Partial<LocalDraft> & { fromId: string; photoBase64?: string }): Promise<string> {
  const order = { do: 'post', draft: { conversation: inBuilding, mentionIds: [], ...draft } } as const;
  return (await host.tell(order)) as string;
}

async function heard(id: string): Promise<IncomingMessage> {
  await ears.until(() => ears.messages.some(message => message.id === id));
  return ears.messages.find(message => message.id === id)!;
}

async function said(conversation: typeof inBuilding | typeof withZhang): Promise<Said[]> {
  return (await host.tell({ do: 'said', conversation })) as Said[];
}

const shaOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('over a puppet service, a message in a group', () => {
  test('of text arrives whole, whatever is in it', async () => {
    const text = '3号楼电梯坏了😀\n第二行 <&>"\' 𠮷 ' + '长'.repeat(5_000);
    const before = Date.now();
    const message = await heard(await post({ fromId: 'zhang', text }));
    expect(message).toMatchObject({
      account: bot.id,
      from: { id: 'zhang', name: '张阿姨' },
      conversation: inBuilding,
      topic: '3号楼邻里群',
      text,
      mentionsBot: false,
    });
    expect(message.at).toBeGreaterThanOrEqual(before - 1_000);
    expect(message.at).toBeLessThanOrEqual(Date.now() + 1_000);
  });

  test('that mentions the bot and somebody else comes without the name of the bot', async () => {
    const id = await post({ fromId: 'zhang', text: '路灯坏了', mentionIds: [bot.id, 'li'] });
    expect(await heard(id)).toMatchObject({
      text: '@李网格员\u2005路灯坏了',
      mentionsBot: true,
      mentionedIds: ['li'],
    });
  });

  test('that quotes another one brings the words along', async () => {
    const first = await post({ fromId: 'zhang', text: '路灯坏了' });
    const id = await post({ fromId: 'wang', text: '我家门口也是', quoteId: first });
    expect(await heard(id)).toMatchObject({
      text: '我家门口也是',
      quote: { name: '张阿姨', text: '路灯坏了' },
    });
  });

  test.each([
    ['a small photo', pixel],
    ['a photo of 3 MB', Buffer.concat([pixel, randomBytes(3 * 1024 * 1024)])],
  ])('may be %s, byte by byte the same', async (_, photo) => {
    const message = await heard(await post({ fromId: 'zhang', photoBase64: photo.toString('base64') }));
    expect(message).toMatchObject({ attachment: 'photo', text: '' });
    expect(shaOf(await message.readPhoto!())).toBe(shaOf(photo));
  });

  test.each<[OddMessage['kind'], string]>([
    ['voice', 'voice'],
    ['video', 'video'],
    ['file', 'file'],
    ['location', 'location'],
    ['link', 'link'],
    ['mini-program', 'link'],
    ['card', 'other'],
    ['sticker', 'other'],
  ])(
    'may be a %s, which the house knows as %s, and its machine text is not taken for words',
    async (kind, attachment) => {
      const message = {
        kind,
        id: `odd-${kind}`,
        fromId: 'wang',
        roomId: 'building',
        at: Date.now(),
        text: '<msg>救命</msg>',
      };
      await host.tell({ do: 'odd', message });
      const came = await heard(message.id);
      expect(came).toMatchObject({ attachment, text: '', from: { name: '王大爷' } });
      if (kind === 'voice')
        expect(Buffer.from(await came.readVoice!()).toString()).toBe('the bytes of a voice');
    },
  );

  test('with its time in seconds is as old as it is', async () => {
    const seconds = Math.floor(Date.now() / 1000) - 3_600;
    const message = {
      kind: 'voice',
      id: 'an-hour-ago',
      fromId: 'wang',
      roomId: 'building',
      at: seconds,
    } as const;
    await host.tell({ do: 'odd', message });
    expect((await heard('an-hour-ago')).at).toBe(seconds * 1000);
  });

  test('that is taken back is told with its id', async () => {
    const id = await post({ fromId: 'zhang', text: '说错了' });
    await heard(id);
    await host.tell({ do: 'recall', messageId: id, byId: 'zhang' });
    await ears.until(() => ears.recalls.some(({ messageId }) => messageId === id));
  });
});

describe('over a puppet service, the bot', () => {
  test('speaks with somebody in private, both ways', async () => {
    const id = await post({ fromId: 'zhang', text: '我的事怎么样了', conversation: withZhang });
    expect(await heard(id)).toMatchObject({ conversation: withZhang, topic: '' });
    const { messageId } = await chat.say({ conversation: withZhang, text: '正在处理', mentionIds: [] });
    expect(await said(withZhang)).toEqual([{ id: messageId, text: '正在处理', mentionIds: [] }]);
  });

  test('mentions people and posts a picture, byte by byte the same', async () => {
    const bytes = Buffer.concat([pixel, randomBytes(400_000)]);
    const picture = { bytes, fileName: '晨报.png' };
    await chat.say({ conversation: inBuilding, text: '今日晨报', mentionIds: ['zhang'], picture });
    expect(await said(inBuilding)).toMatchObject([
      { text: '@张阿姨 今日晨报', mentionIds: ['zhang'] },
      { sha256: shaOf(bytes) },
    ]);
  });

  test('hears who joins, who leaves and how a group is called now', async () => {
    await host.tell({ do: 'join', roomId: 'workers', contactIds: ['zhang', 'wang'], byId: 'li' });
    await ears.until(() => ears.joins.length === 1);
    await host.tell({ do: 'leave', roomId: 'workers', contactIds: ['wang'], byId: 'li' });
    await ears.until(() => ears.leaves.length === 1);
    await host.tell({ do: 'topic', roomId: 'workers', topic: '第一网格一家亲', byId: 'li' });
    // The new name is fetched in the background; whoever leaves afterwards is told after it.
    await host.tell({ do: 'leave', roomId: 'workers', contactIds: ['zhang'], byId: 'zhang' });
    await ears.until(() => ears.leaves.length === 2);
    expect(ears.joins).toMatchObject([
      {
        roomId: 'workers',
        topic: '网格员工作群',
        people: [
          { id: 'zhang', name: '张阿姨' },
          { id: 'wang', name: '王大爷' },
        ],
      },
    ]);
    expect(ears.leaves).toMatchObject([{ people: [{ name: '王大爷' }] }, { people: [{ name: '张阿姨' }] }]);
    const id = await post({ fromId: 'li', text: '好名字', conversation: inWorkers });
    expect(await heard(id)).toMatchObject({ topic: '第一网格一家亲' });
  });

  test('accepts who wants to be its contact', async () => {
    await host.tell({ do: 'emit', event: 'friendship', payload: { friendshipId: 'zhang:1' } });
    // The request travels there and back; a message after it is heard after it was accepted.
    let accepted: string[] = [];
    while (accepted.length === 0)
      ({ accepted } = (await host.tell({ do: 'state' })) as { accepted: string[] });
    expect(accepted).toEqual(['zhang:1']);
  });

  test('hears 2,000 messages in one go, none lost, none twice, all in order', async () => {
    const from = ears.messages.length;
    await host.tell({
      do: 'burst',
      word: '第',
      count: 2_000,
      roomIds: ['building'],
      fromIds: ['zhang', 'wang', 'li'],
    });
    await ears.until(() => ears.messages.length >= from + 2_000);
    await heard(await post({ fromId: 'zhang', text: '完' }));
    const texts = ears.messages.slice(from).map(({ text }) => text);
    expect(texts).toEqual([...Array.from({ length: 2_000 }, (_, n) => `第${n}`), '完']);
  });

  test('had no trouble with any of this', () => {
    expect(lines.filter(({ level }) => level !== 'info')).toEqual([]);
  });
});
