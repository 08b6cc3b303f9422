import { z } from 'zod';
import { UNSURE, type Asked, type Llm, type LookedAt } from './llm.js';

/** What a photo shows, in a short sentence for staff, and whether it goes with the words. */
export interface ModelSight {
  readonly shows: string;
  readonly fits: 'yes' | 'no' | 'unsure';
  readonly isClear: boolean;
}

const fitWords = { 相符: 'yes', 不相符: 'no', [UNSURE]: 'unsure' } as const;

/** The shape of prompts/look.v1.schema.json. */
export const lookShape = z.strictObject({
  shows: z.string().trim().min(1),
  fits: z.enum(['相符', '不相符', UNSURE]),
  isClear: z.boolean(),
});

/**
 * Lets a model that sees say what a photo shows. Without such a model: `not-configured`.
 *
 * @param sight.photo small and free of metadata; @param sight.text the words it came with, masked, '' when there were none
 */
export async function lookWithModel(
  llm: Llm,
  sight: { readonly photo: LookedAt; readonly text: string },
): Promise<Asked<ModelSight>> {
  const { photo, text } = sight;
  const resident = { text: text === '' ? '（没有文字）' : text };
  const asked = await llm.ask('look', { resident, photo }, lookShape);
  if (!asked.done) return asked;
  return { ...asked, value: { ...asked.value, fits: fitWords[asked.value.fits] } };
}
