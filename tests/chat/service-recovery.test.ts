import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Fault } from '../../src/base/fault.js';
import type { ChatListener } from '../../src/chat/chat-gateway.js';
import { usualPatience, type After } from '../../src/chat/patience.js';
import { inBuilding } from '../support/small-world.js';
import { Ears } from './ears.js';
import { Hand } from './host/a-hand.js';
import { chatOver, endAll, endChats, keptLog, settingsFor, startOver } from './host/over-service.js';
import { startHost, type Host } from './host/start-host.js';

// Only ends what hangs.
jest.setTimeout(300_000);

let shared: Host;
beforeAll(async () => {
  shared = await startHost();
});
afterEach(endChats);
afterAll(endAll);

const { silentMs, answerMs, loginMs } = usualPatience;

/** Pauses between two tries end at once; the long waits end when the test says so. */
function hasty(hand: Hand): After {
  const long = new Set([silentMs, answerMs, loginMs, usualPatience.provenMs]);
  return (ms, work) => (long.has(ms) ? hand.after(ms, work) : soon(work));
}

function soon(work: () => void): () => void {
  const turn = setImmediate(work);
  return () => clearImmediate(turn);
}

async function stumbles(): Promise<void> {
  throw new Error('摔了一跤');
}

async function say(host: Host, text: string): Promise<string> {
  const draft = { fromId: 'zhang', conversation: inBuilding, mentionIds: [], text };
  return (await host.tell({ do: 'post', draft })) as string;
}

async function aBot(parts: { host?: Host; restarts?: number; gaveUp?: (fault: Fault) => void } = {}) {
  const host = parts.host ?? shared;
  const hand = new Hand();
  const ears = new Ears();
  const kept = keptLog();
  const { restarts = 1_000, gaveUp = () => {} } = parts;
  const chat = await startOver(host, ears, {
    log: kept.log,
    after: hasty(hand),
    patience: { restarts },
    gaveUp,
  });
  const heard = async (text: string) => ears.until(() => ears.messages.some(one => one.text === text));
  return { host, hand, ears, chat, heard, ...kept };
}

describe('a bot whose puppet service', () => {
  test('goes away comes back by itself, and hears and speaks again', async () => {
    const { host, chat, heard, until, lines } = await aBot();
    await host.tell({ do: 'unserve' });
    const { about } = await until('the chat network is lost');
    expect(about).toMatchObject({ fault: 'chat-network' });
    await until('the chat network is still away');
    await expect(chat.say({ conversation: inBuilding, text: '喂', mentionIds: [] })).rejects.toMatchObject({
      code: 'chat-not-connected',
    });
    lines.length = 0;
    await host.tell({ do: 'serve' });
    await until('the bot is on the chat network');
    await say(host, '回来了');
    await heard('回来了');
    await chat.say({ conversation: inBuilding, text: '收到', mentionIds: [] });
    expect(await host.tell({ do: 'said', conversation: inBuilding })).toMatchObject([{ text: '收到' }]);
  });

  test('is killed and started anew with another token says that the token is at fault', async () => {
    const host = await startHost();
    const { until } = await aBot({ host });
    await host.kill();
    await until('the network is at fault');
    await startHost({ port: host.plan.port, token: 'insecure_a_new_one' });
    const { about, words } = await until('the token is at fault');
    expect(about).toMatchObject({ fault: 'chat-token' });
    expect(words).not.toContain(host.plan.token);
  });

  test('stands still is found dead, whoever waits for it is told, and it is heard again afterwards', async () => {
    const { host, hand, chat, heard, until, lines } = await aBot();
    host.freeze(true);
    const saying = chat.say({ conversation: inBuilding, text: '有人吗', mentionIds: [] });
    const refused = expect(saying).rejects.toMatchObject({ code: 'chat-silent' });
    hand.pass(silentMs);
    hand.pass(answerMs);
    await refused;
    expect((await until('the chat network is lost')).words).toContain('gone silent');
    lines.length = 0;
    host.freeze(false);
    await until('the bot is on the chat network');
    await say(host, '醒了');
    await heard('醒了');
  });

  test('is quiet all night is asked, answers, and is left alone', async () => {
    const { host, hand, lines, heard } = await aBot();
    for (let hour = 0; hour < 3; hour += 1) {
      hand.pass(silentMs);
      // What comes back is heard before a message that was sent after it.
      await say(host, `第${hour}小时`);
      await heard(`第${hour}小时`);
      expect(hand.pass(answerMs)).toBe(0);
    }
    expect(lines.filter(({ level }) => level !== 'info')).toEqual([]);
  });

  test('stays away makes it give up, with a last line that says why', async () => {
    const gaveUp: Fault[] = [];
    const host = await startHost();
    const { until } = await aBot({ host, restarts: 3, gaveUp: fault => gaveUp.push(fault) });
    await host.kill();
    const { level } = await until('stays away');
    const [fault] = gaveUp;
    expect(fault).toMatchObject({ code: 'chat-given-up' });
    expect(fault?.message).toContain('3 starts in a row');
    expect(fault?.message).toContain('the network is at fault');
    expect(level).toBe('fatal');
  });
});

