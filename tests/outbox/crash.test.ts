import { EventEmitter, once } from 'node:events';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ChatGateway } from '../../src/chat/chat-gateway.js';
import type { Weight } from '../../src/outbox/outbox.js';
import { beginAnew, gateway, open, play, saying } from './a-network.js';

beforeEach(beginAnew);

/** Begins to say it and never comes back. */
async function crashSaying(weight: Weight): Promise<void> {
  const network = new EventEmitter();
  const isSaying = once(network, 'saying');
  const dying: ChatGateway = {
    ...gateway,
    say: () => {
      network.emit('saying');
      return new Promise(() => {});
    },
  };
  const outbox = await open('local', dying);
  await outbox.add(saying('a', weight));
  void outbox.deliver();
  await isSaying;
}

describe('a crash while something was being said', () => {
  test.each([
    ['emergency', undefined, true],
    ['vital', undefined, true],
    ['reply', undefined, false],
    ['notice', undefined, false],
    ['emergency', true, false],
    ['vital', true, false],
    ['reply', false, true],
    ['notice', false, true],
  ] as const)(
    '%s, which the network shows as said: %s, is said again: %s',
    async (weight, arrived, isRepeated) => {
      await crashSaying(weight);
      play.hasSaid = arrived;
      const outbox = await open();
      expect(await outbox.deliver()).toBe(0);
      await outbox.settleDoubt();
      expect(await outbox.deliver()).toBe(isRepeated ? 1 : 0);
      await outbox.settleDoubt();
      expect(await outbox.deliver()).toBe(0);
    },
  );

  test('a network that cannot be asked does not keep the house from starting', async () => {
    await crashSaying('vital');
    const mute: ChatGateway = { ...gateway, hasSaid: () => Promise.reject(new Error('offline')) };
    const outbox = await open('local', mute);
    await outbox.settleDoubt();
    expect(await outbox.deliver()).toBe(1);
  });
});
