import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bot, inBuilding } from '../support/small-world.js';
import { answerOf, closeHouses, openPlayedHouse, type PlayedHouse } from './played-house.js';

const building = '/local-chat/api/rooms/building/messages';
const workers = '/local-chat/api/rooms/workers/messages';
const zhangsChat = '/local-chat/api/direct/zhang/messages';
const clock = '/local-chat/api/clock';

let house: PlayedHouse;
beforeAll(async () => {
  house = await openPlayedHouse();
});
afterAll(closeHouses);

describe('the local chat refuses', () => {
  test.each<[string, string, unknown, number, string]>([
    ['a stranger', building, { from: 'nobody', text: '喂' }, 404, 'unknown-sender'],
    [
      'a room that does not exist',
      '/local-chat/api/rooms/x/messages',
      { from: 'zhang', text: '喂' },
      404,
      'unknown-room',
    ],
    ['somebody who is not in the room', workers, { from: 'zhang', text: '喂' }, 403, 'not-a-member'],
    ['words put into the mouth of the bot', building, { from: 'bot', text: '喂' }, 403, 'not-for-the-bot'],
    [
      'a private chat with nobody',
      '/local-chat/api/direct/x/messages',
      { text: '喂' },
      404,
      'unknown-contact',
    ],
    [
      'a private chat of the bot with itself',
      '/local-chat/api/direct/bot/messages',
      { text: '喂' },
      404,
      'unknown-contact',
    ],
    ['somebody else in a private chat', zhangsChat, { from: 'wang', text: '喂' }, 403, 'not-a-member'],
    [
      'a mention of somebody outside',
      workers,
      { from: 'li', text: '喂', mention: ['zhang'] },
      404,
      'unknown-mention',
    ],
    ['a quotation of nothing', building, { from: 'zhang', text: '喂', quote: 'x' }, 404, 'unknown-quote'],
    ['a message without anything', building, { from: 'zhang' }, 400, 'bad-request'],
    ['a message of spaces', building, { from: 'zhang', text: ' \n ' }, 400, 'bad-request'],
    ['a message without a sender', building, { text: '喂' }, 400, 'bad-request'],
    ['words that are no text', building, { from: 'zhang', text: 5 }, 400, 'bad-request'],
    [
      'more than twenty thousand characters',
      building,
      { from: 'zhang', text: '灯'.repeat(20_001) },
      400,
      'bad-request',
    ],
    ['a picture that is no base64', building, { from: 'zhang', imageBase64: '不是图片' }, 400, 'bad-request'],
    [
      'an empty picture',
      building,
      { from: 'zhang', imageBase64: 'data:image/png;base64,' },
      400,
      'bad-request',
    ],
    ['a mention that is a number', building, { from: 'zhang', text: '喂', mention: 3 }, 400, 'bad-request'],
    ['a list in place of a message', building, ['zhang'], 400, 'bad-request'],
    ['a clock that goes back', clock, { advanceMinutes: -5 }, 400, 'bad-request'],
    ['a clock that stands still', clock, { advanceMinutes: 0 }, 400, 'bad-request'],
    ['a clock that jumps over a year', clock, { advanceMinutes: 525_601 }, 400, 'bad-request'],
    ['a clock moved by words', clock, { advanceMinutes: '5' }, 400, 'bad-request'],
    ['a clock that is not told how far', clock, {}, 400, 'bad-request'],
    ['a recall of nothing', '/local-chat/api/messages/x/recall', undefined, 404, 'unknown-message'],
  ])('%s', async (_, path, body, status, code) => {
    const answer = await house.post(path, body);
    expect(answer.type).toBe('application/problem+json');
    expect(answer.body).toEqual({
      type: `urn:qunliban:problem:${code}`,
      title: expect.any(String),
      status,
      detail: expect.stringMatching(/\S/),
    });
    expect(answer.status).toBe(status);
    expect(house.network.lastSeq).toBe(0);
    expect(house.asked).toEqual([]);
  });

  test('says which field is wrong', async () => {
    const { body } = await house.post(building, { from: 'zhang', text: 5 });
    expect(body.detail).toMatch(/^text：/);
  });

  test.each([
    ['/local-chat/api/rooms/x/messages', 404],
    ['/local-chat/api/direct/x/messages', 404],
    ['/local-chat/api/direct/bot/messages', 404],
    [`${building}?after=gestern`, 400],
    [`${building}?after=1&after=2`, 400],
    [`${building}?after=-1`, 400],
    ['/local-chat/media/x', 404],
    ['/local-chat/media/..%2f..%2fetc%2fpasswd', 404],
    ['/local-chat/api/nothing', 404],
    ['/local-chat/api/clock', 405],
  ])('to read %s', async (path, status) => {
    const answer = await house.get(path);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ status, detail: expect.stringMatching(/\S/) });
  });

  test.each([
    ['{"from": "zhang", ', 'application/json', 400, 'bad-json'],
    ['"zhang"', 'application/json', 400, 'bad-json'],
    ['from=zhang&text=hi', 'application/x-www-form-urlencoded', 415, 'unsupported-type'],
    ['{"from":"zhang","text":"hi"}', 'text/plain', 415, 'unsupported-type'],
    ['', 'application/json', 400, 'bad-request'],
  ])('the body %s sent as %s', async (body, type, status, code) => {
    const response = await fetch(house.url(building), {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    expect(await answerOf(response)).toMatchObject({
      status,
      body: { type: `urn:qunliban:problem:${code}`, status },
    });
  });

  test('a message of more than fifty megabytes, and the answer arrives', async () => {
    const answer = await house.post(building, { from: 'zhang', imageBase64: 'A'.repeat(51 * 1024 * 1024) });
    expect(answer).toMatchObject({ status: 413, body: { type: 'urn:qunliban:problem:body-too-large' } });
  });

  test('a message of more than fifty megabytes that does not say how long it is', async () => {
    const chunk = 'A'.repeat(1024 * 1024);
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode(sent === 0 ? '{"from":"zhang","text":"' : chunk));
        sent += 1;
        if (sent > 56) controller.close();
      },
    });
    const response = await fetch(house.url(building), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      duplex: 'half',
    });
    expect(response.status).toBe(413);
  });

  test('to take back what somebody else or the bot has said', async () => {
    const zhangs = await house.network.post({
      fromId: 'zhang',
      conversation: inBuilding,
      text: '张的话',
      mentionIds: [],
    });
    const bots = await house.network.post({
      fromId: bot.id,
      conversation: inBuilding,
      text: '小格的话',
      mentionIds: [],
    });
    if (!zhangs.done || !bots.done) throw new Error('not posted');
    const asWang = await house.post(`/local-chat/api/messages/${zhangs.message.id}/recall`, { from: 'wang' });
    const ofBot = await house.post(`/local-chat/api/messages/${bots.message.id}/recall`);
    expect([asWang.status, ofBot.status]).toEqual([403, 403]);
    expect(house.network.messagesOf(inBuilding, 0, 2).map(({ isRecalled }) => isRecalled)).toEqual([
      false,
      false,
    ]);
  });
});
