import { existsSync } from 'node:fs';
import { SingleBar } from 'cli-progress';
import { Fault } from './base/fault.js';
import { openStore } from './open-store.js';
import { importKinds, readImportList, type ImportKind } from './roster/import-list.js';
import {
  emptyPeopleSheet,
  emptyUnitSheet,
  filledPeopleSheet,
  filledUnitSheet,
} from './roster/roster-sheets.js';
import { RosterStore } from './roster/roster-store.js';
import type { RosterChange } from './roster/whole-writing.js';
import { readSettings } from './settings.js';
import { writeSheet } from './sheets/write-sheet.js';
import * as words from './words/import.js';

/** How the command speaks: lines to whoever called it, complaints beside them, a bar only on a terminal. */
export interface ImportSpeech {
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
  readonly hasBar: boolean;
}

const allowedFlags: Readonly<Record<string, readonly string[]>> = {
  units: ['--dry-run'],
  people: ['--dry-run'],
  template: ['--filled'],
};

/**
 * `units|people FILE [--dry-run]` checks every row of a list and then writes all of it or nothing; `template units|people FILE
 * [--filled]` writes an empty list, or the roster as one.
 *
 * @returns the exit code: 0 done, 1 refused; undefined when it was called in the wrong way
 */
export async function runImport(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  speech: ImportSpeech,
): Promise<number | undefined> {
  const flags = args.filter(argument => argument.startsWith('--'));
  const [verb = '', ...rest] = args.filter(argument => !argument.startsWith('--'));
  const [named, file, more] = verb === 'template' ? rest : [verb, ...rest];
  const kind = importKinds.find(known => known === named);
  const isAllowed = flags.every(flag => allowedFlags[verb]?.includes(flag));
  if (!kind || file === undefined || more !== undefined || !isAllowed) return undefined;
  const isSet = flags.length > 0;
  try {
    return verb === 'template'
      ? await writeTemplate(kind, file, isSet ? environment : undefined, speech)
      : await importList({ kind, file, environment, isTrial: isSet }, speech);
  } catch (error) {
    const plain = error instanceof Fault ? words.faultInPlainWords(error.code) : undefined;
    if (plain === undefined) throw error;
    speech.complain(plain);
    return 1;
  }
}

async function writeTemplate(
  kind: ImportKind,
  file: string,
  filledFrom: NodeJS.ProcessEnv | undefined,
  speech: ImportSpeech,
): Promise<number> {
  if (!/\.xlsx$/iu.test(file)) {
    speech.complain(words.templateEnding(file));
    return 1;
  }
  if (existsSync(file)) {
    speech.complain(words.templateExists(file));
    return 1;
  }
  const [empty, filled] =
    kind === 'units' ? [emptyUnitSheet, filledUnitSheet] : [emptyPeopleSheet, filledPeopleSheet];
  const plan = filledFrom ? await withRoster(filledFrom, async ({ book }) => filled(book)) : empty();
  await writeSheet(file, plan);
  speech.say(words.templateWritten(file));
  return 0;
}

interface Order {
  readonly kind: ImportKind;
  readonly file: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly isTrial: boolean;
}

async function importList(
  { kind, file, environment, isTrial }: Order,
  speech: ImportSpeech,
): Promise<number> {
  const list = await readImportList(kind, file);
  return withRoster(environment, async roster => {
    const { lines, bad, report, change } = list(roster.book);
    for (const line of lines) speech.say(line);
    if (bad.length > 0) {
      speech.complain(words.refused(bad.length));
      for (const { sheet, row, reason } of bad) speech.complain(words.badRow(sheet, row, reason));
      return 1;
    }
    for (const line of report) speech.say(line);
    if (isTrial) {
      speech.say(words.triedOnly());
      return 0;
    }
    await write(roster, change, speech);
    speech.say(words.written());
    return 0;
  });
}

async function write(roster: RosterStore, change: RosterChange, { hasBar }: ImportSpeech): Promise<void> {
  if (!hasBar) return roster.import(change);
  const bar = new SingleBar({ format: `${words.barLabel} {bar} {value}/{total}`, clearOnComplete: true });
  bar.start(change.units.length + change.appointments.length + change.people.length, 0);
  try {
    await roster.import(change, written => bar.update(written));
  } finally {
    bar.stop();
  }
}

/** Opens the roster; with SQLite nobody else may be using it. */
async function withRoster<Result>(
  environment: NodeJS.ProcessEnv,
  work: (roster: RosterStore) => Promise<Result>,
): Promise<Result> {
  const opened = await openStore(readSettings(environment, []));
  try {
    return await work(await RosterStore.open(opened.store));
  } finally {
    await opened.close();
  }
}
