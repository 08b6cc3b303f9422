import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { silentLog } from '../../src/base/log.js';
import { openaiEndpoint } from '../../src/llm/openai-llm.js';
import { silkSeconds } from '../../src/llm/silk.js';
import { openTranscribe, type DecodeSilk, type Transcribe } from '../../src/llm/transcribe.js';
import { wavOf, wavSeconds } from '../../src/llm/wav.js';
import { startFakeLlm, type FakeLlm } from '../support/fake-llm.js';
import { memoryStore } from '../support/memory-store.js';
import { morningClock, settingsFor } from './llm-house.js';

/** One second of a tone, as WeChat records it. */
const voice = readFileSync(new URL('one-second.silk', import.meta.url));
const second: DecodeSilk = (_bytes, rate) => Promise.resolve(new Uint8Array(rate * 2));

let fake: FakeLlm;
beforeEach(async () => {
  fake = await startFakeLlm();
  fake.plays({ kind: 'hears', text: ' 三号楼电梯坏了 ' });
});
afterEach(() => fake.close());

function open(decodeSilk: DecodeSilk = second, model = 'whisper'): Promise<Transcribe> {
  const settings = settingsFor(fake.url, { deadlineMs: 2_000, ...(model ? { transcribeModel: model } : {}) });
  return openTranscribe({
    endpoint: openaiEndpoint(settings),
    settings,
    store: memoryStore(),
    clock: morningClock(),
    log: silentLog,
    decodeSilk,
  });
}

/** Packets as SILK files have them. */
function silkOf(packets: number, length = 10): Uint8Array {
  const packet = Buffer.alloc(2 + length);
  packet.writeUInt16LE(length);
  return Buffer.concat([
    Buffer.from('\u0002#!SILK_V3', 'latin1'),
    ...Array.from({ length: packets }, () => packet),
  ]);
}

test('a voice message of WeChat is sent as a WAV file and comes back as text', async () => {
  const transcribe = await open();
  expect(await transcribe(voice)).toMatchObject({ done: true, text: '三号楼电梯坏了' });
  const [request] = fake.requests;
  expect(request?.path).toBe('/v1/audio/transcriptions');
  expect(request?.raw).toContain('filename="voice.wav"');
  expect(request?.raw).toContain('name="language"\r\n\r\nzh');
  const file = request!.raw.slice(request!.raw.indexOf('RIFF'));
  expect(wavSeconds(Buffer.from(file.slice(0, 44 + 32_000), 'latin1'))).toBeCloseTo(1);
});

test.each<[string, number[], string]>([
  ['MP3 with a tag', [...Buffer.from('ID3'), 4, 0, 0, 0], 'voice.mp3'],
  ['bare MP3', [0xff, 0xfb, 0x90, 0], 'voice.mp3'],
  ['OGG', [...Buffer.from('OggS'), 0], 'voice.ogg'],
  ['M4A', [0, 0, 0, 32, ...Buffer.from('ftypM4A ')], 'voice.m4a'],
  ['WAV', [...wavOf(new Uint8Array(3_200), 16_000)], 'voice.wav'],
])('%s goes as it is', async (_what, bytes, name) => {
  expect(await (await open())(Uint8Array.from(bytes))).toMatchObject({ done: true });
  expect(fake.requests[0]?.raw).toContain(`filename="${name}"`);
});

describe('what cannot be heard is an outcome, and nothing is sent', () => {
  test.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'unreadable'],
    ['a text', Buffer.from('你好，这不是录音'), 'unreadable'],
    ['AMR', Buffer.from('#!AMR\n....'), 'unreadable'],
    ['a mark alone', Buffer.from('#!SILK_V3'), 'unreadable'],
    ['lengths that lead nowhere', Buffer.concat([silkOf(3), Buffer.from([0xff, 0x10, 1])]), 'unreadable'],
    ['more than a minute of WeChat voice', silkOf(3_001), 'too-long'],
    ['empty packets that would play for hours', silkOf(50_000, 0), 'too-long'],
    ['more than a minute of WAV', wavOf(new Uint8Array(2 * 8_000 * 61), 8_000), 'too-long'],
    ['more than 5 MB', new Uint8Array(5 * 1024 * 1024 + 1), 'too-long'],
  ])('%s', async (_what, bytes, why) => {
    expect(await (await open())(bytes)).toEqual({ done: false, why });
    expect(fake.requests).toHaveLength(0);
  });

  test('a recording that breaks the decoder', async () => {
    const transcribe = await open(() => Promise.reject(new Error('memory access out of bounds')));
    expect(await transcribe(voice)).toEqual({ done: false, why: 'unreadable' });
  });

  test('a recording that turns out longer than it claimed', async () => {
    const transcribe = await open((_bytes, rate) => Promise.resolve(new Uint8Array(rate * 2 * 90)));
    expect(await transcribe(voice)).toEqual({ done: false, why: 'too-long' });
  });

  test('any voice, when no model for it is named', async () => {
    expect(await (await open(second, ''))(voice)).toEqual({ done: false, why: 'not-configured' });
  });
});

test('silence, an endpoint without ears and one in trouble are outcomes', async () => {
  const transcribe = await open();
  fake.playsNext({ kind: 'hears', text: ' \n' });
  expect(await transcribe(voice)).toEqual({ done: false, why: 'silent' });
  fake.playsNext({ kind: 'complains', status: 404 });
  expect(await transcribe(voice)).toEqual({ done: false, why: 'rejected' });
  fake.playsNext({ kind: 'html' });
  expect(await transcribe(voice)).toEqual({ done: false, why: 'malformed' });
  fake.playsNext({ kind: 'hears', text: '啊'.repeat(1_001) });
  expect(await transcribe(voice)).toEqual({ done: false, why: 'malformed' });
});

test('the length of a recording is known without decoding it', () => {
  expect(silkSeconds(voice)).toBeCloseTo(1, 1);
  expect(silkSeconds(silkOf(50))).toBeCloseTo(1);
});
