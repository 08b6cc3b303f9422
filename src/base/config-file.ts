import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { CORE_SCHEMA, load as loadYaml, YAMLException } from 'js-yaml';
import type { Document, LineCounter } from 'yaml';
import type { z } from 'zod';
import { allowedKeys } from './allowed-keys.js';
import { Fault, reasonOf } from './fault.js';

/** It knows the line of every fault and takes four times as long as js-yaml: loaded at the first fault only. */
const require = createRequire(import.meta.url);
const yaml = () => require('yaml') as typeof import('yaml');

/** One thing wrong in a configuration file; `line` counts from 1. */
export interface ConfigFault {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Collects the faults of all configuration files, so that one start names every one of them. */
export class ConfigReader {
  readonly faults: ConfigFault[] = [];

  /** @param folder where the files lie; faults name them relative to its parent, e.g. `config/deadlines.yaml` */
  constructor(private readonly folder: string) {}

  /**
   * Reads and checks one YAML file.
   *
   * @returns the checked value, or undefined with the faults noted
   */
  read<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> | undefined {
    const file = path.join(path.basename(this.folder), name);
    const text = this.#textOf(name, file);
    if (text === undefined) return undefined;
    const quick = schema.safeParse(quickly(text));
    return quick.success ? quick.data : this.#readWithLines(text, file, schema);
  }

  /** The same by the library, which knows the line of every fault. */
  #readWithLines<Schema extends z.ZodType>(
    text: string,
    file: string,
    schema: Schema,
  ): z.output<Schema> | undefined {
    const { document, lines } = documentOf(text);
    for (const error of document.errors) {
      this.#note(file, lines.linePos(error.pos[0]).line, error.message.split('\n')[0] ?? error.message);
    }
    if (document.errors.length > 0) return undefined;
    const checked = schema.safeParse(this.#valueOf(document, file));
    if (checked.success) return checked.data;
    for (const issue of checked.error.issues) {
      for (const { at, message } of faultsOf(issue, schema)) {
        const where = at.map(String).join('.') || '(the file)';
        this.#note(file, lineOf(document, lines, at), `${where}: ${message}`);
      }
    }
    return undefined;
  }

  /** Notes a fault that only shows across files, at the line of `at` in the named file. */
  noteAt(name: string, at: readonly PropertyKey[], message: string): void {
    const file = path.join(path.basename(this.folder), name);
    const { document, lines } = documentOf(this.#textOf(name, file) ?? '');
    this.#note(file, lineOf(document, lines, at), message);
  }

  /** Throws one Fault `config-faulty` that lists every fault noted, if there is any. */
  finish(): void {
    if (this.faults.length === 0) return;
    const list = this.faults.map(fault => `  ${fault.file}:${fault.line}: ${fault.message}`);
    throw new Fault(
      'config-faulty',
      `The configuration has faults; mend them and start again.\n${list.join('\n')}`,
    );
  }

  /** The plain value; an alias that leads nowhere only shows here. */
  #valueOf(document: Document, file: string): unknown {
    try {
      return document.toJS();
    } catch (error) {
      this.#note(file, 1, reasonOf(error));
      return undefined;
    }
  }

  #textOf(name: string, file: string): string | undefined {
    try {
      return readFileSync(path.join(this.folder, name), 'utf8');
    } catch (error) {
      this.#note(file, 1, `cannot be read (${reasonOf(error)})`);
      return undefined;
    }
  }

  #note(file: string, line: number, message: string): void {
    this.faults.push({ file, line, message });
  }
}

/** The value; undefined when the text has a fault, which the other library then names. */
function quickly(text: string): unknown {
  try {
    return loadYaml(text, { schema: CORE_SCHEMA });
  } catch (error) {
    if (error instanceof YAMLException) return undefined;
    throw error;
  }
}

function documentOf(text: string): { document: Document; lines: LineCounter } {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  return { document: parseDocument(text, { lineCounter: lines }), lines };
}

/** An unknown key is a fault of its own each, with the keys that are allowed there. */
function faultsOf(
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
): readonly { at: readonly PropertyKey[]; message: string }[] {
  if (issue.code === 'unrecognized_keys') {
    const allowed = allowedKeys(schema, issue.path).join(', ');
    return issue.keys.map(key => ({
      at: [...issue.path, key],
      message: `unknown key; allowed: ${allowed}`,
    }));
  }
  const isMissing = issue.message.endsWith('received undefined');
  const expected = issue.message.replace(/^Invalid input: |, received undefined$/gu, '');
  return [{ at: issue.path, message: isMissing ? `is missing; ${expected}` : issue.message }];
}

/** The line where the deepest existing node on the path begins. */
function lineOf(document: Document, lines: LineCounter, at: readonly PropertyKey[]): number {
  for (let depth = at.length; depth > 0; depth -= 1) {
    const parentPath = at.slice(0, depth - 1);
    const key = at[depth - 1];
    const parent = parentPath.length === 0 ? document.contents : document.getIn(parentPath, true);
    const start = keyStart(parent, key);
    if (start !== undefined) return lines.linePos(start).line;
  }
  return 1;
}

function keyStart(parent: unknown, key: PropertyKey | undefined): number | undefined {
  const { isNode } = yaml();
  if (!isNode(parent) || !('items' in parent) || !Array.isArray(parent.items)) return undefined;
  for (const [position, item] of parent.items.entries()) {
    const pairKey: unknown = (item as { key?: unknown } | null)?.key;
    if (isNode(pairKey) && 'value' in pairKey && String(pairKey.value) === String(key))
      return pairKey.range?.[0];
    if (isNode(item) && position === Number(key)) return item.range?.[0];
  }
  return undefined;
}
