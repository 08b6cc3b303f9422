import { afterEach, describe, expect, test } from '@jest/globals';
import { bot, inBuilding, inWorkers, monday, pixel, withZhang } from '../support/small-world.js';
import { openHouse, say, stopChats } from './ears.js';

afterEach(stopChats);

describe('a message in a group', () => {
  test('reaches the house with everything the house needs to know', async () => {
    const { network, ears } = await openHouse();
    const { id } = await say(network, { fromId: 'zhang', text: '3号楼路灯坏了' });
    await ears.until(() => ears.messages.length === 1);
    expect(ears.messages).toEqual([
      {
        account: 'bot',
        id,
        at: monday,
        from: { id: 'zhang', name: '张阿姨' },
        conversation: inBuilding,
        topic: '3号楼邻里群',
        text: '3号楼路灯坏了',
        mentionsBot: false,
        mentionedIds: [],
      },
    ]);
  });

  test('that mentions the bot comes without the @name', async () => {
    const { network, ears } = await openHouse();
    await say(network, { fromId: 'zhang', text: '路灯坏了', mentionIds: [bot.id, 'li'] });
    await say(network, { fromId: 'zhang', text: '@小格 路灯坏了' });
    await ears.until(() => ears.messages.length === 2);
    expect(ears.messages).toMatchObject([
      { text: '@李网格员\u2005路灯坏了', mentionsBot: true, mentionedIds: ['li'] },
      { text: '路灯坏了', mentionsBot: true, mentionedIds: [] },
    ]);
  });

  test('that answers to another comes with the words it answers to', async () => {
    const { network, ears } = await openHouse();
    const first = await say(network, { fromId: 'zhang', text: '路灯坏了' });
    await say(network, { fromId: 'wang', text: '我家门口也是', quoteId: first.id, mentionIds: [bot.id] });
    await ears.until(() => ears.messages.length === 2);
    expect(ears.messages[1]).toMatchObject({
      text: '我家门口也是',
      quote: { name: '张阿姨', text: '路灯坏了' },
      mentionsBot: true,
    });
  });

  test('may be a photo, with or without words', async () => {
    const { network, ears } = await openHouse();
    await say(network, { fromId: 'zhang', photo: pixel });
    await say(network, { fromId: 'zhang', photo: pixel, text: '就是这里', mentionIds: [bot.id] });
    await ears.until(() => ears.messages.length === 2);
    expect(ears.messages).toMatchObject([
      { attachment: 'photo', text: '', mentionsBot: false },
      { attachment: 'photo', text: '就是这里', mentionsBot: true },
    ]);
    expect(Buffer.from(await ears.messages[0]!.readPhoto!())).toEqual(pixel);
  });

  test('arrives in the order it was said, even from people never seen before', async () => {
    const { network, ears } = await openHouse();
    const said = Array.from({ length: 60 }, (_, n) => ({
      fromId: ['zhang', 'wang', 'li'][n % 3]!,
      text: `第${n}句`,
    }));
    await Promise.all(said.map(draft => say(network, draft)));
    await ears.until(() => ears.messages.length === said.length);
    expect(ears.messages.map(({ text }) => text)).toEqual(said.map(({ text }) => text));
  });

  test('of a group the bot has left does not reach the house', async () => {
    const { network, ears } = await openHouse();
    network.leave('building', [bot.id], 'li');
    await ears.until(() => ears.leaves.length === 1);
    await say(network, { fromId: 'zhang', text: '没人听见' });
    await say(network, { fromId: 'zhang', text: '有人听见', conversation: withZhang });
    await network.quiet();
    expect(ears.messages.map(({ text }) => text)).toEqual(['有人听见']);
  });
});

describe('a private chat', () => {
  test('works both ways', async () => {
    const { network, ears, chat } = await openHouse();
    await say(network, { fromId: 'zhang', text: '@小格 我的事怎么样了', conversation: withZhang });
    await ears.until(() => ears.messages.length === 1);
    expect(ears.messages[0]).toMatchObject({ conversation: withZhang, topic: '', text: '我的事怎么样了' });

    const { messageId } = await chat.say({ conversation: withZhang, text: '正在处理', mentionIds: [] });
    expect(network.messagesOf(withZhang, 0, 500)).toMatchObject([
      {},
      { id: messageId, text: '正在处理', from: bot },
    ]);
  });
});

describe('a recall', () => {
  test('by a neighbour is told with the id of what was taken back', async () => {
    const { network, ears } = await openHouse();
    const { id } = await say(network, { fromId: 'zhang', text: '说错了' });
    await network.recall(id, 'zhang');
    await ears.until(() => ears.recalls.length === 1);
    expect(ears.recalls).toEqual([{ account: 'bot', messageId: id, at: monday }]);
    await network.quiet();
    expect(network.undelivered()).toEqual([]);
  });

  test('by the bot itself is not told to the house', async () => {
    const { network, ears, chat } = await openHouse();
    const { messageId } = await chat.say({ conversation: inBuilding, text: '发错群了', mentionIds: [] });
    await network.recall(messageId!, bot.id);
    await say(network, { fromId: 'zhang', text: '什么' });
    await ears.until(() => ears.messages.length === 1);
    expect(ears.recalls).toEqual([]);
  });
});

describe('people', () => {
  test('who join and leave are told by name', async () => {
    const { network, ears } = await openHouse();
    network.join('workers', ['zhang', 'wang'], 'li');
    await ears.until(() => ears.joins.length === 1);
    network.leave('workers', ['wang'], 'li');
    await ears.until(() => ears.leaves.length === 1);
    expect(ears.joins).toEqual([
      {
        account: 'bot',
        roomId: 'workers',
        topic: '网格员工作群',
        people: [
          { id: 'zhang', name: '张阿姨' },
          { id: 'wang', name: '王大爷' },
        ],
      },
    ]);
    expect(ears.leaves).toEqual([
      { account: 'bot', roomId: 'workers', people: [{ id: 'wang', name: '王大爷' }] },
    ]);
    await say(network, { fromId: 'zhang', text: '我来了', conversation: inWorkers });
    await ears.until(() => ears.messages.length === 1);
    expect(ears.messages[0]).toMatchObject({ conversation: inWorkers, from: { name: '张阿姨' } });
  });

  test('see the new topic of a group in the next message', async () => {
    const { network, ears } = await openHouse();
    await say(network, { fromId: 'zhang', text: '早' });
    await ears.until(() => ears.messages.length === 1);
    network.changeTopic('building', '3号楼一家亲', 'li');
    // The topic is fetched in the background; whoever leaves afterwards is told after it.
    network.leave('building', ['wang'], 'wang');
    await ears.until(() => ears.leaves.length === 1);
    await say(network, { fromId: 'zhang', text: '好名字' });
    await ears.until(() => ears.messages.length === 2);
    expect(ears.messages.map(({ topic }) => topic)).toEqual(['3号楼邻里群', '3号楼一家亲']);
  });
});