describe('an account that is logged out', () => {
  test('is named in the log; what was renamed meanwhile goes by its new name after the login', async () => {
    const { host, heard, until, ears, lines } = await aBot();
    await say(host, '从前');
    await heard('从前');
    await host.tell({ do: 'log-out' });
    expect((await until('logged out')).about).toMatchObject({ trouble: 'login' });
    await host.tell({ do: 'rename', contactId: 'zhang', name: '张主任' });
    await host.tell({ do: 'rename-room', roomId: 'building', topic: '3号楼一家亲' });
    await host.tell({ do: 'log-in' });
    await say(host, '现在');
    await heard('现在');
    expect(ears.messages.map(({ topic, from }) => [topic, from.name])).toEqual([
      ['3号楼邻里群', '张阿姨'],
      ['3号楼一家亲', '张主任'],
    ]);
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('and does not come back is started again', async () => {
    const { host, hand, until, heard, lines } = await aBot();
    await host.tell({ do: 'log-out' });
    await until('logged out');
    lines.length = 0;
    hand.pass(loginMs);
    expect((await until('the chat network is lost')).about).toMatchObject({ fault: 'chat-login' });
    await until('the bot is on the chat network');
    await say(host, '又在了');
    await heard('又在了');
  });
});

describe('a bot that was away', () => {
  test('finds every group and everybody by the names they have now, and keeps nothing of them on disk', async () => {
    const host = shared;
    const first = await aBot();
    await say(host, '从前');
    await first.heard('从前');
    await first.chat.stop();
    await host.tell({ do: 'rename', contactId: 'zhang', name: '张奶奶' });
    await host.tell({ do: 'rename-room', roomId: 'building', topic: '3号楼大家庭' });
    await host.tell({ do: 'join', roomId: 'workers', contactIds: ['wang'], byId: 'li' });
    const second = await aBot();
    await say(host, '现在');
    await second.heard('现在');
    expect(second.ears.messages).toMatchObject([{ topic: '3号楼大家庭', from: { name: '张奶奶' } }]);
    const inWorkers = { kind: 'room', roomId: 'workers' } as const;
    await second.chat.say({ conversation: inWorkers, text: '欢迎', mentionIds: ['wang'] });
    expect(await host.tell({ do: 'said', conversation: inWorkers })).toMatchObject([
      { mentionIds: ['wang'] },
    ]);
  });
});

describe('nothing that comes from the network ends the process', () => {
  test('neither a house that stumbles, nor events without sense', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    process.on('uncaughtException', note);
    const host = shared;
    const ears = new Ears();
    const clumsy: ChatListener = {
      messageArrived: async message => {
        if (message.text === '坏消息') await stumbles();
        await ears.messageArrived(message);
      },
      messageRecalled: stumbles,
      peopleJoined: stumbles,
      peopleLeft: stumbles,
      topicChanged: stumbles,
      connected: stumbles,
    };
    await chatOver(settingsFor(host)).start(clumsy);
    await say(host, '坏消息');
    const events = ['message', 'room-join', 'room-leave', 'room-topic', 'room-invite', 'friendship', 'dirty'];
    const more = ['scan', 'dong', 'heartbeat', 'ready', 'login', 'error', 'post'];
    for (const event of [...events, ...more]) {
      for (const payload of [
        undefined,
        null,
        7,
        'words',
        {},
        { roomId: 1, messageId: [], inviteeIdList: 'x' },
      ])
        await host.tell({ do: 'emit', event, payload });
    }
    await host.tell({ do: 'join', roomId: 'workers', contactIds: ['zhang'], byId: 'li' });
    await host.tell({ do: 'topic', roomId: 'workers', topic: '新名字', byId: 'li' });
    await say(host, '好消息');
    await ears.until(() => ears.messages.some(({ text }) => text === '好消息'));
    process.off('unhandledRejection', note);
    process.off('uncaughtException', note);
    expect(unhandled).toEqual([]);
  });
});
