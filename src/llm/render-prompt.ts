import { Fault } from '../base/fault.js';
import { cleanForPrompt } from './clean-for-prompt.js';
import type { Values } from './llm.js';
import type { AnswerSchema, Prompt } from './prompt-file.js';

/** A prompt with its slots filled. */
export interface Rendered {
  readonly system: string;
  readonly user: string;
  readonly schema: AnswerSchema;
}

/**
 * Fills the slots of a prompt. What residents wrote stands between lines that carry the nonce, which is drawn anew for
 * every call: a text cannot close its delimiters, because it was written before they existed. One pass, so that a slot
 * written into a text stays a text. Throws a Fault `prompt-values-wrong` when the values do not fit the prompt.
 */
export function renderPrompt(prompt: Prompt, values: Values, nonce: string): Rendered {
  checkFit(prompt, values);
  const slots = new Map<string, string>([['nonce', nonce]]);
  for (const [name, text] of Object.entries(values.given ?? {})) slots.set(name, text);
  for (const [name, text] of Object.entries(values.resident ?? {})) {
    slots.set(name, `${opening(nonce)}\n${cleanForPrompt(text)}\n${closing(nonce)}`);
  }
  const fill = (template: string): string =>
    template.replace(/\{\{([a-z-]+)\}\}/g, (_whole, name: string) => slots.get(name) ?? '');
  return {
    system: fill(prompt.system),
    user: fill(prompt.user),
    schema: narrowed(prompt.schema, values.choices ?? {}),
  };
}

/** The line before a resident's text. */
export function opening(nonce: string): string {
  return `⟦资料 ${nonce} 开始⟧`;
}

/** The line after it. */
export function closing(nonce: string): string {
  return `⟦资料 ${nonce} 结束⟧`;
}

function checkFit(prompt: Prompt, values: Values): void {
  const agree = (what: string, wanted: readonly string[], got: object | undefined): void => {
    const names = Object.keys(got ?? {});
    if (names.length === wanted.length && wanted.every(name => names.includes(name))) return;
    throw new Fault(
      'prompt-values-wrong',
      `${prompt.name} takes ${what}: ${wanted.join(', ') || 'nothing'}; got: ${names.join(', ') || 'nothing'}`,
    );
  };
  agree('given', prompt.given, values.given);
  agree('resident', prompt.resident, values.resident);
  agree('choices', prompt.choices, values.choices);
  agree('photo', prompt.takesPhoto ? ['photo'] : [], values.photo && { photo: values.photo });
}

/** The schema with the choices of this call, so that an endpoint that honours schemas cannot answer anything else. */
function narrowed(schema: AnswerSchema, choices: Readonly<Record<string, readonly string[]>>): AnswerSchema {
  const properties = Object.entries(schema.properties).map(([name, property]) => {
    const allowed = choices[name];
    return [name, allowed ? { ...property, enum: [...allowed] } : property] as const;
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}
