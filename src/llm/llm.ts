import type { z } from 'zod';

/** The prompts that ship with the program, one file each in prompts/. */
export const promptNames = ['classify', 'ask', 'summarise', 'look'] as const;
export type PromptName = (typeof promptNames)[number];

/**
 * Why there is no answer; every one is expected and harmless.
 * `late`: the deadline passed. `refused`: the model or its provider would not answer. `malformed`: what came back is not
 * what was asked for. `too-long`: the text, the prompt or the answer is over its length. `busy`: too many calls at once, here or
 * there. `budget`: the day's calls or tokens are used up. `breaker`: the endpoint failed so often that it is left in peace
 * for a while. `not-configured`: there is no key, or no model for this. `unreachable`: no connection, or a fault of the
 * endpoint. `rejected`: the endpoint does not want key, model or request. `unmasked`: the text still holds a phone or identity
 * number and was not sent.
 */
export type WhyNot =
  | 'late'
  | 'refused'
  | 'malformed'
  | 'too-long'
  | 'busy'
  | 'budget'
  | 'breaker'
  | 'not-configured'
  | 'unreachable'
  | 'rejected'
  | 'unmasked';

/** `tokens` is what the answer cost, 0 when it was known already; `ms` how long it took. */
export type Asked<T> =
  | { readonly done: true; readonly value: T; readonly tokens: number; readonly ms: number }
  | { readonly done: false; readonly why: WhyNot };

/** A photo to look at; prepared small (the room of photos does that), at most 2 MB. */
export interface LookedAt {
  readonly bytes: Uint8Array;
  readonly type: 'image/jpeg' | 'image/png' | 'image/webp';
}

/** What fills the slots of a prompt. */
export interface Values {
  /** Texts of our own: lists, names, codes. Never anything that a person on the network wrote. */
  readonly given?: Readonly<Record<string, string>>;
  /** Texts that people wrote, masked already; they go between delimiters as data. */
  readonly resident?: Readonly<Record<string, string>>;
  /** The only answers allowed for a field of the schema. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
  readonly photo?: LookedAt;
}

/** A language model that answers prompts by their schema. `ask` rejects only when the store fails or the call is wrong. */
export interface Llm {
  ask<T>(prompt: PromptName, values: Values, schema: z.ZodType<T>): Promise<Asked<T>>;
  /** Whether photos can be shown to it. */
  readonly sees: boolean;
}

/** What stands in when no key is set: everything works without a model. */
export const noLlm: Llm = {
  ask: () => Promise.resolve({ done: false, why: 'not-configured' }),
  sees: false,
};

/** The answer that says: I do not know. Allowed wherever a model chooses. */
export const UNSURE = '不确定';
