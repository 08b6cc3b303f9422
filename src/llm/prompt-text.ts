/** A value of the front matter and where it stands; lines count from 1. */
export interface Entry {
  readonly value: string;
  readonly line: number;
}

interface Slot {
  readonly name: string;
  readonly line: number;
  readonly isInSystem: boolean;
}

/** A prompt file taken apart. */
export interface PromptParts {
  readonly head: ReadonlyMap<string, Entry>;
  readonly system: string;
  readonly user: string;
  /** What is wrong with the slots, when these are the ones that may be filled. */
  faultsOfSlots(
    given: readonly string[],
    resident: readonly string[],
  ): readonly { line: number; message: string }[];
}

type Note = (line: number, message: string) => void;

/**
 * Takes a prompt file apart: front matter of `key: value` lines between `---`, then `[system]` and `[user]`, each alone on its
 * line. Undefined with the faults noted when it has another form.
 */
export function splitPrompt(text: string, note: Note): PromptParts | undefined {
  const lines = text.split(/\r?\n/);
  const endOfHead = lines.indexOf('---', 1);
  if (lines[0] !== '---' || endOfHead < 0) {
    note(1, 'begin with front matter between two lines of ---');
    return undefined;
  }
  const head = headOf(lines.slice(1, endOfHead), note);
  const system = lines.indexOf('[system]', endOfHead);
  const user = lines.indexOf('[user]', endOfHead);
  if (system < 0 || user < system) {
    note(endOfHead + 1, 'after the front matter comes a line [system], further down a line [user]');
    return undefined;
  }
  const slots = slotsOf(lines, system, user);
  return {
    head,
    system: lines
      .slice(system + 1, user)
      .join('\n')
      .trim(),
    user: lines
      .slice(user + 1)
      .join('\n')
      .trim(),
    faultsOfSlots: (given, resident) => faultsOf(slots, given, resident, user + 1),
  };
}

function headOf(lines: readonly string[], note: Note): ReadonlyMap<string, Entry> {
  const head = new Map<string, Entry>();
  for (const [at, line] of lines.entries()) {
    const match = /^([a-z-]+):(?: (.*))?$/.exec(line.trimEnd());
    const key = match?.[1];
    if (key === undefined) note(at + 2, 'write key: value');
    else if (head.has(key)) note(at + 2, `${key} stands twice`);
    else head.set(key, { value: (match?.[2] ?? '').trim(), line: at + 2 });
  }
  return head;
}

function slotsOf(lines: readonly string[], system: number, user: number): Slot[] {
  return lines.flatMap((line, at) =>
    at > system && at !== user
      ? [...line.matchAll(/\{\{(.*?)\}\}/g)].map(match => ({
          name: match[1] ?? '',
          line: at + 1,
          isInSystem: at < user,
        }))
      : [],
  );
}

function faultsOf(
  slots: readonly Slot[],
  given: readonly string[],
  resident: readonly string[],
  userLine: number,
): readonly { line: number; message: string }[] {
  const faults: { line: number; message: string }[] = [];
  const known = [...given, ...resident, 'nonce'];
  for (const { name, line, isInSystem } of slots) {
    if (!known.includes(name)) faults.push({ line, message: `{{${name}}} is neither given nor resident` });
    // The system part holds our rules alone: nothing that a person wrote comes near them.
    if (isInSystem && resident.includes(name))
      faults.push({ line, message: `{{${name}}} is a resident's text; it belongs under [user]` });
  }
  for (const name of known) {
    const times = slots.filter(slot => slot.name === name).length;
    if (times === 0) faults.push({ line: userLine, message: `{{${name}}} stands nowhere` });
    if (times > 1 && resident.includes(name))
      faults.push({ line: userLine, message: `{{${name}}} stands more than once` });
  }
  return faults;
}
