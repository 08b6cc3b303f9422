import { afterEach, describe, expect, test } from '@jest/globals';
import { silentLog } from '../../src/base/log.js';
import { openPuppet } from '../../src/chat/open-puppet.js';
import { wechatyChat } from '../../src/chat/wechaty-chat.js';
import { inBuilding, inWorkers, monday, openSmallNetwork, pixel } from '../support/small-world.js';
import { Ears, openHouse, say, startChat, stopChats } from './ears.js';

afterEach(stopChats);

describe('the bot says something', () => {
  test('and its mentions are real ones', async () => {
    const { network, chat } = await openHouse();
    await chat.say({ conversation: inBuilding, text: '已受理', mentionIds: ['zhang', 'wang'] });
    expect(network.messagesOf(inBuilding, 0, 1)).toMatchObject([
      { text: '@张阿姨\u2005@王大爷 已受理', mentionIds: ['zhang', 'wang'] },
    ]);
  });

  test('and whoever has left the group meanwhile is not mentioned', async () => {
    const { network, chat, ears } = await openHouse();
    network.leave('building', ['wang'], 'wang');
    await ears.until(() => ears.leaves.length === 1);
    await chat.say({ conversation: inBuilding, text: '已受理', mentionIds: ['wang', 'zhang'] });
    expect(network.messagesOf(inBuilding, 0, 1)).toMatchObject([
      { text: '@张阿姨 已受理', mentionIds: ['zhang'] },
    ]);
  });

  test('with a picture, and the picture is the same', async () => {
    const { network, chat } = await openHouse();
    const picture = { bytes: pixel, fileName: '晨报.png' };
    const { messageId } = await chat.say({
      conversation: inWorkers,
      text: '今日晨报',
      picture,
      mentionIds: [],
    });
    const [text, photo] = network.messagesOf(inWorkers, 0, 2);
    expect(text).toMatchObject({ id: messageId, text: '今日晨报' });
    expect(Buffer.from((await network.photo(photo!.photo!.id))!.bytes)).toEqual(pixel);
  });

  test('and can tell afterwards that it has', async () => {
    const { chat } = await openHouse();
    const message = { conversation: inBuilding, text: '已受理', mentionIds: ['zhang'] };
    expect(await chat.hasSaid(message, monday)).toBe(false);
    await chat.say(message);
    expect(await chat.hasSaid(message, monday)).toBe(true);
  });

  test('to nobody, and is told so', async () => {
    const { chat } = await openHouse();
    const message = { text: '喂', mentionIds: [] };
    await expect(chat.say({ ...message, conversation: { kind: 'room', roomId: 'x' } })).rejects.toMatchObject(
      {
        code: 'chat-unknown-room',
      },
    );
    await expect(
      chat.say({ ...message, conversation: { kind: 'direct', contactId: 'x' } }),
    ).rejects.toMatchObject({
      code: 'chat-unknown-contact',
    });
  });

  test('before it is there, and is told so', async () => {
    const network = await openSmallNetwork();
    const chat = wechatyChat({ openPuppet: () => openPuppet('local', { network }), log: silentLog });
    const early = chat.say({ conversation: inBuilding, text: '喂', mentionIds: [] });
    await expect(early).rejects.toMatchObject({ code: 'chat-not-connected' });
    expect(() => chat.account).toThrow('after start');
  });

  test('and does not hear itself, even where the network echoes', async () => {
    const network = await openSmallNetwork();
    const ears = new Ears();
    const puppet = await openPuppet('local', { network });
    const chat = await startChat(network, ears, puppet);
    const { messageId } = await chat.say({ conversation: inBuilding, text: '我自己', mentionIds: [] });
    puppet.emit('message', { messageId: messageId! });
    await say(network, { fromId: 'zhang', text: '别人' });
    await ears.until(() => ears.messages.length > 0);
    expect(ears.messages.map(({ text }) => text)).toEqual(['别人']);
  });
});
