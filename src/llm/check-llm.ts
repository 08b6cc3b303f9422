import { Fault } from '../base/fault.js';
import type { Tried } from './endpoint.js';
import type { LlmSettings } from './llm-settings.js';
import { openaiEndpoint } from './openai-llm.js';

const QUESTION = {
  system: '你是连接检查。只按规定的格式回答。',
  user: '请回答 {"ok": true}',
  schemaName: 'check',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['ok'],
    properties: { ok: { type: 'boolean', description: 'true' } },
  },
  mostAnswerTokens: 50,
} as const;

/** An endpoint may want simpler manners several times before it answers. */
const MOST_TRIES = 6;

/**
 * Makes one cheap call and says how it went. Throws a Fault that names what to mend: `llm-address-wrong`, `llm-key-wrong`,
 * `llm-model-wrong`, `llm-unreachable`, `llm-late`, `llm-busy` or `llm-failed`.
 *
 * @param settings undefined when no key is set, which is fine
 */
export async function checkLlm(settings: LlmSettings | undefined): Promise<string> {
  if (!settings) return 'no OPENAI_API_KEY: everything works without a language model';
  const endpoint = openaiEndpoint(settings);
  const signal = AbortSignal.timeout(settings.deadlineMs);
  let tried: Tried | undefined;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    tried = await endpoint.say(QUESTION, signal);
    if (tried.done || tried.retry !== 'now') break;
  }
  if (tried?.done || tried?.why === 'too-long' || tried?.why === 'refused') {
    return `${settings.model} at ${settings.baseUrl} answers`;
  }
  throw faultOf(settings, tried?.why, tried?.detail ?? '');
}

/** Which of address, key and model is to blame, by how the endpoint complained. */
function faultOf(settings: LlmSettings, why: string | undefined, detail: string): Fault {
  const { baseUrl, model } = settings;
  const status = Number(detail.slice(0, 3));
  const isAboutModel = detail.endsWith('(about the model)');
  if (why === 'unreachable' && Number.isNaN(status)) {
    return new Fault('llm-address-wrong', `nothing answers at ${baseUrl} (${detail}); check OPENAI_BASE_URL`);
  }
  if (why === 'malformed') {
    return new Fault(
      'llm-address-wrong',
      `${baseUrl} answers, but not as a model does (${detail}); check OPENAI_BASE_URL, it often ends in /v1`,
    );
  }
  if (isAboutModel) {
    return new Fault(
      'llm-model-wrong',
      `${baseUrl} does not take the model ${model} (${detail}); check OPENAI_MODEL`,
    );
  }
  if (status === 401 || status === 403) {
    return new Fault('llm-key-wrong', `${baseUrl} does not accept the key (${detail}); check OPENAI_API_KEY`);
  }
  if (status === 402 || status === 429) {
    return new Fault(
      'llm-busy',
      `${baseUrl} turns calls away (${detail}): the quota or the balance is used up`,
    );
  }
  if (status === 404 || status === 405) {
    return new Fault(
      'llm-address-wrong',
      `${baseUrl} has no chat (${detail}); check OPENAI_BASE_URL, it often ends in /v1`,
    );
  }
  if (why === 'late') {
    return new Fault('llm-late', `${baseUrl} did not answer within ${settings.deadlineMs} ms`);
  }
  return new Fault('llm-failed', `${baseUrl} gave no answer (${why}, ${detail}); try again later`);
}
