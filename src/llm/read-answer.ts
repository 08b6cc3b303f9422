import type { z } from 'zod';
import { holdsAddress, holdsPrivateNumber } from './private-numbers.js';

const LONGEST_RAW = 20_000;

/** What must hold for an answer besides its shape. */
export interface AnswerRule {
  /** Characters of any one text in it. */
  readonly longestText: number;
  readonly choices: Readonly<Record<string, readonly string[]>>;
}

/**
 * What the model wrote → the answer, or undefined when it is malformed: no JSON object, another shape, a choice that was not
 * offered, a phone or identity number, an address, a text over its length.
 */
export function readAnswer<T>(raw: string, schema: z.ZodType<T>, rule: AnswerRule): T | undefined {
  if (raw.length > LONGEST_RAW) return undefined;
  const parsed = parseObject(raw);
  if (!parsed || !isWithinChoices(parsed, rule.choices)) return undefined;
  if (!textsOf(parsed).every(text => isHarmless(text, rule.longestText))) return undefined;
  const checked = schema.safeParse(parsed);
  return checked.success ? checked.data : undefined;
}

/** Takes off what models put around JSON: thoughts before it, a fence, a sentence. */
function parseObject(raw: string): Record<string, unknown> | undefined {
  const spoken = raw.replace(/^\s*<think>[\s\S]*?<\/think>/, '').trim();
  const fenced = /```(?:json)?\s*\n?([\s\S]*?)```/i.exec(spoken)?.[1] ?? spoken;
  const body = fenced.slice(Math.max(0, fenced.indexOf('{')), fenced.lastIndexOf('}') + 1);
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch (error) {
    // No JSON is one of the answers that models give; the caller counts it as malformed.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isWithinChoices(answer: Record<string, unknown>, choices: AnswerRule['choices']): boolean {
  return Object.entries(choices).every(([field, allowed]) => {
    const chosen = answer[field];
    return typeof chosen === 'string' && allowed.includes(chosen);
  });
}

function isHarmless(text: string, longest: number): boolean {
  return (
    text.length <= longest && !/\p{Cc}|\p{Cf}/u.test(text) && !holdsPrivateNumber(text) && !holdsAddress(text)
  );
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsOf(inner)]);
}
