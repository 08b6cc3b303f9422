import { afterEach, describe, expect, test } from '@jest/globals';
import { bot, inBuilding, pixel, withZhang } from '../support/small-world.js';
import { closeHouses, lampTicket, openPlayedHouse } from './played-house.js';

const building = '/local-chat/api/rooms/building/messages';
const zhangsChat = '/local-chat/api/direct/zhang/messages';

afterEach(closeHouses);

describe('the world', () => {
  test('lists rooms with members, everybody there is, and the present moment', async () => {
    const { get } = await openPlayedHouse();
    const { status, body } = await get('/local-chat/api/world');
    expect(status).toBe(200);
    const zhang = { id: 'zhang', name: '张阿姨', role: 'resident', isBot: false };
    const li = { id: 'li', name: '李网格员', role: 'grid-worker', isBot: false };
    const robot = { id: 'bot', name: '小格', role: 'bot', isBot: true };
    expect(body.now).toBe('2026-03-02T00:00:00.000Z');
    expect(body.contacts).toEqual([robot, zhang, expect.objectContaining({ id: 'wang' }), li]);
    expect(body.rooms[1]).toEqual({
      id: 'workers',
      topic: '网格员工作群',
      kind: 'workers',
      unit: 'g1',
      unitName: '第一网格',
      members: [robot, li],
    });
  });
});

describe('a message', () => {
  test('posted in a room can be read there', async () => {
    const { get, post } = await openPlayedHouse();
    const posted = await post(building, { from: 'zhang', text: '3号楼路灯坏了', mention: true });
    expect(posted).toMatchObject({ status: 200, body: { id: expect.any(String) } });
    expect((await get(building)).body).toEqual({
      messages: [
        {
          id: posted.body.id,
          at: '2026-03-02T00:00:00.000Z',
          from: { id: 'zhang', name: '张阿姨', isBot: false },
          text: '3号楼路灯坏了',
          mentions: ['bot'],
        },
      ],
      cursor: expect.any(String),
    });
  });

  test('is read on from the cursor, and the cursor stays when nothing is new', async () => {
    const { get, post } = await openPlayedHouse();
    await post(building, { from: 'zhang', text: '一' });
    const first = (await get(building)).body;
    await post(building, { from: 'wang', text: '二' });
    const second = (await get(`${building}?after=${first.cursor}`)).body;
    expect(second.messages).toMatchObject([{ text: '二' }]);
    expect((await get(`${building}?after=${second.cursor}`)).body).toEqual({
      messages: [],
      cursor: second.cursor,
    });
    const empty = (await get(zhangsChat)).body;
    expect(empty.messages).toEqual([]);
    await post(zhangsChat, { text: '三' });
    expect((await get(`${zhangsChat}?after=${empty.cursor}`)).body.messages).toMatchObject([{ text: '三' }]);
  });

  test('of many comes in pages of five hundred', async () => {
    const { get, network } = await openPlayedHouse();
    for (let n = 1; n <= 501; n += 1) {
      await network.post({ fromId: 'zhang', conversation: inBuilding, text: String(n), mentionIds: [] });
    }
    const page = (await get(building)).body;
    expect(page.messages).toHaveLength(500);
    expect((await get(`${building}?after=${page.cursor}`)).body.messages).toMatchObject([{ text: '501' }]);
  });

  test('may mention anybody in the room', async () => {
    const { get, post } = await openPlayedHouse();
    await post(building, { from: 'zhang', text: '一', mention: 'li' });
    await post(building, { from: 'zhang', text: '二', mention: ['li', 'bot'] });
    await post(building, { from: 'zhang', text: '三', mention: false });
    const { messages } = (await get(building)).body;
    expect(messages.map(({ mentions }: { mentions: string[] }) => mentions)).toEqual([
      ['li'],
      ['li', 'bot'],
      [],
    ]);
  });

  test('may answer to another', async () => {
    const { get, post } = await openPlayedHouse();
    const { id } = (await post(building, { from: 'zhang', text: '路灯坏了' })).body;
    await post(building, { from: 'wang', text: '我家门口也是', quote: id });
    expect((await get(building)).body.messages[1]).toMatchObject({
      text: '我家门口也是',
      quote: { id, name: '张阿姨', text: '路灯坏了' },
    });
  });

  test.each([
    ['plain base64', pixel.toString('base64')],
    ['a data URL', `data:image/png;base64,${pixel.toString('base64')}`],
    ['base64 in lines', pixel.toString('base64').replaceAll(/.{20}/g, '$&\r\n')],
  ])('may be a photo, in %s', async (_, imageBase64) => {
    const { get, post, url } = await openPlayedHouse();
    await post(building, { from: 'zhang', imageBase64 });
    const [message] = (await get(building)).body.messages;
    expect(message).not.toHaveProperty('text');
    const photo = await fetch(url(message.imageUrl));
    expect(photo.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await photo.arrayBuffer())).toEqual(pixel);
  });

  test('may hold a photo of eight megabytes', async () => {
    const { get, post, url } = await openPlayedHouse();
    const large = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(8 * 1024 * 1024, 7)]);
    const posted = await post(building, {
      from: 'zhang',
      text: '大图',
      imageBase64: large.toString('base64'),
    });
    expect(posted.status).toBe(200);
    const [message] = (await get(building)).body.messages;
    const photo = await fetch(url(message.imageUrl));
    expect(photo.headers.get('content-type')).toBe('image/jpeg');
    expect(Buffer.from(await photo.arrayBuffer()).equals(large)).toBe(true);
  });

  test('may have twenty thousand characters, rare ones included', async () => {
    const { post } = await openPlayedHouse();
    expect((await post(building, { from: 'zhang', text: '灯'.repeat(20_000) })).status).toBe(200);
    expect((await post(building, { from: 'zhang', text: '𠮷'.repeat(20_000) })).status).toBe(200);
  });

  test('from the bot is shown as such, with its picture', async () => {
    const { get, network } = await openPlayedHouse();
    const said = { fromId: bot.id, conversation: inBuilding, mentionIds: ['zhang'] };
    await network.post({ ...said, text: '@张阿姨 已受理', photo: pixel });
    expect((await get(building)).body.messages).toMatchObject([
      {
        from: { id: 'bot', isBot: true },
        mentions: ['zhang'],
        imageUrl: expect.stringContaining('/local-chat/media/'),
      },
    ]);
  });
});

