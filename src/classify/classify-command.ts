import { loadUnderstanding } from './understand.js';
import type { Understand } from './understanding.js';

/** Where a command reads and writes. */
export interface Streams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly errors: NodeJS.WritableStream;
}

/** One answer of `classify`, a line of JSON. */
interface Answer {
  readonly id: unknown;
  readonly kind: string;
  /** Always the best guess for a report, null otherwise. */
  readonly category: string | null;
  readonly item: string | null;
  readonly urgency: string | null;
  readonly location: string | null;
  readonly confidence: number;
  readonly abstained: boolean;
  readonly decidedBy: string;
}

/**
 * JSON Lines `{id,text}` in, one answer a line out, in the same order. A line that is none is named on the error stream
 * by its number and answered by `{id:null,error}`.
 */
export async function classifyStream(modelFile: string, streams: Streams): Promise<void> {
  const understand = loadUnderstanding(modelFile);
  const { input, output, errors } = streams;
  input.setEncoding('utf8');
  let rest = '';
  let number = 0;
  const answer = (line: string): string => {
    number += 1;
    return line.trim() === '' ? '' : answerLine(line, number, understand, errors);
  };
  for await (const chunk of input) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    await write(output, lines.map(answer).join(''));
  }
  await write(output, answer(rest));
}

async function write(output: NodeJS.WritableStream, text: string): Promise<void> {
  if (text === '' || output.write(text)) return;
  await new Promise(resolve => output.once('drain', resolve));
}

function answerLine(
  line: string,
  number: number,
  understand: Understand,
  errors: NodeJS.WritableStream,
): string {
  const asked = readLine(line);
  if (typeof asked === 'string') {
    errors.write(`line ${number}: ${asked}\n`);
    return `${JSON.stringify({ id: null, error: asked })}\n`;
  }
  return `${JSON.stringify(answerTo(asked.id, asked.text, understand))}\n`;
}

/** The id and text of a line, or what is wrong with it. */
function readLine(line: string): { id: unknown; text: string } | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'not JSON';
  }
  if (typeof value !== 'object' || value === null || !('text' in value) || typeof value.text !== 'string') {
    return 'no text; expected {"id": …, "text": "…"}';
  }
  return { id: 'id' in value ? value.id : null, text: value.text };
}

function answerTo(id: unknown, text: string, understand: Understand): Answer {
  const { kind, matters, place, confidence } = understand(text);
  const matter = matters[0];
  return {
    id,
    kind,
    category: matter?.category ?? null,
    item: matter?.item ?? null,
    urgency: matter?.urgency ?? null,
    location: (matter?.place ?? place)?.text ?? null,
    confidence: Math.round((matter?.confidence ?? confidence) * 10_000) / 10_000,
    abstained: matter?.abstained ?? false,
    decidedBy: matter?.decidedBy ?? 'embedded',
  };
}
