import { Router } from '@koa/router';
import { z } from 'zod';
import { sayFaults, type LocalFaults } from '../chat/local-faults.js';
import type { LocalNetwork } from '../chat/local-network.js';
import type { ApiPart } from './api-part.js';
import { bodyOf, jsonBody } from './json-body.js';
import { LOCAL_CHAT } from './local-chat-view.js';
import { Problem } from './problem.js';

const id = z.string().min(1).max(200);
const place = { roomId: id.optional(), contactId: id.optional() };

const faultBody = z.discriminatedUnion(
  'fault',
  [
    z.object({
      fault: z.literal('say'),
      kind: z.enum(sayFaults),
      times: z.number().int().min(1).max(10_000),
      ...place,
    }),
    z.object({ fault: z.literal('mend') }),
    z.object({ fault: z.literal('hold') }),
    z.object({ fault: z.literal('release'), order: z.enum(['as-said', 'reversed']) }),
    z.object({ fault: z.literal('away'), loses: z.boolean() }),
    z.object({ fault: z.literal('back') }),
    z.object({ fault: z.literal('again'), messageId: id }),
    z.object({ fault: z.literal('rename'), roomId: id, topic: id }),
    z.object({ fault: z.literal('join'), roomId: id, contactId: id }),
    z.object({ fault: z.literal('leave'), roomId: id, contactId: id }),
    z.object({ fault: z.literal('line'), text: id, ...place }),
    z.object({ fault: z.literal('copy'), roomId: id, asId: id, isMoved: z.boolean() }),
  ],
  { error: '请核对 fault' },
);
type FaultBody = z.output<typeof faultBody>;

/** `POST /local-chat/api/faults`: lets the pretended network fail as real ones do, for tests; there only with LOCAL_FAULTS=yes. */
export function localFaults(network: LocalNetwork, faults: LocalFaults): ApiPart {
  const router = new Router();
  router.post(`${LOCAL_CHAT}/api/faults`, jsonBody('10kb'), async ctx => {
    await play(bodyOf(ctx, faultBody), network, faults);
    ctx.body = { done: true };
  });
  return { router };
}

async function play(body: FaultBody, network: LocalNetwork, faults: LocalFaults): Promise<void> {
  const { bot } = network.world;
  switch (body.fault) {
    case 'say':
      return faults.plan(body.kind, body.times, placeIn(body));
    case 'mend':
      return faults.mend();
    case 'hold':
      faults.isHolding = true;
      return;
    case 'release':
      return release(network, faults, body.order);
    case 'away':
      faults.isLosing = body.loses;
      faults.hasLost = body.loses;
      faults.isHolding = !body.loses;
      return faults.puppet?.leaveNetwork();
    case 'back':
      faults.isHolding = false;
      faults.isLosing = false;
      for (const entry of network.undelivered()) network.await(entry);
      faults.puppet?.returnToNetwork();
      return;
    case 'again': {
      const entry = network.entry(body.messageId);
      if (entry) faults.puppet?.handOverAgain([entry]);
      return;
    }
    case 'rename':
      return network.changeTopic(body.roomId, body.topic, bot.id);
    case 'join':
      return network.join(body.roomId, [body.contactId], body.contactId);
    case 'leave':
      return network.leave(body.roomId, [body.contactId], body.contactId);
    case 'line': {
      const where = placeIn(body);
      if (where) faults.say(where, body.text);
      return;
    }
    case 'copy':
      return copyRoom(network, body);
    default:
      return body satisfies never;
  }
}

function release(network: LocalNetwork, faults: LocalFaults, order: 'as-said' | 'reversed'): void {
  faults.isHolding = false;
  const held = network.undelivered();
  for (const entry of held) network.await(entry);
  faults.puppet?.handOverAgain(order === 'reversed' ? held.toReversed() : held);
}

/** Another group with the same name and people; moved: the account is no more in the first one, and nobody says so. */
function copyRoom(network: LocalNetwork, { roomId, asId, isMoved }: FaultBody & { fault: 'copy' }): void {
  const { world } = network;
  const room = world.room(roomId);
  if (!room) throw new Problem(404, 'unknown-room', '没有这个群', '请用 world 里 rooms 的编号。');
  world.open({ ...room, id: asId });
  if (isMoved) world.open({ ...room, memberIds: room.memberIds.filter(member => member !== world.bot.id) });
}

function placeIn({ roomId, contactId }: { roomId?: string | undefined; contactId?: string | undefined }) {
  if (roomId !== undefined) return { kind: 'room', roomId } as const;
  return contactId === undefined ? undefined : ({ kind: 'direct', contactId } as const);
}
