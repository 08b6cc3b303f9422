import { HOUR, MINUTE, SECOND } from '../../src/base/clock.js';
import { silentLog } from '../../src/base/log.js';
import type { ChatGateway, OutgoingMessage } from '../../src/chat/chat-gateway.js';
import type { OutboxSettings } from '../../src/outbox/outbox-settings.js';
import { Outbox, type Saying, type Weight } from '../../src/outbox/outbox.js';
import { memoryMedia } from '../support/memory-media.js';
import { memoryStore, type MemoryDisk } from '../support/memory-store.js';

export const settings: OutboxSettings = {
  quietHours: { from: 22 * HOUR, to: 7.5 * HOUR },
  pacing: {
    default: {
      roomGapMs: 2 * SECOND,
      accountPerMinute: 5,
      accountPerDay: 20,
      roomPerMinute: 3,
      roomPerHour: 6,
    },
    local: {
      roomGapMs: 0,
      accountPerMinute: 6_000,
      accountPerDay: 6_000,
      roomPerMinute: 6_000,
      roomPerHour: 6_000,
    },
  },
  retry: {
    firstPauseMs: 2 * SECOND,
    longestPauseMs: 10 * SECOND,
    tooOldAfterHours: 24,
    sayWithinMs: MINUTE,
    mostAttempts: 4,
  },
  backOff: {
    firstPauseMs: MINUTE,
    longestPauseMs: 5 * MINUTE,
    emergencyPauseMs: 20 * SECOND,
    offlinePauseMs: 5 * SECOND,
    calmAfterMs: 30 * MINUTE,
    failingPlaces: 3,
  },
  gap: { tellAfterMinutes: 10, atMostEveryHours: 4 },
};

/** A moment of November in China's time. */
export function at(text: string): number {
  return Date.parse(`2026-11-${text.replace(' ', 'T')}:00+08:00`);
}

/** What a test sets and sees. */
interface Play {
  now: number;
  disk: MemoryDisk;
  /** What the network took, in order. */
  said: OutgoingMessage[];
  /** Thrown instead of taking a message, one after the other. */
  refusals: (Error | undefined)[];
  hasSaid: boolean | undefined;
}

export const play: Play = { now: 0, disk: new Map(), said: [], refusals: [], hasSaid: undefined };

/** Before each test: a Saturday morning, nothing said yet. */
export function beginAnew(): void {
  Object.assign(play, { now: at('21 10:00'), disk: new Map(), said: [], refusals: [], hasSaid: undefined });
}

export const gateway: ChatGateway = {
  account: 'bot',
  start: async () => {},
  stop: async () => {},
  async say(message) {
    const refusal = play.refusals.shift();
    if (refusal) throw refusal;
    play.said.push(message);
    return {};
  },
  hasSaid: async () => play.hasSaid,
};

/** An outbox over what the process before left. */
export async function open(
  network: 'default' | 'local' = 'local',
  speaker: ChatGateway = gateway,
  given: OutboxSettings = settings,
): Promise<Outbox> {
  return Outbox.open({
    store: memoryStore(play.disk),
    gateway: speaker,
    media: memoryMedia(new Map([['p1', { bytes: new Uint8Array([1]), type: 'image/jpeg' }]])),
    settings: given,
    network,
    clock: { now: () => play.now },
    log: silentLog,
  });
}

export function saying(
  key: string,
  weight: Weight = 'reply',
  roomId = 'jgy-6',
  more: Partial<Saying> = {},
): Saying {
  return { key, conversation: { kind: 'room', roomId }, text: key, weight, ...more };
}

/** What was said, in order. */
export function texts(): (string | undefined)[] {
  return play.said.map(message => message.text);
}
