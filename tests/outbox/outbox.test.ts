import { beforeEach, describe, expect, test } from '@jest/globals';
import { HOUR, MINUTE, SECOND } from '../../src/base/clock.js';
import { afterQuietHours } from '../../src/outbox/outbox-settings.js';
import { at, beginAnew, gateway, open, play, saying, settings, texts } from './a-network.js';

beforeEach(beginAnew);

describe('a message', () => {
  test('with the same key is said once, even by a process that starts again', async () => {
    const outbox = await open();
    await outbox.add(saying('a'));
    await outbox.add(saying('a'));
    expect(await outbox.deliver()).toBe(1);
    const again = await open();
    await again.add(saying('a'));
    expect(await again.deliver()).toBe(0);
    expect(texts()).toEqual(['a']);
  });

  test('comes in the order in which it was added', async () => {
    const outbox = await open();
    for (let count = 0; count < 250; count += 1) await outbox.add(saying(`m${count}`));
    await outbox.deliver();
    expect(texts()).toEqual(Array.from({ length: 250 }, (_, count) => `m${count}`));
  });

  test('is said once when two rounds overlap', async () => {
    const outbox = await open();
    await outbox.add(saying('a'));
    await Promise.all([outbox.deliver(), outbox.deliver()]);
    expect(texts()).toEqual(['a']);
  });

  test('of another account is left to it', async () => {
    const other = await open('local', { ...gateway, account: 'other' });
    await other.add(saying('a'));
    expect(await (await open()).deliver()).toBe(0);
    expect(await other.deliver()).toBe(1);
  });

  test('takes its picture and its mentions along', async () => {
    const outbox = await open();
    await outbox.add(saying('a', 'reply', 'jgy-6', { mediaId: 'p1', mentionIds: ['xiaotang'] }));
    await outbox.deliver();
    expect(play.said).toEqual([
      {
        conversation: { kind: 'room', roomId: 'jgy-6' },
        text: 'a',
        mentionIds: ['xiaotang'],
        picture: { bytes: new Uint8Array([1]), fileName: 'p1.jpg' },
      },
    ]);
  });

  test('that was said a month ago is forgotten, a younger one is not', async () => {
    const outbox = await open();
    await outbox.add(saying('old'));
    await outbox.deliver();
    play.now += 31 * 24 * HOUR;
    await outbox.add(saying('new'));
    await outbox.deliver();
    await outbox.forgetOld();
    expect([...(play.disk.get('outbox')?.documents.keys() ?? [])]).toEqual(['new']);
  });
});

describe('quiet hours', () => {
  test.each([
    ['notice', undefined, '22 07:30'],
    ['vital', undefined, '22 07:30'],
    ['vital', true, '21 23:00'],
    ['reply', undefined, '21 23:00'],
    ['emergency', undefined, '21 23:00'],
  ] as const)('at night %s (an answer: %s) is said at %s', async (weight, isAnswer, when) => {
    play.now = at('21 23:00');
    const outbox = await open();
    await outbox.add(saying('a', weight, 'jgy-6', isAnswer === undefined ? {} : { isAnswer }));
    expect(await outbox.nextAt()).toBe(at(when));
    play.now = at(when) - 1;
    expect(await outbox.deliver()).toBe(0);
    play.now = at(when);
    expect(await outbox.deliver()).toBe(1);
  });

  test.each([
    ['21 21:59', '21 21:59'],
    ['21 22:00', '22 07:30'],
    ['22 00:00', '22 07:30'],
    ['22 07:29', '22 07:30'],
    ['22 07:30', '22 07:30'],
  ])('what is added at %s waits until %s', (added, until) => {
    expect(afterQuietHours(at(added), settings.quietHours)).toBe(at(until));
  });

  test('within a day, and none at all', () => {
    const noon = { from: 12 * HOUR, to: 14 * HOUR };
    expect(afterQuietHours(at('21 13:00'), noon)).toBe(at('21 14:00'));
    expect(afterQuietHours(at('21 15:00'), noon)).toBe(at('21 15:00'));
    expect(afterQuietHours(at('21 15:00'), { from: 0, to: 0 })).toBe(at('21 15:00'));
  });
});

describe('pace', () => {
  test('a group hears the next message after the gap, another group at once', async () => {
    const outbox = await open('default');
    await outbox.add(saying('a1'));
    await outbox.add(saying('a2'));
    await outbox.add(saying('b1', 'reply', 'jgy-8'));
    await outbox.deliver();
    expect(texts()).toEqual(['a1', 'b1']);
    play.now += 2 * SECOND;
    await outbox.deliver();
    expect(texts()).toEqual(['a1', 'b1', 'a2']);
  });

  test('an account says no more in a minute than the network likes, but emergencies always', async () => {
    const outbox = await open('default');
    for (let room = 0; room < 8; room += 1) await outbox.add(saying(`m${room}`, 'reply', `r${room}`));
    expect(await outbox.deliver()).toBe(5);
    await outbox.add(saying('help', 'emergency', 'r0'));
    expect(await outbox.deliver()).toBe(1);
    expect(texts().at(-1)).toBe('help');
    play.now += MINUTE;
    expect(await outbox.deliver()).toBe(3);
  });
});

describe('a network that refuses', () => {
  const refused = new Error('busy');

  test('is tried again after growing pauses, and at last it is said', async () => {
    play.refusals = [refused, refused, refused];
    const outbox = await open();
    await outbox.add(saying('a'));
    for (const pause of [2, 4, 8]) {
      expect(await outbox.deliver()).toBe(0);
      expect(await outbox.nextAt()).toBe(play.now + pause * SECOND);
      play.now += pause * SECOND - 1;
      expect(await outbox.deliver()).toBe(0);
      play.now += 1;
    }
    expect(await outbox.deliver()).toBe(1);
  });

  test('is given up after the last attempt, and the others are said', async () => {
    play.refusals = [refused, undefined, refused, refused, refused];
    const outbox = await open();
    await outbox.add(saying('a'));
    await outbox.add(saying('b', 'reply', 'jgy-8'));
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await outbox.deliver();
      play.now += 10 * SECOND;
    }
    expect(texts()).toEqual(['b']);
    expect(play.refusals).toEqual([]);
    expect(await outbox.nextAt()).toBeUndefined();
  });

  test('never pauses longer than the longest pause', async () => {
    play.refusals = [refused, refused, refused];
    const patient = { ...settings, retry: { ...settings.retry, firstPauseMs: 8 * SECOND } };
    const outbox = await open('local', gateway, patient);
    await outbox.add(saying('a'));
    await outbox.deliver();
    play.now += 8 * SECOND;
    await outbox.deliver();
    expect(await outbox.nextAt()).toBe(play.now + 10 * SECOND);
  });
});
