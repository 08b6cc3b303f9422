import type { Example } from './examples.js';
import type { Matter, Understand, Understanding } from './understanding.js';

/** What a language model said of one matter. `isKept`: it was known from before and cost nothing. */
export type ModelSays =
  | {
      readonly done: true;
      readonly category: string;
      readonly item: string;
      readonly confidence: number;
      readonly isKept: boolean;
    }
  | { readonly done: false; readonly why: string; readonly isKept?: boolean };

type Guess = Pick<Matter, 'category' | 'item'>;

/** A language model to be judged beside the embedded one. */
export interface JudgedModel {
  readonly name: string;
  /** How many questions may be open at once. */
  readonly atOnce: number;
  /** Never rejects for what an endpoint does. @param guess what the embedded model takes it for, where it is asked too */
  readonly ask: (text: string, guess?: Guess) => Promise<ModelSays>;
  /** Requests that went out and tokens that were paid for since it was opened, tries again included. */
  readonly spent: () => Promise<{ readonly calls: number; readonly tokens: number }>;
}

/** How the questions went; `failed` says why and how often. */
export interface Asking {
  readonly asked: number;
  readonly answered: number;
  readonly kept: number;
  readonly unsure: number;
  readonly failed: ReadonlyMap<string, number>;
}

/** The model by itself, and beside the embedded one; both give what they were told of the examples and of nothing else. */
export interface Asked {
  readonly alone: Understand;
  readonly together: Understand;
  readonly asking: Asking;
}

/** What stands for a category where the model gave none. */
const NONE = 'none';

/**
 * Asks the model about the first matter of every message that the embedded one takes for a report: once without its guess, for
 * the model by itself, and once more with it where the embedded one abstains and nobody is in danger, as the bot does.
 */
export async function askModel(
  examples: readonly Example[],
  understand: Understand,
  model: JudgedModel,
): Promise<Asked> {
  const own = new Map<string, ModelSays>();
  const joint = new Map<string, ModelSays>();
  const questions: (() => Promise<void>)[] = [];
  for (const text of new Set(examples.map(example => example.text))) {
    const [matter] = understand(text).matters;
    if (!matter) continue;
    questions.push(async () => void own.set(text, await model.ask(matter.text)));
    if (isAskedAbout(matter))
      questions.push(async () => void joint.set(text, await model.ask(matter.text, matter)));
  }
  await runAtOnce(questions, model.atOnce);
  return {
    alone: text => replaced(understand(text), said => byModel(said, own.get(text))),
    together: text => replaced(understand(text), said => withModel(said, joint.get(text))),
    asking: countOf([...own.values(), ...joint.values()]),
  };
}

function isAskedAbout({ abstained, urgency }: Matter): boolean {
  return abstained && urgency !== 'emergency';
}

async function runAtOnce(questions: readonly (() => Promise<void>)[], atOnce: number): Promise<void> {
  const left = [...questions].reverse();
  const worker = async (): Promise<void> => {
    for (let next = left.pop(); next; next = left.pop()) await next();
  };
  await Promise.all(Array.from({ length: Math.max(1, atOnce) }, worker));
}

function replaced(understanding: Understanding, of: (matter: Matter) => Matter): Understanding {
  const [matter, ...others] = understanding.matters;
  return matter ? { ...understanding, matters: [of(matter), ...others] } : understanding;
}

function byModel(matter: Matter, says: ModelSays | undefined): Matter {
  if (!says?.done)
    return { ...matter, category: NONE, item: NONE, confidence: 0, abstained: true, decidedBy: 'llm' };
  return withModel(matter, says);
}

function withModel(matter: Matter, says: ModelSays | undefined): Matter {
  if (!says?.done) return matter;
  const { category, item, confidence } = says;
  return { ...matter, category, item, confidence, abstained: false, decidedBy: 'llm' };
}

function countOf(answers: readonly ModelSays[]): Asking {
  const failed = new Map<string, number>();
  for (const says of answers) {
    if (!says.done && says.why !== 'unsure') failed.set(says.why, (failed.get(says.why) ?? 0) + 1);
  }
  return {
    asked: answers.length,
    answered: answers.filter(says => says.done).length,
    kept: answers.filter(says => says.isKept === true).length,
    unsure: answers.filter(says => !says.done && says.why === 'unsure').length,
    failed,
  };
}
