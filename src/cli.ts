import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { withSecrets } from './base/secret-from-file.js';

interface Command {
  readonly name: string;
  readonly takes: string;
  readonly does: string;
  /** Imports what it needs only when it is called, so that `classify` starts at once. */
  readonly run: (args: readonly string[]) => Promise<number>;
}

const configFolder = path.resolve(process.env.CONFIG_DIR || 'config');
const modelFile = path.join(configFolder, 'understanding/model.bin');
const say = (text: string): void => {
  process.stdout.write(text);
};

const commands: readonly Command[] = [
  {
    name: 'classify',
    takes: '',
    does: 'reads JSON Lines {id,text} and answers each with what it was understood as',
    run: async () => {
      const { classifyStream } = await import('./classify/classify-command.js');
      const { stdin, stdout, stderr } = process;
      await classifyStream(modelFile, { input: stdin, output: stdout, errors: stderr });
      return 0;
    },
  },
  {
    name: 'train',
    takes: '',
    does: 'learns the model of understanding from config/ and says how good it is on unseen examples',
    run: async () => {
      const { trainModel } = await import('./classify/train-command.js');
      await trainModel(configFolder, say);
      return 0;
    },
  },
  {
    name: 'evaluate',
    takes: 'FILE [CHART.svg]',
    does: 'judges the model by labelled messages, JSON Lines; beside it a language model, where one is set',
    run: async ([file, chart]) => {
      if (file === undefined) return usage();
      const { evaluateFile } = await import('./classify/evaluate-command.js');
      const environment = withSecrets(process.env);
      const { OPENAI_API_KEY: key, DATA_DIR: data } = environment;
      const { openJudgedModel } = key ? await import('./judged-model.js') : {};
      const judged = await openJudgedModel?.(environment, configFolder, path.resolve(data || 'data'));
      try {
        await evaluateFile({ modelFile, examplesFile: file, chartFile: chart, model: judged?.model }, say);
      } finally {
        await judged?.close();
      }
      return 0;
    },
  },
  {
    name: 'refit',
    takes: '',
    does: 'fits confidence to what came of the last tickets, as the bot does every night',
    run: async () => {
      const { refitNow } = await import('./refit-command.js');
      await refitNow(modelFile, withSecrets(process.env), say);
      return 0;
    },
  },
  {
    name: 'states',
    takes: '[FILE]',
    does: 'writes the states of a ticket and what moves it, as docs/states.md',
    run: async ([file = 'docs/states.md']) => {
      const { describeStates } = await import('./tickets/describe-states.js');
      const { stateNames } = await import('./words/states.js');
      writeFileSync(file, describeStates(stateNames));
      return 0;
    },
  },
  {
    name: 'import',
    takes: 'units|people FILE',
    does: 'takes over a list of units or people; --dry-run only looks; template units|people FILE writes an empty one',
    run: async given => {
      const { runImport } = await import('./import-command.js');
      const speech = {
        say: (line: string) => say(`${line}\n`),
        complain: (line: string) => void process.stderr.write(`${line}\n`),
        hasBar: process.stderr.isTTY,
      };
      return (await runImport(given, withSecrets(process.env), speech)) ?? usage();
    },
  },
  {
    name: 'export',
    takes: 'BOOK … FILE.xlsx',
    does: 'writes ledger|log|week|month --unit ID --from DAY [--to DAY]; log --person ID; task --number WG-…',
    run: async given => {
      const { runExport } = await import('./export-command.js');
      return (await runExport(given, withSecrets(process.env), say)) ?? usage();
    },
  },
  {
    name: 'backup',
    takes: 'FILE',
    does: 'writes everything in the store to one archive, beside a running bot',
    run: async given => {
      const { runBackup } = await import('./backup-command.js');
      const breakOff = new AbortController();
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => breakOff.abort());
      const environment = withSecrets(process.env);
      return (await runBackup(given, environment, line => say(`${line}\n`), breakOff.signal)) ?? usage();
    },
  },
  {
    name: 'restore',
    takes: 'FILE [--check]',
    does: 'fills an empty store from an archive and compares the two; --check only looks at the archive',
    run: async given => {
      const { runRestore } = await import('./restore-command.js');
      return (await runRestore(given, withSecrets(process.env), line => say(`${line}\n`))) ?? usage();
    },
  },
  {
    name: 'doctor',
    takes: '',
    does: 'looks at everything a start depends on and says what to mend',
    run: async () => {
      const { examine, report } = await import('./doctor.js');
      const findings = await examine(process.env);
      say(`${report(findings)}\n`);
      return findings.every(({ isFine }) => isFine) ? 0 : 1;
    },
  },
];

function usage(): number {
  const lines = commands.map(({ name, takes, does }) => `  ${`${name} ${takes}`.padEnd(28)}${does}`);
  process.stderr.write(`usage: cli <command>\n${lines.join('\n')}\n`);
  return 2;
}

const [name, ...args] = process.argv.slice(2);
const command = commands.find(one => one.name === name);
try {
  process.exitCode = command ? await command.run(args) : usage();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
