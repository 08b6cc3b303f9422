import { Router } from '@koa/router';
import type { Context } from 'koa';
import type { Moment } from '../base/clock.js';
import type { Conversation } from '../chat/chat-gateway.js';
import type { LocalNetwork } from '../chat/local-network.js';
import type { Refusal } from '../chat/local-draft.js';
import type { ApiPart } from './api-part.js';
import { EventStreams } from './event-stream.js';
import { bodyOf, jsonBody } from './json-body.js';
import {
  clockBody,
  cursor,
  directMessageBody,
  recallBody,
  roomMessageBody,
  type MessageBody,
} from './local-chat-bodies.js';
import { streamLocalChat } from './local-chat-stream.js';
import { isoOf, LOCAL_CHAT, viewMessage, viewWorld } from './local-chat-view.js';
import { Problem } from './problem.js';
import type { TicketView } from './ticket-view.js';

const MOST_MESSAGES = 500;
const SMALL = '100kb';
const WITH_PICTURE = '50mb';

/** What the local chat needs from the house. */
export interface LocalChatHouse {
  readonly network: LocalNetwork;
  /** Moves the clock that everything reads; resolves with the new moment when everything due has happened. */
  readonly clock: { advance(minutes: number): Promise<Moment> };
  /** Resolves when nothing is pending any more. */
  settle(): Promise<void>;
  tickets(): Promise<readonly TicketView[]>;
  now(): Moment;
  /** Calls the listener with every ticket that changes, until the returned function is called. */
  subscribeTickets(listener: (ticket: TicketView) => void): () => void;
}

/** The HTTP interface of the local chat; never to be served beside a real chat network. */
export function localChat(house: LocalChatHouse): ApiPart {
  const router = new Router();
  const streams = new EventStreams();
  const clockListeners = new Set<(now: Moment) => void>();
  readRoutes(router, house);
  messageRoutes(router, house);
  houseRoutes(router, house, now => {
    for (const listener of clockListeners) listener(now);
  });
  router.get(`${LOCAL_CHAT}/api/stream`, ctx => streamLocalChat(ctx, house, streams, clockListeners));
  return { router, close: () => streams.close() };
}

function readRoutes(router: Router, house: LocalChatHouse): void {
  const { network } = house;
  router.get(`${LOCAL_CHAT}/api/world`, ctx => {
    ctx.body = viewWorld(network, house.now());
  });
  router.get(`${LOCAL_CHAT}/api/rooms/:roomId/messages`, ctx => {
    const roomId = param(ctx, 'roomId');
    if (!network.world.room(roomId)) throw problemOf('unknown-room');
    ctx.body = messagesAfter(ctx, network, { kind: 'room', roomId });
  });
  router.get(`${LOCAL_CHAT}/api/direct/:contactId/messages`, ctx => {
    const contactId = param(ctx, 'contactId');
    if (!isFriend(contactId, network)) throw problemOf('unknown-contact');
    ctx.body = messagesAfter(ctx, network, { kind: 'direct', contactId });
  });
  router.get(`${LOCAL_CHAT}/media/:id`, async ctx => {
    const media = await network.photo(param(ctx, 'id'));
    if (!media)
      throw new Problem(404, 'unknown-picture', '没有这张图片', '它可能已被撤回或清理，请核对编号。');
    ctx.type = media.type;
    ctx.set('Cache-Control', 'private, max-age=3600');
    ctx.body = Buffer.from(media.bytes);
  });
}

function messageRoutes(router: Router, { network }: LocalChatHouse): void {
  router.post(`${LOCAL_CHAT}/api/rooms/:roomId/messages`, jsonBody(WITH_PICTURE), async ctx => {
    const body = bodyOf(ctx, roomMessageBody);
    ctx.body = await say(network, body.from, { kind: 'room', roomId: param(ctx, 'roomId') }, body);
  });
  router.post(`${LOCAL_CHAT}/api/direct/:contactId/messages`, jsonBody(WITH_PICTURE), async ctx => {
    const body = bodyOf(ctx, directMessageBody);
    const contactId = param(ctx, 'contactId');
    if (!isFriend(contactId, network)) throw problemOf('unknown-contact');
    ctx.body = await say(network, body.from ?? contactId, { kind: 'direct', contactId }, body);
  });
  router.post(`${LOCAL_CHAT}/api/messages/:id/recall`, jsonBody(SMALL), async ctx => {
    const { from } = bodyOf(ctx, recallBody);
    const id = param(ctx, 'id');
    const entry = network.entry(id);
    if (entry?.kind !== 'message') throw problemOf('unknown-message');
    if (entry.from.id === network.world.bot.id) throw problemOf('not-the-sender');
    const recalled = await network.recall(id, from ?? entry.from.id);
    if (!recalled.done) throw problemOf(recalled.why === 'unknown' ? 'unknown-message' : recalled.why);
    ctx.body = { id, recalled: true };
  });
}

