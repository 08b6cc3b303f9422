import { describe, expect, test } from '@jest/globals';
import { MINUTE, MovableClock } from '../../src/base/clock.js';
import type { LocalDraft } from '../../src/chat/local-draft.js';
import type { LocalEvent } from '../../src/chat/local-event.js';
import type { LocalMessage } from '../../src/chat/local-message.js';
import type { LocalNetwork } from '../../src/chat/local-network.js';
import {
  bot,
  inBuilding,
  inWorkers,
  monday,
  nothingYet,
  openSmallNetwork,
  pixel,
  withZhang,
} from '../support/small-world.js';

async function say(
  network: LocalNetwork,
  draft: Partial<LocalDraft> & { fromId: string },
): Promise<LocalMessage> {
  const posted = await network.post({ conversation: inBuilding, mentionIds: [], text: '路灯坏了', ...draft });
  if (!posted.done) throw new Error(posted.why);
  return posted.message;
}

function textsOf(
  network: LocalNetwork,
  conversation: Parameters<LocalNetwork['messagesOf']>[0] = inBuilding,
) {
  return network.messagesOf(conversation, 0, 500).map(({ text }) => text);
}

describe('what is said on the local network', () => {
  test('is shown in its own conversation only, in the order it was said', async () => {
    const network = await openSmallNetwork();
    await Promise.all([
      say(network, { fromId: 'zhang', text: '一' }),
      say(network, { fromId: 'li', text: '工作', conversation: inWorkers }),
      say(network, { fromId: 'wang', text: '二' }),
      say(network, { fromId: 'zhang', text: '悄悄话', conversation: withZhang }),
    ]);
    expect(textsOf(network)).toEqual(['一', '二']);
    expect(textsOf(network, inWorkers)).toEqual(['工作']);
    expect(textsOf(network, withZhang)).toEqual(['悄悄话']);
    expect(textsOf(network, { kind: 'direct', contactId: 'wang' })).toEqual([]);
  });

  test('can be read on from where one stopped', async () => {
    const network = await openSmallNetwork();
    for (const text of ['一', '二', '三']) await say(network, { fromId: 'zhang', text });
    const [first] = network.messagesOf(inBuilding, 0, 1);
    expect(network.messagesOf(inBuilding, first!.seq, 500).map(({ text }) => text)).toEqual(['二', '三']);
  });

  test.each<[string, Partial<LocalDraft>, string]>([
    ['a stranger', { fromId: 'nobody' }, 'unknown-sender'],
    ['a room that does not exist', { conversation: { kind: 'room', roomId: 'x' } }, 'unknown-room'],
    ['a room the sender is not in', { conversation: inWorkers }, 'not-a-member'],
    [
      'the private chat of somebody else',
      { conversation: { kind: 'direct', contactId: 'wang' } },
      'not-a-member',
    ],
    ['a private chat with nobody', { conversation: { kind: 'direct', contactId: 'x' } }, 'unknown-contact'],
    ['a mention of somebody outside', { mentionIds: ['x'] }, 'unknown-mention'],
    ['a quotation of nothing', { quoteId: 'x' }, 'unknown-quote'],
  ])('is refused for %s', async (_, draft, why) => {
    const network = await openSmallNetwork();
    const posted = await network.post({
      fromId: 'zhang',
      conversation: inBuilding,
      text: '喂',
      mentionIds: [],
      ...draft,
    });
    expect(posted).toEqual({ done: false, why });
    expect(network.undelivered()).toEqual([]);
  });

  test('cannot quote what was said in another room', async () => {
    const network = await openSmallNetwork();
    const elsewhere = await say(network, { fromId: 'li', conversation: inWorkers });
    const posted = await network.post({
      fromId: 'li',
      conversation: inBuilding,
      text: '看',
      mentionIds: [],
      quoteId: elsewhere.id,
    });
    expect(posted).toEqual({ done: false, why: 'unknown-quote' });
  });
});

describe('after the process has died', () => {
  test('what the bot had not taken is handed over again, the rest is not', async () => {
    const remains = nothingYet();
    const before = await openSmallNetwork(remains);
    const taken = await say(before, { fromId: 'zhang', text: '已经收到' });
    await say(before, { fromId: 'zhang', text: '还没收到' });
    await say(before, { fromId: bot.id, text: '您好' });
    await before.handedOver(taken.id);

    const after = await openSmallNetwork(remains);
    expect(after.undelivered()).toMatchObject([{ text: '还没收到' }]);
    expect(textsOf(after)).toEqual(['已经收到', '还没收到', '您好']);
  });

  test('a message that the bot failed on comes again, too', async () => {
    const remains = nothingYet();
    const before = await openSmallNetwork(remains);
    before.notHandedOver((await say(before, { fromId: 'zhang' })).id);
    expect((await openSmallNetwork(remains)).undelivered()).toHaveLength(1);
  });

  test('numbers go on growing, even when everything said before was forgotten', async () => {
    const remains = nothingYet();
    const before = await openSmallNetwork(remains);
    const first = await say(before, { fromId: 'zhang' });
    const second = await say(before, { fromId: 'zhang' });
    for (const { id } of [first, second]) await before.forget(id);

    const third = await say(await openSmallNetwork(remains), { fromId: 'zhang' });
    expect(third.seq).toBeGreaterThan(second.seq);
    expect(second.seq).toBeGreaterThan(first.seq);
  });

  test('numbers grow over more messages than one reservation holds', async () => {
    const network = await openSmallNetwork();
    const seqs: number[] = [];
    for (let n = 0; n < 1_100; n += 1) seqs.push((await say(network, { fromId: 'zhang' })).seq);
    expect(new Set(seqs).size).toBe(1_100);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  });

  test('a recall that the bot had not heard of is told again, and the words are gone', async () => {
    const remains = nothingYet();
    const before = await openSmallNetwork(remains);
    const message = await say(before, { fromId: 'zhang', text: '说错了' });
    await before.handedOver(message.id);
    await before.recall(message.id, 'zhang');

    const after = await openSmallNetwork(remains);
    expect(after.undelivered()).toMatchObject([{ kind: 'recall', messageId: message.id }]);
    expect(JSON.stringify([...remains.disk.get('localMessages')!.documents.values()])).not.toContain(
      '说错了',
    );
  });
});

