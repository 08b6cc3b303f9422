import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Fault, reasonOf } from '../base/fault.js';
import type { MessageKind, Urgency } from './understanding.js';

/** A message that somebody has labelled. */
export interface Example {
  readonly text: string;
  readonly kind: MessageKind;
  /** Of a report. */
  readonly category?: string;
  readonly item?: string;
  readonly urgency?: Urgency;
  /** The words of the text that say where. */
  readonly location: string | null;
}

/** Reads one file of labelled messages, JSON Lines; throws a Fault `examples-faulty` naming file and line. */
export function readExampleFile(file: string): Example[] {
  const examples: Example[] = [];
  for (const [at, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      const { kind = 'report', location = null, ...others } = JSON.parse(line) as Partial<Example>;
      if (typeof others.text !== 'string') throw new Fault('examples-faulty', 'no text');
      examples.push({ ...others, text: others.text, kind, location });
    } catch (error) {
      throw new Fault('examples-faulty', `${file}:${at + 1}: ${reasonOf(error)}`, { cause: error });
    }
  }
  return examples;
}

/** All labelled messages of a folder, file by file in the order of their names. */
export function readExamples(folder: string): Example[] {
  const files = readdirSync(folder).filter(name => name.endsWith('.jsonl'));
  return files.sort().flatMap(name => readExampleFile(path.join(folder, name)));
}

/** The examples to learn from and those kept unseen to judge by: about 15 %, near-duplicates on one side. */
export function splitExamples(examples: readonly Example[]): { learn: Example[]; judge: Example[] } {
  const groupOf = groupsOfLikeness(examples.map(example => pairsOf(example.text)));
  const learn: Example[] = [];
  const judge: Example[] = [];
  for (const [at, example] of examples.entries()) {
    const leader = examples[groupOf[at] ?? at] ?? example;
    (keyOf(leader.text) % 100 < 15 ? judge : learn).push(example);
  }
  return { learn, judge };
}

/** A number that depends on the text alone. */
function keyOf(text: string): number {
  let key = 7;
  for (let at = 0; at < text.length; at += 1) key = (Math.imul(key, 31) + text.charCodeAt(at)) >>> 0;
  return (key ^ (key >>> 15)) >>> 0;
}

function pairsOf(text: string): Set<string> {
  const signs = text.replace(/[^\p{L}\p{N}]/gu, '');
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < signs.length; at += 1) pairs.add(signs.slice(at, at + 2));
  return pairs;
}

/** For each text the first that is like it: half of their sign pairs shared, itself if none is. */
function groupsOfLikeness(texts: readonly ReadonlySet<string>[]): number[] {
  const holders = new Map<string, number[]>();
  const leaders: number[] = [];
  for (const [at, pairs] of texts.entries()) {
    const shared = new Map<number, number>();
    for (const pair of pairs) {
      const earlier = holders.get(pair) ?? [];
      if (earlier.length < 150) for (const other of earlier) shared.set(other, (shared.get(other) ?? 0) + 1);
      earlier.push(at);
      holders.set(pair, earlier);
    }
    let leader = at;
    for (const [other, count] of shared) {
      const both = pairs.size + (texts[other]?.size ?? 0) - count;
      if (count / both > 0.45) leader = Math.min(leader, leaders[other] ?? other);
    }
    leaders.push(leader);
  }
  return leaders;
}