function houseRoutes(router: Router, house: LocalChatHouse, tellClock: (now: Moment) => void): void {
  router.post(`${LOCAL_CHAT}/api/clock`, jsonBody(SMALL), async ctx => {
    const { advanceMinutes } = bodyOf(ctx, clockBody);
    // What was said before the clock moved happened before it moved.
    await house.network.quiet();
    const now = await house.clock.advance(advanceMinutes);
    tellClock(now);
    ctx.body = { now: isoOf(now) };
  });
  router.post(`${LOCAL_CHAT}/api/settle`, async ctx => {
    await house.network.quiet();
    await house.settle();
    ctx.body = { now: isoOf(house.now()) };
  });
  router.get(`${LOCAL_CHAT}/api/tickets`, async ctx => {
    ctx.body = { tickets: await house.tickets() };
  });
}

async function say(
  network: LocalNetwork,
  fromId: string,
  conversation: Conversation,
  { text, imageBase64, mention, quote }: MessageBody,
): Promise<{ id: string }> {
  const { bot } = network.world;
  if (fromId === bot.id) throw problemOf('not-for-the-bot');
  const posted = await network.post({
    fromId,
    conversation,
    ...(text ? { text } : {}),
    ...(imageBase64 ? { photo: imageBase64 } : {}),
    mentionIds: mentionIdsOf(mention, bot.id),
    ...(quote ? { quoteId: quote } : {}),
  });
  if (!posted.done) throw problemOf(posted.why);
  return { id: posted.message.id };
}

function mentionIdsOf(mention: MessageBody['mention'], botId: string): string[] {
  if (typeof mention === 'boolean') return mention ? [botId] : [];
  return [mention ?? []].flat();
}

function messagesAfter(ctx: Context, network: LocalNetwork, conversation: Conversation): object {
  const after = cursor.safeParse(ctx.query['after']);
  if (!after.success)
    throw new Problem(400, 'bad-cursor', 'after 有误', '请原样使用上一次返回的 cursor，或者不填。');
  const messages = network.messagesOf(conversation, after.data, MOST_MESSAGES);
  return {
    messages: messages.map(message => viewMessage(message, network.world.bot.id)),
    cursor: String(messages.at(-1)?.seq ?? after.data),
  };
}

function isFriend(contactId: string, network: LocalNetwork): boolean {
  return contactId !== network.world.bot.id && network.world.contact(contactId) !== undefined;
}

function param(ctx: Context & { params: Record<string, string> }, name: string): string {
  return ctx.params[name] ?? '';
}

type ChatRefusal = Refusal | 'unknown-message' | 'not-the-sender' | 'not-for-the-bot';

const refusals: Readonly<Record<ChatRefusal, readonly [status: number, title: string, detail: string]>> = {
  'unknown-sender': [404, '没有这个人', 'from 要填 world 里 contacts 的编号。'],
  'unknown-room': [404, '没有这个群', '请用 world 里 rooms 的编号。'],
  'unknown-contact': [404, '没有这个人', '请用 world 里 contacts 的编号；机器人不能和自己私聊。'],
  'not-a-member': [403, '不在这个会话里', '请换成群成员发言；私聊只能由本人发。'],
  'unknown-mention': [404, '提到的人不在这里', 'mention 只能填这个会话里的人，或者 true 表示机器人。'],
  'unknown-quote': [404, '没有这条消息', 'quote 要填这个会话里没有撤回的消息编号。'],
  'unknown-message': [404, '没有这条消息', '请核对消息编号。'],
  'not-the-sender': [403, '不能撤回别人的消息', '只有发消息的人能撤回。'],
  'not-for-the-bot': [403, '不能替机器人说话', '请换一个居民或网格员的编号。'],
};

function problemOf(why: ChatRefusal): Problem {
  const [status, title, detail] = refusals[why];
  return new Problem(status, why, title, detail);
}
