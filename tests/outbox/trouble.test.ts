import { beforeEach, describe, expect, test } from '@jest/globals';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/base/clock.js';
import { Fault } from '../../src/base/fault.js';
import type { ChatGateway } from '../../src/chat/chat-gateway.js';
import { wakingWithin } from '../../src/outbox/outbox-settings.js';
import type { Outbox } from '../../src/outbox/outbox.js';
import { at, beginAnew, gateway, open, play, saying, settings, texts } from './a-network.js';

beforeEach(beginAnew);

const refused = new Error('busy');
const tooOften = new Error('操作过于频繁，请稍后再试');
const inRoom = { kind: 'room', roomId: 'jgy-6' } as const;

/** Time goes on to whenever something may be said, so many times. */
async function goOn(outbox: Outbox, times: number): Promise<void> {
  for (let turn = 0; turn < times; turn += 1) {
    await outbox.deliver();
    play.now = Math.max(play.now, (await outbox.nextAt()) ?? play.now);
  }
  await outbox.deliver();
}

describe('within one conversation', () => {
  test('nothing overtakes a message that was refused, but an emergency; elsewhere all goes on', async () => {
    const outbox = await open();
    await outbox.add(saying('a1'));
    await outbox.add(saying('a2'));
    await outbox.add(saying('b1', 'reply', 'jgy-8'));
    await outbox.add(saying('fire', 'emergency'));
    play.refusals = [undefined, refused];
    await outbox.deliver();
    expect(texts()).toEqual(['fire', 'b1']);
    await goOn(outbox, 2);
    expect(texts()).toEqual(['fire', 'b1', 'a1', 'a2']);
  });

  test('what follows a message that is given up is said at once', async () => {
    play.refusals = [new Error('消息已发出，但被对方拒收了。')];
    const outbox = await open();
    await outbox.add(saying('a1'));
    await outbox.add(saying('a2'));
    await outbox.deliver();
    expect(texts()).toEqual(['a2']);
  });

  test('a hundred messages that wait in one group hold up no other group', async () => {
    const outbox = await open('default');
    for (let nth = 0; nth < 150; nth += 1) await outbox.add(saying(`a${nth}`));
    await outbox.add(saying('b', 'reply', 'jgy-8'));
    await outbox.deliver();
    expect(texts()).toEqual(['a0', 'b']);
  });
});

describe('an account that the network slows down', () => {
  test('pauses longer every time, up to the longest, and speaks half as fast afterwards', async () => {
    const outbox = await open();
    await outbox.add(saying('a'));
    for (const minutes of [1, 2, 4, 5, 5]) {
      play.refusals = [tooOften];
      await outbox.deliver();
      expect((await outbox.nextAt()) ?? 0).toBe(play.now + minutes * MINUTE);
      expect((await outbox.figures()).closedForMs).toBe(minutes * MINUTE);
      play.now += minutes * MINUTE;
    }
    expect(await outbox.deliver()).toBe(1);
    expect(await outbox.figures()).toMatchObject({ said: 1, throttled: 5, strikes: 5, givenUp: 0 });
    play.now += 30 * MINUTE;
    await outbox.add(saying('b'));
    await outbox.deliver();
    expect((await outbox.figures()).strikes).toBe(0);
  });

  test('stays slow after a restart', async () => {
    play.refusals = [tooOften];
    const outbox = await open();
    await outbox.add(saying('a'));
    await outbox.deliver();
    const again = await open();
    expect(await again.deliver()).toBe(0);
    expect(await again.nextAt()).toBe(play.now + MINUTE);
  });

  test('says an emergency now and then all the same, and first when it may speak again', async () => {
    play.refusals = [tooOften, tooOften];
    const outbox = await open();
    await outbox.add(saying('a'));
    await outbox.deliver();
    await outbox.add(saying('fire', 'emergency', 'jgy-8'));
    expect(await outbox.deliver()).toBe(0);
    expect(play.refusals).toHaveLength(1);
    play.now += 20 * SECOND;
    expect(await outbox.deliver()).toBe(0);
    expect(play.refusals).toEqual([]);
    play.now += 20 * SECOND;
    expect(await outbox.deliver()).toBe(1);
    await goOn(outbox, 2);
    expect(texts()).toEqual(['fire', 'a']);
  });

  test('is one where messages to several places fail in a row; one place alone is not', async () => {
    const outbox = await open();
    play.refusals = [refused, refused, refused];
    await outbox.add(saying('a', 'reply', 'r1'));
    await goOn(outbox, 2);
    expect((await outbox.figures()).throttled).toBe(0);
    await outbox.deliver();
    play.refusals = [refused, refused, refused];
    for (const room of ['r2', 'r3', 'r4']) await outbox.add(saying(room, 'reply', room));
    await outbox.deliver();
    expect((await outbox.figures()).throttled).toBe(1);
  });

  test('is told afterwards, too: what was said there last is said again', async () => {
    const outbox = await open();
    await outbox.add(saying('a'));
    await outbox.deliver();
    await outbox.refusedLater(inRoom, '操作过于频繁，请稍后再试');
    expect(await outbox.deliver()).toBe(0);
    play.now += MINUTE;
    expect(await outbox.deliver()).toBe(1);
    expect(texts()).toEqual(['a', 'a']);
    // A line that comes long after is about something else.
    play.now += HOUR;
    await outbox.refusedLater(inRoom, '操作过于频繁，请稍后再试');
    play.now += HOUR;
    expect(await outbox.deliver()).toBe(0);
    // And one that refuses nothing is none of ours.
    await outbox.refusedLater(inRoom, '以上是打招呼的内容');
    expect((await outbox.figures()).closedForMs).toBe(0);
  });
});

