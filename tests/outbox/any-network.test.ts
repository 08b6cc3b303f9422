import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY, HOUR, MINUTE, SECOND, type Moment } from '../../src/base/clock.js';
import { Fault } from '../../src/base/fault.js';
import { silentLog } from '../../src/base/log.js';
import type { ChatGateway, OutgoingMessage } from '../../src/chat/chat-gateway.js';
import { Outbox, type Weight } from '../../src/outbox/outbox.js';
import { memoryMedia } from '../support/memory-media.js';
import { memoryStore, type MemoryDisk } from '../support/memory-store.js';
import { mortalStore, ProcessDead } from '../support/mortal-store.js';
import { at, settings } from './a-network.js';

const ROOMS = ['a', 'b', 'c', 'd'];
const LIMITS = settings.pacing.default;

/** What the network does with a message. `lost`: taken, but the process dies before it is noted; `cut`: taken or not, an error. */
type Fate =
  | 'takes'
  | 'fails'
  | 'throttles'
  | 'offline'
  | 'dies-before'
  | 'dies-after'
  | 'cut-before'
  | 'cut-after'
  | 'hangs';

type Step =
  | { readonly kind: 'add'; readonly room: number; readonly weight: Weight }
  | { readonly kind: 'later'; readonly seconds: number }
  | { readonly kind: 'fates'; readonly fates: readonly Fate[] };

/** A network on which every attempt has a fate, and a process that dies and starts again. */
class Play {
  now: Moment = at('21 10:00');
  readonly disk: MemoryDisk = new Map();
  readonly tried: { readonly at: Moment; readonly text: string; readonly room: string }[] = [];
  readonly shown: { readonly at: Moment; readonly text: string; readonly room: string }[] = [];
  /** Keys of messages that were in doubt at some time. */
  readonly doubted = new Set<string>();
  readonly added: { readonly key: string; readonly room: string; readonly weight: Weight }[] = [];
  fates: Fate[] = [];
  #outbox: Promise<Outbox> | undefined;

  constructor(private readonly canTell: boolean) {}

  async step(step: Step): Promise<void> {
    if (step.kind === 'fates') this.fates.push(...step.fates);
    if (step.kind === 'later') this.now += step.seconds * SECOND;
    if (step.kind === 'add') {
      const key = `${this.added.length}`;
      const room = ROOMS[step.room] ?? 'a';
      this.added.push({ key, room, weight: step.weight });
      const conversation = { kind: 'room', roomId: room } as const;
      await (await this.#open()).add({ key, conversation, text: key, weight: step.weight });
    }
    await this.deliver();
  }

  /** Nothing fails any more, and time passes until nothing waits. */
  async calmDown(): Promise<void> {
    this.fates = [];
    for (let round = 0; round < 2_000; round += 1) {
      await this.deliver();
      const next = await (await this.#open()).nextAt();
      if (next === undefined) return;
      this.now = Math.max(next, this.now + 1);
    }
    throw new Error('something waits for ever');
  }

  async deliver(): Promise<void> {
    try {
      await (await this.#open()).deliver();
    } catch (error) {
      if (!(error instanceof ProcessDead)) throw error;
      this.#outbox = undefined;
    }
  }

  async #open(): Promise<Outbox> {
    this.#outbox ??= this.#begin();
    return this.#outbox;
  }

  async #begin(): Promise<Outbox> {
    // Nothing starts in no time.
    this.now += SECOND;
    const { store, die } = mortalStore(memoryStore(this.disk));
    const gateway: ChatGateway = {
      account: 'bot',
      start: async () => {},
      stop: async () => {},
      say: async message => this.#say(message, die),
      hasSaid: async (message, since) =>
        this.canTell ? this.shown.some(shown => shown.text === message.text && shown.at >= since) : undefined,
    };
    const outbox = await Outbox.open({
      store,
      gateway,
      media: memoryMedia(),
      settings,
      network: 'default',
      clock: { now: () => this.now },
      log: silentLog,
      wait: async () => {
        // A network that answers is faster than this.
        for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
      },
    });
    await outbox.settleDoubt();
    return outbox;
  }

  async #say({ text = '', conversation }: OutgoingMessage, die: () => void): Promise<object> {
    const room = conversation.kind === 'room' ? conversation.roomId : '';
    const said = { at: this.now, text, room };
    this.tried.push(said);
    const fate = this.fates.shift() ?? 'takes';
    if (['takes', 'dies-after', 'cut-after'].includes(fate)) this.shown.push(said);
    if (fate.startsWith('dies') || fate.startsWith('cut') || fate === 'hangs') this.doubted.add(text);
    switch (fate) {
      case 'takes':
        return {};
      case 'fails':
        throw new Error('发送失败');
      case 'throttles':
        throw new Error('操作过于频繁，请稍后再试');
      case 'offline':
        throw new Fault('chat-not-connected', 'not there');
      case 'hangs':
        return new Promise(() => {});
      case 'cut-before':
      case 'cut-after':
        throw new Error('14 UNAVAILABLE: Connection dropped');
      case 'dies-before':
      case 'dies-after':
        die();
        throw new ProcessDead();
    }
  }
}

