import type { LookedAt, WhyNot } from './llm.js';

/** One question to a model, ready to send. */
export interface Question {
  readonly system: string;
  readonly user: string;
  readonly photo?: LookedAt;
  /** Letters and underscores. */
  readonly schemaName: string;
  readonly schema: object;
  readonly mostAnswerTokens: number;
}

/** A sound file as a transcription endpoint takes it. */
export interface SoundFile {
  readonly bytes: Uint8Array;
  /** With the ending that tells its format. */
  readonly name: string;
}

/**
 * What one try came to. `isHealthy`: the endpoint itself works (a refusal, an answer cut for its length), so the failure says nothing
 * about the next call. `retry`: `now` after it changed its manners, `later` after a pause, `never`.
 */
export type Tried =
  | { readonly done: true; readonly text: string; readonly tokens: number | undefined }
  | {
      readonly done: false;
      readonly why: WhyNot;
      readonly isHealthy: boolean;
      readonly retry: 'now' | 'later' | 'never';
      /** How long the endpoint asks us to wait. */
      readonly retryAfterMs?: number;
      /** Status and code, for logs and the doctor; never a text of the endpoint, which may repeat what was sent. */
      readonly detail: string;
    };

/** An address that answers: one HTTP request per call, never a retry of its own. Rejects only for faults of this program. */
export interface Endpoint {
  /** Part of the key under which answers are kept. */
  readonly model: string;
  readonly sees: boolean;
  readonly hears: boolean;
  say(question: Question, signal: AbortSignal): Promise<Tried>;
  hear(sound: SoundFile, signal: AbortSignal): Promise<Tried>;
}
