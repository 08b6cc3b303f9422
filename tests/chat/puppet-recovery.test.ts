import { describe, expect, test } from '@jest/globals';
import { silentLog } from '../../src/base/log.js';
import { isConnectionLost, recover, type Restartable } from '../../src/chat/puppet-recovery.js';

/** A puppet whose next starts go as listed, and that runs afterwards. */
function puppetThat(...starts: ('fails' | 'hangs back')[]) {
  const done: string[] = [];
  let isActive = false;
  const puppet: Restartable = {
    async start() {
      done.push('start');
      const next = starts.shift();
      if (next === 'fails') throw new Error('14 UNAVAILABLE: Connection dropped');
      isActive = next !== 'hangs back';
    },
    async stop() {
      done.push('stop');
      isActive = false;
    },
    isLoggedIn: true,
    state: { active: () => isActive },
  };
  return { puppet, done };
}

describe('a lost connection', () => {
  test.each([
    ['14 UNAVAILABLE: Connection dropped', true],
    ['1 CANCELLED: Cancelled on client', true],
    ['16 UNAUTHENTICATED: bad token', false],
    ['no room found for id: 14', false],
  ])('is told from other errors: %s', (message, isLost) => {
    expect(isConnectionLost(new Error(message))).toBe(isLost);
  });

  test('is restored by starting again and again, with growing pauses up to ten seconds', async () => {
    const { puppet, done } = puppetThat('fails', 'fails', 'hangs back', 'fails', 'fails', 'fails');
    const pauses: number[] = [];
    await recover(puppet, { log: silentLog, isWanted: () => true, wait: async ms => pauses.push(ms) });
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000]);
    expect(done.at(-1)).toBe('start');
    expect(puppet.state.active()).toBe(true);
  });

  test('is not restored once nobody wants it', async () => {
    const { puppet, done } = puppetThat('fails', 'fails');
    let isWanted = true;
    await recover(puppet, { log: silentLog, isWanted: () => isWanted, wait: async () => (isWanted = false) });
    expect(done.filter(step => step === 'start')).toHaveLength(1);
    expect(puppet.state.active()).toBe(false);
  });
});