const fate = fc.constantFrom<Fate>(
  'takes',
  'takes',
  'takes',
  'fails',
  'throttles',
  'offline',
  'dies-before',
  'dies-after',
  'cut-before',
  'cut-after',
  'hangs',
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      room: fc.nat(3),
      weight: fc.constantFrom<Weight>('emergency', 'reply', 'reply', 'vital', 'notice'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('later' as const), seconds: fc.nat(90) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('fates' as const), fates: fc.array(fate, { maxLength: 4 }) }),
  },
);

/** The most that lies in any window of so long. */
function mostWithin(moments: readonly Moment[], span: number): number {
  return Math.max(
    0,
    ...moments.map((end, last) => moments.slice(0, last + 1).filter(at => at > end - span).length),
  );
}

function weightOf(play: Play, key: string): Weight {
  return play.added.find(known => known.key === key)?.weight ?? 'notice';
}

describe.each([
  ['can tell what was said', true],
  ['cannot tell', false],
])('on a network that fails in any way, and %s', (_what, canTell) => {
  test('nothing is lost, nothing overtakes, nothing comes twice but by the rule of doubt, and no budget is exceeded', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async steps => {
        const play = new Play(canTell);
        for (const one of steps) await play.step(one);
        await play.calmDown();
        expectNothingLost(play, canTell);
        expectOrder(play);
        expectWithinBudgets(play);
      }),
      { numRuns: 150 },
    );
  }, 120_000);
});

function expectNothingLost(play: Play, canTell: boolean): void {
  const kept = play.disk.get('outbox')?.documents ?? new Map();
  const states = new Map(
    [...kept].map(([key, { json }]) => [key, (JSON.parse(json) as { state: string }).state]),
  );
  for (const { key, weight } of play.added) {
    const times = play.shown.filter(({ text }) => text === key).length;
    const isGivenUp = states.get(key) === 'given-up';
    expect(['sent', 'given-up']).toContain(states.get(key));
    const isRepeated = weight === 'emergency' || weight === 'vital';
    const isDoubted = play.doubted.has(key);
    // In doubt and with nobody to ask: what matters may come twice, the rest may not come at all.
    const least = isGivenUp || (isDoubted && !canTell && !isRepeated) ? 0 : 1;
    const most = isDoubted && !canTell && isRepeated ? settings.retry.mostAttempts : 1;
    expect({ key, weight, times, isFine: times >= least && times <= most }).toEqual({
      key,
      weight,
      times,
      isFine: true,
    });
  }
}

/** Within a room what is due earlier is said earlier; nothing here waits for the night. */
function expectOrder(play: Play): void {
  for (const room of ROOMS) {
    const firsts = play.shown
      .filter(shown => shown.room === room && weightOf(play, shown.text) !== 'emergency')
      .map(({ text }) => Number(text));
    const seen = firsts.filter((key, place) => firsts.indexOf(key) === place);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  }
}

function expectWithinBudgets(play: Play): void {
  const paced = play.tried.filter(({ text }) => weightOf(play, text) !== 'emergency').map(({ at }) => at);
  expect(mostWithin(paced, MINUTE)).toBeLessThanOrEqual(LIMITS.accountPerMinute);
  expect(mostWithin(paced, DAY)).toBeLessThanOrEqual(LIMITS.accountPerDay);
  for (const room of ROOMS) {
    const here = play.tried
      .filter(tried => tried.room === room && weightOf(play, tried.text) !== 'emergency')
      .map(({ at }) => at);
    expect(mostWithin(here, MINUTE)).toBeLessThanOrEqual(LIMITS.roomPerMinute);
    expect(mostWithin(here, HOUR)).toBeLessThanOrEqual(LIMITS.roomPerHour);
  }
}
