import { Buffer } from 'node:buffer';
import OpenAI, { toFile } from 'openai';
import { z } from 'zod';
import type { Endpoint, Question, SoundFile, Tried } from './endpoint.js';
import { failedTry, retryAfterOf } from './failed-try.js';
import type { LlmSettings } from './llm-settings.js';
import { bestManners, simpler, type Manners } from './manners.js';

/** What we rely on in an answer; compatible servers leave out a lot. */
const completionShape = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z.object({ total_tokens: z.number().int().min(0) }).nullish(),
});

const transcriptionShape = z.object({ text: z.string() });

/**
 * An OpenAI-compatible endpoint. It asks for structured output by schema, and where the server says that it does not know that,
 * for an object, then for plain text; what a server cannot do is remembered for as long as the program runs.
 */
export function openaiEndpoint(settings: LlmSettings): Endpoint {
  const client = new OpenAI({
    apiKey: settings.apiKey,
    baseURL: settings.baseUrl,
    organization: null,
    project: null,
    timeout: settings.deadlineMs,
    maxRetries: 0,
    logLevel: 'off',
  });
  const known = new Map<string, Manners>();
  return {
    model: settings.model,
    sees: settings.visionModel !== undefined,
    hears: settings.transcribeModel !== undefined,
    async say(question, signal) {
      const model = question.photo && settings.visionModel ? settings.visionModel : settings.model;
      const manners = known.get(model) ?? bestManners;
      try {
        const body = { model, ...bodyOf(question, manners) };
        return readCompletion(await client.chat.completions.create(body, { signal }));
      } catch (error) {
        const next = error instanceof OpenAI.APIError ? simpler(manners, error) : undefined;
        if (!next) return triedOf(error, signal);
        known.set(model, next);
        return { ...failure('malformed', 'asked in simpler manners'), retry: 'now' };
      }
    },
    hear: (sound, signal) => hear(client, settings.transcribeModel, sound, signal),
  };
}

async function hear(
  client: OpenAI,
  model: string | undefined,
  sound: SoundFile,
  signal: AbortSignal,
): Promise<Tried> {
  if (model === undefined) return failure('not-configured', 'no transcription model');
  try {
    const file = await toFile(sound.bytes, sound.name);
    const answer: unknown = await client.audio.transcriptions.create(
      { file, model, language: 'zh', response_format: 'json' },
      { signal },
    );
    const read = transcriptionShape.safeParse(answer);
    if (!read.success) return { ...failure('malformed', 'no transcription'), isHealthy: false };
    return { done: true, text: read.data.text, tokens: undefined };
  } catch (error) {
    return triedOf(error, signal);
  }
}

function bodyOf(question: Question, manners: Manners) {
  const system =
    manners.format === 'json_schema'
      ? question.system
      : `${question.system}\n\n只输出一个 JSON 对象，不加任何别的字。它必须符合这个 JSON Schema：\n${JSON.stringify(question.schema)}`;
  return {
    messages: [
      { role: 'system' as const, content: system },
      { role: 'user' as const, content: contentOf(question) },
    ],
    ...(manners.setsTemperature ? { temperature: 0 } : {}),
    ...(manners.limit === 'none' ? {} : { [manners.limit]: question.mostAnswerTokens }),
    ...formatOf(question, manners),
  };
}

function contentOf(question: Question) {
  if (!question.photo) return question.user;
  const { bytes, type } = question.photo;
  const url = `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
  return [
    { type: 'text' as const, text: question.user },
    { type: 'image_url' as const, image_url: { url } },
  ];
}

function formatOf(question: Question, manners: Manners) {
  switch (manners.format) {
    case 'json_schema': {
      const schema = { ...question.schema };
      const named = { name: question.schemaName, strict: true, schema };
      return { response_format: { type: 'json_schema' as const, json_schema: named } };
    }
    case 'json_object':
      return { response_format: { type: 'json_object' as const } };
    case 'text':
      return {};
    default:
      return manners.format satisfies never;
  }
}

function readCompletion(completion: unknown): Tried {
  const read = completionShape.safeParse(completion);
  if (!read.success) return { ...failure('malformed', 'no completion'), isHealthy: false };
  const [choice] = read.data.choices;
  const tokens = read.data.usage?.total_tokens;
  if (choice?.finish_reason === 'length') return failure('too-long', 'the answer was cut off');
  if (choice?.finish_reason === 'content_filter' || choice?.message.refusal)
    return failure('refused', choice.finish_reason ?? 'refusal');
  return { done: true, text: choice?.message.content ?? '', tokens };
}

function failure(why: 'not-configured' | 'malformed' | 'too-long' | 'refused', detail: string) {
  return { done: false, why, isHealthy: true, retry: 'never', detail } as const;
}

/** What was thrown → an outcome. Only what is no fault of the network or the endpoint is thrown on. */
function triedOf(thrown: unknown, signal: AbortSignal): Tried {
  if (signal.aborted) return broken('late', 'never', 'deadline');
  if (thrown instanceof OpenAI.APIConnectionTimeoutError) return broken('late', 'never', 'timeout');
  if (thrown instanceof OpenAI.APIConnectionError)
    return broken('unreachable', 'later', networkCodeOf(thrown));
  if (thrown instanceof OpenAI.APIError && typeof thrown.status === 'number') {
    const headers = thrown.headers as Headers | undefined;
    const retryAfterMs = retryAfterOf(name => headers?.get(name));
    const { status, message } = thrown;
    return failedTry({ status, code: thrown.code ?? undefined, message, retryAfterMs });
  }
  if (thrown instanceof SyntaxError) return broken('malformed', 'never', 'no JSON');
  // The connection broke while the body was on its way.
  if (isTerminated(thrown)) return broken('unreachable', 'later', networkCodeOf(thrown));
  throw thrown;
}

function broken(why: 'late' | 'unreachable' | 'malformed', retry: 'later' | 'never', detail: string): Tried {
  return { done: false, why, isHealthy: false, retry, detail };
}

/** The platform's own error; told by its name, since its class may be another than the one known here. */
function isTerminated(thrown: unknown): boolean {
  return String(thrown) === 'TypeError: terminated';
}

/** `ECONNREFUSED` and the like, from the innermost cause that has one. */
function networkCodeOf(thrown: unknown): string {
  let code = 'connection';
  for (let at = thrown; typeof at === 'object' && at !== null; at = 'cause' in at ? at.cause : undefined) {
    if ('code' in at && typeof at.code === 'string') ({ code } = at);
  }
  return code;
}
