import { createHash, randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { MINUTE, type Clock } from '../base/clock.js';
import type { Log } from '../base/log.js';
import type { Store } from '../store/store.js';
import { Breaker } from './breaker.js';
import { Budget } from './budget.js';
import type { Endpoint } from './endpoint.js';
import { passGate, type Gate } from './gate.js';
import { KeptAnswers } from './kept-answers.js';
import { cleanForPrompt } from './clean-for-prompt.js';
import type { Asked, Llm, PromptName, Values, WhyNot } from './llm.js';
import type { LlmSettings } from './llm-settings.js';
import { holdsPrivateNumber } from './private-numbers.js';
import type { Prompt, Prompts } from './prompt-file.js';
import { readAnswer } from './read-answer.js';
import { renderPrompt } from './render-prompt.js';
import { Slots } from './slots.js';

const BREAKER_RULE = { failures: 5, pauseMs: MINUTE };
const LONGEST_LINE = 50;
const LARGEST_PHOTO = 2 * 1024 * 1024;
const PHOTO_TOKENS = 1_500;

/** A language model whose every door is watched; `forgetOld` belongs into the nightly work. */
export interface OpenLlm extends Llm {
  /** Removes expired answers. @returns how many */
  forgetOld(): Promise<number>;
  spentToday(): Promise<{ readonly calls: number; readonly tokens: number }>;
}

/** What calls to models share. */
export interface CallParts {
  readonly endpoint: Endpoint;
  readonly settings: Pick<LlmSettings, 'deadlineMs' | 'callsAtOnce' | 'callsPerDay' | 'tokensPerDay'>;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

/** A gate of its own breaker and slots; the budget is the day's, shared with every other gate through the store. */
export async function openGate({ settings, store, clock, log }: CallParts): Promise<Gate> {
  return {
    slots: new Slots(settings.callsAtOnce, LONGEST_LINE),
    breaker: new Breaker(clock, BREAKER_RULE),
    budget: await Budget.open(store, clock, settings),
    deadlineMs: settings.deadlineMs,
    clock,
    log,
  };
}

/** Opens the model: prompts in, checked answers out. @param parts.nonce draws the word that marks delimiters, for tests */
export async function openLlm(
  parts: CallParts & { readonly prompts: Prompts; readonly nonce?: () => string },
): Promise<OpenLlm> {
  const gate = await openGate(parts);
  const kept = await KeptAnswers.open(parts.store, parts.clock);
  const house = { ...parts, gate, kept, nonce: parts.nonce ?? drawNonce };
  return {
    sees: parts.endpoint.sees,
    ask: (name, values, schema) => ask(house, name, values, schema),
    forgetOld: () => kept.forgetOld(),
    spentToday: () => gate.budget.spentToday(),
  };
}

interface House {
  readonly endpoint: Endpoint;
  readonly prompts: Prompts;
  readonly gate: Gate;
  readonly kept: KeptAnswers;
  readonly nonce: () => string;
}

async function ask<T>(
  house: House,
  name: PromptName,
  values: Values,
  schema: z.ZodType<T>,
): Promise<Asked<T>> {
  const prompt = house.prompts[name];
  const unfit = whyUnfit(house, prompt, values);
  if (unfit) return { done: false, why: unfit };
  const rule = { longestText: prompt.longestAnswerText, choices: values.choices ?? {} };
  const key = keyOf(house.endpoint.model, prompt, values);
  const known = prompt.keepMinutes > 0 ? await house.kept.get(key) : undefined;
  const knownValue = known === undefined ? undefined : readAnswer(known, schema, rule);
  if (knownValue !== undefined) return { done: true, value: knownValue, tokens: 0, ms: 0 };

  const { system, user, schema: narrowed } = renderPrompt(prompt, values, house.nonce());
  const question = {
    system,
    user,
    schema: narrowed,
    schemaName: `${name}_v${prompt.version}`,
    mostAnswerTokens: prompt.mostAnswerTokens,
    ...(values.photo ? { photo: values.photo } : {}),
  };
  const estimate = system.length + user.length + prompt.mostAnswerTokens + (values.photo ? PHOTO_TOKENS : 0);
  const passed = await passGate(house.gate, name, estimate, signal => house.endpoint.say(question, signal));
  if (!passed.done) return passed;
  const value = readAnswer(passed.text, schema, rule);
  if (value === undefined) {
    house.gate.log.warn(
      { call: name, why: 'malformed', length: passed.text.length },
      'the model gave no answer',
    );
    return { done: false, why: 'malformed' };
  }
  if (prompt.keepMinutes > 0) await house.kept.keep(key, JSON.stringify(value), prompt.keepMinutes);
  return { done: true, value, tokens: passed.tokens, ms: passed.ms };
}

/** What keeps the values from being sent at all. */
function whyUnfit(house: House, prompt: Prompt, values: Values): WhyNot | undefined {
  if (values.photo && !house.endpoint.sees) return 'not-configured';
  if (values.photo && values.photo.bytes.length > LARGEST_PHOTO) return 'too-long';
  const texts = Object.values(values.resident ?? {});
  if (texts.some(text => text.length > prompt.longestResidentText)) return 'too-long';
  if ([...texts, ...Object.values(values.given ?? {})].some(holdsPrivateNumber)) return 'unmasked';
  return undefined;
}

/** The same prompt, model and masked texts have the same key; nobody can read a text out of it. */
function keyOf(model: string, prompt: Prompt, values: Values): string {
  const resident = Object.entries(values.resident ?? {}).map(([name, text]) => [name, cleanForPrompt(text)]);
  const photo = values.photo ? createHash('sha256').update(values.photo.bytes).digest('hex') : '';
  const all = [prompt.fingerprint, model, values.given ?? {}, resident, values.choices ?? {}, photo];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

function drawNonce(): string {
  return randomBytes(12).toString('hex');
}
