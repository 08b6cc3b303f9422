import type { Missing, ModelQuestion } from '../llm/ask-with-model.js';
import type { Asked, LookedAt } from '../llm/llm.js';
import type { ModelSight } from '../llm/look-with-model.js';
import type { ModelSummary } from '../llm/summarise-with-model.js';

/** What a language model says a report is about; or why it says nothing, which is expected and harmless. */
export type Opinion =
  | { readonly done: true; readonly category: string; readonly item: string; readonly confidence: number }
  | { readonly done: false; readonly why: string };

/** What a language model does for the house. Each part is absent where it is not configured; texts that go in are masked. */
export interface ModelHelp {
  /** Its opinion of a report in doubt. */
  readonly consult?: (text: string, guess: { category: string; item: string }) => Promise<Opinion>;
  /** Ask about every report that is no emergency, not only where the bot is in doubt. */
  readonly consultsAlways?: boolean;
  /** Puts the one question of a report in words, within so many milliseconds. */
  readonly wordQuestion?: {
    readonly withinMs: number;
    readonly ask: (report: {
      readonly text: string;
      readonly item: string;
      readonly missing: readonly Missing[];
    }) => Promise<Asked<ModelQuestion>>;
  };
  /** Sums a ticket up for whoever gets it next. */
  readonly summarise?: (ticket: {
    readonly item: string;
    readonly text: string;
    readonly notes: readonly string[];
  }) => Promise<Asked<ModelSummary>>;
  /** Says what a photo shows; present only when a model that sees is configured. */
  readonly look?: (sight: { readonly photo: LookedAt; readonly text: string }) => Promise<Asked<ModelSight>>;
  /** Removes its answers that have expired. */
  readonly forgetOldAnswers?: () => Promise<unknown>;
  /** Turns voice into text, which is not masked yet. */
  readonly transcribe?: (
    voice: Uint8Array,
  ) => Promise<{ done: true; text: string } | { done: false; why: string }>;
}
