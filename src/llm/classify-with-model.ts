import { z } from 'zod';
import { UNSURE, type Asked, type Llm } from './llm.js';

/** A category with the items that come into question; from the service list, never from a resident. */
export interface ListedCategory {
  readonly code: string;
  readonly name: string;
  readonly items: readonly { readonly code: string; readonly name: string }[];
}

/** What the model chose: always codes from the list. A field is absent when it was not sure or the two do not go together. */
export interface ModelChoice {
  readonly category?: string;
  readonly item?: string;
  /** Its own word for it; a model that says 高 may be wrong all the same. */
  readonly certainty: 'high' | 'medium' | 'low';
}

/** The shape of prompts/classify.v1.schema.json. */
export const classifyShape = z.strictObject({
  category: z.string(),
  item: z.string(),
  certainty: z.enum(['高', '中', '低']),
});

const certainties = { 高: 'high', 中: 'medium', 低: 'low' } as const;

/**
 * Asks the model for category and item of one matter. Nothing but these can come of it, whatever the text says: kind and
 * urgency stay what they were, and every code is from the list.
 *
 * @param matter.text masked, of one matter
 * @param matter.guess codes of the embedded model, for orientation
 */
export async function classifyWithModel(
  llm: Llm,
  matter: {
    readonly text: string;
    readonly categories: readonly ListedCategory[];
    readonly guess?: { readonly category: string; readonly item: string };
  },
): Promise<Asked<ModelChoice>> {
  const { text, categories, guess } = matter;
  const items = categories.flatMap(category => category.items);
  const values = {
    given: { categories: listOf(categories), guess: guess ? `${guess.category} ${guess.item}` : '无' },
    resident: { text },
    choices: {
      category: [...categories.map(({ code }) => code), UNSURE],
      item: [...items.map(({ code }) => code), UNSURE],
    },
  };
  const asked = await llm.ask('classify', values, classifyShape);
  if (!asked.done) return asked;
  const { category, item, certainty } = asked.value;
  const chosen = categories.find(({ code }) => code === category);
  const itemFits = chosen?.items.some(({ code }) => code === item) ?? false;
  return {
    ...asked,
    value: {
      certainty: certainties[certainty],
      ...(chosen ? { category } : {}),
      ...(itemFits ? { item } : {}),
    },
  };
}

function listOf(categories: readonly ListedCategory[]): string {
  return categories
    .map(({ code, name, items }) =>
      [`${code} ${name}`, ...items.map(item => `  ${item.code} ${item.name}`)].join('\n'),
    )
    .join('\n');
}
