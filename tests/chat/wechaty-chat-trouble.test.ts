import { afterEach, describe, expect, test } from '@jest/globals';
import { silentLog } from '../../src/base/log.js';
import type { ChatListener } from '../../src/chat/chat-gateway.js';
import { usualPatience } from '../../src/chat/patience.js';
import { LocalPuppet } from '../../src/chat/local-puppet.js';
import { openPuppet } from '../../src/chat/open-puppet.js';
import { wechatyChat } from '../../src/chat/wechaty-chat.js';
import { nothingYet, openSmallNetwork, pixel } from '../support/small-world.js';
import { Ears, say, startChat, stopChats } from './ears.js';

afterEach(stopChats);

describe('a house that fails', () => {
  test('on one message still hears the others, and gets that one again after a restart', async () => {
    const remains = nothingYet();
    const network = await openSmallNetwork(remains);
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const ears = new Ears();
    const clumsy: ChatListener = {
      messageArrived: async message => {
        if (message.text === '坏消息') throw new Error('摔了一跤');
        await ears.messageArrived(message);
      },
      messageRecalled: async () => {
        throw new Error('又摔了一跤');
      },
      peopleJoined: async () => {
        throw new Error('再摔一跤');
      },
      peopleLeft: async leave => ears.peopleLeft(leave),
    };
    const first = await startChat(network, clumsy);
    const bad = await say(network, { fromId: 'zhang', text: '坏消息' });
    await network.recall((await say(network, { fromId: 'zhang', text: '收回' })).id, 'zhang');
    network.join('workers', ['zhang'], 'li');
    network.leave('workers', ['zhang'], 'li');
    await say(network, { fromId: 'zhang', text: '好消息' });
    await ears.until(() => ears.messages.some(({ text }) => text === '好消息') && ears.leaves.length === 1);
    await network.quiet();
    await first.stop();
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);

    const again = new Ears();
    await startChat(await openSmallNetwork(remains), again);
    await again.until(() => again.messages.length === 1 && again.recalls.length === 1);
    expect(again.messages).toMatchObject([{ id: bad.id, text: '坏消息' }]);
  });
});

describe('a message posted before a crash', () => {
  test('is delivered after the restart, once', async () => {
    const remains = nothingYet();
    const { id } = await say(await openSmallNetwork(remains), {
      fromId: 'zhang',
      text: '漏水了',
      photo: pixel,
    });

    const second = await openSmallNetwork(remains);
    const ears = new Ears();
    const chat = await startChat(second, ears);
    await ears.until(() => ears.messages.length === 1);
    expect(ears.messages).toMatchObject([{ id, text: '漏水了', attachment: 'photo' }]);
    await second.quiet();
    await chat.stop();

    expect((await openSmallNetwork(remains)).undelivered()).toEqual([]);
  });
});

describe('a message whose reading was cut off by a lost connection', () => {
  test('is read after the return, once', async () => {
    const network = await openSmallNetwork();
    const cut: string[] = [];
    const chat = wechatyChat({
      log: silentLog,
      after: (ms, work) => {
        if (ms <= usualPatience.longestPauseMs) setImmediate(work);
        return () => {};
      },
      openPuppet: async () => {
        const puppet = await openPuppet('local', { network });
        if (cut.length > 0) return puppet;
        puppet.messagePayload = id => {
          cut.push(id);
          puppet.emit('error', new Error('14 UNAVAILABLE: Connection dropped'));
          // Our own network would hand it over again by itself; others do not.
          return network.handedOver(id).then(() => new Promise(() => {}));
        };
        return puppet;
      },
    });
    const ears = new Ears();
    await chat.start(ears);
    const { id } = await say(network, { fromId: 'zhang', text: '漏水了' });
    await ears.until(() => ears.messages.length === 1);
    await say(network, { fromId: 'zhang', text: '二楼' });
    await ears.until(() => ears.messages.length === 2);
    await chat.stop();
    expect(cut).toEqual([id]);
    expect(ears.messages.map(({ text }) => text)).toEqual(['漏水了', '二楼']);
  });
});