describe('a private chat', () => {
  test('is the one between that contact and the bot', async () => {
    const { get, post, network } = await openPlayedHouse();
    const { id } = (await post(zhangsChat, { from: 'zhang', text: '我的事怎么样了' })).body;
    await post('/local-chat/api/direct/wang/messages', { text: '我的呢' });
    await network.post({ fromId: bot.id, conversation: withZhang, text: '正在处理', mentionIds: [] });
    expect((await get(zhangsChat)).body.messages).toMatchObject([
      { id, from: { id: 'zhang' }, text: '我的事怎么样了' },
      { from: { id: 'bot', isBot: true }, text: '正在处理' },
    ]);
  });
});

describe('a recalled message', () => {
  test('is marked, and its words are gone', async () => {
    const { get, post } = await openPlayedHouse();
    const { id } = (
      await post(building, { from: 'zhang', text: '说错了', imageBase64: pixel.toString('base64') })
    ).body;
    const recalled = await post(`/local-chat/api/messages/${id}/recall`);
    expect(recalled).toMatchObject({ status: 200, body: { id, recalled: true } });
    const [message] = (await get(building)).body.messages;
    expect(message).toMatchObject({ id, recalled: true });
    expect(JSON.stringify(message)).not.toContain('说错了');
    expect(message).not.toHaveProperty('imageUrl');
    expect((await post(`/local-chat/api/messages/${id}/recall`, { from: 'zhang' })).status).toBe(200);
  });
});

describe('the clock', () => {
  test('moves for everybody, and tells the new moment', async () => {
    const { get, post, asked } = await openPlayedHouse();
    expect(await post('/local-chat/api/clock', { advanceMinutes: 90 })).toMatchObject({
      status: 200,
      body: { now: '2026-03-02T01:30:00.000Z' },
    });
    expect(asked).toEqual(['advance 90']);
    expect((await get('/local-chat/api/world')).body.now).toBe('2026-03-02T01:30:00.000Z');
  });

  test('moves only after what was said has reached the house', async () => {
    const { post, network, asked } = await openPlayedHouse({ takesMessages: false });
    const { id } = (await post(building, { from: 'zhang', text: '慢一点' })).body;
    const moved = post('/local-chat/api/clock', { advanceMinutes: 1 });
    const settled = post('/local-chat/api/settle');
    // Both requests have arrived and wait for the message: another round trip goes through meanwhile.
    await post(zhangsChat, { from: 'nobody' });
    expect(asked).toEqual([]);
    await network.handedOver(id);
    await Promise.all([moved, settled]);
    expect(asked.toSorted()).toEqual(['advance 1', 'settle']);
  });
});

describe('settling', () => {
  test('answers when nothing is pending', async () => {
    const { post, asked } = await openPlayedHouse();
    expect((await post('/local-chat/api/settle')).status).toBe(200);
    expect((await post('/local-chat/api/settle', {})).status).toBe(200);
    expect(asked).toEqual(['settle', 'settle']);
  });
});

describe('the tickets', () => {
  test('are shown as the house gives them', async () => {
    const { get } = await openPlayedHouse();
    expect((await get('/local-chat/api/tickets')).body).toEqual({ tickets: [lampTicket] });
  });
});
