import { z } from 'zod';
import { UNSURE, type Asked, type Llm } from './llm.js';
import { lures } from './private-numbers.js';

/** Something a report still lacks. A question about it must use one of the words, e.g. 哪, 位置, 几号楼. */
export interface Missing {
  readonly key: string;
  readonly name: string;
  readonly words: readonly string[];
}

/** The one question; absent when the model sees nothing to ask. */
export interface ModelQuestion {
  readonly about?: string;
  readonly question?: string;
}

/** The shape of prompts/ask.v1.schema.json. */
export const askShape = z.strictObject({ about: z.string(), question: z.string() });

/**
 * Lets the model put the one question of a report in words. What it says reaches a resident, so it must be one short question about
 * something that is missing, without any call to add, scan, open or pay; anything else is malformed, and the bot's own
 * words serve instead.
 *
 * @param report.text masked; @param report.item name from the service list
 */
export async function askWithModel(
  llm: Llm,
  report: { readonly text: string; readonly item: string; readonly missing: readonly Missing[] },
): Promise<Asked<ModelQuestion>> {
  const { text, item, missing } = report;
  const values = {
    given: { item, missing: missing.map(({ key, name }) => `${key} ${name}`).join('\n') },
    resident: { text },
    choices: { about: [...missing.map(({ key }) => key), UNSURE] },
  };
  const asked = await llm.ask('ask', values, askShape);
  if (!asked.done) return asked;
  const { about, question } = asked.value;
  const lacking = missing.find(({ key }) => key === about);
  if (!lacking) return { ...asked, value: {} };
  return isFitting(question, lacking.words)
    ? { ...asked, value: { about, question } }
    : { done: false, why: 'malformed' };
}

function isFitting(question: string, words: readonly string[]): boolean {
  const isOneQuestion = /^[^?？。！!]{2,}[?？]$/.test(question);
  return (
    isOneQuestion &&
    words.some(word => question.includes(word)) &&
    !lures(question) &&
    !/\d{5}/.test(question)
  );
}