describe('a message about which the network does not answer', () => {
  test('holds up the others for a while only, and is asked for again', async () => {
    const network = await openSmallNetwork();
    const puppet = await openPuppet('local', { network });
    const payload = puppet.messagePayload.bind(puppet);
    const asked: string[] = [];
    puppet.messagePayload = async id => {
      asked.push(id);
      return asked.length === 1 ? new Promise(() => {}) : payload(id);
    };
    const late: (() => void)[] = [];
    const readMs = 12_345;
    const chat = wechatyChat({
      log: silentLog,
      openPuppet: async () => puppet,
      patience: { readMs },
      after: (ms, work) => {
        if (ms === readMs) late.push(work);
        return () => {};
      },
    });
    const ears = new Ears();
    await chat.start(ears);
    await say(network, { fromId: 'zhang', text: '漏水了' });
    await say(network, { fromId: 'wang', text: '停电了' });
    while (asked.length < 2) await new Promise(setImmediate);
    late[0]?.();
    await ears.until(() => ears.messages.length === 2);
    await chat.stop();
    expect(ears.messages.map(({ text }) => text)).toEqual(['停电了', '漏水了']);
  });
});

describe('after the account was away', () => {
  test('a group that cannot be looked up anew is heard all the same, this time and the next', async () => {
    const network = await openSmallNetwork();
    const puppet = new LocalPuppet(network);
    const ears = new Ears();
    await startChat(network, ears, puppet);
    await puppet.leaveNetwork();
    puppet.returnToNetwork();
    const lookUp = puppet.roomPayloadDirty.bind(puppet);
    let isSlow = true;
    puppet.roomPayloadDirty = async id => {
      if (isSlow && id === 'building') throw new Error('4 DEADLINE_EXCEEDED');
      await lookUp(id);
    };
    await say(network, { fromId: 'zhang', text: '漏水了' });
    await network.quiet();
    isSlow = false;
    await say(network, { fromId: 'zhang', text: '二楼' });
    await network.quiet();
    expect(ears.messages.map(({ text }) => text)).toEqual(['漏水了', '二楼']);
  });
});

describe('an ordinary day', () => {
  test('leaves no error in the log, whoever comes, speaks, takes back and goes', async () => {
    const network = await openSmallNetwork();
    const trouble: unknown[] = [];
    const log = silentLog.child({});
    log.warn = (...line: unknown[]) => void trouble.push(line);
    log.error = log.warn;
    const ears = new Ears();
    const chat = await startChat(network, ears, undefined, log);
    network.join('workers', ['zhang'], 'li');
    const { id } = await say(network, { fromId: 'zhang', text: '大家好', mentionIds: ['li'] });
    await network.recall(id, 'zhang');
    network.changeTopic('workers', '工作群', 'li');
    await chat.say({ conversation: { kind: 'room', roomId: 'workers' }, text: '欢迎', mentionIds: ['li'] });
    network.leave('workers', ['zhang'], 'zhang');
    await ears.until(() => ears.leaves.length === 1 && ears.recalls.length === 1);
    await chat.stop();
    expect(trouble).toEqual([]);
  });
});

test('a gateway that is stopped tells that it leaves by itself; one that is logged out does not', async () => {
  const losses: (boolean | undefined)[] = [];
  const listener: ChatListener = Object.assign(new Ears(), {
    disconnected: async ({ isMeant }: { isMeant?: boolean }) => void losses.push(isMeant),
  });
  const puppet = new LocalPuppet(await openSmallNetwork());
  const chat = wechatyChat({ openPuppet: async () => puppet, log: silentLog });
  await chat.start(listener);
  await puppet.leaveNetwork();
  puppet.returnToNetwork();
  await chat.stop();
  expect(losses).toEqual([false, true]);
});

describe('a puppet', () => {
  test('that is not installed is named, with what to do', async () => {
    await expect(openPuppet('wechaty-puppet-nowhere', {})).rejects.toMatchObject({
      code: 'puppet-not-opened',
      message: expect.stringContaining('npm install wechaty-puppet-nowhere'),
    });
  });

  test('that cannot log in makes the start fail with its reason', async () => {
    const network = await openSmallNetwork();
    const puppet = await openPuppet('local', { network });
    puppet.start = async () => {
      throw new Error('16 UNAUTHENTICATED: bad token');
    };
    const chat = wechatyChat({ openPuppet: async () => puppet, log: silentLog });
    await expect(chat.start(new Ears())).rejects.toMatchObject({
      code: 'chat-token',
      message: expect.stringContaining('bad token'),
    });
  });

  test('that is stopped while it waits for somebody to scan lets the start end', async () => {
    const network = await openSmallNetwork();
    const puppet = await openPuppet('local', { network });
    puppet.onStart = async () => {
      puppet.emit('scan', { qrcode: 'https://example.org/scan', status: 2 });
    };
    const chat = wechatyChat({ openPuppet: async () => puppet, log: silentLog });
    const scanned = new Promise(resolve => puppet.once('scan', resolve));
    const starting = chat.start(new Ears());
    const ended = expect(starting).rejects.toMatchObject({ code: 'chat-stopped' });
    await scanned;
    await chat.stop();
    await ended;
  });
});
