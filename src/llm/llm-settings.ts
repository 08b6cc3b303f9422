import { z } from 'zod';
import { Fault } from '../base/fault.js';

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

const shape = z.object({
  OPENAI_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'holds characters that no key has (a space, a line break, 中文)')
    .optional(),
  OPENAI_BASE_URL: z
    .url({ protocol: /^https?$/, message: 'write an address like https://api.example.com/v1' })
    .default('https://api.openai.com/v1'),
  OPENAI_MODEL: z.string().min(1).default('gpt-4o-mini'),
  OPENAI_VISION_MODEL: z.string().min(1).optional(),
  OPENAI_TRANSCRIBE_MODEL: z.string().min(1).optional(),
  LLM_DEADLINE_MS: whole(100, 120_000).default(8_000),
  LLM_CALLS_AT_ONCE: whole(1, 100).default(4),
  LLM_CALLS_PER_DAY: whole(0, 10_000_000).default(2_000),
  LLM_TOKENS_PER_DAY: whole(0, 10_000_000_000).default(2_000_000),
});

/** Where the model is and how much of it may be used. */
export interface LlmSettings {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly model: string;
  /** A model that sees photos; without it no photo is sent anywhere. */
  readonly visionModel?: string;
  /** A model that turns voice into text; without it voice stays voice. */
  readonly transcribeModel?: string;
  /** For one question, over all its tries. */
  readonly deadlineMs: number;
  readonly callsAtOnce: number;
  readonly callsPerDay: number;
  readonly tokensPerDay: number;
}

/** Reads the environment. Undefined without a key; a value that is not allowed is a Fault `environment-faulty` that names it. */
export function readLlmSettings(environment: NodeJS.ProcessEnv): LlmSettings | undefined {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const checked = shape.safeParse(given);
  if (!checked.success) {
    const faults = checked.error.issues.map(issue => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Fault(
      'environment-faulty',
      `The environment has faults; mend them and start again.\n${faults.join('\n')}`,
    );
  }
  const { data } = checked;
  if (data.OPENAI_API_KEY === undefined) return undefined;
  return {
    apiKey: data.OPENAI_API_KEY,
    baseUrl: data.OPENAI_BASE_URL.replace(/\/+$/, ''),
    model: data.OPENAI_MODEL,
    ...(data.OPENAI_VISION_MODEL === undefined ? {} : { visionModel: data.OPENAI_VISION_MODEL }),
    ...(data.OPENAI_TRANSCRIBE_MODEL === undefined ? {} : { transcribeModel: data.OPENAI_TRANSCRIBE_MODEL }),
    deadlineMs: data.LLM_DEADLINE_MS,
    callsAtOnce: data.LLM_CALLS_AT_ONCE,
    callsPerDay: data.LLM_CALLS_PER_DAY,
    tokensPerDay: data.LLM_TOKENS_PER_DAY,
  };
}
