/** A puppet service as a provider would run it: our local puppet behind the library's own gRPC server. Told by lines of JSON. */
import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { createInterface } from 'node:readline';
import { log } from 'wechaty-puppet';
import { PuppetServer } from 'wechaty-puppet-service';
import { MovableClock, systemClock } from '../../../src/base/clock.js';
import { LocalNetwork } from '../../../src/chat/local-network.js';
import { memoryMedia } from '../../support/memory-media.js';
import { memoryStore } from '../../support/memory-store.js';
import { smallWorld } from '../../support/small-world.js';
import { HostPuppet } from './host-puppet.js';
import type { HostOrder, HostPlan } from './start-host.js';

log.level('silent');
// The library's watchdog leaves a listener behind with every start.
EventEmitter.defaultMaxListeners = 0;
const plan = JSON.parse(process.argv[2] ?? '') as HostPlan;
const network = await LocalNetwork.open({
  world: plan.world ?? smallWorld,
  store: memoryStore(new Map()),
  media: memoryMedia(new Map()),
  clock: new MovableClock(systemClock),
});
const puppet = new HostPuppet(network);
puppet.logsIn = plan.logsIn ?? true;
// A real network hands a message over once, whether somebody listens or not.
puppet.on('message', ({ messageId }) => {
  void network.handedOver(messageId);
});
puppet.on('error', ({ gerror }) => {
  if (gerror) process.stderr.write(`host: ${gerror}\n`);
});
const service = { endpoint: `127.0.0.1:${plan.port}`, token: plan.token, puppet, tls: plan.tls };
let server = new PuppetServer(service);
await server.start();

const stumbles: unknown[] = [];

async function obey(order: HostOrder): Promise<unknown> {
  switch (order.do) {
    case 'post': {
      const { photoBase64, ...draft } = order.draft;
      const photo = photoBase64 === undefined ? {} : { photo: Buffer.from(photoBase64, 'base64') };
      const posted = await network.post({ ...draft, ...photo });
      if (!posted.done) throw new Error(posted.why);
      return posted.message.id;
    }
    case 'burst':
      for (let n = 0; n < order.count; n += 1) {
        const conversation = { kind: 'room', roomId: order.roomIds[n % order.roomIds.length] ?? '' } as const;
        const fromId = order.fromIds[n % order.fromIds.length] ?? '';
        const posted = await network.post({
          fromId,
          conversation,
          text: `${order.word}${n}`,
          mentionIds: [],
        });
        if (!posted.done) throw new Error(posted.why);
      }
      return order.count;
    case 'odd':
      puppet.odd.set(order.message.id, order.message);
      puppet.emit('message', { messageId: order.message.id });
      return order.message.id;
    case 'recall':
      return network.recall(order.messageId, order.byId);
    case 'join':
      return network.join(order.roomId, order.contactIds, order.byId);
    case 'leave':
      return network.leave(order.roomId, order.contactIds, order.byId);
    case 'topic':
      return network.changeTopic(order.roomId, order.topic, order.byId);
    case 'rename':
      puppet.names.set(order.contactId, order.name);
      // The host forgets, too, but tells nobody.
      puppet.cache.contact.delete(order.contactId);
      return undefined;
    case 'rename-room': {
      const room = network.world.room(order.roomId);
      if (room) network.world.open({ ...room, topic: order.topic });
      puppet.cache.room.delete(order.roomId);
      return undefined;
    }
    case 'emit':
      // Straight to the connection: our own puppet would stumble over some of it.
      for (const listener of puppet.rawListeners(order.event as 'message')) {
        try {
          listener.call(puppet, order.payload);
        } catch (thrown) {
          stumbles.push(thrown);
        }
      }
      return stumbles.length;
    case 'deaf':
      puppet.isDeaf = order.isDeaf;
      return undefined;
    case 'unserve':
      return server.stop();
    case 'serve':
      server = new PuppetServer(service);
      return server.start();
    case 'sleepy':
      puppet.logsIn = false;
      return undefined;
    case 'log-in':
      if (puppet.logsIn) return puppet.returnToNetwork();
      puppet.logsIn = true;
      return puppet.onStart();
    case 'log-out':
      return puppet.logout('another phone took over');
    case 'state':
      return { accepted: puppet.accepted, isLoggedIn: puppet.isLoggedIn };
    case 'hear':
      return new Promise<string>(resolve => {
        const look = (): void => {
          const found = network
            .messagesOf(order.conversation, 0, 10_000)
            .find(({ from, text }) => from.id === network.world.bot.id && text?.includes(order.word));
          if (found) resolve(found.text ?? '');
        };
        network.subscribe(look);
        look();
      });
    case 'said': {
      const messages = network.messagesOf(order.conversation, 0, 10_000);
      const ours = messages.filter(({ from }) => from.id === network.world.bot.id);
      return Promise.all(
        ours.map(async ({ id, text, photo, mentionIds }) => {
          const bytes = photo && (await network.photo(photo.id))?.bytes;
          const sha256 = bytes && createHash('sha256').update(bytes).digest('hex');
          return { id, text, mentionIds, ...(sha256 === undefined ? {} : { sha256 }) };
        }),
      );
    }
    default:
      return order satisfies never;
  }
}

function answer(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

answer({ ready: true });
const orders = createInterface(process.stdin);
orders.on('line', line => {
  const { n, order } = JSON.parse(line) as { n: number; order: HostOrder };
  obey(order).then(
    value => answer({ n, value }),
    (error: unknown) => answer({ n, error: String(error) }),
  );
});
// Whoever started it is gone.
orders.on('close', () => process.exit(0));
