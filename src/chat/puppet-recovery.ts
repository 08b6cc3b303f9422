import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND } from '../base/clock.js';
import { reasonOf } from '../base/fault.js';
import type { Log } from '../base/log.js';

const FIRST_WAIT_MS = SECOND / 2;
const LONGEST_WAIT_MS = 10 * SECOND;
const LOST = /^(?:14|1) |UNAVAILABLE|CANCELLED/;

/** As much of a puppet as its recovery needs. */
export interface Restartable {
  start(): Promise<void>;
  stop(): Promise<void>;
  readonly isLoggedIn: boolean;
  readonly state: { active(): boolean | 'pending' };
}

/** Whether the error means that the connection to a puppet service is gone. */
export function isConnectionLost(error: Error): boolean {
  return LOST.test(error.message);
}

/**
 * Starts a puppet again and again until it runs, with growing pauses. A puppet service that was away for more than a
 * minute is never tried again by the puppet itself, and its reset() does nothing by then.
 *
 * @returns when the puppet runs or `isWanted` says no more
 */
export async function recover(
  puppet: Restartable,
  {
    log,
    isWanted,
    wait = pause,
  }: { log: Log; isWanted: () => boolean; wait?: (ms: number) => Promise<unknown> },
): Promise<void> {
  await stopQuietly(puppet, log);
  for (let pauseMs = FIRST_WAIT_MS; isWanted(); pauseMs = Math.min(pauseMs * 2, LONGEST_WAIT_MS)) {
    try {
      await puppet.start();
      if (puppet.state.active() === true) break;
    } catch (thrown) {
      log.warn({ reason: reasonOf(thrown), nextTryInMs: pauseMs }, 'the chat network is still away');
      await stopQuietly(puppet, log);
    }
    await wait(pauseMs);
  }
  if (!isWanted()) await stopQuietly(puppet, log);
}

/** Does not keep the process alive. */
async function pause(ms: number): Promise<void> {
  await sleep(ms, undefined, { ref: false });
}

async function stopQuietly(puppet: Restartable, log: Log): Promise<void> {
  try {
    await puppet.stop();
  } catch (thrown) {
    log.debug({ reason: reasonOf(thrown) }, 'a lost puppet could not be stopped cleanly');
  }
}