describe('an account that is off the network', () => {
  const away = new Fault('chat-not-connected', 'not there');

  test('loses nothing, however long it takes, and counts no attempt', async () => {
    const outbox = await open();
    await outbox.add(saying('a'));
    for (let turn = 0; turn < 50; turn += 1) {
      play.refusals = [away];
      await outbox.deliver();
      play.now += 5 * SECOND;
    }
    play.refusals = [];
    expect(await outbox.deliver()).toBe(1);
    expect(await outbox.figures()).toMatchObject({ failed: 0, throttled: 0, givenUp: 0 });
  });

  test('speaks at once when it is back', async () => {
    play.refusals = [away];
    const outbox = await open();
    await outbox.add(saying('a'));
    await outbox.deliver();
    expect(await outbox.deliver()).toBe(0);
    await outbox.isOnline(true);
    expect(await outbox.deliver()).toBe(1);
  });
});

describe('budgets', () => {
  test('a group hears no more in a minute and in an hour than it may, emergencies always', async () => {
    const outbox = await open('default');
    const begun = play.now;
    for (let nth = 0; nth < 8; nth += 1) await outbox.add(saying(`m${nth}`));
    await goOn(outbox, 2);
    expect(texts()).toHaveLength(3);
    expect(await outbox.nextAt()).toBe(begun + MINUTE);
    await goOn(outbox, 3);
    expect(texts()).toHaveLength(6);
    expect(await outbox.nextAt()).toBe(begun + HOUR);
    await outbox.add(saying('fire', 'emergency'));
    await outbox.deliver();
    expect(texts().at(-1)).toBe('fire');
  });

  test('an account says no more in a day than it may, also when it starts again', async () => {
    const begun = play.now;
    const outbox = await open('default');
    for (let nth = 0; nth < 25; nth += 1) await outbox.add(saying(`m${nth}`, 'reply', `r${nth}`));
    for (let minute = 0; minute < 6; minute += 1) {
      await outbox.deliver();
      play.now += MINUTE;
    }
    expect(texts()).toHaveLength(20);
    const again = await open('default');
    expect(await again.deliver()).toBe(0);
    expect(await again.nextAt()).toBe(begun + DAY);
  });
});

/** A card that the network refuses for good. */
async function lost(refusal: Error): Promise<Outbox> {
  play.refusals = [refusal];
  const outbox = await open();
  await outbox.add(saying('a', 'vital'));
  await outbox.deliver();
  return outbox;
}

describe('a message that is given up', () => {
  test('is there to be told, until somebody was', async () => {
    const outbox = await lost(new Error('无法在已退出的群聊中发送消息'));
    expect(await outbox.untold()).toMatchObject([{ why: 'removed', account: 'bot', saying: { key: 'a' } }]);
    await (await open()).told('a');
    expect(await (await open()).untold()).toEqual([]);
  });

  test('is forgotten after a month, like any other', async () => {
    const outbox = await lost(new Error('消息已发出，但被对方拒收了。'));
    await outbox.told('a');
    play.now += 31 * DAY;
    await outbox.forgetOld();
    expect(play.disk.get('outbox')?.documents.size).toBe(0);
  });

  test('is one that could not be said for a day', async () => {
    play.refusals = [tooOften];
    const outbox = await open();
    await outbox.add(saying('a'));
    await outbox.deliver();
    play.now += DAY;
    expect(await outbox.deliver()).toBe(0);
    expect(await outbox.untold()).toMatchObject([{ why: 'too-old' }]);
    expect(await outbox.nextAt()).toBeUndefined();
  });
});

test('a picture that fails after its text has been said is said without the text', async () => {
  const cause = new Error('busy');
  play.refusals = [new Fault('chat-half-said', 'busy', { cause })];
  const outbox = await open();
  await outbox.add(saying('a', 'reply', 'jgy-6', { mediaId: 'p1' }));
  await goOn(outbox, 1);
  expect(play.said).toEqual([
    { conversation: inRoom, mentionIds: [], picture: { bytes: new Uint8Array([1]), fileName: 'p1.jpg' } },
  ]);
});

test('a card for somebody who is not in the group goes to them in private, a notice does not', async () => {
  const network: ChatGateway = {
    ...gateway,
    say: async message => (
      await gateway.say(message),
      message.mentionIds.length > 0 ? { absentIds: ['w-chen'] } : {}
    ),
  };
  const outbox = await open('local', network);
  await outbox.add(saying('card', 'vital', 'jgy-6', { mentionIds: ['w-chen'] }));
  await outbox.add(saying('news', 'notice', 'jgy-6', { mentionIds: ['w-chen'] }));
  await outbox.deliver();
  const alone = play.said.filter(({ conversation }) => conversation.kind === 'direct');
  expect(alone).toMatchObject([{ conversation: { contactId: 'w-chen' }, text: 'card' }]);
});

test('what waits in a group that another account takes over is said by that one', async () => {
  const first = await open();
  await first.add(saying('a'));
  await first.add(saying('b', 'reply', 'jgy-8'));
  await first.handOver(inRoom, 'bot', 'other');
  expect(await first.deliver()).toBe(1);
  const other = await open('local', { ...gateway, account: 'other' });
  expect(await other.deliver()).toBe(1);
  expect(texts()).toEqual(['b', 'a']);
});

test.each([
  ['21 10:00', '21 12:30', 2.5 * HOUR],
  ['21 21:00', '21 23:00', HOUR],
  ['21 23:00', '22 07:00', 0],
  ['21 23:00', '22 08:30', HOUR],
  ['21 21:00', '23 08:00', HOUR + 14.5 * HOUR + HOUR / 2],
  ['22 03:00', '22 03:00', 0],
])('of a gap from %s to %s people are awake for so long', (from, until, waking) => {
  expect(wakingWithin(at(from), at(until), settings.quietHours)).toBe(waking);
});
