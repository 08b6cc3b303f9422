import { reasonOf } from '../base/fault.js';
import type { Endpoint, SoundFile } from './endpoint.js';
import { passGate } from './gate.js';
import type { WhyNot } from './llm.js';
import { openGate, type CallParts } from './open-llm.js';
import { isSilk, silkSeconds } from './silk.js';
import { wavOf, wavSeconds } from './wav.js';

const LONGEST_SECONDS = 60;
const LARGEST_BYTES = 5 * 1024 * 1024;
const LONGEST_TEXT = 1_000;
const SAMPLE_RATE = 16_000;
/** Transcription is not paid by the token; a call is set aside as if it were a short answer. */
const ESTIMATED_TOKENS = 500;

/** What was said, not masked yet: it is as private as the voice. `unreadable`: no sound we know; `silent`: nothing was said. */
export type Transcribed =
  | { readonly done: true; readonly text: string; readonly ms: number }
  | { readonly done: false; readonly why: WhyNot | 'unreadable' | 'silent' };

/** SILK → one channel of signed 16-bit samples at the rate. Rejects when the bytes cannot be decoded. */
export type DecodeSilk = (bytes: Uint8Array, sampleRate: number) => Promise<Uint8Array>;

/** Turns a voice message into text. Rejects only when the store fails. */
export type Transcribe = (voice: Uint8Array) => Promise<Transcribed>;

/** What stands in when no transcription model is set: a voice stays a voice. */
export const noTranscribe: Transcribe = () => Promise.resolve({ done: false, why: 'not-configured' });

/** Opens the way from voice to text: at most 60 seconds and 5 MB; SILK, WAV, MP3, M4A and OGG. */
export async function openTranscribe(
  parts: CallParts & { readonly decodeSilk: DecodeSilk },
): Promise<Transcribe> {
  const { endpoint, decodeSilk, log } = parts;
  if (!endpoint.hears) return noTranscribe;
  const gate = await openGate(parts);
  return async voice => {
    if (voice.length > LARGEST_BYTES) return { done: false, why: 'too-long' };
    const sound = await soundOf(voice, decodeSilk, reason =>
      log.warn({ bytes: voice.length, reason }, 'a voice message could not be decoded'),
    );
    if (typeof sound === 'string') return { done: false, why: sound };
    const hear: (signal: AbortSignal) => ReturnType<Endpoint['hear']> = signal =>
      endpoint.hear(sound, signal);
    const passed = await passGate(gate, 'transcribe', ESTIMATED_TOKENS, hear);
    if (!passed.done) return passed;
    const text = passed.text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
    if (text === '') return { done: false, why: 'silent' };
    return text.length > LONGEST_TEXT
      ? { done: false, why: 'malformed' }
      : { done: true, text, ms: passed.ms };
  };
}

/** The voice as a file that transcription endpoints take. */
async function soundOf(
  voice: Uint8Array,
  decodeSilk: DecodeSilk,
  note: (reason: string) => void,
): Promise<SoundFile | 'unreadable' | 'too-long'> {
  if (!isSilk(voice)) return plainSoundOf(voice);
  const seconds = silkSeconds(voice);
  if (seconds === undefined) return 'unreadable';
  if (seconds > LONGEST_SECONDS) return 'too-long';
  try {
    const samples = await decodeSilk(voice, SAMPLE_RATE);
    if (samples.length / 2 / SAMPLE_RATE > LONGEST_SECONDS + 1) return 'too-long';
    return { bytes: wavOf(samples, SAMPLE_RATE), name: 'voice.wav' };
  } catch (error) {
    note(reasonOf(error));
    return 'unreadable';
  }
}

function plainSoundOf(voice: Uint8Array): SoundFile | 'unreadable' | 'too-long' {
  const ending = endingOf(voice);
  if (ending === undefined) return 'unreadable';
  if (ending === 'wav') {
    const seconds = wavSeconds(voice);
    if (seconds === undefined) return 'unreadable';
    if (seconds > LONGEST_SECONDS) return 'too-long';
  }
  return { bytes: voice, name: `voice.${ending}` };
}

function endingOf(voice: Uint8Array): 'wav' | 'mp3' | 'm4a' | 'ogg' | undefined {
  const start = String.fromCodePoint(...voice.subarray(0, 12));
  if (start.startsWith('RIFF') && start.endsWith('WAVE')) return 'wav';
  if (start.startsWith('OggS')) return 'ogg';
  if (start.slice(4, 8) === 'ftyp') return 'm4a';
  const isFrame = voice[0] === 0xff && ((voice[1] ?? 0) & 0xe0) === 0xe0;
  return start.startsWith('ID3') || isFrame ? 'mp3' : undefined;
}