describe('a forgotten message', () => {
  test('is still on the page, but neither its words nor its photo are in the store', async () => {
    const remains = nothingYet();
    const network = await openSmallNetwork(remains);
    const message = await say(network, { fromId: 'zhang', text: '私事', photo: pixel });
    await network.handedOver(message.id);
    await network.forget(message.id);

    expect(textsOf(network)).toEqual(['私事']);
    expect(Buffer.from((await network.photo(message.photo!.id))!.bytes)).toEqual(pixel);
    expect(remains.files.size).toBe(0);
    expect(textsOf(await openSmallNetwork(remains))).toEqual([]);
  });

  test('cannot be one of the bot', async () => {
    const remains = nothingYet();
    const network = await openSmallNetwork(remains);
    const message = await say(network, { fromId: bot.id, text: '已受理' });
    await network.forget(message.id);
    expect(textsOf(await openSmallNetwork(remains))).toEqual(['已受理']);
  });

  test('stays forgotten when the bot takes it only afterwards', async () => {
    const remains = nothingYet();
    const network = await openSmallNetwork(remains);
    const message = await say(network, { fromId: 'zhang', text: '私事' });
    await network.forget(message.id);
    await network.handedOver(message.id);
    expect(textsOf(await openSmallNetwork(remains))).toEqual([]);
  });
});

describe('a recall', () => {
  test('is for the sender alone', async () => {
    const network = await openSmallNetwork();
    const message = await say(network, { fromId: 'zhang' });
    expect(await network.recall(message.id, 'wang')).toEqual({ done: false, why: 'not-the-sender' });
    expect(await network.recall('x', 'wang')).toEqual({ done: false, why: 'unknown' });
    expect(await network.recall(message.id, 'zhang')).toEqual({ done: true });
    expect(network.messagesOf(inBuilding, 0, 1)).toMatchObject([{ isRecalled: true }]);
  });

  test('made twice is told once', async () => {
    const network = await openSmallNetwork();
    const heard: LocalEvent[] = [];
    network.subscribe(event => heard.push(event));
    const message = await say(network, { fromId: 'zhang' });
    await network.recall(message.id, 'zhang');
    await network.recall(message.id, 'zhang');
    expect(heard.map(({ type }) => type)).toEqual(['message-posted', 'message-recalled']);
  });
});

describe('whether the bot has said something', () => {
  test('is known by conversation, words and moment', async () => {
    const clock = new MovableClock({ now: () => monday });
    const network = await openSmallNetwork(nothingYet(), clock);
    await say(network, { fromId: bot.id, text: '@张阿姨 已受理' });
    const outgoing = { conversation: inBuilding, text: '已受理', mentionIds: ['zhang'] };

    expect(await network.hasSaid(outgoing, monday)).toBe(true);
    expect(await network.hasSaid(outgoing, monday + MINUTE)).toBe(false);
    expect(await network.hasSaid({ ...outgoing, conversation: inWorkers }, monday)).toBe(false);
    expect(await network.hasSaid({ ...outgoing, mentionIds: [] }, monday)).toBe(false);
    expect(await network.hasSaid({ ...outgoing, text: '理' }, monday)).toBe(false);
  });

  test('does not count when a neighbour said it', async () => {
    const network = await openSmallNetwork();
    await say(network, { fromId: 'zhang', text: '已受理' });
    expect(await network.hasSaid({ conversation: inBuilding, text: '已受理', mentionIds: [] }, monday)).toBe(
      false,
    );
  });

  test('is known of pictures, too', async () => {
    const network = await openSmallNetwork();
    const picture = { bytes: pixel, fileName: 'a.png' };
    const outgoing = { conversation: inBuilding, picture, mentionIds: [] };
    expect(await network.hasSaid(outgoing, monday)).toBe(false);
    await say(network, { fromId: bot.id, text: '', photo: pixel });
    expect(await network.hasSaid(outgoing, monday)).toBe(true);
  });
});

describe('the network is quiet', () => {
  test('only when the bot has taken or failed on everything', async () => {
    const network = await openSmallNetwork();
    const [first, second] = [await say(network, { fromId: 'zhang' }), await say(network, { fromId: 'wang' })];
    let isQuiet = false;
    const quiet = network.quiet().then(() => (isQuiet = true));
    await network.handedOver(first.id);
    await new Promise(setImmediate);
    expect(isQuiet).toBe(false);
    network.notHandedOver(second.id);
    await quiet;
    expect(isQuiet).toBe(true);
  });

  test('at once when only the bot has spoken', async () => {
    const network = await openSmallNetwork();
    await say(network, { fromId: bot.id });
    await network.quiet();
    expect(network.undelivered()).toEqual([]);
  });
});
