import { z } from 'zod';
import type { Asked, Llm } from './llm.js';

/** What the next level reads first: what it is about, and what is wanted from them. Both plain sentences of one line. */
export interface ModelSummary {
  readonly summary: string;
  readonly needs: string;
}

/** The shape of prompts/summarise.v1.schema.json. */
export const summariseShape = z.strictObject({
  summary: z.string().trim().min(1),
  needs: z.string().trim().max(60),
});

/**
 * Sums a ticket up for the next level. Show it as what it is, a model's words beside the report, never instead of it.
 *
 * @param ticket.text what was reported, masked; @param ticket.notes what was done so far, one line each, masked
 */
export function summariseWithModel(
  llm: Llm,
  ticket: { readonly item: string; readonly text: string; readonly notes: readonly string[] },
): Promise<Asked<ModelSummary>> {
  const { item, text, notes } = ticket;
  const resident = { text, notes: notes.length === 0 ? '（还没有处理记录）' : notes.join('\n') };
  return llm.ask('summarise', { given: { item }, resident }, summariseShape);
}
