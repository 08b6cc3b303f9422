import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ConfigReader } from '../base/config-file.js';
import { reasonOf } from '../base/fault.js';
import { promptNames, type PromptName } from './llm.js';
import { splitPrompt, type Entry } from './prompt-text.js';

/** The version of each prompt that is in use; an older file may stay beside it. */
const versions: Readonly<Record<PromptName, number>> = { classify: 1, ask: 1, summarise: 1, look: 1 };

const propertyShape = z.strictObject({
  type: z.enum(['string', 'boolean', 'integer']),
  description: z.string().min(1),
  enum: z.array(z.string().min(1)).min(1).optional(),
});

/** What all endpoints with structured output understand: one flat object, every field required, nothing else allowed. */
const schemaShape = z.strictObject({
  type: z.literal('object'),
  additionalProperties: z.literal(false),
  required: z.array(z.string()).min(1),
  properties: z.record(
    z.string().regex(/^[a-z][A-Za-z]*$/, 'name a field like this: nextStep'),
    propertyShape,
  ),
});

export type AnswerSchema = z.output<typeof schemaShape>;

const count = z.string().regex(/^\d+$/, 'write a whole number').transform(Number);
const names = z
  .string()
  .regex(/^$|^[A-Za-z-]+(?:, [A-Za-z-]+)*$/, 'write names like: text, notes')
  .transform(list => (list === '' ? [] : list.split(', ')));

const headShape = z.strictObject({
  name: z.string(),
  version: count,
  purpose: z.string().min(1),
  schema: z.string(),
  given: names,
  resident: names,
  choices: names,
  photo: z.enum(['yes', 'no']).transform(word => word === 'yes'),
  'most-answer-tokens': count,
  'longest-answer-text': count,
  'longest-resident-text': count,
  'keep-minutes': count,
});

/** A prompt as its file says it, checked. Lengths are in characters. */
export interface Prompt {
  readonly name: PromptName;
  readonly version: number;
  readonly system: string;
  readonly user: string;
  /** Slots for texts of our own, and for texts of residents. */
  readonly given: readonly string[];
  readonly resident: readonly string[];
  /** Fields of the answer whose allowed values are given per call. */
  readonly choices: readonly string[];
  readonly takesPhoto: boolean;
  readonly schema: AnswerSchema;
  readonly mostAnswerTokens: number;
  readonly longestAnswerText: number;
  readonly longestResidentText: number;
  /** How long an answer may be used again; 0: never. */
  readonly keepMinutes: number;
  /** Changes whenever a word of the prompt or its schema does. */
  readonly fingerprint: string;
}

export type Prompts = Readonly<Record<PromptName, Prompt>>;

/** Reads every prompt with its schema from the folder; throws one Fault `config-faulty` naming every fault with file and line. */
export function readPrompts(folder: string): Prompts {
  const reader = new ConfigReader(folder);
  const read = promptNames.map(name => [name, readPrompt(folder, name, reader)] as const);
  reader.finish();
  return Object.fromEntries(read) as Prompts;
}

function readPrompt(folder: string, name: PromptName, reader: ConfigReader): Prompt | undefined {
  const stem = `${name}.v${versions[name]}`;
  const fileName = `${stem}.md`;
  const file = path.join(path.basename(folder), fileName);
  const note = (line: number, message: string): void => void reader.faults.push({ file, line, message });
  let text: string;
  try {
    text = readFileSync(path.join(folder, fileName), 'utf8');
  } catch (error) {
    note(1, `cannot be read (${reasonOf(error)})`);
    return undefined;
  }
  const parts = splitPrompt(text, note);
  if (!parts) return undefined;
  const head = checkHead(parts.head, note);
  if (!head) return undefined;
  const lineOf = (key: string): number => parts.head.get(key)?.line ?? 1;
  const named = { name, version: versions[name], schema: `${stem}.schema.json` };
  for (const key of ['name', 'version', 'schema'] as const) {
    if (head[key] !== named[key]) note(lineOf(key), `${key} must be ${named[key]}, as the file is named`);
  }
  const schema = readSchema(named.schema, reader);
  for (const { line, message } of parts.faultsOfSlots(head.given, head.resident)) note(line, message);
  for (const field of head.choices) {
    if (schema && schema.properties[field]?.type !== 'string')
      note(lineOf('choices'), `${field} is no text field of ${head.schema}`);
  }
  if (!schema) return undefined;
  return {
    name,
    version: head.version,
    system: parts.system,
    user: parts.user,
    schema,
    given: head.given,
    resident: head.resident,
    choices: head.choices,
    takesPhoto: head.photo,
    mostAnswerTokens: head['most-answer-tokens'],
    longestAnswerText: head['longest-answer-text'],
    longestResidentText: head['longest-resident-text'],
    keepMinutes: head['keep-minutes'],
    fingerprint: createHash('sha256')
      .update(`${text}\n${JSON.stringify(schema)}`)
      .digest('hex'),
  };
}

function checkHead(
  head: ReadonlyMap<string, Entry>,
  note: (line: number, message: string) => void,
): z.output<typeof headShape> | undefined {
  const checked = headShape.safeParse(
    Object.fromEntries([...head].map(([key, entry]) => [key, entry.value])),
  );
  if (checked.success) return checked.data;
  for (const issue of checked.error.issues) {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])];
    for (const key of keys) note(head.get(key)?.line ?? 1, `${key}: ${issue.message}`);
  }
  return undefined;
}

/** JSON is YAML too, so the reader of configuration finds the lines. */
function readSchema(name: string, reader: ConfigReader): AnswerSchema | undefined {
  const schema = reader.read(name, schemaShape);
  if (!schema) return undefined;
  for (const field of Object.keys(schema.properties)) {
    if (!schema.required.includes(field)) reader.noteAt(name, ['required'], `${field} must be required`);
  }
  for (const [at, field] of schema.required.entries()) {
    if (!(field in schema.properties)) reader.noteAt(name, ['required', at], `${field} is no property`);
  }
  return schema;
}
