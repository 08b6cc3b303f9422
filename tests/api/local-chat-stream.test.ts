import { afterEach, describe, expect, test } from '@jest/globals';
import { bot, inBuilding, withZhang } from '../support/small-world.js';
import { closeHouses, lampTicket, openPlayedHouse, type Json, type PlayedHouse } from './played-house.js';

const building = '/local-chat/api/rooms/building/messages';

afterEach(closeHouses);

interface Heard {
  readonly event: string;
  readonly id: string;
  readonly data: Json;
}

/** A reader of the stream; `next` resolves with the next event. */
async function listen({ url }: PlayedHouse, lastEventId?: string) {
  const leave = new AbortController();
  const response = await fetch(url('/local-chat/api/stream'), {
    signal: leave.signal,
    ...(lastEventId === undefined ? {} : { headers: { 'last-event-id': lastEventId } }),
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let unread = '';
  const next = async (): Promise<Heard> => {
    for (;;) {
      const end = unread.indexOf('\n\n');
      if (end >= 0) {
        const frame = unread.slice(0, end);
        unread = unread.slice(end + 2);
        const fields = new Map(frame.split('\n').map(line => line.split(/: (.*)/s, 2) as [string, string]));
        const data = fields.get('data');
        if (data === undefined) continue;
        return {
          event: fields.get('event') ?? '',
          id: fields.get('id') ?? '',
          data: JSON.parse(data),
        };
      }
      const { value, done } = await reader.read();
      if (done) throw new Error('the stream has ended');
      unread += value;
    }
  };
  return { response, next, leave: () => leave.abort() };
}

describe('the live stream', () => {
  test('tells of messages, recalls, tickets and the clock as they happen', async () => {
    const house = await openPlayedHouse();
    const { response, next } = await listen(house);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('content-encoding')).toBeNull();

    const { id } = (await house.post(building, { from: 'zhang', text: '路灯坏了' })).body;
    expect(await next()).toMatchObject({
      event: 'message',
      data: { roomId: 'building', message: { id, text: '路灯坏了' } },
    });
    await house.network.post({ fromId: bot.id, conversation: withZhang, text: '您好', mentionIds: [] });
    expect(await next()).toMatchObject({
      event: 'message',
      data: { contactId: 'zhang', message: { text: '您好' } },
    });
    await house.post(`/local-chat/api/messages/${id}/recall`);
    expect(await next()).toMatchObject({ event: 'recall', data: { roomId: 'building', id } });
    for (const listener of house.ticketListeners) listener(lampTicket);
    expect(await next()).toMatchObject({ event: 'ticket', data: lampTicket });
    await house.post('/local-chat/api/clock', { advanceMinutes: 1 });
    expect(await next()).toMatchObject({ event: 'clock', data: { now: '2026-03-02T00:01:00.000Z' } });
    house.network.join('workers', ['zhang'], 'li');
    expect(await next()).toMatchObject({ event: 'world', data: { roomId: 'workers' } });
  });

  test('gives a reader who comes back what was missed, then goes on', async () => {
    const house = await openPlayedHouse();
    const first = await listen(house);
    await house.post(building, { from: 'zhang', text: '一' });
    const seen = await first.next();
    first.leave();
    await house.post(building, { from: 'zhang', text: '二' });
    await house.network.post({ fromId: bot.id, conversation: inBuilding, text: '三', mentionIds: [] });

    const second = await listen(house, seen.id);
    await house.post(building, { from: 'zhang', text: '四' });
    const texts: Heard[] = [];
    for (let n = 0; n < 3; n += 1) texts.push(await second.next());
    expect(texts.map(({ data }) => data.message.text)).toEqual(['二', '三', '四']);
  });

  test('carries ids that are cursors of the rooms, too', async () => {
    const house = await openPlayedHouse();
    const { next } = await listen(house);
    await house.post(building, { from: 'zhang', text: '一' });
    const heard = await next();
    await house.post(building, { from: 'zhang', text: '二' });
    const { body } = await house.get(`${building}?after=${heard.id}`);
    expect(body.messages).toMatchObject([{ text: '二' }]);
  });

  test('forgets a reader who leaves', async () => {
    const house = await openPlayedHouse();
    const { leave } = await listen(house);
    expect(house.ticketListeners.size).toBe(1);
    leave();
    while (house.ticketListeners.size > 0) await new Promise(setImmediate);
    expect((await house.post(building, { from: 'zhang', text: '还在吗' })).status).toBe(200);
  });

  test('ends when the server closes', async () => {
    const house = await openPlayedHouse();
    const { next } = await listen(house);
    const closed = closeHouses();
    await expect(next()).rejects.toThrow('has ended');
    await closed;
  });
});
